import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startPlatform } from '../support/platform.ts';

const t = await startPlatform();
after(() => t.stop());

test('every schema of every route can be compiled, though a start compiles none', () => {
  const { compileSchemas } = t.platform.app;
  const count = compileSchemas();
  assert.ok(count > 300, `${count} schemas`);
  assert.equal(compileSchemas(), 0);
});
