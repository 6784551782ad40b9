import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOnce } from '../record/index.ts';
import { oids } from '../trust/der/index.ts';
import {
  type CaKey,
  type Draft,
  keyIdentifierOf,
  keyInMemory,
  nameOf,
  newSerial,
  signStructure,
  tbsFor,
} from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';
import type { TsaDeps } from '../trust/tsa/index.ts';

// The sandbox's own root and time-stamp authority, made on the first start. Their names say what they are; production's
// root is made in a ceremony and its key never lies in a file.

const year = 365.25 * 86_400_000;
const organization = { countryName: 'KG', localityName: 'Бишкек', organizationName: 'Макулдук (сыноо чөйрөсү)' };
const rootName = { ...organization, commonName: 'Макулдук: сыноо чөйрөсүнүн түпкү күбөлүгү' };
const stampName = { ...organization, commonName: 'Макулдук: сыноо чөйрөсүнүн убакыт белгиси' };

export type SandboxTrust = { readonly root: Buffer; readonly timeStamping: Omit<TsaDeps, 'clock'> };

/** The keys and certificates in `folder`; made where they are not there. `now`: real time. */
export async function sandboxTrust(folder: string, publicUrl: string, now: Date): Promise<SandboxTrust> {
  const [rootKey, stampKey] = [keyIn(join(folder, 'root.pem')), keyIn(join(folder, 'time-stamps.pem'))];
  const begin = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const issuer = { name: nameOf(rootName), keyIdentifier: keyIdentifierOf(rootKey.spki) };
  const root = await certificateIn(join(folder, 'root.cer'), rootKey, {
    kind: 'ROOT',
    serial: newSerial(),
    issuer,
    notBefore: begin,
    notAfter: new Date(begin.getTime() + 20 * year),
    subject: rootName,
    spki: rootKey.spki,
    pathLength: 2,
  });
  const stamp = await certificateIn(join(folder, 'time-stamps.cer'), rootKey, {
    kind: 'TSA',
    serial: newSerial(),
    issuer,
    notBefore: begin,
    notAfter: new Date(begin.getTime() + 10 * year),
    subject: stampName,
    spki: stampKey.spki,
    crl: [{ url: `${publicUrl}/crl/root.crl` }],
    access: { caIssuers: `${publicUrl}/ca/root.cer` },
  });
  const authority = {
    certificate: parseCertificate(stamp),
    chain: [],
    policy: oids.kgTimeStampPolicy,
    accuracyMillis: 1000,
  };
  return { root, timeStamping: { authority, key: stampKey } };
}

function keyIn(file: string): CaKey {
  writeOnce(file, () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  });
  return keyInMemory('ecdsa-sha256', createPrivateKey(readFileSync(file)));
}

async function certificateIn(file: string, key: CaKey, draft: Draft): Promise<Buffer> {
  const fresh = await signStructure(tbsFor(draft, key), key);
  writeOnce(file, () => fresh);
  return readFileSync(file);
}
