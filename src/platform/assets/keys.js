// Signature keys of this browser. They are made here and cannot be taken out (extractable: false); a record is
// { id: hex SHA-256 of the SPKI, owner: account, privateKey, spki, certificate: ArrayBuffer | null, chain: ArrayBuffer[], madeAt: ISO text }.
// Several people may use one browser: each account sees and uses the keys that it has made, and no others.

/** The account that is signed in on this page; null: nobody is. */
const accountHere = () => document.documentElement.dataset.account ?? null;

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The store of keys, opened; the caller closes it. */
export function openKeys() {
  const request = indexedDB.open('makulduk-keys', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('keys', { keyPath: 'id' });
  return asked(request);
}

async function within(mode, act) {
  const database = await openKeys();
  try {
    const transaction = database.transaction('keys', mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await asked(act(transaction.objectStore('keys')));
    await done;
    return result;
  } finally {
    database.close();
  }
}

/** Writes a key, or writes it anew (with its certificate). */
export const putKey = (record) => within('readwrite', (store) => store.put(record));

/** Takes a key away that no certificate was issued for; one that has a certificate stays, whoever asks. */
export async function dropKey(id) {
  const found = (await allKeys()).find((one) => one.id === id);
  if (found?.certificate === null) await within('readwrite', (store) => store.delete(id));
}

/** The keys that the account of this page has made in this browser. */
export async function allKeys() {
  const account = accountHere();
  const keys = account === null ? [] : await within('readonly', (store) => store.getAll());
  return keys.filter(({ owner }) => owner === account);
}

/** The name of a key: the hexadecimal SHA-256 of its SubjectPublicKeyInfo. */
export async function keyId(spki) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Makes a key for ECDSA on P-256 and keeps it for the account of this page. */
export async function makeKey() {
  const owner = accountHere();
  if (owner === null) throw new Error();
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
  const record = {
    id: await keyId(spki),
    owner,
    privateKey: pair.privateKey,
    spki,
    certificate: null,
    chain: [],
    madeAt: new Date().toISOString(),
  };
  await putKey(record);
  return record;
}
