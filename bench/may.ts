import { join } from 'node:path';
import { type HttpClient, httpClient } from './http-client.ts';
import { type Figure, figure, interleaved, perSecond, ratios } from './measure.ts';
import type { Product } from './product.ts';

export type MayResult = {
  readonly single: Figure;
  readonly bare: Figure;
  readonly ratio: Figure;
  readonly batch: Figure;
  readonly batchRatio: Figure;
};
export type MayQuestion = {
  readonly purposeId: string;
  readonly subjectId: string;
  readonly categories: readonly string[];
  readonly action: string;
};

/** Row 2: `may` by machines over HTTP against a bare route of the same server, schema and authentication; and a hundred questions at once. */
export async function measureMay(
  product: Product,
  questions: readonly MayQuestion[],
  options: { rounds: number; perRound: number; clients: number; profile?: string },
  say: (line: string) => void,
): Promise<MayResult> {
  const { rounds, perRound, clients } = options;
  // Two tokens a client: what one client may ask in a second is limited, and that limit is not what is measured.
  const tokens = await product.tell('machines', { count: clients * 2 });
  const headers = tokens.map((token) => ({ authorization: `Bearer ${token}` }));
  const [http, bareHttp] = await Promise.all(
    [product.port, product.barePort].map((port) =>
      Promise.all(Array.from({ length: clients }, () => httpClient(port))),
    ),
  );
  const path = `/v1/holders/${product.holderId}/may`;
  const bodies = questions.map((question) => JSON.stringify(question));
  const batches = Array.from({ length: 20 }, (_, n) =>
    JSON.stringify({ questions: Array.from({ length: 100 }, (_, i) => questions[(n * 100 + i) % questions.length]) }),
  );
  const ask = async (client: HttpClient, url: string, index: number, body: string): Promise<void> => {
    const reply = await client.post(url, headers[index % headers.length]!, body);
    if (reply.status !== 200 || !reply.body.includes('"allowed":true'))
      throw new Error(`may: ${reply.status} ${reply.body.slice(0, 300)}`);
  };
  const single = (count: number): Promise<number> =>
    perSecond(clients, count, (i, client) => ask(http![client]!, path, i, bodies[i % bodies.length]!));
  const bare = (count: number): Promise<number> =>
    perSecond(clients, count, (i, client) => ask(bareHttp![client]!, path, i, bodies[i % bodies.length]!));
  const batch = async (count: number): Promise<number> =>
    100 *
    (await perSecond(clients, count, (i, client) =>
      ask(http![client]!, `${path}/batch`, i, batches[i % batches.length]!),
    ));
  // Steady state is what is asked: until its code is compiled a batch takes three times as long.
  await single(perRound * 2);
  await bare(perRound * 2);
  await batch(Math.ceil(perRound / 2));
  const sides = await interleaved(rounds, {
    single: () => single(perRound),
    bare: () => bare(perRound),
    batch: () => batch(Math.ceil(perRound / 5)),
  });
  if (options.profile !== undefined)
    for (const [name, act] of [
      ['single', () => single(perRound * 2)],
      ['bare', () => bare(perRound * 2)],
      ['batch', () => batch(perRound)],
    ] as const) {
      await product.tell('profile', { file: null });
      await act();
      await product.tell('profile', { file: join(options.profile, `may-${name}.cpuprofile`) });
    }
  for (const client of [...http!, ...bareHttp!]) client.stop();
  const result = {
    single: figure(sides.single),
    bare: figure(sides.bare),
    ratio: ratios(sides.single, sides.bare),
    batch: figure(sides.batch),
    batchRatio: ratios(sides.batch, sides.single),
  };
  say(
    `may: ${result.single.median.toFixed(0)}/s, bare ${result.bare.median.toFixed(0)}/s, ratio ${result.ratio.median.toFixed(2)}; in batches ${result.batch.median.toFixed(0)}/s, ${result.batchRatio.median.toFixed(1)} times single`,
  );
  return result;
}
