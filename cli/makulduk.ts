import { env, exit, stderr, stdout } from 'node:process';
import { systemClock } from '../src/platform/clock.ts';
import { verifyCommand, verifyUsage } from './verify/command.ts';
import { witnessCommand, witnessUsage } from './witness/command.ts';

// npm run makulduk -- COMMAND: the programs that need no server of ours.

const print = (text: string): void => void stdout.write(`${text}\n`);
/** The line under which a person watches; it is wiped before anything else is said. */
const rewrite = (line: string): void => void stderr.write(`\r\x1b[2K${line}`);
const complain = (text: string): void => void stderr.write(`${text}\n`);

const usage = [
  verifyUsage,
  witnessUsage,
  'makulduk policy check FILE',
  'makulduk policy import FOLDER',
  'makulduk ca token | token-check | key | root | request | show | sign | show-list | list',
  'makulduk root list-order | list-in',
  'makulduk migrate',
  'makulduk staff --office OFFICE --role ROLE ... | --close LOGIN',
  'makulduk clock [--days N | --to YYYY-MM-DD]',
].join('\n');

/** A command answers its exit code; a wrong call is an Error whose message says the right one. */
const commands: Readonly<Record<string, (args: readonly string[]) => number | Promise<number>>> = {
  verify: (args) => verifyCommand(args, { env, print, complain, ...(stderr.isTTY ? { rewrite } : {}) }),
  witness: (args) => witnessCommand(args, print),
  policy: async ([what, ...args]) => {
    // Loaded only when asked for: the verifier needs neither the law nor the policies.
    const { policyCheck, policyImport } = await import('./policy.ts');
    if (what === 'check') return policyCheck(args);
    if (what === 'import') return policyImport(args, (await import('./operate.ts')).loadIntoDatabase({ env, print }));
    throw new Error(usage);
  },
  ca: async (args) => (await import('./ca/command.ts')).caCommand(args, { print, clock: systemClock }),
  root: async (args) => (await import('./root.ts')).rootCommand(args, { env, print }),
  staff: async (args) => (await import('./staff.ts')).staffCommand(args, { env, print }),
  migrate: async () => (await import('./operate.ts')).migrateCommand({ env, print }),
  clock: async (args) => (await import('./operate.ts')).clockCommand(args, { env, print }),
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
/** The lines of one command, or all where there is no such command. */
const usageHere =
  command === undefined ? usage : usage.match(new RegExp(`^makulduk ${name}\\b.*(?:\\n .*)*`, 'gm'))!.join('\n');
const asksHelp = (one: string | undefined): boolean => one === '--help' || one === '-h';
try {
  if (name === 'help' || asksHelp(name) || args.some(asksHelp)) {
    print(usageHere);
    exit(0);
  }
  if (!command) throw new Error(usage);
  exit(await command(args));
} catch (error) {
  const { message, code } = error as Error & { code?: string };
  // An option that no command has: what it does have stands below.
  complain(code?.startsWith('ERR_PARSE_ARGS') === true ? `${message}\n${usageHere}` : message);
  exit(1);
}
