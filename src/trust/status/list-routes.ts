import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/index.ts';
import { type App, etagOf, type Freshness, orRefuse, sendKept } from '../../platform/http/index.ts';
import type { Directory, NamedIssuer } from './directory.ts';
import { type ListHead, listBytes, listHead, type WhichList } from './directory-store.ts';
import { refuse } from './refusals.ts';

export type ListDeps = {
  readonly db: Db;
  /** Law time says which list is the newest; real time what caches are told. */
  readonly clock: Clock;
  readonly directory: Directory;
  /** The address under which the STATUS issuer publishes for an issuer that is gone (DECISIONS 36). */
  readonly afterUrl: (name: string) => string;
};

const tags = ['registers'];
const config = { access: [{ for: 'everyone' as const }], kind: 'api' as const, rate: 'machine' as const };
const crlType = 'application/pkix-crl';
const querystring = Type.Object({
  asOf: Type.Optional(
    Type.String({ format: 'date-time', description: 'The list as it was in force then; the newest where absent' }),
  ),
});
/** A newer list may come at any second, so whoever keeps one asks again soon, and is told 304. */
const SOON_S = 60;

/** ES-13.2.3b, DECISIONS 36: lists as the schedule has signed them, and the issuers' certificates, free to anyone. Nothing is signed here. */
export function listRoutes(app: App, deps: ListDeps): void {
  const kept = keepLists(deps.db);
  const places: readonly (readonly [string, string, (issuer: NamedIssuer) => Promise<Found | undefined>])[] = [
    ['/crl/:file', 'Complete list of the certificates that an issuer has ended (RFC 5280, DER)', own({})],
    ['/crl/delta/:file', 'What came after the complete list, where the list is long', own({ delta: true })],
    [
      '/crl/after/:file',
      'The authority’s list for an issuer that is gone, signed by its issuer of status (DECISIONS 36)',
      async ({ name }) => {
        const status = (await deps.directory.all()).findLast(({ kind }) => kind === 'STATUS');
        return status && { issuer: status, which: { url: deps.afterUrl(name) } };
      },
    ],
  ];
  for (const [url, summary, find] of places)
    app.get(
      url,
      {
        config,
        schema: {
          tags,
          summary,
          params: Type.Object({ file: Type.String() }),
          querystring,
          response: { 200: Type.Any({ description: crlType }) },
        },
      },
      async (request, reply) => {
        const found = await find(await issuerIn(deps.directory, request.params.file, '.crl'));
        const now = deps.clock.now();
        const { asOf } = request.query;
        const at = asOf === undefined || new Date(asOf) > now ? now : new Date(asOf);
        const head = found && (await listHead(deps.db, found.issuer.id, at, found.which));
        if (found === undefined || head === undefined) return orRefuse(refuse('STATUS_LIST_UNKNOWN'));
        const list = await kept(found.issuer.id, head.number);
        return send(request, reply, list, freshnessOf(head, deps.clock));
      },
    );
  app.get(
    '/ca/:file',
    {
      config,
      schema: {
        tags,
        summary: 'The certificate of an issuer (RFC 5280 4.2.2.1, DER)',
        params: Type.Object({ file: Type.String() }),
        response: { 200: Type.Any({ description: 'application/pkix-cert' }) },
      },
    },
    async (request, reply) => {
      const { der, certificate } = await issuerIn(deps.directory, request.params.file, '.cer');
      const expires = new Date(deps.clock.real().getTime() + 86_400_000);
      const freshness = { modified: certificate.notBefore, expires, maxAge: 86_400 };
      return sendKept(request, reply, { type: 'application/pkix-cert', bytes: der, etag: etagOf(der), freshness });
    },
  );
}

type Found = { readonly issuer: NamedIssuer; readonly which: WhichList };
const own =
  (which: WhichList) =>
  async (issuer: NamedIssuer): Promise<Found> => ({ issuer, which });

async function issuerIn(directory: Directory, file: string, ending: string): Promise<NamedIssuer> {
  const issuer = file.endsWith(ending) ? await directory.named(file.slice(0, -ending.length)) : undefined;
  return orRefuse(issuer ?? refuse('STATUS_ISSUER_UNKNOWN'));
}

type KeptBytes = { readonly bytes: Buffer; readonly etag: string };
const send = (request: FastifyRequest, reply: FastifyReply, list: KeptBytes, freshness: Freshness): FastifyReply =>
  sendKept(request, reply, { type: crlType, ...list, freshness });

/** What is left of a list's life in law time, told in real time: the sandbox's law time may be another. */
export function freshnessOf(list: Pick<ListHead, 'thisUpdate' | 'nextUpdate'>, clock: Clock): Freshness {
  const [law, real] = [clock.now().getTime(), clock.real().getTime()];
  const left = list.nextUpdate.getTime() - law;
  return {
    modified: new Date(real - (law - list.thisUpdate.getTime())),
    expires: new Date(real + left),
    maxAge: Math.min(SOON_S, left / 1000),
  };
}

const MOST_BYTES = 128 * 2 ** 20;

/** Lists that were asked for lately, in memory: a list of a million entries is not read from the database for each who asks. */
function keepLists(db: Db): (issuerId: string, number: number) => Promise<KeptBytes> {
  const lists = new Map<string, KeptBytes>();
  const coming = new Map<string, Promise<KeptBytes>>();
  let weight = 0;
  const keep = (key: string, list: KeptBytes): KeptBytes => {
    lists.set(key, list);
    weight += list.bytes.length;
    // The oldest go first; one that is larger than everything together stays until the next comes.
    for (const [old, { bytes }] of lists) {
      if (weight <= MOST_BYTES || old === key) break;
      lists.delete(old);
      weight -= bytes.length;
    }
    return list;
  };
  return async (issuerId, number) => {
    const key = `${issuerId}/${number}`;
    const known = lists.get(key) ?? coming.get(key);
    if (known !== undefined) return known;
    const reading = listBytes(db, issuerId, number).then((bytes) => keep(key, { bytes, etag: etagOf(bytes) }));
    coming.set(key, reading);
    return reading.finally(() => coming.delete(key));
  };
}
