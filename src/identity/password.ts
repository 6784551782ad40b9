import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

// RFC 9106 argon2id. The parameters stand beside each hash: raising them here makes old hashes be written anew at log-in.

export type PasswordCost = { readonly memory: number; readonly passes: number; readonly parallelism: number };
export type StoredPassword = {
  readonly algorithm: string;
  readonly parameters: PasswordCost;
  readonly salt: Buffer;
  readonly hash: Buffer;
};

export const currentCost: PasswordCost = { memory: 65_536, passes: 2, parallelism: 1 };
const algorithm = 'argon2id';
const length = 32;
const derive = promisify(argon2);

async function hashWith(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'));
  try {
    return await derive(algorithm, { message, nonce: salt, tagLength: length, ...cost });
  } finally {
    message.fill(0);
  }
}

export async function hashPassword(password: string, cost: PasswordCost = currentCost): Promise<StoredPassword> {
  const salt = randomBytes(16);
  return { algorithm, parameters: cost, salt, hash: await hashWith(password, salt, cost) };
}

// For a login that nobody has: the same work, so that the answer's time does not tell.
const decoy: StoredPassword = { algorithm, parameters: currentCost, salt: randomBytes(16), hash: randomBytes(length) };

/** `stale`: right, but hashed with other parameters than today's. */
export async function checkPassword(
  password: string,
  stored: StoredPassword | undefined,
): Promise<'right' | 'stale' | 'wrong'> {
  const against = stored ?? decoy;
  const given = await hashWith(password, against.salt, against.parameters);
  const same = given.length === against.hash.length && timingSafeEqual(given, against.hash);
  given.fill(0);
  if (!same || stored === undefined) return 'wrong';
  const { memory, passes, parallelism } = stored.parameters;
  return stored.algorithm === algorithm &&
    memory === currentCost.memory &&
    passes === currentCost.passes &&
    parallelism === currentCost.parallelism
    ? 'right'
    : 'stale';
}

const common = new Set([
  'password',
  'qwertyuiop',
  '1234567890',
  '0987654321',
  '1q2w3e4r5t',
  'qwerty12345',
  'passw0rd',
  'bishkek',
  'kyrgyzstan',
  'кыргызстан',
  'бишкек',
  'пароль',
  'сырсөз',
  'iloveyou',
  'administrator',
  'makulduk',
  'макулдук',
]);

/** Long enough, not the login, not one everybody tries (also with figures behind it), not one character over and over. */
export function acceptable(password: string, login: string): boolean {
  const plain = password.normalize('NFKC');
  const folded = plain.toLowerCase();
  if (Array.from(plain).length < 10 || plain.length > 200) return false;
  if (new Set(folded).size < 4) return false;
  const stem = folded.replace(/[\d!?.*_-]+$/, '');
  if (common.has(folded) || common.has(stem)) return false;
  return !folded.includes(login.toLowerCase()) && !folded.includes(login.split('@')[0]!.slice(0, 12).padEnd(5, '\0'));
}
