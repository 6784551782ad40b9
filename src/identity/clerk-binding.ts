import { checkPersonRecord, type PersonRecord } from '../keys/index.ts';
import { dayInBishkek } from '../platform/dates.ts';
import type { Refusal } from '../platform/refusal.ts';
import { type Bound, bindAccount } from './bind-account.ts';
import { counterCode, plainCode } from './codes.ts';
import { dropOneTime, putOneTime, takeOneTime } from './one-time-store.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { forgive, reserveTry } from './throttle-store.ts';
import type { IdentityDeps } from './types.ts';

// Binding at a counter: the citizen's account shows a code, the clerk types it after checking the document.

const quarter = 900_000;
const codeMac = (deps: IdentityDeps, code: string): Buffer => deps.keys.mac('identity/binding-code', plainCode(code));

/** A code for the clerk; the one before it stops working. */
export async function showBindingCode(deps: IdentityDeps, accountId: string): Promise<{ code: string; until: Date }> {
  const code = counterCode();
  const until = new Date(deps.clock.real().getTime() + quarter);
  await deps.db.tx(scope, async (tx) => {
    await dropOneTime(tx, 'binding-code', accountId);
    await putOneTime(tx, 'binding-code', codeMac(deps, code), accountId, {}, until);
  });
  return { code, until };
}

export type CounterCheck = {
  readonly code: string;
  readonly record: PersonRecord;
  /** The clerk checked the original of the document and that it is this person's. */
  readonly originalChecked: boolean;
  /** SP-3b-1: the citizen declared that the data is about himself or herself and reliable. */
  readonly declared: boolean;
};

export async function bindByClerk(
  deps: IdentityDeps,
  clerk: { accountId: string; holderId: string },
  check: CounterCheck,
): Promise<Bound | Refusal> {
  if (!check.declared) return refuse('DECLARATION_MISSING', { field: 'declared' });
  if (!check.originalChecked || check.record.documents.length === 0)
    return refuse('DOCUMENT_CHECK_MISSING', { field: 'originalChecked' });
  // A slip of the pen must not spend the code.
  const checked = checkPersonRecord(check.record, dayInBishkek(deps.clock.now()));
  if (!checked.ok) return checked.refusals[0];
  const now = deps.clock.real();
  const pair = deps.keys.mac('identity/pair', 'binding-code', clerk.accountId);
  const wait = await reserveTry(deps.db, pair, now);
  if (wait > 0) return refuse('SIGN_IN_WAIT', { values: { seconds: wait } });
  const taken = await deps.db.tx(scope, (tx) => takeOneTime(tx, 'binding-code', codeMac(deps, check.code), now));
  // Nobody vouches for oneself.
  if (taken === undefined || taken.account_id === null || taken.account_id === clerk.accountId)
    return refuse('CODE_WRONG', { field: 'code' });
  await forgive(deps.db, pair);
  return bindAccount(
    deps,
    taken.account_id,
    {
      record: check.record,
      evidence: {
        documents: check.record.documents,
        originalChecked: true,
        declared: true,
        clerk: clerk.accountId,
        holder: clerk.holderId,
      },
    },
    { method: 'clerk', clerk },
  );
}
