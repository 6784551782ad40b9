import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cite } from '../law/index.ts';
import { norms } from './shell.ts';

test('a place of an act stands once in a list of norms, with the words of all its rows', () => {
  const rows = ['CP-17a', 'CP-17b', 'CP-18a', 'CP-17a'];
  const list = norms('ru', rows).toString();
  assert.equal(list.match(/<details/g)?.length, 2);
  assert.match(list, /\(CP-17a, CP-17b\)/);
  for (const id of rows) assert.ok(list.includes(cite(id).original) && list.includes(cite(id).plain.ru), id);
});
