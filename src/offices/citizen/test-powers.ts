import assert from 'node:assert/strict';
import { testPerson } from '../../../test/support/people.ts';
import type { TestPlatform } from '../../../test/support/platform.ts';
import { recordPower } from '../../consent/index.ts';
import { createPerson, type PersonRecord } from '../../keys/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/refusal.ts';

const system = systemScope('test');

/** The person behind a sandbox login. */
export async function personOf(t: TestPlatform, login: string): Promise<string> {
  const [row] = await t.database.owner.query<{ person_id: string }>(
    system,
    'SELECT person_id FROM binding WHERE account_id = $1 AND ended_at IS NULL',
    [t.sandbox.logins.find((one) => one.login === login)!.accountId],
  );
  return row!.person_id;
}

export async function newPerson(t: TestPlatform, n: number, more: Partial<PersonRecord> = {}): Promise<string> {
  const now = t.clock.now();
  const made = await t.database.db.tx(system, (tx) =>
    createPerson(t.platform.consent.keys, tx, testPerson(n, more), now),
  );
  assert.ok(!isRefusal(made), JSON.stringify(made));
  return made.personId;
}

/** A power as a clerk records it; answers its id. */
export const recorded = async (
  t: TestPlatform,
  power: {
    representative: string;
    principal: string;
    kind?: 'legal_representative' | 'power_of_attorney';
    until?: string;
  },
): Promise<string> => {
  const id = await recordPower(
    t.platform.consent,
    {
      accountId: t.sandbox.logins.find((one) => one.who === 'clerk')!.accountId,
      holderId: t.sandbox.holderId,
    },
    {
      representative: power.representative,
      principal: power.principal,
      kind: power.kind ?? 'power_of_attorney',
      authority: {
        kind: 'law',
        title: { ky: 'Кыргыз Республикасынын Үй-бүлө кодекси' },
        provision: '70-берене',
        number: null,
        date: null,
        issuedBy: null,
        validUntil: power.until ?? null,
        copy: null,
      },
    },
  );
  assert.ok(!isRefusal(id));
  return id;
};
