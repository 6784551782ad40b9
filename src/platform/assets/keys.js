// Signature keys of this browser. They are made here and cannot be taken out (extractable: false); a record is
// { id: hex SHA-256 of the SPKI, privateKey, spki, certificate: ArrayBuffer | null, chain: ArrayBuffer[], madeAt: ISO text }.

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

/** Every key of this browser. */
export const allKeys = () => within('readonly', (store) => store.getAll());

/** The name of a key: the hexadecimal SHA-256 of its SubjectPublicKeyInfo. */
export async function keyId(spki) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', spki));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Makes a key for ECDSA on P-256 and keeps it. */
export async function makeKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
  const record = {
    id: await keyId(spki),
    privateKey: pair.privateKey,
    spki,
    certificate: null,
    chain: [],
    madeAt: new Date().toISOString(),
  };
  await putKey(record);
  return record;
}
