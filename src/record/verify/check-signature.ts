import { verify } from 'node:crypto';
import { sha256 } from '../canonical.ts';
import { signingChallenge } from '../manifest.ts';
import { memberNames } from '../package.ts';
import { readCoseKey } from './cose.ts';
import { base64url, type Fields, fields, isHash, list, type Opened, string } from './opened.ts';
import { type Check, check } from './report.ts';
import type { FindingCode } from './report.messages.ts';
import type { Trust } from './trust.ts';

/** CP-10c, d, e: the evidence of the signature is over this consent manifest. */
export function checkSignature(opened: Opened, trust: Trust): Check {
  const fault = signatureFault(opened, trust);
  if (fault) return check('signature', 'not-met', fault);
  const kind = opened.object(memberNames.evidence)!['kind'];
  return check(
    'signature',
    'met',
    kind === 'SIGNED_EDOC' ? 'SIGNATURE_OK' : kind === 'PAPER' ? 'PAPER_OK' : 'SESSION_OK',
  );
}

function signatureFault(opened: Opened, trust: Trust): FindingCode | undefined {
  const evidence = opened.object(memberNames.evidence);
  const paper = evidence?.['kind'] === 'PAPER';
  const signing = fields(evidence?.[paper ? 'attestation' : 'signing']);
  if (!evidence || evidence['v'] !== 1 || !isHash(signing['manifestHash'])) return 'EVIDENCE_BAD';
  if (signing['manifestHash'] !== opened.hash(memberNames.consentManifest)) return 'SIGNED_OTHER';
  if (paper) return paperFault(opened, evidence);
  if (!isHash(signing['nonce'])) return 'EVIDENCE_BAD';
  if (evidence['kind'] === 'SIGNED_EDOC')
    return assertionFault(fields(evidence['webauthn']), signing['manifestHash'], signing['nonce'], trust);
  const said =
    fields(evidence['session'])['success'] === true && string(fields(evidence['key'])['presentedAt']) !== undefined;
  return evidence['kind'] === 'LOGIN_SESSION' && said ? undefined : 'EVIDENCE_BAD';
}

// CP-10e: the place of the original, and a scan that the attestation covers.
function paperFault(opened: Opened, evidence: Fields): FindingCode | undefined {
  const parts = list(opened.object(memberNames.consentManifest)?.['parts']).map(fields);
  const scanned = parts.some(({ role, sha256: hash }) => role === 'scan' && hash === evidence['scanHash']);
  return scanned && string(evidence['placeOfOriginal']) !== undefined ? undefined : 'EVIDENCE_BAD';
}

/** WebAuthn level 2, 7.2, as far as it can be checked offline; user verification is required (ARCHITECTURE). */
function assertionFault(given: Fields, manifestHash: string, nonce: string, trust: Trust): FindingCode | undefined {
  const [clientBytes, authenticator, signature, cose] = [
    'clientDataJSON',
    'authenticatorData',
    'signature',
    'publicKey',
  ].map((name) => base64url(given[name]));
  const rpId = string(given['rpId']);
  if (!clientBytes || !authenticator || !signature || !cose || rpId === undefined || authenticator.length < 37)
    return 'EVIDENCE_BAD';
  const client = parseClient(clientBytes);
  if (client?.['type'] !== 'webauthn.get') return 'EVIDENCE_BAD';
  if (client['challenge'] !== signingChallenge(manifestHash, Buffer.from(nonce, 'hex')).toString('base64url'))
    return 'CHALLENGE_WRONG';
  if (
    client['origin'] !== given['origin'] ||
    client['crossOrigin'] === true ||
    !originFits(client['origin'], rpId, trust)
  )
    return 'ORIGIN_WRONG';
  if (!authenticator.subarray(0, 32).equals(sha256(rpId))) return 'ORIGIN_WRONG';
  if ((authenticator[32]! & 0x05) !== 0x05) return 'USER_NOT_VERIFIED';
  const key = readCoseKey(cose);
  if (!key || key.algorithm !== given['algorithm']) return 'EVIDENCE_BAD';
  const message = Buffer.concat([authenticator, sha256(clientBytes)]);
  return verify(key.algorithm === -8 ? null : 'sha256', message, key.key, signature) ? undefined : 'SIGNATURE_WRONG';
}

function parseClient(bytes: Uint8Array): Fields | undefined {
  try {
    return fields(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return undefined;
  }
}

function originFits(origin: unknown, rpId: string, trust: Trust): boolean {
  if (typeof origin !== 'string' || !URL.canParse(origin)) return false;
  if (trust.origins.length > 0) return trust.origins.includes(origin);
  const { protocol, hostname } = new URL(origin);
  const secure = protocol === 'https:' || hostname === 'localhost';
  return secure && (hostname === rpId || hostname.endsWith(`.${rpId}`));
}
