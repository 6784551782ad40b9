import type { Tx } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Actor } from '../../record/index.ts';
import { DerError } from '../der/index.ts';
import { isSignedBy, type RegisterDeps, takeIssuer } from '../issue/index.ts';
import { journal } from '../issue/register/deps.ts';
import { insertList, listAt, listEntries, raiseList } from '../issue/register/mass-store.ts';
import { type Crl, parseCertificate, parseCrl } from '../path/index.ts';
import { refuse } from './refusals.ts';

/** A little ahead: the clock of a machine that is switched on once a month. */
const AHEAD_MS = 5 * 60_000;

/**
 * A list that was signed on the issuer's own machine comes in, and is served from the commit on. It is the issuer's complete one:
 * its name and signature, a number that follows (RFC 5280 5.2.3), a term that has begun and is not over, and the entries of the
 * register, each with its moment, up to its own: the entry decides, not the list (ES-14.7b).
 */
export async function acceptList(
  tx: Tx,
  deps: Omit<RegisterDeps, 'keys'>,
  what: { readonly issuerId: string; readonly list: Buffer; readonly actor: Actor },
): Promise<{ readonly number: number; readonly nextUpdate: Date } | Refusal> {
  const row = await takeIssuer(tx, what.issuerId);
  if (row === undefined) return refuse('STATUS_ISSUER_UNKNOWN');
  const issuer = parseCertificate(row.der);
  const crl = readOrNothing(what.list);
  if (crl === undefined || !crl.issuer.raw.equals(issuer.subject.raw) || !isSignedBy(crl, issuer))
    return refuse('STATUS_LIST_FOREIGN');
  const { number, thisUpdate, nextUpdate } = crl;
  const complete = crl.usable && crl.deltaBase === undefined && crl.issuingPoint === undefined;
  if (!complete || number === undefined || number > BigInt(Number.MAX_SAFE_INTEGER) || nextUpdate === undefined)
    return refuse('STATUS_LIST_PARTIAL');
  const now = deps.clock.now();
  const last = await listAt(tx, row.id, now);
  if (thisUpdate.getTime() > now.getTime() + AHEAD_MS || nextUpdate <= now || thisUpdate >= nextUpdate)
    return refuse('STATUS_LIST_TIMES');
  if (last !== undefined && thisUpdate < last.this_update) return refuse('STATUS_LIST_TIMES');
  const entries = await listEntries(tx, row.id);
  const listed = entries.flatMap((entry) => {
    const found = crl.entries.find(entry.serial.toString('hex'), crl.issuer.key);
    return found === undefined ? [] : [{ ...entry, same: found.revocationDate.getTime() === entry.endedAt.getTime() }];
  });
  const unlisted =
    entries.filter(({ endedAt }) => endedAt <= thisUpdate).length >
    listed.filter(({ endedAt }) => endedAt <= thisUpdate).length;
  if (unlisted || listed.length !== crl.entries.count || listed.some(({ same }) => !same))
    return refuse('STATUS_LIST_ENTRIES', { details: { register: entries.length, list: crl.entries.count } });
  if (!(await raiseList(tx, row.id, Number(number)))) return refuse('STATUS_LIST_NUMBER');
  await insertList(tx, {
    issuerId: row.id,
    number: Number(number),
    thisUpdate,
    nextUpdate,
    entries: listed.length,
    lastRecord: Number(listed.at(-1)?.entryNumber ?? 0n),
    der: what.list,
  });
  await journal(deps, tx, {
    type: 'certificate.list-accepted',
    actor: what.actor,
    holderId: row.holder_id,
    object: { kind: 'certificate-issuer', id: row.id },
    data: {
      number: Number(number),
      entries: listed.length,
      fingerprint: crl.fingerprint,
      nextUpdate: nextUpdate.toISOString(),
    },
  });
  return { number: Number(number), nextUpdate };
}

function readOrNothing(bytes: Buffer): Crl | undefined {
  try {
    return parseCrl(bytes);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
