import { hkdfSync, timingSafeEqual } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { forPersons, jointSecret, newShares, passphrasesFault, sane, type Shares, wipe } from '../officers.ts';
import { users } from './codes-data.ts';
import { loadModule, must } from './module.ts';
import { TokenRefused } from './refused.ts';
import { openSession, type TokenPlace } from './session.ts';
import { type TokenInfo, tokensIn } from './slots.ts';
import { Token } from './token.ts';

// The description of a token: where it is, and how its PIN comes out of the passphrases of its officers. Nobody knows the PIN: two
// people are needed to open the token. `check` tells a wrong passphrase before it reaches the token, which counts wrong PINs and
// locks itself; guessing against it costs as much as against a key file (scrypt for every officer), and needs the token besides.

type Content = Shares & {
  readonly format: 'makulduk token';
  readonly version: 1;
  readonly module: string;
  readonly label: string;
  readonly serial: string;
  readonly pinLength: number;
  readonly check: string;
};

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** 32 bytes as signs that every token takes: five bits a sign. */
const pinOf = (secret: Buffer, length: number): Buffer => {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'makulduk/token-pin/v1', length));
  const pin = Buffer.from(bytes.map((byte) => alphabet.charCodeAt(byte % 32)));
  wipe(bytes);
  return pin;
};
const checkOf = (secret: Buffer): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'makulduk/token-check/v1', 32));
const info = 'makulduk/token/v1';

/**
 * Gives an initialised token its officers: sets its PIN with the rights of the security officer, and writes the description to a
 * new file. @throws TokenRefused, and where the file exists
 */
export function giveOfficers(
  file: string,
  what: {
    readonly module: string;
    readonly label: string;
    readonly securityPin: Buffer;
    readonly passphrases: readonly string[];
  },
): void {
  const { module: path, label, securityPin, passphrases } = what;
  const fault = passphrasesFault(passphrases);
  if (fault !== undefined || passphrases.length < 2)
    throw new TokenRefused(
      'refused',
      'the token has two officers: two passphrases of at least 12 characters, not the same',
    );
  const module = loadModule(path);
  const found = tokensIn(module).filter((one) => one.label === label);
  if (found.length !== 1)
    throw new TokenRefused(
      'away',
      `${found.length === 0 ? 'no token' : 'more than one token'} "${label}" is in a slot`,
    );
  const token = found[0]!;
  const pinLength = Math.min(32, token.pinLength.most);
  if (pinLength < Math.max(8, token.pinLength.least))
    throw new TokenRefused(
      'unfit',
      `the token "${label}" takes no PIN of eight characters: two officers need a longer one`,
    );
  const shares = newShares(passphrases.length, forPersons);
  const secret = jointSecret(shares, passphrases, info);
  const content: Content = {
    format: 'makulduk token',
    version: 1,
    module: path,
    label,
    serial: token.serial,
    ...shares,
    pinLength,
    check: checkOf(secret).toString('base64'),
  };
  // Before the token changes: what has no description can be opened by nobody.
  writeFileSync(file, `${JSON.stringify(content)}\n`, { flag: 'wx', mode: 0o600, flush: true });
  const pin = pinOf(secret, pinLength);
  try {
    setPin(path, token, securityPin, pin);
  } catch (error) {
    // The token went away in the act: it may have the new PIN, and the description stays.
    if (!(error instanceof TokenRefused && error.reason === 'away')) rmSync(file);
    throw error;
  } finally {
    wipe(secret, pin);
  }
}

function setPin(path: string, token: TokenInfo, securityPin: Buffer, pin: Buffer): void {
  if (token.securityPinFinalTry)
    throw new TokenRefused(
      'pin-at-risk',
      `one more wrong PIN of the security officer would lock the token "${token.label}"`,
    );
  const module = loadModule(path);
  const session = openSession(module, token.slot);
  try {
    const answer = module.call('C_Login', session, users.securityOfficer, securityPin, securityPin.length);
    if (answer !== 0)
      throw new TokenRefused('pin', `the token "${token.label}" refused the PIN of its security officer`);
    must(module.call('C_InitPIN', session, pin, pin.length), 'its PIN is set');
    module.call('C_Logout', session);
  } finally {
    module.call('C_CloseSession', session);
  }
}

/** Opens the token that a file describes with the passphrases of all its officers, in their order. @throws TokenRefused */
export function openTokenFile(
  file: string,
  passphrases: readonly string[],
  options: { readonly attended?: boolean } = {},
): Token {
  const content = describedIn(file);
  if (passphrases.length !== content.salts.length)
    throw new TokenRefused('pin', `the token has ${content.salts.length} officers: each gives a passphrase`);
  const secret = jointSecret(content, passphrases, info);
  try {
    if (!timingSafeEqual(checkOf(secret), Buffer.from(content.check, 'base64')))
      throw new TokenRefused('pin', 'a passphrase is wrong: the token was not asked');
    const place: TokenPlace = { module: content.module, label: content.label, serial: content.serial };
    return new Token(place, pinOf(secret, content.pinLength), options);
  } finally {
    wipe(secret);
  }
}

/** @throws TokenRefused where the file is none */
export function describedIn(file: string): Content {
  const refused = new TokenRefused('refused', `${file} is no description of a token`);
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as Content;
    const { pinLength, check } = content;
    if (content.format !== 'makulduk token' || content.version !== 1 || !sane(content)) throw refused;
    if (pinLength < 8 || pinLength > 255 || Buffer.from(check, 'base64').length !== 32) throw refused;
    return content;
  } catch {
    throw refused;
  }
}
