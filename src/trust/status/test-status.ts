// The stand of the register with its lists and answers over HTTP: a root, the centre "ishenim", its trusted person and the issuer of status.

import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import { bareServer } from '../../../test/support/bare-server.ts';
import type { App } from '../../platform/http/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { insertCentre } from '../centres/centre-store.ts';
import { addIssuer, approvalContent, type CaKey, issueCertificate, type Kind } from '../issue/index.ts';
import { actor, approved, registerStand, type Stand } from '../issue/register/test-register.ts';
import { later, newKey, t0 } from '../issue/test-people.ts';
import {
  bounded,
  boundedEach,
  type Directory,
  keepLists,
  keptAnswers,
  listRoutes,
  ocspRoutes,
  openDirectory,
  presigning,
  type Responder,
  startStatusWorker,
  type StatusWorker,
} from './index.ts';
import type { BoundOfOne, Bounds } from './ocsp/bounded.ts';
import { monotonicMs } from '../../platform/clock.ts';
import { parseCertificate } from '../path/index.ts';

export const host = 'http://status.example.kg';

export type StatusStand = Stand & {
  readonly app: App;
  readonly directory: Directory;
  readonly worker: StatusWorker;
  readonly statusKey: CaKey;
  readonly statusCertificate: Buffer;
  /** The keys by the ids of their issuers: what is taken out, this installation no longer holds. */
  readonly held: Map<string, CaKey>;
  readonly faults: Error[];
  /** What another process’s schedule does with the lists at the same time. */
  print(): Promise<number>;
  /** What the schedule of a process that has just started does with the answers. */
  presignAnew(): Promise<void>;
  readonly bounds: Bounds;
  readonly forOne: BoundOfOne;
  /** Base address of a real port. */
  listen(): Promise<string>;
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
};

/** A certificate below the root or the centre for a service of the authority, as two officers have approved it. */
export async function issueService(at: Stand, kind: Kind, by: 'ROOT' | 'ACA' | 'TP', spki: Buffer): Promise<Buffer> {
  const base = { ...at.order(kind), issuerId: at.issuers[by], subjectId: null, until: later(3000) };
  const order = { ...base, draft: { ...base.draft, spki } };
  const content = approvalContent(order, at.chain.certificates[by], at.keys[by]);
  const operation = approved(content, at.clock.now());
  const issued = await at.tx((tx) => issueCertificate(tx, at.deps, { ...order, operation }, at.keys[by]));
  assert.ok(!isRefusal(issued), JSON.stringify(issued));
  return issued.certificate;
}

/** `given`: keys that are not to be fresh ones. */
export async function statusStand(given: Parameters<typeof registerStand>[0] = {}): Promise<StatusStand> {
  const at = await registerStand(given);
  const names = { ky: '«Ишеним» борбору', ru: 'Центр «Ишеним»', en: 'Ishenim' };
  const particulars = { name: names, address: names, email: null, phone: null, website: null };
  await at.tx((tx) =>
    insertCentre(
      tx,
      at.centreId,
      { code: 'ishenim', kind: 'legal_person', registrationNumber: '0', sandbox: true, ...particulars },
      t0,
      uuidv7(t0),
    ),
  );
  const statusKey = newKey();
  const statusCertificate = await issueService(at, 'STATUS', 'ROOT', statusKey.spki);
  const statusId = await at.tx((tx) =>
    addIssuer(tx, at.deps, {
      registerId: at.registers.root,
      holderId: null,
      certificate: statusCertificate,
      keyName: 'status',
    }),
  );
  const held = new Map([
    [statusId, statusKey],
    ...(['ROOT', 'ACA', 'TP'] as const).map((kind) => [at.issuers[kind], at.keys[kind]] as const),
  ]);
  const { db } = at.database;
  const directory = openDirectory(db, at.clock);
  const app = await bareServer();
  const afterUrl = (name: string): string => `${host}/crl/after/${name}.crl`;
  listRoutes(app, { db, clock: at.clock, directory, afterUrl });
  const responders = new Map<string, Responder>();
  for (const kind of ['ROOT', 'ACA', 'TP'] as const) {
    const key = newKey();
    const certificate = parseCertificate(await issueService(at, 'OCSP', kind, key.spki));
    responders.set(at.issuers[kind], { certificate, key });
  }
  const bounds = { atOnce: 8, perSecond: 60 };
  const forOne = { burst: 40, perSecond: 5 };
  const answering = {
    db,
    clock: at.clock,
    directory,
    answers: keptAnswers(),
    responderOf: async (_tx: unknown, { id }: { readonly id: string }) => responders.get(id),
    bounded: bounded(bounds, monotonicMs),
    mayCost: boundedEach(forOne, monotonicMs),
  };
  await ocspRoutes(app, answering);
  const faults: Error[] = [];
  const keeping = {
    db,
    clock: at.clock,
    afterUrl,
    deltaUrl: (name: string) => `${host}/crl/delta/${name}.crl`,
    keyOfIssuer: async (_tx: unknown, id: string) => held.get(id),
  };
  const worker = startStatusWorker({
    ...at.deps,
    ...keeping,
    directory,
    further: [presigning(answering)],
    onFault: (error) => faults.push(error),
    intervalMs: 60_000,
  });
  await worker.round();
  return {
    ...at,
    app,
    directory,
    worker,
    statusKey,
    statusCertificate,
    held,
    faults,
    print: async () => keepLists(keeping, await directory.refresh()),
    presignAnew: presigning(answering),
    bounds,
    forOne,
    listen: () => app.listen({ port: 0, host: '127.0.0.1' }),
    get: (url, headers = {}) => app.inject({ url, headers }),
    async close() {
      await worker.stop();
      await app.close();
      await at.stop();
    },
  };
}

export { actor };
