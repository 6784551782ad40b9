// Certificates and their keys in the browser: a key is made at the application and gets its certificate when that is there.
import { allKeys, dropKey, makeKey, putKey } from './keys.js';
import { requestFor } from './pkcs10.js';

const usable = () => globalThis.crypto?.subtle !== undefined && globalThis.indexedDB !== undefined;
const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;

// The application: without this script the request comes from another tool.
const part = document.querySelector('[data-own-key]');
const form = part?.closest('form');
// The key of an application that came back refused, or ended without a certificate, will never sign: it does not stay in the browser.
const lastMade = 'makulduk-last-key';
const unused = [];
if (usable()) {
  const last = sessionStorage.getItem(lastMade);
  sessionStorage.removeItem(lastMade);
  if (last !== null && form && document.querySelector('.mk-error-summary')) {
    unused.push(last);
    form.querySelector('[name="request"]').value = '';
  }
  unused.push(...[...document.querySelectorAll('[data-key-unused]')].map(({ dataset }) => dataset.keyUnused));
  for (const id of unused) dropKey(id).catch(() => undefined);
}
if (form && usable()) {
  const status = part.querySelector('[data-own-key-status]');
  const send = async () => {
    try {
      const made = await makeKey();
      form.querySelector('[name="request"]').value = await requestFor(made);
      sessionStorage.setItem(lastMade, made.id);
      form.submit();
    } catch {
      status.textContent = part.dataset.failed;
      status.hidden = false;
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('[aria-disabled]')) button.removeAttribute('aria-disabled');
    }
  };
  form.addEventListener('submit', (event) => {
    if (form.querySelector('[name="source"]:checked')?.value !== 'browser') return;
    event.preventDefault();
    void send();
  });
}

// A key file that is taken: the browser keeps it, and the page goes on to what comes next. What is refused is asked as without a script.
const taking = document.querySelector('[data-key-file] form');
taking?.addEventListener('submit', (event) => {
  event.preventDefault();
  const take = async () => {
    const response = await fetch(taking.action, { method: 'POST', body: new URLSearchParams(new FormData(taking)), credentials: 'same-origin' });
    if (!response.headers.get('content-type')?.includes('pkcs12')) return taking.submit();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = 'key.p12';
    link.click();
    location.assign(taking.closest('[data-key-file]').dataset.keyFile);
  };
  take().catch(() => taking.submit());
});

// A certificate that is shown: it is put beside its key, if the key is here, while it is in effect. One that is not yet, or no more, is
// offered for signing nowhere.
for (const shown of document.querySelectorAll('[data-certificate]')) {
  const { certificate, chain, key, usable: inEffect, here, elsewhere } = shown.dataset;
  const said = shown.querySelector('[data-certificate-status]');
  const keep = async () => {
    const record = usable() ? (await allKeys()).find(({ id }) => id === key) : undefined;
    if (record !== undefined && certificate !== undefined)
      await putKey({
        ...record,
        certificate: inEffect === 'yes' ? bytesOf(certificate) : null,
        chain: inEffect === 'yes' ? chain.split(' ').map(bytesOf) : [],
      });
    said.textContent = record === undefined ? elsewhere : here;
    shown.hidden = false;
  };
  keep().catch(() => undefined);
}
