import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addStaff, recordJournal } from '../src/identity/index.ts';
import { openKeys, openTokenKeyStore } from '../src/keys/index.ts';
import { defaultProfile } from '../src/law/index.ts';
import { systemClock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { isUuid } from '../src/platform/ids.ts';
import { isRefusal } from '../src/platform/refusal.ts';
import { openProductionToken } from '../src/production.ts';
import { withDatabase } from './operate.ts';

// The first accounts of a production installation: nobody is there yet who could open one on a page. Names and logins are sealed, so
// the two officers of the token are needed, as for a start.

const offices = {
  operator: ['operator'],
  authority: ['officer', 'security-body'],
  holder: ['administrator', 'data-officer', 'clerk'],
  centre: ['administrator', 'registrar'],
} as const;
type OfficeName = keyof typeof offices;

export const staffUsage = `makulduk staff --office operator|authority|holder|centre --role ROLE [--of ID] --login LOGIN --name NAME --password-file FILE
roles: ${Object.entries(offices)
  .map(([office, roles]) => `${office}: ${roles.join(', ')}`)
  .join('; ')}`;

/** Opens an account of an office; 0 where it was opened. @throws Error that says what is wrong, and no secret */
export async function staffCommand(
  args: readonly string[],
  { env, print }: { readonly env: NodeJS.ProcessEnv; readonly print: (text: string) => void },
): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { office: text, role: text, of: text, login: text, name: text, 'password-file': text },
  });
  const { office = '', role = '', of, login, name, 'password-file': file } = values;
  const known = Object.hasOwn(offices, office) && (offices[office as OfficeName] as readonly string[]).includes(role);
  const placed = office === 'holder' || office === 'centre' ? of !== undefined && isUuid(of) : of === undefined;
  if (!known || !placed || login === undefined || name === undefined || file === undefined) throw new Error(staffUsage);
  const config = readConfig(env);
  if (config.mode !== 'production') throw new Error('the sandbox has its accounts: this is for production');
  const password = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  using token = openProductionToken(env);
  const keys = openKeys(openTokenKeyStore(join(config.dataFolder, 'keys'), token, systemClock.real()));
  return await withDatabase(config, async ({ db }) => {
    const journal = recordJournal(systemClock, defaultProfile);
    const staff = {
      login,
      password,
      name,
      office: office as OfficeName,
      holderId: of ?? null,
      roles: [role],
      lang: 'ky',
    } as const;
    const added = await addStaff({ db, clock: systemClock, keys, journal }, staff, null);
    if (isRefusal(added)) throw new Error(`${added.code}: ${added.text.en}`);
    print(`account opened: ${added.accountId}`);
    return 0;
  });
}
