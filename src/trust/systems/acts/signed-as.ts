import type { AuthenticationMethod, SignatureType } from '../../../identity/index.ts';
import { refuseHttp } from '../../../platform/http/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { isPdf } from '../../formats/index.ts';
import type { Certificate } from '../../path/index.ts';
import { certificatesOf, type VerificationReport } from '../../verify/index.ts';
import type { SystemDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import type { ExchangeSystem } from '../system.ts';
import { judgeSigned } from './judge-signed.ts';
import type { Sending, Sent } from './send-document.ts';

/** What the signature of a document is found to be. */
export type SignedAs = {
  readonly type: SignatureType;
  readonly certificateNumber: string | null;
  readonly certificate: Certificate | null;
  readonly keyKind: 'certificate' | AuthenticationMethod;
  readonly tool: string;
  /** What was found of it; null: it is a simple one. */
  readonly report: VerificationReport | null;
};

/** Judges the signature of a document that is being sent; without one, whether the session is that of the one who is named. */
export async function signedAs(
  deps: Pick<SystemDeps, 'clock' | 'verifier' | 'keyPresented'>,
  who: Sending,
  system: ExchangeSystem,
  sent: Sent,
): Promise<SignedAs | Refusal> {
  const { signature, document, documentKind, signatureType } = sent;
  if (signature === null) return bySession(deps, who, sent);
  // A PDF holds its signature and its document in one: an exchange takes them apart only.
  if (isPdf(signature)) return refuse('SIGNATURE_INSIDE_PDF', { field: 'signature' });
  const found = await deps.verifier.signature({
    signature,
    document,
    at: deps.clock.now(),
    use: { documentKind, informationSystem: system.id },
  });
  if (isRefusal(found)) return found;
  const proven = judgeSigned(found.report, signatureType);
  if (isRefusal(proven)) return proven;
  const { certificate } = proven.signature.signer!;
  const made = proven.signature.features.find(({ name }) => name === 'ES-5.4.2')?.findings[0]?.about;
  return {
    type: proven.type,
    certificateNumber: certificate.number,
    certificate: certificatesOf(signature).find((one) => one.fingerprint === certificate.sha256) ?? null,
    keyKind: 'certificate',
    tool: made ?? 'unknown',
    report: found.report,
  };
}

/** ES-9.1.2: the key is what the session was opened with, and the one named is the one who is signed in; a machine is nobody. */
async function bySession(
  deps: Pick<SystemDeps, 'keyPresented'>,
  { accountId, sessionId, machine, name }: Sending,
  { signatureType, namedPerson }: Sent,
): Promise<SignedAs | Refusal> {
  if (signatureType !== 'simple') return refuse('SIGN_TYPE_NOT_PROVEN', { values: { declared: signatureType } });
  if (namedPerson === null || namedPerson.trim() === '') return refuse('SIGNER_NOT_NAMED', { field: 'namedPerson' });
  if (machine || accountId === null || sessionId === undefined || name === undefined || !isNameOf(namedPerson, name))
    return refuse('SIGNER_NAMED_OTHERWISE', { field: 'namedPerson' });
  const keyKind = await deps.keyPresented({ accountId, sessionId });
  if (keyKind === null) return refuseHttp('SIGN_IN_REQUIRED');
  return { type: 'simple', certificateNumber: null, certificate: null, keyKind, tool: 'unknown', report: null };
}

/** Surname and given name, with or without the patronymic; letters count, their case and the blanks between them do not. */
function isNameOf(given: string, name: string): boolean {
  const words = (text: string): string[] =>
    text
      .normalize('NFC')
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '');
  const [said, known] = [words(given), words(name)];
  const two = known.slice(0, 2);
  return said.length > 1 && [known, two].some((one) => one.join(' ') === said.join(' '));
}
