import type { FastifyRequest } from 'fastify';
import {
  type ConsentDeps,
  type ConsentRow,
  consentByIdOnly,
  type LivePower,
  powersOf,
  type PurposeVersion,
  subjectsOfPerson,
} from '../../consent/index.ts';
import type { Holder } from '../../holders/index.ts';
import { fullName, type PersonRecord, readPerson } from '../../keys/index.ts';
import { subjectsAtCentres } from '../../trust/owner-files/index.ts';
import { dayOf } from '../../law/index.ts';
import { personScope, type Scope, systemScope } from '../../platform/db/index.ts';
import { type Citizen, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { citizenOf } from '../deps.ts';

/** A session of a bound citizen: the routes' access has made sure of the person. */
export type Me = Citizen & { readonly personId: string };
export const meOf = (request: FastifyRequest): Me => citizenOf(request) as Me;

/** Somebody whose consents the session may see: the person, or one represented under a recorded power. Their own `name` on pages only. */
export type Subject = { readonly personId: string; readonly self: boolean; readonly name: string };
export type Mine = {
  readonly scope: Scope;
  readonly all: readonly string[];
  readonly who: ReadonlyMap<string, Subject>;
};

export async function personRecord(deps: ConsentDeps, personId: string): Promise<PersonRecord | null> {
  const person = await deps.db.tx(systemScope('a person’s own record, or that of the one represented'), (tx) =>
    readPerson(deps.keys, tx, personId),
  );
  return person?.state === 'active' ? person.record : null;
}

/** `actsAt`: the one holder where the power acts; null = everywhere. */
export type PowerOf = LivePower & { readonly name: string };

/** For whom the person may act today, by name (PD-9.1f); with `holderId`, at that holder. */
export async function namedPowers(deps: ConsentDeps, personId: string, holderId?: string): Promise<PowerOf[]> {
  const powers = (await powersOf(deps, personId, dayOf(deps.clock.now()))).filter(
    ({ actsAt }) => holderId === undefined || actsAt === null || actsAt === holderId,
  );
  return Promise.all(
    powers.map(async (power) => {
      const record = await personRecord(deps, power.principal);
      return { ...power, name: record === null ? '—' : fullName(record) };
    }),
  );
}

/**
 * Whose rows a citizen sees: the own ones in all arrays and at all certification centres, and within a power those of the one
 * represented (DECISIONS 2).
 */
export async function mine(deps: ConsentDeps, me: Me): Promise<Mine> {
  const who = new Map<string, Subject>();
  const add = async (subject: Subject, holderId: string | null): Promise<void> => {
    const subjects = await subjectsOfPerson(deps, subject.personId);
    for (const id of holderId === null ? subjects.all : (subjects.byHolder.get(holderId) ?? [])) who.set(id, subject);
  };
  await add({ personId: me.personId, self: true, name: me.name ?? '' }, null);
  for (const power of await namedPowers(deps, me.personId))
    await add({ personId: power.principal, self: false, name: power.name }, power.actsAt);
  for (const id of await subjectsAtCentres(deps, me.personId))
    who.set(id, { personId: me.personId, self: true, name: me.name ?? '' });
  const all = [...who.keys()];
  return { scope: personScope(all), all, who };
}

/** A consent with what a page says of it. */
export type Known = {
  readonly row: ConsentRow;
  readonly holder: Holder;
  readonly version: PurposeVersion;
  readonly subject: Subject;
};

export async function known(deps: ConsentDeps, own: Mine, row: ConsentRow): Promise<Known> {
  const [holder, version] = await Promise.all([
    deps.registers.holder(row.holder_id),
    deps.registers.version(row.purpose_version_id),
  ]);
  return { row, holder: holder!, version: version!, subject: own.who.get(row.subject_id)! };
}

/** The consent of the address, if it is the reader's to see; for everybody else it does not exist. */
export async function ownConsent(deps: ConsentDeps, me: Me, id: string): Promise<Known & { readonly own: Mine }> {
  const own = await mine(deps, me);
  const row = await consentByIdOnly(deps.db, own.scope, id);
  if (row === null || !own.who.has(row.subject_id)) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return { ...(await known(deps, own, row)), own };
}
