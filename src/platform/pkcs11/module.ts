import { statSync } from 'node:fs';
import type { LibraryHandle } from 'koffi';
import { flags, functionNames, goneValues, rv } from './codes-data.ts';
import { settled, supported, words } from './memory.ts';
import { native } from './native.ts';
import { TokenRefused } from './refused.ts';

// A PKCS#11 module (the library that a token's maker gives) in this process. The library is called directly: a key is used
// thousands of times a minute, and a separate program would be given the PIN anew each time.

export type FunctionName = (typeof functionNames)[number];
export type Argument = number | Buffer | null;

export type Pkcs11Module = {
  readonly path: string;
  /** Calls and answers the return value; for the many that are over in microseconds. */
  call(name: FunctionName, ...args: readonly Argument[]): number;
  /** The same on a thread of its own: a token may take long to sign. */
  callAside(name: FunctionName, ...args: readonly Argument[]): Promise<number>;
};

const open = new Map<string, Pkcs11Module>();

type Bound = ((...args: readonly Argument[]) => number | bigint) & { async: (...args: readonly unknown[]) => void };

/** The module's functions, each bound once for every shape of arguments: numbers (CK_ULONG, handles, types) and memory. */
function binder(path: string, list: bigint): (name: FunctionName, args: readonly Argument[]) => Bound {
  const { decode, proto } = native();
  // Kept for good: a function that is collected while another thread is in it takes the program with it.
  const bound = new Map<string, Bound>();
  return (name, args) => {
    const kinds = args.map((one) => (typeof one === 'number' ? 'ulong' : 'void *'));
    const key = `${name} ${kinds.join()}`;
    const known = bound.get(key);
    if (known !== undefined) return known;
    // CK_FUNCTION_LIST: a version of two bytes, then pointers at their natural alignment.
    const pointed = decode(list, 8 + 8 * functionNames.indexOf(name), 'void *') as bigint | null;
    if (pointed === null) throw new TokenRefused('module', `the PKCS#11 module ${path} has no ${name}`);
    const made = decode(pointed, proto('ulong', kinds)) as Bound;
    bound.set(key, made);
    return made;
  };
}

const still = (one: Argument): Argument => (Buffer.isBuffer(one) ? settled(one) : one);

/** Loads the module and readies it, once for the process. @throws TokenRefused where it is none */
export function loadModule(path: string): Pkcs11Module {
  const known = open.get(path);
  if (known !== undefined) return known;
  if (!supported) throw new TokenRefused('module', 'tokens are served on 64-bit Linux and macOS only');
  const bind = binder(path, functionListOf(path));
  const module: Pkcs11Module = {
    path,
    call: (name, ...args) => Number(bind(name, args)(...args.map(still))),
    callAside: (name, ...args) =>
      new Promise((resolve, reject) => {
        const held = args.map(still);
        bind(name, args).async(...held, (error: Error | null, value: number | bigint) => {
          // Named here, so that the memory is not collected while the other thread uses it.
          held.length = 0;
          if (error === null) resolve(Number(value));
          else reject(error);
        });
      }),
  };
  const settings = words(null, null, null, null, flags.osLocking, null);
  const begun = module.call('C_Initialize', settings);
  if (begun !== rv.ok && begun !== rv.cryptokiAlreadyInitialized)
    throw new TokenRefused('module', `the PKCS#11 module ${path} does not start (${shown(begun)})`);
  open.set(path, module);
  return module;
}

// A handle that is collected unloads its library, with whoever is in it.
const loaded: LibraryHandle[] = [];

function functionListOf(path: string): bigint {
  const { load, out, pointer } = native();
  const none = new TokenRefused('module', `${path} is no PKCS#11 module that can be loaded`);
  try {
    if (!path.startsWith('/') || !statSync(path).isFile()) throw none;
    const library = load(path);
    loaded.push(library);
    const get = library.func('C_GetFunctionList', 'ulong', [out(pointer('void *'))]);
    const list: (bigint | null)[] = [null];
    if (Number(get(list)) !== rv.ok || typeof list[0] !== 'bigint') throw none;
    return list[0];
  } catch {
    throw none;
  }
}

export const shown = (value: number): string => `PKCS#11 0x${value.toString(16).padStart(8, '0')}`;

/** @throws TokenRefused unless the return value is CKR_OK */
export function must(value: number, what: string): void {
  if (value === rv.ok) return;
  if (goneValues.includes(value)) throw new TokenRefused('away', `the token is away: ${what} (${shown(value)})`);
  throw new TokenRefused('refused', `the token refused: ${what} (${shown(value)})`);
}
