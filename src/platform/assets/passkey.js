// Passkeys in the browser: sign in, register, sign a document. Without this script the pages offer the password.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const outer = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  clientExtensionResults: credential.getClientExtensionResults(),
});

async function assertion({ challenge, rpId, credentials = [] }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(challenge),
      rpId,
      userVerification: 'required',
      timeout: 300_000,
      allowCredentials: credentials.map((id) => ({ type: 'public-key', id: bytes(id) })),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return {
    ...outer(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : undefined,
    },
  };
}

async function registration(options) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: (options.excludeCredentials ?? []).map((one) => ({ ...one, id: bytes(one.id) })),
    },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  return {
    ...outer(credential),
    response: {
      clientDataJSON: text(clientDataJSON),
      attestationObject: text(attestationObject),
      transports: credential.response.getTransports?.() ?? [],
    },
  };
}

/** The answer's body, or an error whose message is the sentence the server wrote for the reader. */
async function post(path, body, csrf) {
  const headers = { 'content-type': 'application/json', 'accept-language': document.documentElement.lang };
  if (csrf) headers['x-csrf-token'] = csrf;
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), credentials: 'same-origin' });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

const acts = {
  async 'sign-in'(root) {
    const options = await post('/v1/auth/passkey/options', {});
    await post('/v1/auth/passkey', { answer: await assertion(options) });
    location.assign(root.dataset.next || '/');
  },
  async register(root) {
    const field = (name) => root.querySelector(`[name="${name}"]`).value;
    const empty = [...root.querySelectorAll('input:not([type="hidden"])')].find((input) => input.value.trim() === '');
    if (empty) {
      empty.focus();
      throw new Error(root.dataset.missing);
    }
    const { options } = await post('/v1/auth/passkeys/options', { password: field('password') }, field('_csrf'));
    await post('/v1/auth/passkeys', { answer: await registration(options), label: field('label') }, field('_csrf'));
    location.reload();
  },
  // A form with data-challenge, data-rp-id, data-credentials and an empty field "assertion".
  async sign(root) {
    const { challenge, rpId, credentials } = root.dataset;
    const answer = await assertion({ challenge, rpId, credentials: (credentials ?? '').split(' ').filter(Boolean) });
    root.querySelector('[name="assertion"]').value = JSON.stringify(answer);
    (root.closest('form') ?? root).submit();
  },
};

if (window.PublicKeyCredential) {
  for (const root of document.querySelectorAll('[data-passkey]')) {
    root.hidden = false;
    const button = root.querySelector('[data-passkey-button]');
    const status = root.querySelector('[data-passkey-status]');
    const act = async () => {
      button.disabled = true;
      status.textContent = '';
      try {
        await acts[root.dataset.passkey](root);
      } catch (error) {
        // The browser's own message is not in the reader's language; the server's is.
        status.textContent = error.name === 'Error' && error.message ? error.message : (root.dataset.failed ?? '');
        button.disabled = false;
      }
    };
    button?.addEventListener('click', (event) => {
      event.preventDefault();
      void act();
    });
  }
}
