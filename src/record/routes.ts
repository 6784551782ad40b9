import { Type } from 'typebox';
import type { Clock } from '../platform/clock.ts';
import { type Db, publicScope, systemScope } from '../platform/db/index.ts';
import { type App, RefusalError, sendBytes } from '../platform/http/index.ts';
import { checkpointText } from './checkpoint.ts';
import { cosignatureTime, cosignatureVerifier } from './cosignature.ts';
import {
  checkpointAt,
  cosignaturesAt,
  insertCosignature,
  latestCheckpoint,
  readLeaves,
  readTiles,
} from './log-store.ts';
import { leafHash } from './merkle.ts';
import { parseSignatureLine, type SignatureLine } from './note.ts';
import { consistencyProof, inclusionProof, latestNote } from './proofs.ts';
import { refuse } from './refusals.ts';
import { entryBundle, parseTilePath, TILE_WIDTH, type TileId } from './tiles.ts';

export type RecordRoutesDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly origin: string;
  readonly vkey: string;
  /** Verifier keys of the witnesses whose word the log carries. */
  readonly witnesses: readonly string[];
};

const config = { access: [{ for: 'everyone' as const }], kind: 'api' as const };
const tags = ['log'];
const Base64 = Type.String({ description: 'Base64 of bytes' });
const Size = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const Digits = Type.String({ pattern: '^(0|[1-9][0-9]{0,15})$', description: 'A whole number' });
const PlainText = Type.String({ description: 'text/plain' });
const b64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const scope = publicScope();

/** The public face of the log: C2SP tlog-tiles under /log, proofs by question under /v1/log. */
export function recordRoutes(app: App, deps: RecordRoutesDeps): void {
  const { db } = deps;
  const witnesses = deps.witnesses.map((vkey) => ({ vkey, ...cosignatureVerifier(vkey) }));

  app.get(
    '/log/checkpoint',
    {
      config,
      schema: {
        tags,
        summary: 'The latest signed checkpoint with its cosignatures (C2SP tlog-checkpoint)',
        response: { 200: PlainText },
      },
    },
    async (_request, reply) => {
      const latest = await db.tx(scope, latestNote);
      if (!latest) throw new RefusalError(refuse('LOG_SIZE_UNKNOWN'));
      return reply
        .header('cache-control', 'no-store')
        .type('text/plain; charset=utf-8')
        .serializer(String)
        .send(latest.note);
    },
  );

  const tileSchema = {
    tags,
    summary: 'A tile of hashes or a bundle of entries (C2SP tlog-tiles)',
    params: Type.Object({ '*': Type.String({ maxLength: 60 }) }),
    response: { 200: Type.Any({ description: 'application/octet-stream' }) },
  };
  app.get('/log/tile/*', { config, schema: tileSchema }, async (request, reply) => {
    const id = parseTilePath((request.params as { '*': string })['*']);
    const bytes = id && (await readTile(db, id));
    if (!bytes) throw new RefusalError(refuse('LOG_ENTRY_UNKNOWN'));
    // A tile never changes: each has its width in its address.
    return sendBytes(
      reply.header('cache-control', 'public, max-age=31536000, immutable'),
      'application/octet-stream',
      bytes,
    );
  });

  const Cosignature = Type.Object({
    witness: Type.String(),
    statedAt: Type.String({ format: 'date-time' }),
    line: Type.String(),
  });
  const CheckpointView = Type.Object({
    origin: Type.String(),
    size: Size,
    root: Base64,
    note: Type.String(),
    signedAt: Type.String({ format: 'date-time' }),
    logKey: Type.String(),
    cosignatures: Type.Array(Cosignature),
  });
  app.get(
    '/v1/log/checkpoint',
    { config, schema: { tags, summary: 'The latest checkpoint as JSON', response: { 200: CheckpointView } } },
    async () => {
      const found = await db.tx(scope, async (tx) => {
        const row = await latestCheckpoint(tx);
        return row && { row, lines: await cosignaturesAt(tx, row.size) };
      });
      if (!found) throw new RefusalError(refuse('LOG_SIZE_UNKNOWN'));
      const { row, lines } = found;
      const cosignatures = lines.map(({ witness, line, stated_at }) => ({
        witness,
        line,
        statedAt: stated_at.toISOString(),
      }));
      return {
        origin: deps.origin,
        size: row.size,
        root: b64(row.root),
        note: row.note,
        signedAt: row.at.toISOString(),
        logKey: deps.vkey,
        cosignatures,
      };
    },
  );

  const Inclusion = Type.Object({
    index: Size,
    size: Size,
    leafData: Base64,
    leafHash: Base64,
    proof: Type.Array(Base64),
    checkpoint: Type.String(),
    tlogProof: Type.String({ description: 'C2SP tlog-proof file' }),
  });
  const inclusionQuery = Type.Union([
    Type.Object({ entryId: Type.String({ format: 'uuid' }), index: Type.Optional(Digits) }),
    Type.Object({ entryId: Type.Optional(Type.String({ format: 'uuid' })), index: Digits }),
  ]);
  app.get(
    '/v1/log/proof/inclusion',
    {
      config,
      schema: {
        tags,
        summary: 'Proof that an entry is in the log, against a signed checkpoint',
        querystring: inclusionQuery,
        response: { 200: Inclusion },
      },
    },
    async (request) => {
      const query = request.query as { entryId?: string; index?: string };
      const of = query.entryId === undefined ? { index: Number(query.index) } : { entryId: query.entryId };
      const found = await db.tx(scope, (tx) => inclusionProof(tx, of));
      if (found === 'unknown') throw new RefusalError(refuse('LOG_ENTRY_UNKNOWN'));
      if (found === 'not-yet') throw new RefusalError(refuse('LOG_ENTRY_NOT_YET'));
      return {
        ...found,
        leafData: b64(found.leafData),
        leafHash: b64(leafHash(found.leafData)),
        proof: found.proof.map(b64),
      };
    },
  );

  const Consistency = Type.Object({ from: Size, to: Size, proof: Type.Array(Base64) });
  const consistencyQuery = Type.Object({ from: Digits, to: Digits });
  app.get(
    '/v1/log/proof/consistency',
    {
      config,
      schema: {
        tags,
        summary: 'Proof that a later tree contains an earlier one',
        querystring: consistencyQuery,
        response: { 200: Consistency },
      },
    },
    async (request) => {
      const query = request.query as { from: string; to: string };
      const [from, to] = [Number(query.from), Number(query.to)];
      const proof = await db.tx(scope, (tx) => consistencyProof(tx, from, to));
      if (!proof) throw new RefusalError(refuse('LOG_SIZE_UNKNOWN'));
      return { from, to, proof: proof.map(b64) };
    },
  );

  const CosignBody = Type.Object(
    {
      size: Size,
      line: Type.String({ maxLength: 500, description: 'One C2SP cosignature/v1 line, without its newline' }),
    },
    { additionalProperties: false },
  );
  app.post(
    '/v1/log/cosignatures',
    {
      config,
      schema: {
        tags,
        summary: 'A witness delivers its cosignature of a checkpoint',
        body: CosignBody,
        response: { 200: Type.Object({ witness: Type.String(), statedAt: Type.String() }) },
      },
    },
    async (request) => {
      const { size, line } = request.body as { size: number; line: string };
      const parsed = tryParse(line);
      const witness = parsed && witnesses.find(({ name, keyId }) => name === parsed.name && keyId === parsed.keyId);
      if (!parsed || !witness) throw new RefusalError(refuse('WITNESS_UNKNOWN'));
      const statedAt = await db.tx(systemScope('a witness speaks about a checkpoint'), async (tx) => {
        const row = await checkpointAt(tx, size);
        if (!row) throw new RefusalError(refuse('LOG_SIZE_UNKNOWN'));
        const text = checkpointText({ origin: deps.origin, size, root: row.root });
        if (!witness.verify(text, parsed.signature)) throw new RefusalError(refuse('WITNESS_UNKNOWN'));
        const stated = new Date(cosignatureTime(parsed) * 1000);
        // A witness whose clock runs ahead would make an entry look older than it is.
        if (Number.isNaN(stated.getTime()) || stated.getTime() > deps.clock.real().getTime() + 300_000)
          throw new RefusalError(refuse('WITNESS_UNKNOWN'));
        await insertCosignature(tx, size, witness.name, `${line}\n`, stated);
        return stated;
      });
      return { witness: witness.name, statedAt: statedAt.toISOString() };
    },
  );
}

function tryParse(line: string): SignatureLine | undefined {
  try {
    return parseSignatureLine(line);
  } catch {
    return undefined;
  }
}

/** A tile that some signed checkpoint needs, or undefined. */
async function readTile(db: Db, { level, n, width }: TileId): Promise<Uint8Array | undefined> {
  return db.tx(scope, async (tx) => {
    const latest = await latestCheckpoint(tx);
    if (!latest || n * TILE_WIDTH + width > latest.size / TILE_WIDTH ** (level === 'entries' ? 0 : level))
      return undefined;
    if (level === 'entries' || (level === 0 && width < TILE_WIDTH)) {
      const leaves = await readLeaves(tx, n * TILE_WIDTH, n * TILE_WIDTH + width);
      return level === 'entries' ? entryBundle(leaves) : Buffer.concat(leaves.map((data) => leafHash(data)));
    }
    const [tile] = await readTiles(tx, [{ level, n }]);
    return tile?.hashes.subarray(0, width * 32);
  });
}
