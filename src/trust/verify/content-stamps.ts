import { oids } from '../der/index.ts';
import type { SignerInfo } from '../formats/index.ts';
import { type Finding, finding } from './report.ts';
import type { JudgedToken, TimeEvidence } from './time.ts';

const MAX_STAMPS = 4;

/** The time-stamps that the signer took over the content and signed with it (EN 319 122-1 5.2.8); as many as are looked at. */
export const contentTokens = ({ signed }: SignerInfo): readonly Buffer[] =>
  (signed?.attributes.values(oids.contentTimeStamp) ?? []).slice(0, MAX_STAMPS).map(({ raw }) => raw);

/**
 * Such a time-stamp says that the signature is from after it, which decides nothing: EN 319 102-1 5.2.8.4 leaves one that is over
 * something else to the constraints of who asks, and the law has none. 5.5.4: signature time-stamps are from after it. Where they are
 * not, one of the two clocks was wrong, and the moment of signing is as good as unknown.
 */
export function withContentStamps(
  time: TimeEvidence,
  { unsigned }: SignerInfo,
  judged: readonly JudgedToken[],
): TimeEvidence {
  const notes = judged.map(({ finding: { code, about } }) => finding(noteOf(code), about));
  // EN 319 122-1 5.2.8: a signed attribute. Unsigned, anybody could hang it on.
  if (unsigned?.has(oids.contentTimeStamp) === true) notes.push(finding('CONTENT_STAMP_WRONG', 'not-signed'));
  const { reliable, possible } = time;
  const since = judged
    .flatMap((one) => (one.finding.code === 'TIME_STAMP' && one.since !== undefined ? [one.since] : []))
    .reduce<Date | undefined>((last, at) => (last === undefined || at > last ? at : last), undefined);
  if (since === undefined) return { ...time, notes };
  const isAfter = (proven: { readonly at: Date } | undefined): boolean => proven !== undefined && since > proven.at;
  return isAfter(reliable)
    ? {
        ...time,
        notes,
        reliable: undefined,
        possible: reliable,
        findings: [...time.findings, finding('TIME_ORDER', since.toISOString())],
      }
    : { ...time, notes, possible: isAfter(possible) ? undefined : possible };
}

function noteOf(code: Finding['code']): 'CONTENT_STAMPED' | 'CONTENT_STAMP_WRONG' | 'CONTENT_STAMP_NOT_TRUSTED' {
  if (code === 'TIME_STAMP') return 'CONTENT_STAMPED';
  const untrusted = code === 'TIME_AUTHORITY_NOT_TRUSTED' || code === 'TIME_AUTHORITY_STATUS_UNKNOWN';
  return untrusted ? 'CONTENT_STAMP_NOT_TRUSTED' : 'CONTENT_STAMP_WRONG';
}
