import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestPlatform } from './platform.ts';

/** What a reader collects: the root and its list, the extract of the lists, the log's key. The status of then is in the message. */
export async function trustFolder(t: TestPlatform, folder: string): Promise<string> {
  const trust = join(folder, 'trust');
  const anybody = t.visitor();
  mkdirSync(join(trust, 'roots'), { recursive: true });
  for (const [name, path] of [
    ['roots/root.cer', '/ca/root.cer'],
    ['root.crl', '/crl/root.crl'],
    ['trust-list.json', '/v1/trust-list'],
  ] as const)
    writeFileSync(join(trust, name), (await anybody.get(path)).raw);
  writeFileSync(join(trust, 'trust.txt'), readFileSync(join(t.dataFolder, 'trust.txt')));
  return trust;
}
