import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/support/db.ts';
import { byteaArray } from './bytea-array.ts';
import { systemScope } from './scope.ts';

const database = await testDatabase();
after(() => database.drop());

test('octets of many rows go to the database as one value and come back as they were', async () => {
  const scope = systemScope('test of arrays');
  const back = async (values: readonly (Uint8Array | null)[]): Promise<(Buffer | null)[]> => {
    const rows = await database.db.query<{ value: Buffer | null }>(
      scope,
      'SELECT value FROM unnest($1::bytea[]) WITH ORDINALITY AS t (value, place) ORDER BY place',
      [byteaArray(values)],
    );
    return rows.map(({ value }) => value);
  };
  for (const values of [
    [],
    [null],
    [Buffer.alloc(0)],
    [Buffer.from('a\\b"c{},NULL\0')],
    [randomBytes(3000), null, Buffer.of(0), randomBytes(1)],
    Array.from({ length: 200 }, (_, at) => (at % 7 === 0 ? null : randomBytes(at))),
  ])
    assert.deepEqual(await back(values), values);
});
