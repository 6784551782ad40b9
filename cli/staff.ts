import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { holderById } from '../src/holders/index.ts';
import { addStaff, closeStaff, recordJournal } from '../src/identity/index.ts';
import { openKeys, openTokenKeyStore } from '../src/keys/index.ts';
import { defaultProfile } from '../src/law/index.ts';
import { systemClock } from '../src/platform/clock.ts';
import { readConfig } from '../src/platform/config.ts';
import { isUuid } from '../src/platform/ids.ts';
import { isRefusal, type Refusal } from '../src/platform/refusal.ts';
import { openProductionToken } from '../src/production.ts';
import { centreById } from '../src/trust/centres/index.ts';
import { withDatabase } from './operate.ts';

// The first accounts of a production installation: nobody is there yet who could open one on a page; and the end of an account, whoever
// opened it. Names and logins are sealed, so the two officers of the token are needed, as for a start.

const offices = {
  operator: ['operator'],
  authority: ['officer', 'security-body'],
  holder: ['administrator', 'data-officer', 'clerk'],
  centre: ['administrator', 'registrar'],
} as const;
type OfficeName = keyof typeof offices;

export const staffUsage = `makulduk staff --office operator|authority|holder|centre --role ROLE [--of ID] --login LOGIN --name NAME --password-file FILE
makulduk staff --close LOGIN
roles: ${Object.entries(offices)
  .map(([office, roles]) => `${office}: ${roles.join(', ')}`)
  .join('; ')}`;

type Io = { readonly env: NodeJS.ProcessEnv; readonly print: (text: string) => void };
type Stand = Parameters<typeof addStaff>[0];
type Given = Readonly<Partial<Record<'office' | 'role' | 'of' | 'login' | 'name' | 'password-file' | 'close', string>>>;

/** Opens or closes an account of an office; 0 where it was done. @throws Error that says what is wrong, and no secret */
export async function staffCommand(args: readonly string[], { env, print }: Io): Promise<number> {
  const text = { type: 'string' } as const;
  const { values: given } = parseArgs({
    args: [...args],
    options: { office: text, role: text, of: text, login: text, name: text, 'password-file': text, close: text },
  });
  const act = given.close === undefined ? opening(given) : closing(given);
  const config = readConfig(env);
  if (config.mode !== 'production') throw new Error('the sandbox has its accounts: this is for production');
  using token = openProductionToken(env);
  const keys = openKeys(openTokenKeyStore(join(config.dataFolder, 'keys'), token, systemClock.real()));
  return await withDatabase(config, async ({ db }) => {
    const journal = recordJournal(systemClock, defaultProfile);
    print(await act({ db, clock: systemClock, keys, journal }));
    return 0;
  });
}

function closing({ close = '', ...rest }: Given): (stand: Stand) => Promise<string> {
  if (Object.keys(rest).length > 0) throw new Error(staffUsage);
  return async (stand) => {
    const { accountId, roles } = done(await closeStaff(stand, close, null));
    return `account closed: ${accountId}${roles.length === 0 ? '' : ` (${roles.join(', ')})`}; its sessions have ended`;
  };
}

function opening({ office = '', role = '', of, login, name, 'password-file': file }: Given) {
  const known = Object.hasOwn(offices, office) && (offices[office as OfficeName] as readonly string[]).includes(role);
  const placed = office === 'holder' || office === 'centre' ? of !== undefined && isUuid(of) : of === undefined;
  if (!known || !placed || login === undefined || name === undefined || file === undefined) throw new Error(staffUsage);
  const password = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  const staff = { login, password, name, office: office as OfficeName, roles: [role], lang: 'ky' } as const;
  return async (stand: Stand): Promise<string> => {
    if (of !== undefined) await mustExist(stand, staff.office, of);
    return `account opened: ${done(await addStaff(stand, { ...staff, holderId: of ?? null }, null)).accountId}`;
  };
}

/** An account of a holder or centre that nobody has registered would sign in and find nothing. */
async function mustExist({ db, clock }: Stand, office: OfficeName, id: string): Promise<void> {
  const found = office === 'centre' ? await centreById(db, id, clock.now()) : await holderById(db, id);
  if (found !== null) return;
  const [what, where] = office === 'centre' ? ['certification centre', '/centres/'] : ['holder', '/holders/'];
  throw new Error(`no ${what} has the id ${id}: it is the last part of the address of its page, ${where}ID`);
}

function done<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Error(`${result.code}: ${result.text.en}`);
  return result;
}
