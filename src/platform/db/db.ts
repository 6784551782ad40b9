import type { Writable } from 'node:stream';
import pg from 'pg';
import type { Scope } from './scope.ts';

// Dates stay text where they are calendar dates; 64-bit integers come as numbers only where they fit.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('bigint out of the safe range');
  return number;
});

export type Row = Record<string, unknown>;
export type Tx = {
  /** Runs one statement; values by $1, $2. Named (prepared once a connection) by its text. */
  query<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /**
   * Sends the last statement and COMMIT behind it, in one packet: one wait less for an act on the hot path. Nothing may
   * follow, and its answer decides nothing any more; where it fails, nothing of the transaction stands.
   */
  last<R extends object = Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /**
   * Runs `act` in this transaction under another scope: what the platform itself has to see or write within somebody's act
   * (the vault, a register), so that both stand or fall together. Statements of the two scopes must not overlap.
   */
  as<T>(scope: Scope, act: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `after` once the transaction has committed (poke a worker); never when it rolls back. */
  onCommit(after: () => void): void;
};

export type Db = {
  /** One transaction under one scope: COMMIT on return, ROLLBACK on throw. */
  tx<T>(scope: Scope, act: (tx: Tx) => Promise<T>): Promise<T>;
  /** One statement under one scope, without an explicit transaction. */
  query<R extends object = Row>(scope: Scope, text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Statements sent so far, BEGIN and COMMIT and scope changes included: tests assert round trips per act. */
  roundTrips(): number;
  /** Connections: in use, idle, and callers waiting. */
  stats(): { total: number; idle: number; waiting: number };
  stop(): Promise<void>;
};

/**
 * A condition that always holds, for a statement whose loss in a crash is made good by doing it again (the outbox): its
 * transaction's COMMIT does not wait for the disk. What was committed before it is never lost without it.
 */
export const lateCommit = `(SELECT set_config('synchronous_commit', 'off', true)) = 'off'`;

type Client = pg.PoolClient & {
  scopeKey?: string;
  corked?: boolean;
  readonly connection: { readonly stream: Writable };
};

// Statement texts are constants of the stores; the bound guards against a caller that builds texts.
const names = new Map<string, string>();
function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < 2000) names.set(text, (name = `s${names.size}`));
  return name;
}

/** Opens a pool. `role` is taken on by each connection (SET ROLE), so that row-level security binds the application. */
export function openDb(
  connectionString: string,
  options: { role?: string; max?: number; queryTimeoutMs?: number; onError?: (error: Error) => void } = {},
): Db {
  const pool = new pg.Pool({
    ...parseTarget(connectionString),
    max: options.max ?? 16,
    // Statements go out as they are asked for, each with its own Sync; answers come in order.
    pipeline: true,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    // A database that is connected but silent must not hold requests for ever.
    query_timeout: options.queryTimeoutMs ?? 30_000,
    application_name: 'makulduk',
    // The planner takes a page out of order for four times as dear as the next one, as on a turning disk. Of tables that had been small
    // when a statement was planned, whole tables were read so for minutes: half of what a consent asked of the database.
    options: `-c random_page_cost=1.1${options.role === undefined ? '' : ` -c role=${options.role}`}`,
  });
  pool.on('error', (error) => options.onError?.(error));
  // A connection that breaks between two statements of a transaction has nobody listening; unheard, it would end the program.
  // The next statement fails with it, and the act is told that way.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  let sent = 0;

  const send = <R extends object>(
    client: Client,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<pg.QueryResult<R>> => {
    sent++;
    const name = nameOf(text);
    // What is asked for in one go leaves in one packet: a system call costs more than most statements.
    if (client.corked !== true) {
      const { stream } = client.connection;
      stream.cork();
      client.corked = true;
      // After what is gathered at the end of this turn.
      process.nextTick(() =>
        process.nextTick(() => {
          client.corked = false;
          stream.uncork();
        }),
      );
    }
    return client.query<R>({ text, values: values as unknown[], ...(name === undefined ? {} : { name }) });
  };
  const run = async <R extends object>(client: Client, text: string, values?: readonly unknown[]): Promise<R[]> =>
    (await send<R>(client, text, values)).rows;
  const enter = async (client: Client, scope: Scope): Promise<void> => {
    if (client.scopeKey === scope.key) return;
    delete client.scopeKey;
    await run(
      client,
      `SELECT set_config('mk.kind', $1, false), set_config('mk.holder', $2, false), set_config('mk.subjects', $3, false)`,
      [scope.kind, scope.holder, scope.subjects],
    );
    client.scopeKey = scope.key;
  };

  return {
    async tx(scope, act) {
      const client: Client = await pool.connect();
      const after: (() => void)[] = [];
      let broken: Error | undefined;
      try {
        // Scope and BEGIN travel with the first statement. Where they failed, the wait below throws before anything is committed.
        const begun = Promise.all([enter(client, scope), run(client, 'BEGIN')]);
        begun.catch(() => undefined);
        let committing: Promise<pg.QueryResult> | undefined;
        // Local to the transaction: with its end the connection has the scope it was entered with.
        const widen = (to: Scope): Promise<unknown> =>
          run(
            client,
            `SELECT set_config('mk.kind', $1, true), set_config('mk.holder', $2, true), set_config('mk.subjects', $3, true)`,
            [to.kind, to.holder, to.subjects],
          );
        const within = (outer: Scope): Tx => ({
          query: (text, values) => run(client, text, values),
          async last(text, values) {
            await begun;
            const rows = run<never>(client, text, values);
            committing = send(client, 'COMMIT');
            committing.catch(() => undefined);
            return rows;
          },
          async as(inner, widened) {
            await widen(inner);
            try {
              return await widened(within(inner));
            } finally {
              // Where a statement has failed, the transaction is over and this fails too; the fault itself is what counts.
              await widen(outer).catch(() => undefined);
            }
          },
          onCommit: (f) => after.push(f),
        });
        const result = await act(within(scope));
        await begun;
        const { command } = await (committing ?? send(client, 'COMMIT'));
        // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK, and no error.
        if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`);
        for (const f of after) f();
        return result;
      } catch (error) {
        // A connection that is gone or silent is thrown away; waiting for its ROLLBACK would hold the caller as well.
        if (isUnavailable(error)) broken = error as Error;
        else await client.query('ROLLBACK').catch((e: Error) => (broken = e));
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async query(scope, text, values) {
      const client: Client = await pool.connect();
      let broken: Error | undefined;
      try {
        await enter(client, scope);
        return await run(client, text, values);
      } catch (error) {
        if (isUnavailable(error)) broken = error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    },
    roundTrips: () => sent,
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    stop: () => pool.end(),
  };
}

/** `postgres://…` as is; `socket:/dir?db=x&user=y` for the embedded server's socket folder. */
export function parseTarget(target: string): pg.PoolConfig {
  if (!target.startsWith('socket:')) return { connectionString: target };
  const [host, query] = target.slice('socket:'.length).split('?');
  const parameters = new URLSearchParams(query);
  return {
    host: host!,
    database: parameters.get('db') ?? 'postgres',
    user: parameters.get('user') ?? 'makulduk_owner',
  };
}

/** The database is away (refused, shut down, broken connection), as opposed to a statement at fault. */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code !== undefined && /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|08|57P0|53)/.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|not queryable|Query read timeout/i.test(
    message ?? '',
  );
}
