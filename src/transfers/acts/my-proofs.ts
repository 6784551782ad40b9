import { subjectsOfPerson } from '../../consent/index.ts';
import type { TransferDeps } from '../deps.ts';
import { noticesOfPerson } from '../notice-store.ts';
import { proofFile } from './proof-file.ts';

/** What one request for all proofs gives at most, newest first. */
const most = 100;

/** CP-14c: a person asks a holder for all proofs that it was told of its transfers: given at once as one file, its own only. */
export async function myProofs(
  deps: TransferDeps,
  me: { readonly accountId: string; readonly personId: string },
  holderId: string,
): ReturnType<typeof proofFile> {
  const mine = await subjectsOfPerson(deps, me.personId);
  const ofHolder = mine.byHolder.get(holderId) ?? [];
  return proofFile(deps, mine.scope, { kind: 'account', id: me.accountId }, (tx) =>
    noticesOfPerson(tx, ofHolder, undefined, most),
  );
}
