// Signing with the key of a certificate that lies in this browser (keys.js). The page shows the document; this script sees to it that
// what was shown is what is signed, and the key is used only after the person has said so.
import { allKeys } from './keys.js';
import { openKeyFile } from './pkcs12.js';
import { base64, bytes, dayOf, hex, isOver, post, sha256 } from './signing.js';
import { pdfAct } from './sign-pdf.js';

/** What was prepared must be of the document that the page shows: page -> document -> manifest -> signed attributes. */
export async function isShown(prepared, shownHash) {
  const [toSign, manifest, document] = [prepared.toSign, prepared.manifest, prepared.document].map(bytes);
  const documentHash = hex(await sha256(document));
  const { parts } = JSON.parse(new TextDecoder().decode(manifest));
  const listed = parts.some(({ role, sha256: hash }) => role === 'document' && hash === documentHash);
  return documentHash === shownHash && listed && isOver(toSign, await sha256(manifest));
}

/** How each act is prepared, what of it is shown, and what becomes of the signature. */
const acts = {
  pdf: pdfAct,
  sign: {
    prepare: ({ signing, draft }, certificate, csrf) => post(`/v1/me/signings/${signing}/certificate`, { draftId: draft, certificate }, csrf),
    holds: (prepared, words) => isShown(prepared, words.document),
    bytes: ({ document }) => document,
    send(root, sent) {
      const form = root.closest('form');
      form.querySelector('[name="certificate"]').value = JSON.stringify(sent);
      form.submit();
    },
  },
  // The application is drawn up of what stands in the form, and shown as it stands in the bytes.
  withdraw: {
    prepare({ consent }, certificate, csrf, root) {
      const application = root.closest('form').querySelector('[name="application"]').value;
      return post(`/v1/me/consents/${consent}/withdrawal/signing`, { application, certificate }, csrf);
    },
    holds: async (prepared, { consent }, root) => {
      const statement = JSON.parse(new TextDecoder().decode(bytes(prepared.content)));
      root.querySelector('[data-certificate-text]').textContent = statement.declaration[document.documentElement.lang];
      root.querySelector('[data-certificate-application]').textContent = statement.application ?? '';
      return statement.consent.id === consent && isOver(bytes(prepared.toSign), await sha256(bytes(prepared.content)));
    },
    bytes: ({ content }) => content,
    async send(root, byCertificate, csrf, { signingId, content }) {
      const { consent } = root.dataset;
      await post(`/v1/me/consents/${consent}/withdrawal/signature`, { signingId, content, byCertificate }, csrf);
      location.assign(`/me/consents/${consent}/withdrawn`);
    },
  },
  // An act in a case: the page shows the document, the bytes that come are of that very document.
  act: {
    prepare: ({ path, asked }, certificate, csrf) => post(`${path}/signing`, { data: JSON.parse(asked), certificate }, csrf),
    async holds(prepared, words) {
      const digest = await sha256(bytes(prepared.content));
      return hex(digest) === words.document && isOver(bytes(prepared.toSign), digest);
    },
    bytes: ({ content }) => content,
    send(root, sent) {
      const form = root.closest('form');
      form.querySelector('[name="signature"]').value = JSON.stringify(sent);
      form.submit();
    },
  },
  // What is signed is a text of its own: it is shown as it stands in the bytes.
  bind: {
    prepare: (_words, certificate, csrf) => post('/v1/auth/binding/certificate/options', { certificate }, csrf),
    holds: async (prepared, _words, root) => {
      const { text } = JSON.parse(new TextDecoder().decode(bytes(prepared.content)));
      root.querySelector('[data-certificate-text]').textContent = text[document.documentElement.lang];
      return isOver(bytes(prepared.toSign), await sha256(bytes(prepared.content)));
    },
    bytes: ({ content }) => content,
    async send(_root, sent, csrf) {
      await post('/v1/auth/binding/certificate', sent, csrf);
      location.reload();
    },
  },
};

/** The key's work; of ECDSA r and s side by side, as WebCrypto gives them. */
const signature = (privateKey, toSign) => crypto.subtle.sign({ name: privateKey.algorithm.name, hash: 'SHA-256' }, privateKey, toSign);

function start(root) {
  const find = (name) => root.querySelector(`[data-certificate-${name}]`);
  const words = root.dataset;
  const act = acts[words.certificate];
  const csrf = root.closest('form').querySelector('[name="_csrf"]').value;
  const [choose, status, shown, list] = ['choose', 'status', 'shown', 'list'].map(find);
  let chosen;
  let prepared;
  let known = [];
  const say = (text) => {
    status.textContent = text;
  };
  /** A sentence of the server is in the reader's language; a browser's own message is not. */
  const failed = (error) => say(error?.name === 'Error' && error.message ? error.message : words.failed);
  const back = () => {
    prepared = undefined;
    shown.hidden = true;
    choose.hidden = false;
  };

  const offer = (keys) => {
    known = keys;
    find('none').hidden = keys.length > 0;
    find('begin').hidden = keys.length === 0;
    list.replaceChildren(
      ...keys.map((key, place) => {
        const [item, input, label] = ['div', 'input', 'label'].map((name) => document.createElement(name));
        item.className = 'mk-choice mk-choice--radio';
        Object.assign(input, { type: 'radio', id: `key-${place}`, checked: place === 0 });
        input.name = 'key-of-browser';
        input.className = 'mk-choice__input';
        input.addEventListener('change', () => {
          chosen = key;
        });
        label.htmlFor = input.id;
        label.className = 'mk-choice__label';
        label.textContent = key.file !== undefined ? `${words.fileKey} ${key.file}` : `${words.key} ${dayOf(key.madeAt, document.documentElement.lang)}, ${key.id.slice(0, 8)}`;
        item.append(input, label);
        return item;
      }),
    );
    find('keys').hidden = keys.length < 2;
    chosen = keys[0];
  };

  // A key from a file is used on this page and kept nowhere.
  const [file, secret] = [find('file').querySelector('input[type=file]'), find('file').querySelector('input[type=password]')];
  const open = async () => {
    const [picked] = file.files;
    if (picked === undefined) return say(words.fileMissing);
    say(words.fileOpening);
    try {
      const key = await openKeyFile(await picked.arrayBuffer(), secret.value);
      offer([{ ...key, file: picked.name }, ...known.filter(({ file: other }) => other === undefined)]);
      find('keys').hidden = false;
      find('file').querySelector('details').open = false;
      say(`${words.fileOpened} ${picked.name}`);
      file.value = '';
      file.dispatchEvent(new Event('change'));
    } catch (error) {
      say(root.getAttribute(`data-refused-${error?.why}`) ?? root.getAttribute('data-refused-format'));
    }
    secret.value = '';
  };
  find('file-open').addEventListener('click', open);
  secret.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void open();
  });

  find('begin').addEventListener('click', async () => {
    say('');
    try {
      const certificate = base64(chosen.certificate);
      prepared = await act.prepare(words, certificate, csrf, root);
      if (!(await act.holds(prepared, words, root))) {
        prepared = undefined;
        return say(words.notShown);
      }
      const date = (moment) => dayOf(moment, document.documentElement.lang);
      const { owner, number, issuer, from, until, limits } = prepared.certificate;
      // ES-17.2.6: the limits in the reader's language where the certificate has it, else as they stand.
      const own = limits.filter(({ lang }) => lang === document.documentElement.lang);
      find('limits').textContent = (own.length > 0 ? own : limits).map(({ text }) => text).join(' ');
      find('limits').parentElement.hidden = limits.length === 0;
      const facts = { owner, number, issuer, term: `${date(from)} – ${date(until)}` };
      for (const [name, text] of Object.entries(facts)) find(name).textContent = text;
      find('bytes').textContent = act.text?.(prepared) ?? new TextDecoder().decode(bytes(act.bytes(prepared)));
      choose.hidden = true;
      shown.hidden = false;
      find('title').focus();
    } catch (error) {
      failed(error);
    }
  });
  find('cancel').addEventListener('click', () => {
    back();
    say(words.cancelled);
  });
  find('suspect').addEventListener('click', async () => {
    try {
      await post('/v1/auth/suspected-keys', { key: chosen.id }, csrf);
      back();
      say(words.suspected);
    } catch (error) {
      failed(error);
    }
  });
  find('confirm').addEventListener('click', async () => {
    if (!prepared) return;
    const refused = act.refused?.(root);
    if (refused !== undefined) return say(refused);
    const confirmed = prepared;
    const { toSign, claimedAt, certificate } = confirmed;
    const limitsKept = certificate.limits.length > 0;
    // One confirmation, one signature.
    prepared = undefined;
    try {
      const value = await signature(chosen.privateKey, bytes(toSign));
      const sent = { certificate: base64(chosen.certificate), chain: chosen.chain.map(base64), claimedAt, signature: base64(value), limitsKept };
      say(words.made);
      await act.send(root, sent, csrf, confirmed);
    } catch (error) {
      back();
      failed(error);
    }
  });

  allKeys()
    .then((keys) => offer(keys.filter(({ certificate }) => certificate !== null)))
    .catch(() => offer([]));
  root.hidden = false;
}

if (window.indexedDB && crypto.subtle) for (const root of document.querySelectorAll('[data-certificate]')) start(root);
