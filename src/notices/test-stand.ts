// What the tests of notices stand on: a database, keys, a mail server, and a source of facts.

import { type SmtpStandIn, startSmtp } from '../../test/stand-ins/smtp.ts';
import { type TestDatabase, testDatabase } from '../../test/support/db.ts';
import { testKeys, testPerson } from '../../test/support/people.ts';
import { createPerson, type PersonRecord } from '../keys/index.ts';
import { monotonicMs, systemClock } from '../platform/clock.ts';
import { systemScope } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { isRefusal } from '../platform/refusal.ts';
import type { Lang } from '../platform/text.ts';
import { createNotices, type Notices, type NoticesDeps, receiptHandlers } from './index.ts';

export const system = systemScope('test of notices');
export const holderId = '00000000-0000-7000-8000-000000000001';
export const otherHolder = '00000000-0000-7000-8000-000000000002';
export const facts = {
  holder: { ky: 'Мамлекеттик салык кызматы', ru: 'Государственная налоговая служба', en: 'State Tax Service' },
  purpose: { ky: 'Салык отчётун берүү', ru: 'Сдача налоговой отчётности', en: 'Filing of tax returns' },
  path: '/me/consents/1',
};

export type Stand = {
  readonly database: TestDatabase;
  readonly keys: ReturnType<typeof testKeys>['keys'];
  readonly keyFolder: string;
  readonly smtp: SmtpStandIn;
  /** Languages people chose, by person. */
  readonly langs: Map<string, Lang>;
  readonly faults: Error[];
  notices(more?: Partial<NoticesDeps>): Notices;
  person(n: number, more?: Partial<PersonRecord>): Promise<{ personId: string; subjectId: string }>;
  /** Stops the workers made so far. */
  rest(): Promise<void>;
  stop(): Promise<void>;
};

export async function noticesStand(options: { ownCluster?: boolean } = {}): Promise<Stand> {
  const database = await testDatabase(options);
  const { keys, folder, drop } = testKeys(systemClock.real());
  const smtp = await startSmtp();
  const langs = new Map<string, Lang>();
  const faults: Error[] = [];
  const made: Notices[] = [];
  const rest = async (): Promise<void> => {
    await Promise.all(made.splice(0).map((notices) => notices.worker.stop()));
  };
  return {
    database,
    keys,
    rest,
    keyFolder: folder,
    smtp,
    langs,
    faults,
    notices(more = {}) {
      const notices = createNotices({
        db: database.db,
        clock: systemClock,
        keys,
        handlers: receiptHandlers(() => Promise.resolve(facts)),
        publicUrl: 'https://makulduk.example.kg',
        mail: { url: smtp.url, from: 'Makulduk <no-reply@makulduk.example.kg>', requireTls: false },
        langOf: (_tx, personId) => Promise.resolve(langs.get(personId) ?? null),
        audience: () => Promise.resolve({ subjectIds: [], cursor: null }),
        intervalMs: 20,
        onFault: (error) => void faults.push(error),
        ...more,
      });
      made.push(notices);
      return notices;
    },
    async person(n, more) {
      const created = await database.db.tx(system, (tx) =>
        createPerson(keys, tx, testPerson(n, more), systemClock.real()),
      );
      if (isRefusal(created)) throw new Error(created.code);
      return { personId: created.personId, subjectId: keys.subjectIdOf(created.personId, holderId) };
    },
    async stop() {
      await rest();
      await smtp.stop();
      await database.drop();
      drop();
    },
  };
}

/** As an act of consent does: a receipt in the act's transaction. */
export const receipt = (
  stand: Stand,
  notices: Notices,
  subjectId: string,
  kind = 'receipt.consent-given',
): Promise<string> =>
  stand.database.db.tx(system, (tx) => notices.enqueue(tx, { holderId, subjectId, kind, ref: uuidv7() }));

export type OutboxState = {
  readonly state: string;
  readonly attempts: number;
  readonly last_fault: string | null;
  readonly sealed: Buffer | null;
};
export async function stateOf(stand: Stand, id: string): Promise<OutboxState> {
  const [row] = await stand.database.owner.query<OutboxState>(
    system,
    'SELECT state, attempts, last_fault, sealed FROM outbox WHERE id = $1',
    [id],
  );
  return row!;
}

/** Waits until something holds, or says what did not. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const end = monotonicMs() + ms;
  while (!(await holds())) {
    if (monotonicMs() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
