// A ceremony with tokens for tests: an offline root, and the token of a production installation, with files alone between them.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caCommand } from '../../cli/ca/command.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { securityPin, type TestTokens, tokenOfficers } from '../../src/platform/pkcs11/test-token.ts';
import { statusAddresses } from '../../src/wiring/status-addresses.ts';

const organization = { countryName: 'KG', localityName: 'Бишкек', organizationName: 'Ыйгарым укуктуу орган (сыноо)' };
const tokenMeans = { use: ['createSignatureKey', 'createVerificationKey'], kind: 'signatureMeans', name: 'SoftHSM2' };
const year = 365 * 86_400_000;

export type Ceremony = {
  /** The root's machine: its token, its certificate, its key's file. */
  readonly rootFolder: string;
  /** Arguments with the two officers' files. */
  readonly officers: readonly string[];
  readonly officerFiles: readonly [string, string];
  readonly token: string;
  ca(...args: readonly string[]): Promise<string[]>;
};

/** Gives the tokens `root` and `platform` their officers, and the installation in `dataFolder` what it needs of the root. */
export async function ceremony(tokens: TestTokens, dataFolder: string, publicUrl: string): Promise<Ceremony> {
  const [rootFolder, trust] = [join(tokens.folder, 'root-machine'), join(dataFolder, 'trust')];
  mkdirSync(rootFolder);
  mkdirSync(trust, { recursive: true, mode: 0o700 });
  const at = (name: string): string => join(rootFolder, name);
  const officerFiles = [at('officer-1'), at('officer-2')] as const;
  officerFiles.forEach((file, index) => writeFileSync(file, `${tokenOfficers[index]}\n`, { mode: 0o600 }));
  writeFileSync(at('so'), securityPin, { mode: 0o600 });
  const officers = officerFiles.flatMap((file) => ['--passphrase-file', file]);
  const ca = async (...args: readonly string[]): Promise<string[]> => {
    const lines: string[] = [];
    await caCommand(args, { clock: systemClock, print: (text) => void lines.push(...text.split('\n')) });
    return lines;
  };
  const token = join(dataFolder, 'platform.token.json');
  for (const [label, out] of [
    ['root', at('root.token.json')],
    ['platform', token],
  ] as const)
    await ca(
      'token',
      '--module',
      tokens.module,
      '--token-label',
      label,
      '--so-pin-file',
      at('so'),
      ...officers,
      '--out',
      out,
    );
  const key = (token: string, name: string, algorithm: string): Promise<string[]> =>
    ca('key', '--token', token, '--name', name, '--algorithm', algorithm, ...officers, '--out', at(`${name}.key`));
  await key(at('root.token.json'), 'root', 'ecdsa-sha384');
  writeFileSync(at('root.json'), JSON.stringify({ ...organization, commonName: 'Түпкү күбөлүк (сыноо)' }));
  const root = ['--key', at('root.key'), ...officers];
  await ca('root', ...root, '--subject', at('root.json'), '--until', '2046-01-01', '--out', at('root.pem'));
  const { crl, caIssuers, ocsp } = statusAddresses(publicUrl, 'root');
  for (const [name, kind, commonName] of [
    ['seal', 'NQ', 'Автоматтык колтамга (сыноо)'],
    ['time-stamps', 'TSA', 'Убакыт белгиси (сыноо)'],
  ] as const) {
    const subject = { ...organization, commonName };
    await key(token, name, 'ecdsa-sha256');
    writeFileSync(at(`${name}.json`), JSON.stringify(subject));
    await ca(
      'request',
      '--key',
      at(`${name}.key`),
      '--subject',
      at(`${name}.json`),
      ...officers,
      '--out',
      at(`${name}.request`),
    );
    const now = new Date(Math.floor(systemClock.real().getTime() / 1000) * 1000);
    const order = {
      kind,
      request: readFileSync(at(`${name}.request`), 'utf8'),
      notBefore: now,
      notAfter: new Date(now.getTime() + 10 * year),
      contents: {
        subject,
        crl: [{ url: crl }],
        access: { ocsp, caIssuers },
        ...(kind === 'NQ' ? { cps: publicUrl, means: { means: [tokenMeans] } } : {}),
      },
    };
    writeFileSync(at('order.json'), JSON.stringify(order));
    const ordered = ['--issuer', at('root.pem'), '--order', at('order.json')];
    const shown = await ca('show', ...ordered, '--key', at('root.key'));
    const approved = shown.find((line) => line.startsWith('approve: '))!.slice(9);
    await ca('sign', ...ordered, ...root, '--approved', approved, '--out', join(trust, `${name}.cer`));
  }
  writeFileSync(join(trust, 'root.cer'), readFileSync(at('root.pem')));
  return { rootFolder, officers, officerFiles, token, ca };
}
