import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/support/db.ts';
import { byteaArray, uuidArray } from './binary-array.ts';
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

test('UUIDs of many rows go to the database as one value', async () => {
  const back = async (values: readonly string[]): Promise<string[]> => {
    const [row] = await database.db.query<{ values: string[] }>(
      systemScope('test of arrays'),
      'SELECT ($1::uuid[])::text[] AS values',
      [uuidArray(values)],
    );
    return row!.values;
  };
  const values = Array.from({ length: 300 }, () => randomUUID());
  assert.deepEqual(await back(values), values);
  assert.deepEqual(await back([values[0]!.toUpperCase()]), [values[0]]);
  assert.deepEqual(await back([]), []);
  for (const wrong of ['', 'x'.repeat(36), `${values[0]!.slice(0, 35)}-`, values[0]!.replaceAll('-', '')])
    assert.throws(() => uuidArray([wrong]), TypeError);
});
