import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');

test('docs/audit-events.md names every entry type that the code writes', () => {
  const named = new Set(readFileSync(join(root, 'docs/audit-events.md'), 'utf8').match(/`[a-z-]+\.[a-z-]+`/g));
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const written = files
    .filter((file) => file.endsWith('.ts') && !file.includes('test'))
    .flatMap((file) => [...readFileSync(join(root, 'src', file), 'utf8').matchAll(/\btype: '([a-z-]+\.[a-z-]+)'/g)])
    .map((found) => found[1]!);
  assert.ok(written.length > 10);
  const unnamed = [...new Set(written)].filter((type) => !named.has(`\`${type}\``));
  assert.deepEqual(unnamed, [], 'add them to docs/audit-events.md');
});
