import { hash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { dataKey, destroyed, type Keys, keysOf, openValue, sealedUnder, sealValue } from '../../keys/index.ts';
import { personScope, type Scope, systemScope, type Tx } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { canonicalBytes, type JsonObject } from '../../record/index.ts';
import {
  centreStanding,
  type CentreDeps,
  isAccredited,
  isTrusted,
  journalOfCentres,
  officerOf,
  trustedPersons,
} from '../centres/index.ts';
import type { Kept, Place, Use, VerificationReport, Verifier } from '../verify/index.ts';
import { countedFrom, hasRoom } from './bound.ts';
import { checkById, type CheckRow, insertCheck, keptSince } from './checks-store.ts';
import { refuse } from './refusals.ts';

export type ChecksDeps = CentreDeps & {
  readonly keys: Keys;
  readonly verifier: Pick<Verifier, 'recorded' | 'again' | 'enter' | 'atOnce'>;
};
/** What a participant gives: as it was sent. */
export type CheckRequest = {
  readonly signature: Uint8Array;
  readonly document?: Uint8Array | undefined;
  readonly use: Use;
};
/** Request, data and answer, as they were. */
type Record = { readonly request: CheckRequest; readonly known: Kept; readonly report: VerificationReport };
export type CheckView = { readonly row: CheckRow; readonly request: CheckRequest; readonly report: VerificationReport };

const place = (id: string) => ({ table: 'centre_check', row: id, column: 'sealed' });
const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes);
/** The report as the answer's digest is of: canonical JSON of what leaves. */
const digestOf = (report: VerificationReport): string =>
  sha256(canonicalBytes(JSON.parse(JSON.stringify(report)) as JsonObject));

/**
 * ES-13.1.9: the centre verifies a signature at the request of a participant. ES-13.3.2: what was asked, what was known and what was
 * answered are kept together, so that the answer can be reproduced. Who asks is a person, or an officer of a trusted person of the centre
 * (ES-13.5.2), who is known by the account. `send` is asked for the files when there is room for them:
 * of the caller's, who is counted as everywhere, or in the place that was taken before they were read.
 */
export async function checkForParticipant(
  deps: ChecksDeps,
  who: { readonly centreId: string } & ({ readonly personId: string } | { readonly accountId: string }),
  room: string | Place,
  send: () => Promise<CheckRequest | Refusal>,
): Promise<CheckView | Refusal> {
  const { centreId } = who;
  const at = deps.clock.now();
  const standing = await centreStanding(deps.db, centreId, at);
  if (!isAccredited(standing?.standing ?? null)) return refuse('CHECK_CENTRE_NOT_ACCREDITED');
  if ('accountId' in who && !(await powersStand(deps, centreId, who.accountId, at)))
    return refuse('CHECK_POWERS_ENDED');
  const subjectId = 'personId' in who ? deps.keys.subjectIdOf(who.personId, centreId) : who.accountId;
  const counted = systemScope('how much a centre keeps of who asks');
  const before = await deps.db.tx(counted, (tx) => keptSince(tx, { centreId, subjectId }, countedFrom(at)));
  if (!hasRoom(before)) return refuse('CHECKS_TOO_MANY');
  const done = await deps.verifier.atOnce(room, async () => {
    const request = await send();
    if (isRefusal(request)) return request;
    const judged = await deps.verifier.recorded({ ...request, at });
    return isRefusal(judged) ? judged : { ...judged, request };
  });
  if (isRefusal(done)) return done;
  const { report, known, request } = done;
  const id = uuidv7(deps.clock.real());
  const row: Omit<CheckRow, 'journalEntryId'> = {
    id,
    centreId,
    subjectId,
    at,
    verdict: report.verdict,
    signatureSha256: sha256(request.signature),
    documentSha256: request.document === undefined ? null : sha256(request.document),
    answerSha256: digestOf(report),
  };
  return deps.db.tx(systemScope('a centre verifies a signature for a participant'), async (tx) => {
    using key = await dataKey(deps.keys, tx, { class: 'proof', subjectId, holderId: centreId }, deps.clock.real());
    const kept: Record = { request, known, report };
    const sealed = sealValue(key, place(id), serialize(kept));
    // Others of the same asker may have come in meanwhile.
    if (!hasRoom(await keptSince(tx, row, countedFrom(at), true), sealed.length)) return refuse('CHECKS_TOO_MANY');
    const journalEntryId = await journalOfCentres(deps, tx, {
      type: 'signature.checked',
      actor: { kind: 'personId' in who ? 'person' : 'account', id: subjectId },
      centreId,
      object: { kind: 'centre-check', id },
      data: {
        signature: row.signatureSha256,
        document: row.documentSha256 ?? '',
        answer: row.answerSha256,
        verdict: row.verdict,
      },
    });
    await insertCheck(tx, { ...row, journalEntryId }, sealed);
    return { row: { ...row, journalEntryId }, request, report };
  });
}

/** ES-13.5.2b: whether the account is of an officer of a trusted person of the centre whose powers stand. */
const powersStand = ({ db }: ChecksDeps, centreId: string, accountId: string, at: Date): Promise<boolean> =>
  db.tx(systemScope('whether the powers of a trusted person stand'), async (tx) => {
    const person = await officerOf(tx, centreId, accountId);
    return (await trustedPersons(tx, centreId, at)).some((one) => one.id === person && isTrusted(one, at));
  });

/** A kept check, for whoever the scope lets see it. */
export const readCheck = (
  deps: ChecksDeps,
  scope: Scope,
  centreId: string,
  id: string,
): Promise<(CheckView & { readonly known: Kept }) | Refusal> =>
  deps.db.tx(scope, async (tx) => {
    const found = await checkById(tx, centreId, id);
    if (found === undefined) return refuse('CHECK_UNKNOWN');
    const { sealed, ...row } = found;
    const kept = await opened(tx, deps.keys, row, sealed);
    return kept === destroyed ? refuse('CHECK_DESTROYED') : { row, ...kept };
  });

async function opened(tx: Tx, keys: Keys, row: CheckRow, sealed: Buffer): Promise<Record | typeof destroyed> {
  const key = (await keysOf(keys, tx, row.subjectId, [sealed])).get(sealedUnder(sealed));
  if (key === undefined) return destroyed;
  using own = key;
  return deserialize(openValue(own, place(row.id), sealed)) as Record;
}

export type Repeated = {
  /** Whether the same request on the same data gives the same answer, octet for octet. */
  readonly same: boolean;
  readonly answerSha256: string;
  readonly report: VerificationReport;
};

/** ES-13.3.2: the kept request is judged once more, by the data of then; `caller`: whose room among verifications it takes. */
export async function repeatCheck(
  deps: ChecksDeps,
  scope: Scope,
  { centreId, id, caller }: { readonly centreId: string; readonly id: string; readonly caller: string },
): Promise<Repeated | Refusal> {
  const kept = await readCheck(deps, scope, centreId, id);
  if (isRefusal(kept)) return kept;
  const { row, request, known } = kept;
  const done = await deps.verifier.atOnce(caller, () => deps.verifier.again({ ...request, at: row.at }, known));
  if (isRefusal(done)) return done;
  const answerSha256 = digestOf(done.report);
  return { same: answerSha256 === row.answerSha256, answerSha256, report: done.report };
}

/** Whose checks a participant sees at a centre. */
export const ofPerson = (keys: Keys, personId: string, centreId: string): Scope =>
  personScope([keys.subjectIdOf(personId, centreId)]);
