import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SandboxLogin } from './identity/index.ts';
import { systemScope } from './platform/db/index.ts';
import { isRefusal, type Refusal } from './platform/refusal.ts';
import { encryptKey, writePkcs12 } from './trust/formats/index.ts';
import {
  issuersOf,
  keyInMemory,
  newSerial,
  pemOf,
  readPem,
  registerOf,
  signStructure,
  tbsFor,
} from './trust/issue/index.ts';
import { parseCertificate } from './trust/path/index.ts';
import { approveOfficerCertificate, certificatesOfOfficers, enterOfficerCertificate } from './trust/officers/index.ts';
import { officerKeyFile, officerPemFile } from './wiring/officer-keys.ts';
import { rootKeyName } from './wiring/sandbox-trust.ts';
import { statusAddresses } from './wiring/status-addresses.ts';
import type { Platform } from './app.ts';

// The sandbox's officers of the authority sign its decisions (ES-8.2.1a). Their certificates are the root's own: before the first centre is
// accredited nobody else could issue them. Their keys lie in files of the data folder under the sandbox's public password.

export type Officer = { readonly login: SandboxLogin; readonly surname: string; readonly givenName: string };
type Seeded = Pick<Platform, 'consent' | 'issuing' | 'trustFolder'>;
type Signer = { readonly certificate: Buffer; readonly key: KeyObject };

/** The key of a sandbox officer and its certificate (DER). */
export function officerSigner(trustFolder: string, accountId: string): Signer {
  const pem = readFileSync(officerPemFile(trustFolder, accountId), 'utf8');
  return { certificate: readPem('CERTIFICATE', pem), key: createPrivateKey(pem) };
}

/** Each officer gets a key and its certificate, entered by the one and approved by the other. Repeating it changes nothing. */
export async function certifyOfficers(platform: Seeded, officers: readonly [Officer, Officer]): Promise<void> {
  const { consent, issuing, trustFolder } = platform;
  const rootKey = issuing.deps.signing?.held(rootKeyName);
  if (rootKey === undefined) return;
  const known = await consent.db.tx(systemScope('the sandbox’s officers'), certificatesOfOfficers);
  mkdirSync(dirname(officerKeyFile(trustFolder, '')), { recursive: true, mode: 0o700 });
  for (const [place, officer] of officers.entries()) {
    const { accountId, password } = officer.login;
    if (known.some((one) => one.accountId === accountId)) continue;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const certificate = await issued(platform, officer, keyInMemory('ecdsa-sha256', privateKey).spki);
    const encryptedKey = await encryptKey(password, privateKey.export({ format: 'der', type: 'pkcs8' }));
    const name = `${officer.surname} ${officer.givenName}`;
    const file = await writePkcs12({ password, encryptedKey, certificate, chain: [], name });
    writeFileSync(officerKeyFile(trustFolder, accountId), file, { mode: 0o600 });
    const pem = `${String(privateKey.export({ format: 'pem', type: 'pkcs8' }))}${pemOf('CERTIFICATE', certificate)}`;
    writeFileSync(officerPemFile(trustFolder, accountId), pem, { mode: 0o600 });
    const { certificateId, sha256 } = must(await enterOfficerCertificate(consent, accountId, certificate));
    const other = officers[1 - place]!.login.accountId;
    must(await approveOfficerCertificate(consent, other, { certificateId, sha256 }));
  }
}

/** A certificate of the root for an officer's key, as the root's ceremony makes one (kind NQ). */
async function issued({ consent, issuing }: Seeded, { surname, givenName }: Officer, spki: Buffer): Promise<Buffer> {
  const key = issuing.deps.signing!.held(rootKeyName)!;
  const root = await consent.db.tx(
    systemScope('the sandbox’s root certifies an officer of the authority'),
    async (tx) => (await issuersOf(tx, (await registerOf(tx, null))!.id)).findLast(({ kind }) => kind === 'ROOT'),
  );
  const { subject, subjectKeyId, notAfter } = parseCertificate(root!.der);
  const notBefore = new Date(Math.floor(consent.clock.now().getTime() / 1000) * 1000);
  const { crl, caIssuers } = statusAddresses(issuing.deps.publicUrl, 'root');
  const draft = {
    kind: 'NQ',
    serial: newSerial(),
    issuer: { name: subject.raw, keyIdentifier: subjectKeyId! },
    notBefore,
    notAfter,
    subject: { countryName: 'KG', surname, givenName, commonName: `${surname} ${givenName}` },
    spki,
    crl: [{ url: crl }],
    access: { caIssuers },
  } as const;
  return signStructure(tbsFor(draft, key), key);
}

function must<T>(outcome: T | Refusal): T {
  if (isRefusal(outcome))
    throw new Error(`sandbox officers: ${outcome.code} ${JSON.stringify(outcome.details ?? null)}`);
  return outcome;
}
