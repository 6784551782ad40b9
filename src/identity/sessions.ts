import type { FastifyRequest } from 'fastify';
import { fullName, readPerson } from '../keys/index.ts';
import type { Principal } from '../platform/http/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { randomToken, uuidv7 } from '../platform/ids.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { AuthenticationMethod } from './evidence.ts';
import { lapseSignings } from './lapse-signings.ts';
import { maskLogin } from './login.ts';
import { refuse } from './refusals.ts';
import { clientPlace, openFor, type Profile, profilePlace, scope, sealFor, tokenHash } from './sealing.ts';
import * as store from './session-store.ts';
import type { Client, IdentityDeps } from './types.ts';

const hour = 3_600_000;
/** Sessions live by the machine's time: law time may travel in the sandbox. */
export const idleLimit = hour;
export const absoluteLimit = 12 * hour;

export const sessionCookie = (deps: Pick<IdentityDeps, 'secure'>): string =>
  deps.secure ? '__Host-mk_session' : 'mk_session';
export const deviceCookie = (deps: Pick<IdentityDeps, 'secure'>): string =>
  deps.secure ? '__Host-mk_device' : 'mk_device';

export type NewSession = {
  readonly sessionId: string;
  readonly accountId: string;
  readonly token: string;
  readonly expiresAt: Date;
};

/** Opens a session. The token leaves once; the table keeps its hash. */
export async function startSession(
  deps: IdentityDeps,
  tx: Tx,
  accountId: string,
  method: AuthenticationMethod,
  client: Client,
): Promise<NewSession> {
  const now = deps.clock.real();
  const session = {
    sessionId: uuidv7(now),
    accountId,
    token: randomToken(32),
    expiresAt: new Date(now.getTime() + absoluteLimit),
  };
  await store.insertSession(tx, {
    id: session.sessionId,
    token_hash: tokenHash(session.token),
    account_id: accountId,
    method,
    client_sealed: await sealFor(deps, tx, accountId, clientPlace(session.sessionId), {
      address: client.address,
      browser: client.browser.slice(0, 300),
    }),
    authenticated_at: now,
    expires_at: session.expiresAt,
  });
  return session;
}

const anonymous: Principal = { kind: 'anonymous' };
const idleSince = (now: Date): Date => new Date(now.getTime() - idleLimit);

/**
 * Names for the page's head, so that they are not opened anew on each request. Bounded (some 200 octets each), and gone with a
 * new version. The oldest leave first: where more people are at work than names are kept, each request opens a name again.
 */
const nameCacheSize = 20_000;
export type NameCache = Map<string, string>;

export async function principalOfSession(
  deps: IdentityDeps,
  names: NameCache,
  request: FastifyRequest,
): Promise<Principal> {
  const token = request.cookies[sessionCookie(deps)];
  if (token === undefined || token.length > 100) return anonymous;
  const now = deps.clock.real();
  const row = await store.liveSession(deps.db, { tokenHash: tokenHash(token), now, idleSince: idleSince(now) });
  if (row === undefined) return anonymous;
  // Sliding expiry, written at most once a minute.
  if (now.getTime() - row.seen_at.getTime() > 60_000) await store.touch(deps.db, { id: row.id, now });
  const common = {
    accountId: row.account_id,
    sessionId: row.id,
    name: showsName(request) ? await nameOf(deps, names, row) : null,
  };
  if (row.kind === 'citizen') return { kind: 'citizen', ...common, personId: row.person_id };
  return {
    kind: 'staff',
    ...common,
    office: row.office ?? 'operator',
    holderId: row.holder_id,
    roles: row.roles ?? [],
  };
}

// PD-4.4: what a request shows no name of opens none. An address that is nowhere is answered with a page.
const showsName = ({ routeOptions: { config }, is404 }: FastifyRequest): boolean =>
  config.kind === 'page' || config.names === true || is404;

async function nameOf(deps: IdentityDeps, names: NameCache, row: store.LiveSession): Promise<string> {
  const key = `${row.account_id}/${row.version}/${row.person_id ?? ''}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = await deps.db.tx(scope, async (tx) => {
    const person = row.person_id === null ? undefined : await readPerson(deps.keys, tx, row.person_id);
    if (person !== undefined && person.record !== null) return fullName(person.record);
    const profile = await openFor<Profile>(deps, tx, row.account_id, profilePlace(row.account_id), row.profile_sealed);
    return profile === null ? '' : (profile.name ?? maskLogin(profile.login));
  });
  if (names.size >= nameCacheSize) names.delete(names.keys().next().value!);
  names.set(key, name);
  return name;
}

export type SessionView = {
  readonly id: string;
  readonly method: AuthenticationMethod;
  readonly address: string;
  readonly browser: string;
  readonly since: Date;
  readonly seen: Date;
  readonly current: boolean;
};

export async function listSessions(
  deps: IdentityDeps,
  who: { accountId: string; sessionId: string },
): Promise<SessionView[]> {
  const now = deps.clock.real();
  return deps.db.tx(scope, async (tx) => {
    const views: SessionView[] = [];
    for (const row of await store.sessionsOf(tx, who.accountId, now, idleSince(now))) {
      const client = await openFor<{ address: string; browser: string }>(
        deps,
        tx,
        who.accountId,
        clientPlace(row.id),
        row.client_sealed,
      );
      views.push({
        id: row.id,
        method: row.method,
        address: client?.address ?? '',
        browser: client?.browser ?? '',
        since: row.authenticated_at,
        seen: row.seen_at,
        current: row.id === who.sessionId,
      });
    }
    return views;
  });
}

/** How a session was opened; null: it has ended. */
export const methodOfSession = async (
  deps: Pick<IdentityDeps, 'clock'>,
  tx: Tx,
  { accountId, sessionId }: { readonly accountId: string; readonly sessionId: string },
): Promise<AuthenticationMethod | null> =>
  (await store.openSession(tx, sessionId, accountId, deps.clock.real()))?.method ?? null;

/** Ends one of one's own sessions; it is gone with the next request, on every server. */
export async function endSession(
  deps: IdentityDeps,
  accountId: string,
  sessionId: string,
): Promise<Refusal | undefined> {
  const done = await deps.db.tx(scope, async (tx) => {
    const ended = await store.revokeSession(tx, sessionId, accountId, deps.clock.real());
    if (ended) {
      await deps.journal(tx, {
        type: 'identity.session-ended',
        actor: { kind: 'account', id: accountId },
        object: { kind: 'session', id: sessionId },
        data: {},
      });
      await lapseSignings(deps, tx, sessionId);
    }
    return ended;
  });
  return done ? undefined : refuse('NOT_YOURS');
}
