import { join } from 'node:path';
import { openFileKeyStore, openKeys } from '../keys/index.ts';
import { ensureLogKey, noteSigner } from '../record/index.ts';
import { sandboxTrust } from './sandbox-trust.ts';
import { keyFiles } from './signing-keys.ts';
import type { OwnKeys } from './token-keys.ts';

/** The keys of a sandbox: in files of its data folder, made on the first start. `begin`: from when on its certificates are valid. */
export async function fileOwnKeys(
  dataFolder: string,
  publicUrl: string,
  begin: Date,
  real: () => Date,
): Promise<OwnKeys> {
  const keyStore = openFileKeyStore(join(dataFolder, 'keys'), real());
  const keys = openKeys(keyStore);
  const folder = join(dataFolder, 'trust');
  const passphraseOf = (name: string, officer: number): string =>
    keys.mac('sandbox-officer', name, String(officer)).toString('base64url');
  const signing = keyFiles(join(folder, 'keys'), passphraseOf, real);
  return {
    keyStore,
    signing,
    trust: await sandboxTrust(folder, publicUrl, begin, signing),
    logSigner: (origin) => noteSigner(origin, ensureLogKey(join(dataFolder, 'record', 'log.pem'))),
  };
}
