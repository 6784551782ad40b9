import { containerNames, memberNames, sealText } from '../package.ts';
import { NoteError, openNote } from '../note.ts';
import { type Member, writeZip } from '../zip.ts';
import { fields, isHash, list, type Opened, string } from './opened.ts';
import { type Check, check } from './report.ts';
import type { Trust } from './trust.ts';

/** The container must be byte for byte what its members make: nothing hides between them. */
export function checkContainer(file: Uint8Array, members: readonly Member[]): Check {
  const whole = Buffer.from(writeZip(members)).equals(file);
  return whole ? check('container', 'met', 'CONTAINER_OK') : check('container', 'not-met', 'CONTAINER_ALTERED');
}

/** Every member is listed with its hash, every listed one is there, and nothing else. */
export function checkMembers(opened: Opened): Check[] {
  const manifest = opened.object(memberNames.manifest);
  const listed = list(manifest?.['members']).map(fields);
  const wellFormed = listed.every(
    ({ name, sha256, size }) => typeof name === 'string' && isHash(sha256) && typeof size === 'number',
  );
  if (!manifest || manifest['v'] !== 1 || manifest['kind'] !== 'evidence-package' || listed.length === 0 || !wellFormed)
    return [check('members', 'not-met', 'MANIFEST_BAD', memberNames.manifest)];
  const found: Check[] = [];
  for (const { name, sha256, size } of listed) {
    const bytes = opened.bytes(name as string);
    if (!bytes) found.push(check('members', 'not-met', 'MEMBER_MISSING', name as string));
    else if (opened.hash(name as string) !== sha256 || bytes.length !== size)
      found.push(check('members', 'not-met', 'MEMBER_ALTERED', name as string));
  }
  const known = new Set<string>([
    ...listed.map(({ name }) => name as string),
    memberNames.manifest,
    memberNames.seal,
    ...Object.values(containerNames),
  ]);
  for (const name of opened.names)
    if (!known.has(name)) found.push(check('members', 'not-met', 'MEMBER_UNLISTED', name));
  if (JSON.stringify(manifest['ids']) !== JSON.stringify(opened.object(memberNames.consentManifest)?.['ids']))
    found.push(check('members', 'not-met', 'MANIFEST_BAD', memberNames.manifest));
  return found.length > 0 ? found : [check('members', 'met', 'MEMBERS_OK')];
}

// Members that the signature and the log hold by themselves, whatever the exporter says.
const anchored: readonly string[] = [
  ...Object.values(memberNames).filter((name) => name !== memberNames.rendering),
  ...Object.values(containerNames),
];

/** The platform's seal over the package manifest. It decides where a member (the PDF, say) is covered by nothing else. */
export function checkSeal(opened: Opened, trust: Trust): Check {
  const parts = list(opened.object(memberNames.consentManifest)?.['parts']).map((part) => string(fields(part)['name']));
  const decisive = opened.names.some((name) => !anchored.includes(name) && !parts.includes(name));
  const answer = (status: Check['status'], code: Check['code']): Check => ({
    ...check('seal', status, code),
    decisive,
  });
  const seal = opened.text(memberNames.seal);
  if (!opened.bytes(memberNames.seal)) return answer('not-determinable', 'SEAL_ABSENT');
  if (trust.logs.length === 0) return answer('not-determinable', 'SEAL_KEY_UNKNOWN');
  try {
    const { text } = openNote(seal ?? '', trust.logs);
    return text === sealText(opened.hash(memberNames.manifest) ?? '')
      ? answer('met', 'SEAL_OK')
      : answer('not-met', 'SEAL_BAD');
  } catch (error) {
    if (error instanceof NoteError) return answer('not-met', 'SEAL_BAD');
    throw error;
  }
}

/** What the person signed is what the file shows: consent, notice, agreement, each byte. */
export function checkDocuments(opened: Opened): Check[] {
  const manifest = opened.object(memberNames.consentManifest);
  const parts = list(manifest?.['parts']).map(fields);
  if (
    !manifest ||
    manifest['v'] !== 1 ||
    manifest['kind'] !== 'consent-manifest' ||
    parts.length === 0 ||
    !parts.every(({ sha256 }) => isHash(sha256))
  )
    return [check('documents', 'not-met', 'CONSENT_MANIFEST_BAD', memberNames.consentManifest)];
  const found: Check[] = [];
  for (const { name, sha256 } of parts) {
    if (typeof name !== 'string') continue;
    const hash = opened.hash(name);
    if (hash === undefined) found.push(check('documents', 'not-met', 'DOCUMENT_MISSING', name));
    else if (hash !== sha256) found.push(check('documents', 'not-met', 'DOCUMENT_ALTERED', name));
  }
  // DECISIONS 4, 6: consent and notice are always under the signature.
  for (const name of [memberNames.document, memberNames.notice]) {
    if (!parts.some((part) => part['name'] === name))
      found.push(check('documents', 'not-met', 'DOCUMENT_UNSIGNED', name));
    else if (!opened.object(name)) found.push(check('documents', 'not-met', 'DOCUMENT_ALTERED', name));
  }
  found.push(...checkAgreement(opened, parts));
  return found.length > 0 ? found : [check('documents', 'met', 'DOCUMENTS_OK')];
}

// ES-6.2, ES-9.3: an agreement that travels along is the one whose hash was accepted; the journal holds the evidence's hash.
function checkAgreement(opened: Opened, parts: readonly Record<string, unknown>[]): Check[] {
  const name = memberNames.agreement;
  const hash = opened.hash(name);
  if (hash === undefined || parts.some((part) => part['name'] === name)) return [];
  const accepted = fields(opened.object(memberNames.evidence)?.['basis'])['textHash'];
  if (typeof accepted !== 'string') return [check('documents', 'not-met', 'DOCUMENT_UNSIGNED', name)];
  return accepted === hash && opened.object(name) ? [] : [check('documents', 'not-met', 'DOCUMENT_ALTERED', name)];
}
