import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDb } from '../src/platform/db/index.ts';
import { walBytes } from './bench-store.ts';
import type { Cluster } from './cluster.ts';
import { type HttpClient, httpClient } from './http-client.ts';
import { type Figure, figure, interleaved, perSecond, ratios } from './measure.ts';
import type { ReadyConsent } from './people.ts';
import type { Product } from './product.ts';
import { rawWriter } from './raw-store.ts';

export type ConsentsResult = {
  readonly fsync: string;
  readonly product: Figure;
  readonly raw: Figure;
  readonly ratio: Figure;
  readonly behindMs: number;
  readonly roundTrips: number;
  readonly walBytes: number;
  /** Processor time of the product's process a consent, in milliseconds: what a busy machine does not change. */
  readonly cpuMs: number;
};
type Options = {
  readonly rounds: number;
  readonly perRound: number;
  /** Consents given before anything is measured: a server that has run for a while is what is asked about. */
  readonly warmUp: number;
  readonly clients: number;
  readonly profile?: string;
};

/** Row 1: the confirming request of a consent signed by passkey, against the bare rows. Row 3b: how far the log falls behind meanwhile. */
export async function measureConsents(
  cluster: Cluster,
  product: Product,
  source: string,
  options: Options,
  say: (line: string) => void,
): Promise<ConsentsResult[]> {
  const { rounds, perRound, warmUp, clients } = options;
  const modes = [{ fsync: 'free', delay: 0 }, ...(cluster.slowable ? [{ fsync: '1 ms', delay: 1000 }] : [])];
  const total = rounds * modes.length * perRound + warmUp;
  say(`preparing ${total} signed documents`);
  // Each consents to a purpose once: what a consent replaces is no row of the bare write.
  const { purposes } = await product.tell('citizens', { count: 1, from: 1 });
  await product.tell('citizens', { count: Math.ceil((total + 1) / purposes), from: 2 });
  const ready: ReadyConsent[] = [];
  while (ready.length < total + 1)
    ready.push(...(await product.tell('prepare', { count: Math.min(400, total + 1 - ready.length) })));
  const http = await Promise.all(Array.from({ length: clients }, () => httpClient(product.port)));
  const owner = openDb(source, { max: 2 });
  let next = 0;
  const give = async (client: HttpClient): Promise<void> => {
    const one = ready[next++]!;
    const { status, body } = await client.post('/v1/me/consents', one.headers, one.body);
    if (status !== 201) throw new Error(`a consent was refused: ${status} ${body}`);
  };
  // Warm-up, which also gives the model row.
  await perSecond(clients, warmUp, (_, client) => give(http[client]!));
  const rawTarget = await cluster.database('raw');
  const [rawOwner, rawDb] = [openDb(rawTarget, { max: 2 }), openDb(rawTarget, { role: 'makulduk_app', max: clients })];
  const rawPerRound = perRound * 4;
  const writer = await rawWriter(
    owner,
    rawOwner,
    rawDb,
    ready.at(-1)!.draftId,
    rawPerRound * (rounds * modes.length + 1),
  );
  let raw = 0;
  await perSecond(clients, rawPerRound, () => writer.write(raw++));

  const results: ConsentsResult[] = [];
  for (const { fsync, delay } of modes) {
    let behindMs = 0;
    const watch = setInterval(
      () =>
        void product.tell('behind', null).then(
          (one) => (behindMs = Math.max(behindMs, one.behindMs)),
          () => undefined,
        ),
      100,
    );
    if (options.profile !== undefined) await product.tell('profile', { file: null });
    let [trips, wal, cpu] = [0, 0, 0];
    const sides = await interleaved(rounds, {
      product: async () => {
        cluster.slowFsync(delay);
        const before = [
          await product.tell('roundTrips', null),
          await walBytes(owner),
          await product.tell('cpu', null),
        ] as const;
        const figure = await perSecond(clients, perRound, (_, client) => give(http[client]!));
        cluster.slowFsync(0);
        await quiet(product);
        // Once everything is done: a consent's receipt and its place in the log are paid for by the consent.
        trips += (await product.tell('roundTrips', null)) - before[0];
        wal += (await walBytes(owner)) - before[1];
        cpu += (await product.tell('cpu', null)) - before[2];
        return figure;
      },
      raw: async () => {
        cluster.slowFsync(delay);
        const figure = await perSecond(clients, rawPerRound, () => writer.write(raw++));
        cluster.slowFsync(0);
        return figure;
      },
    }).finally(() => clearInterval(watch));
    if (options.profile !== undefined) {
      mkdirSync(options.profile, { recursive: true });
      await product.tell('profile', {
        file: join(options.profile, `consents-${fsync.replaceAll(' ', '')}.cpuprofile`),
      });
    }
    const done = rounds * perRound;
    results.push({
      fsync,
      product: figure(sides.product),
      raw: figure(sides.raw),
      ratio: ratios(sides.product, sides.raw),
      behindMs,
      roundTrips: trips / done,
      walBytes: wal / done,
      cpuMs: cpu / done,
    });
    const last = results.at(-1)!;
    say(
      `consents, fsync ${fsync}: ${last.product.median.toFixed(0)}/s, raw ${last.raw.median.toFixed(0)}/s, ratio ${last.ratio.median.toFixed(2)}, ${last.roundTrips.toFixed(1)} statements (workers included), ${last.cpuMs.toFixed(1)} ms of processor, behind ${behindMs} ms`,
    );
  }
  for (const client of http) client.stop();
  await Promise.all([owner.stop(), rawOwner.stop(), rawDb.stop()]);
  return results;
}

/** The receipts and the log of one round are done before the other side's turn: each pays for its own work only. */
async function quiet(product: Product): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if ((await product.tell('behind', null)).pending === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
