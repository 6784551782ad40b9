import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caCommand } from '../../cli/ca/command.ts';
import type { PassphraseOf } from './signing-keys.ts';
import { openSslFolder, pem } from '../trust/formats/test-parties.ts';
import { pemOf } from '../trust/issue/index.ts';
import type { Clock } from '../platform/clock.ts';

/** For tests: the machine of a root whose key leaves the installation in `trust`; between the two go files alone. */
export function rootMachine(trust: string, root: Buffer, clock: Pick<Clock, 'now'>, passphraseOf: PassphraseOf) {
  const { folder: machine, put, openssl } = openSslFolder();
  const [toRoot, fromRoot] = [join(trust, 'to-root'), join(trust, 'from-root')];
  mkdirSync(fromRoot, { recursive: true });
  copyFileSync(join(trust, 'keys', 'root.key.json'), join(machine, 'root.key'));
  for (const officer of [1, 2] as const) put(`p${officer}`, passphraseOf('root', officer));
  put('root.pem', pem('CERTIFICATE', root));
  const officers = ['--passphrase-file', join(machine, 'p1'), '--passphrase-file', join(machine, 'p2')];
  const ca = async (...args: string[]): Promise<string> => {
    const lines: string[] = [];
    const at = { now: () => clock.now(), real: () => clock.now() };
    await caCommand(args, { clock: at, print: (text) => void lines.push(text) });
    return lines.join('\n');
  };
  return {
    machine,
    toRoot,
    fromRoot,
    put,
    openssl,
    /** Both officers see the hash on the machine and sign what they have approved; the file of the certificate. */
    async sign(hash: string, approved = hash): Promise<string> {
      copyFileSync(join(toRoot, `${hash}.json`), join(machine, 'order.json'));
      const out = join(machine, `${hash}.pem`);
      const at = (name: string): string => join(machine, name);
      const order = ['--issuer', at('root.pem'), '--key', at('root.key'), '--order', at('order.json')];
      assert.match(await ca('show', ...order), new RegExp(`^approve: ${hash}$`, 'm'));
      await ca('sign', ...order, '--approved', approved, ...officers, '--out', out);
      return out;
    },
    bring: (hash: string, certificate: Buffer): void =>
      writeFileSync(join(fromRoot, `${hash}.pem`), pemOf('CERTIFICATE', certificate)),
  };
}
