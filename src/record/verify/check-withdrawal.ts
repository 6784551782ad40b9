import { memberNames } from '../package.ts';
import { type CertificateJudge, checkSigned, type JudgedCheck } from './certificate.ts';
import { loggedEntry } from './check-log.ts';
import { type Fields, fields, type Opened, string } from './opened.ts';
import { check } from './report.ts';
import type { Trust } from './trust.ts';

const names = {
  content: memberNames.withdrawal,
  signature: memberNames.withdrawalSignature,
  evidence: memberNames.withdrawalEvidence,
  entry: memberNames.withdrawalEntry,
  inclusion: memberNames.withdrawalInclusion,
};
const acts: readonly unknown[] = ['consent.withdrawn', 'consent.withdrawal-pending', 'consent.withdrawal-refused'];

type Found = JudgedCheck & { readonly facts?: Readonly<Record<string, string>> };

/**
 * CP-F-30, PD-9.4: the signed application to withdraw this consent. All of it or nothing is in the file: the application names this
 * consent, its signature is judged as that of the consent is, and the act that took it stands in the log with both their hashes.
 */
export function checkWithdrawal(opened: Opened, trust: Trust, judge: CertificateJudge | undefined): Found | undefined {
  const missing = Object.values(names).filter((name) => opened.bytes(name) === undefined);
  if (missing.length === Object.keys(names).length) return undefined;
  if (missing.length > 0) return { check: check('withdrawal', 'not-met', 'WITHDRAWAL_PART_MISSING', missing[0]) };
  const signed = checkSigned(opened, judge, 'withdrawal', names);
  if (signed.check.status === 'not-met') return signed;
  const entry = loggedEntry(opened, names, trust);
  if (entry === undefined) return { check: check('withdrawal', 'not-met', 'WITHDRAWAL_NOT_LOGGED', names.inclusion) };
  if (!isOfConsent(opened) || !isAbout(opened, entry))
    return { check: check('withdrawal', 'not-met', 'WITHDRAWAL_OTHER') };
  const facts = { withdrawal: string(entry['type'])!, withdrawalAt: string(entry['at']) ?? '' };
  return signed.check.status === 'met'
    ? { ...signed, check: check('withdrawal', 'met', 'WITHDRAWAL_OK'), facts }
    : { ...signed, facts };
}

const idsOf = (opened: Opened): Fields => fields(opened.object(memberNames.consentManifest)?.['ids']);

/** The application is to withdraw this very consent, as it was signed, at this holder. */
function isOfConsent(opened: Opened): boolean {
  const statement = opened.object(names.content);
  const consent = fields(statement?.['consent']);
  const ids = idsOf(opened);
  return (
    statement?.['v'] === 1 &&
    statement['kind'] === 'consent-withdrawal' &&
    consent['id'] === ids['consent'] &&
    consent['documentHash'] === opened.hash(memberNames.document) &&
    (ids['holder'] === undefined || fields(statement['holder'])['id'] === ids['holder'])
  );
}

function isAbout(opened: Opened, entry: Fields): boolean {
  const [object, data, ids] = [fields(entry['object']), fields(entry['data']), idsOf(opened)];
  return (
    acts.includes(entry['type']) &&
    object['kind'] === 'consent' &&
    object['id'] === ids['consent'] &&
    (ids['holder'] === undefined || entry['holder'] === ids['holder']) &&
    data['documentHash'] === opened.hash(names.content) &&
    data['evidenceHash'] === opened.hash(names.evidence)
  );
}
