import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../platform/config.ts';
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
import { type Certificate, parseCertificate } from '../trust/path/index.ts';
import type { TsaDeps } from '../trust/tsa/index.ts';
import type { SigningKeys } from './signing-keys.ts';
import { statusAddresses } from './status-addresses.ts';

// The sandbox's own root and time-stamp authority, made on the first start. Their names say what they are; production's
// root is made in a ceremony and its key never lies in a file.

const year = 365.25 * 86_400_000;
const organization = { countryName: 'KG', localityName: 'Бишкек', organizationName: 'Макулдук (сыноо чөйрөсү)' };
const rootName = { ...organization, commonName: 'Макулдук: сыноо чөйрөсүнүн түпкү күбөлүгү' };
const sealName = { ...organization, commonName: 'Макулдук: сыноо чөйрөсүнүн автоматтык колтамгасы' };
const systemsName = {
  ...organization,
  commonName: 'Макулдук: сыноо чөйрөсүндөгү маалыматтык тутумдардын автоматтык колтамгасы',
};
const stampName = { ...organization, commonName: 'Макулдук: сыноо чөйрөсүнүн убакыт белгиси' };

export const rootKeyName = 'root';

type OwnSignature = { readonly certificate: Certificate; readonly key: CaKey };

/** The root, the time-stamp authority and the automatic signatures of this installation. */
export type OwnTrust = {
  readonly root: Buffer;
  readonly timeStamping: Omit<TsaDeps, 'clock'>;
  /** The installation's own automatic signature (ES-12.5). The root is no accredited centre, so it is an unqualified one (ES-16.9). */
  readonly sealing: OwnSignature;
  /** ES-12.5: for information systems of others. Never the platform's own word; null: this installation signs for none. */
  readonly systems: OwnSignature | null;
};

/** The keys and certificates in `folder`; made where they are not there. `now`: from when on they are valid. */
export async function sandboxTrust(
  folder: string,
  publicUrl: string,
  now: Date,
  signing: SigningKeys,
): Promise<OwnTrust> {
  const rootKey = rootKeyOf(folder, signing);
  const [stampKey, sealKey, systemsKey] = ['time-stamps.pem', 'seal.pem', 'systems.pem'].map((file) =>
    keyIn(join(folder, file)),
  ) as [CaKey, CaKey, CaKey];
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
  const addresses = statusAddresses(publicUrl, 'root');
  const stamp = await certificateIn(join(folder, 'time-stamps.cer'), rootKey, {
    kind: 'TSA',
    serial: newSerial(),
    issuer,
    notBefore: begin,
    notAfter: new Date(begin.getTime() + 10 * year),
    subject: stampName,
    spki: stampKey.spki,
    crl: [{ url: addresses.crl }],
    access: { caIssuers: addresses.caIssuers },
  });
  const automatic = (file: string, subject: Draft['subject'], { spki }: CaKey): Promise<Buffer> =>
    certificateIn(join(folder, file), rootKey, {
      kind: 'NQ',
      serial: newSerial(),
      issuer,
      notBefore: begin,
      notAfter: new Date(begin.getTime() + 10 * year),
      subject,
      spki,
      crl: [{ url: addresses.crl }],
      access: { caIssuers: addresses.caIssuers },
    });
  const seal = await automatic('seal.cer', sealName, sealKey);
  const systems = await automatic('systems.cer', systemsName, systemsKey);
  const authority = {
    certificate: parseCertificate(stamp),
    chain: [],
    policy: oids.kgTimeStampPolicy,
    accuracyMillis: 1000,
  };
  return {
    root,
    timeStamping: { authority, key: stampKey },
    sealing: { certificate: parseCertificate(seal), key: sealKey },
    systems: { certificate: parseCertificate(systems), key: systemsKey },
  };
}

/** The root's key, which two officers open together. */
function rootKeyOf(folder: string, signing: SigningKeys): CaKey {
  // Folders of earlier versions have it in a file of its own; a new root would leave what it has signed without an anchor.
  const earlier = join(folder, 'root.pem');
  return existsSync(earlier) ? signing.adopt(rootKeyName, keyIn(earlier)) : signing.make(rootKeyName);
}

function keyIn(file: string): CaKey {
  writeOnce(file, () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
  });
  if ((statSync(file).mode & 0o077) !== 0)
    throw new ConfigError(`other users may read the key ${file}: make it readable for its owner only (chmod 600)`);
  return keyInMemory('ecdsa-sha256', createPrivateKey(readFileSync(file)));
}

async function certificateIn(file: string, key: CaKey, draft: Draft): Promise<Buffer> {
  if (!existsSync(file)) {
    const fresh = await signStructure(tbsFor(draft, key), key);
    writeOnce(file, () => fresh);
  }
  const kept = readFileSync(file);
  const { publicKey } = parseCertificate(kept);
  // A key file that was lost and made anew is not the certificate's any more: nothing it signs would hold.
  if (!publicKey.raw.equals(draft.spki))
    throw new ConfigError(
      `${file} is not for the key beside it: bring the key back from a backup, or remove the folder`,
    );
  return kept;
}
