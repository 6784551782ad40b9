// A PDF of one's own, signed with a key that lies in this browser. The file stays here; the server adds a revision with room for the
// signature, and this script holds what the key is to sign against the octets of the file that was shown.
import { base64, bytes, figuresOf, hex, isOver, post, sha256 } from './signing.js';

/** The file that the form holds, read once it is chosen. */
async function chosenFile(root) {
  const [file] = root.closest('form').querySelector('[name="document"]').files;
  if (!file) throw new Error(root.dataset.noFile);
  if (file.size > Number(root.dataset.most)) throw new Error(root.dataset.tooLarge);
  return { name: file.name, octets: new Uint8Array(await file.arrayBuffer()) };
}

const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** All but the room for the signature, which has to lie behind the file and to be empty: digits 0 between < and >. */
function covered(whole, { start, end }, length) {
  const room = whole.subarray(start, end);
  const empty = start > length && whole[start - 1] === 0x3c && whole[end] === 0x3e && room.every((digit) => digit === 0x30);
  return empty ? joined(whole.subarray(0, start - 1), whole.subarray(end + 1)) : undefined;
}

const show = (root, name, text) => {
  root.querySelector(`[data-pdf-${name}]`).textContent = text;
};

/** The document where it is read: in a frame where the browser has a reader of its own, else behind the link. */
function open(root, octets) {
  const url = URL.createObjectURL(new Blob([octets], { type: 'application/pdf' }));
  const link = root.querySelector('[data-pdf-open]');
  if (link.href.startsWith('blob:')) URL.revokeObjectURL(link.href);
  link.href = url;
  const frame = root.querySelector('[data-pdf-frame]');
  frame.hidden = !navigator.pdfViewerEnabled;
  if (!frame.hidden) frame.src = url;
  // ES-12.2.1: what no frame shows has been shown only once the reader has opened it.
  unread = frame.hidden;
  for (const act of ['click', 'auxclick']) {
    link.addEventListener(act, () => {
      if (link.href === url) unread = false;
    });
  }
}

// What was chosen last, the prepared file made of it, and what its signature is over.
let file;
let prepared;
let over;
// Whether nothing has shown the document yet.
let unread = true;

/** The act `pdf` of certificate.js. */
export const pdfAct = {
  async prepare(_words, certificate, csrf, root) {
    file = await chosenFile(root);
    const answer = await post('/v1/me/documents/signing', { document: base64(file.octets), certificate }, csrf);
    prepared = joined(file.octets, bytes(answer.revision));
    return answer;
  },
  async holds(answer, _words, root) {
    const octets = covered(prepared, answer, file.octets.length);
    if (octets === undefined || !isOver(bytes(answer.toSign), await sha256(octets))) return false;
    over = `SHA-256: ${hex(await sha256(octets))}`;
    show(root, 'name', file.name);
    show(root, 'size', `${figuresOf(file.octets.length, document.documentElement.lang)} ${root.dataset.unit}`);
    show(root, 'digest', hex(await sha256(file.octets)));
    open(root, file.octets);
    return true;
  },
  text: () => over,
  /** Why the key is not used yet; undefined: the document was shown. */
  refused: (root) => (unread ? root.dataset.notOpened : undefined),
  async send(root, { signature, claimedAt, certificate, chain, limitsKept }, csrf, { start, end, ticket }) {
    const sent = { document: base64(prepared), start, end, ticket, claimedAt, certificate, chain, signature, limitsKept };
    const signed = await post('/v1/me/documents/signature', sent, csrf);
    const done = document.querySelector('[data-pdf-done]');
    const link = done.querySelector('a[download]');
    link.href = URL.createObjectURL(new Blob([bytes(signed.document)], { type: 'application/pdf' }));
    link.download = `${file.name.replace(/\.pdf$/i, '')}-signed.pdf`;
    done.querySelector('[data-pdf-number]').textContent = signed.certificate;
    done.hidden = false;
    root.closest('form').hidden = true;
    done.querySelector('h2').focus();
  },
};
