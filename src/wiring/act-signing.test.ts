import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNumbered } from './act-signing.ts';

test('a certificate with the number that a case names is another one where another centre gave the number', () => {
  const own = { holderId: 'a', serial: '0a1b' };
  assert.ok(isNumbered(own, 'a', '0A1B'));
  assert.ok(!isNumbered({ ...own, holderId: 'b' }, 'a', '0a1b'), 'of another centre');
  assert.ok(!isNumbered({ ...own, serial: '1b' }, 'a', '0a1b'), 'of another number');
  assert.ok(!isNumbered(undefined, 'a', '0a1b'), 'of no register');
});
