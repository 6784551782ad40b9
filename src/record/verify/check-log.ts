import { type JsonObject, canonicalBytes, hex, sha256 } from '../canonical.ts';
import { type Checkpoint, openCheckpoint, peekCheckpoint } from '../checkpoint.ts';
import { cosignatureTime } from '../cosignature.ts';
import { entryFault, leafDataOf } from '../entry.ts';
import { leafHash, verifyInclusion } from '../merkle.ts';
import { noteVerifier, parseNote, type Verifier } from '../note.ts';
import { memberNames } from '../package.ts';
import { parseTlogProof, type TlogProof } from '../tlog-proof.ts';
import { base64url, type Fields, fields, isHash, type Opened } from './opened.ts';
import { type Check, check } from './report.ts';
import type { Trust } from './trust.ts';

type Recorded = { readonly entry: Fields; readonly leaf: Uint8Array };

function recorded(opened: Opened, name: string): Recorded | undefined {
  const member = opened.object(name);
  const { entry, salt } = fields(member);
  if (entryFault(entry) || !isHash(salt)) return undefined;
  const body = canonicalBytes(entry as JsonObject);
  return { entry: fields(entry), leaf: leafHash(leafDataOf(body, Buffer.from(salt, 'hex'))) };
}

/** The journal entry is that of giving this consent to this holder, over this manifest and this evidence. */
export function checkEntry(opened: Opened): Check {
  const found = recorded(opened, memberNames.entry);
  if (!found) return check('entry', 'not-met', 'ENTRY_BAD');
  const paper = opened.object(memberNames.evidence)?.['kind'] === 'PAPER';
  const data = fields(found.entry['data']);
  const object = fields(found.entry['object']);
  const ids = fields(opened.object(memberNames.consentManifest)?.['ids']);
  const names =
    found.entry['type'] === (paper ? 'consent.registered-on-paper' : 'consent.given') &&
    (ids['holder'] === undefined || found.entry['holder'] === ids['holder']) &&
    data['manifestHash'] === opened.hash(memberNames.consentManifest) &&
    data['evidenceHash'] === opened.hash(memberNames.evidence) &&
    object['kind'] === 'consent' &&
    object['id'] === ids['consent'];
  return names ? check('entry', 'met', 'ENTRY_OK') : check('entry', 'not-met', 'ENTRY_OTHER');
}

export function checkInclusion(opened: Opened): Check {
  const proof = proofOf(opened, memberNames.inclusion);
  const ok =
    proof &&
    opened.text(memberNames.checkpoint) === proof.checkpoint &&
    included(recorded(opened, memberNames.entry), proof);
  return ok ? check('inclusion', 'met', 'INCLUSION_OK') : check('inclusion', 'not-met', 'INCLUSION_BAD');
}

export function checkCheckpoint(opened: Opened, trust: Trust): Check {
  const note = proofOf(opened, memberNames.inclusion)?.checkpoint ?? '';
  const own = ownKey(opened);
  if (!own || !signedBy(note, own)) return check('checkpoint', 'not-met', 'CHECKPOINT_BAD');
  if (trust.logs.length === 0) return check('checkpoint', 'not-determinable', 'CHECKPOINT_KEY_UNKNOWN', own.name);
  const known = trust.logs.some((log) => signedBy(note, log));
  // The file's own key must be the trusted one too: a file that names another key is not what was issued.
  const same = trust.logs.some(
    ({ name, publicKey }) => name === own.name && Buffer.from(publicKey).equals(own.publicKey),
  );
  return known && same
    ? check('checkpoint', 'met', 'CHECKPOINT_OK', own.name)
    : check('checkpoint', 'not-met', 'CHECKPOINT_KEY_OTHER', own.name);
}

export function checkWitness(opened: Opened, trust: Trust): Check {
  const times = witnessTimes(opened, trust);
  if (times === undefined) return check('witness', 'not-met', 'WITNESS_BAD');
  if (times.length === 0) return check('witness', 'not-determinable', 'WITNESS_NONE');
  return check('witness', 'met', 'WITNESS_OK', times.map(({ name, time }) => `${name} ${time}`).join(', '));
}

/** ARCHITECTURE: the journalled act that bound the key to the account is part of the evidence of a passkey signature. */
export function checkKeyBinding(opened: Opened, trust: Trust): Check | undefined {
  const evidence = opened.object(memberNames.evidence);
  if (evidence?.['kind'] !== 'SIGNED_EDOC') return undefined;
  if (!opened.bytes(memberNames.keyEntry)) return check('key-binding', 'not-determinable', 'KEY_BINDING_ABSENT');
  const entry = loggedEntry(opened, { entry: memberNames.keyEntry, inclusion: memberNames.keyInclusion }, trust);
  const key = base64url(fields(evidence['webauthn'])['publicKey']);
  const fits =
    entry &&
    key &&
    entry['id'] === fields(evidence['keyBinding'])['entryId'] &&
    fields(entry['data'])['publicKeyHash'] === hex(sha256(key));
  return fits ? check('key-binding', 'met', 'KEY_BINDING_OK') : check('key-binding', 'not-met', 'KEY_BINDING_BAD');
}

/** A further entry that travels along, where its own proof holds against a checkpoint of the log: of a trusted one if any is. */
export function loggedEntry(
  opened: Opened,
  names: { readonly entry: string; readonly inclusion: string },
  trust: Trust,
): Fields | undefined {
  const found = recorded(opened, names.entry);
  const proof = proofOf(opened, names.inclusion);
  const signers = trust.logs.length > 0 ? trust.logs : [ownKey(opened)].filter((one) => one !== undefined);
  const held =
    found && proof && included(found, proof) && signers.some((log) => signedBy(proof.checkpoint, log) !== undefined);
  return held ? found.entry : undefined;
}

/** What the report shows besides the checks: ids, moments, sizes. */
export function logFacts(opened: Opened): Record<string, string | number> {
  const entry = recorded(opened, memberNames.entry)?.entry;
  const proof = proofOf(opened, memberNames.inclusion);
  const facts: Record<string, string | number> = {};
  if (entry)
    Object.assign(facts, { entry: entry['id'], act: entry['type'], at: entry['at'], profile: entry['profile'] });
  if (proof) Object.assign(facts, { index: proof.index, ...sizeOf(proof) });
  return facts;
}

function sizeOf(proof: TlogProof): { log?: string; size?: number } {
  try {
    const { origin, size } = peekCheckpoint(proof.checkpoint);
    return { log: origin, size };
  } catch {
    return {};
  }
}

function included(found: Recorded | undefined, proof: TlogProof): boolean {
  try {
    const { size, root } = peekCheckpoint(proof.checkpoint);
    return found !== undefined && verifyInclusion(proof.index, size, found.leaf, proof.proof, root);
  } catch {
    return false;
  }
}

function proofOf(opened: Opened, name: string): TlogProof | undefined {
  try {
    return parseTlogProof(opened.text(name) ?? '');
  } catch {
    return undefined;
  }
}

function ownKey(opened: Opened): Verifier | undefined {
  try {
    const text = opened.text(memberNames.logKey) ?? '';
    return text.endsWith('\n') ? noteVerifier(text.slice(0, -1)) : undefined;
  } catch {
    return undefined;
  }
}

function signedBy(note: string, log: Verifier): Checkpoint | undefined {
  try {
    return openCheckpoint(note, log);
  } catch {
    return undefined;
  }
}

/** The known witnesses that cosigned, with the time each states; undefined where one of them signed something else. */
function witnessTimes(opened: Opened, trust: Trust): { name: string; time: string }[] | undefined {
  try {
    const { text, signatures } = parseNote(proofOf(opened, memberNames.inclusion)?.checkpoint ?? '');
    const times: { name: string; time: string }[] = [];
    for (const line of signatures) {
      const witness = trust.witnesses.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
      if (!witness) continue;
      if (!witness.verify(text, line.signature)) return undefined;
      times.push({ name: witness.name, time: new Date(cosignatureTime(line) * 1000).toISOString() });
    }
    return times;
  } catch {
    return undefined;
  }
}
