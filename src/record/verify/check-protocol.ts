import { type JsonObject, hex, sha256, canonicalBytes } from '../canonical.ts';
import { memberNames } from '../package.ts';
import { type Fields, fields, list, type Opened, string } from './opened.ts';
import { type Check, check } from './report.ts';
import type { FindingCode } from './report.messages.ts';

const FIRST = '0'.repeat(64);

/** CP-10d: every step of the session hangs on the one before, and the notice was shown before the confirmation. */
export function checkProtocol(opened: Opened): Check {
  const evidence = opened.object(memberNames.evidence);
  if (evidence?.['kind'] === 'PAPER' && evidence['protocol'] === undefined)
    return check('protocol', 'met', 'PROTOCOL_NONE');
  const protocol = fields(evidence?.['protocol']);
  const id = string(protocol['id']);
  const steps = list(protocol['steps']).map(fields);
  if (id === undefined || steps.length === 0 || !unbroken(id, steps))
    return check('protocol', 'not-met', 'PROTOCOL_BROKEN');
  const fault = orderFault(steps, fields(evidence?.['signing']), opened);
  return fault ? check('protocol', 'not-met', fault) : check('protocol', 'met', 'PROTOCOL_OK');
}

function unbroken(id: string, steps: readonly Fields[]): boolean {
  let prev = FIRST;
  let time = '';
  for (const [i, step] of steps.entries()) {
    const { seq, at, lawAt, kind, data, hash } = step;
    if (step['prev'] !== prev || typeof at !== 'string' || at < time || typeof seq !== 'number') return false;
    if (i > 0 && seq !== (steps[i - 1]!['seq'] as number) + 1) return false;
    const body = { protocol: id, seq, at, lawAt, kind, data, prev } as JsonObject;
    prev = hex(sha256('makulduk/protocol/v1', Buffer.of(0), canonicalBytes(body)));
    if (hash !== prev) return false;
    time = at;
  }
  return true;
}

// DECISIONS 6: notice first. What was shown and what was confirmed is what the signature names.
function orderFault(steps: readonly Fields[], signing: Fields, opened: Opened): FindingCode | undefined {
  const confirmed = steps.findLastIndex(({ kind }) => kind === 'confirmed');
  const shown = steps.slice(0, Math.max(confirmed, 0)).findLast(({ kind }) => kind === 'notice-shown');
  if (confirmed < 0 || !shown || steps[0]!['kind'] !== 'logged-in') return 'PROTOCOL_ORDER';
  const notice = fields(shown['data'])['noticeHash'];
  if (notice !== undefined && notice !== opened.hash(memberNames.notice)) return 'PROTOCOL_OTHER_NOTICE';
  const before = steps.slice(0, confirmed + 1);
  const named = [before.findLast(({ kind }) => kind === 'document-shown'), before[confirmed]].map(
    (step) => fields(step?.['data'])['manifestHash'],
  );
  return named.some((hash) => hash !== undefined && hash !== signing['manifestHash']) ? 'SIGNED_OTHER' : undefined;
}
