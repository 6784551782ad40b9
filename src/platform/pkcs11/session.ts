import { flags, rv, users } from './codes-data.ts';
import { read, ulong } from './memory.ts';
import { must, type Pkcs11Module, shown } from './module.ts';
import { TokenRefused } from './refused.ts';
import { type TokenInfo, tokensIn } from './slots.ts';

/** Where a token is: the maker's library, and the label and serial number of the token (one library may show several). */
export type TokenPlace = { readonly module: string; readonly label: string; readonly serial: string };

/** The token at its place. @throws TokenRefused where it is not in a slot */
export function findToken(module: Pkcs11Module, { label, serial }: Omit<TokenPlace, 'module'>): TokenInfo {
  const found = tokensIn(module).filter((one) => one.label === label && one.serial === serial);
  if (found.length === 1) return found[0]!;
  throw new TokenRefused('away', `the token "${label}" (serial number ${serial}) is not in a slot of ${module.path}`);
}

export function openSession(module: Pkcs11Module, slot: number): number {
  const session = ulong();
  must(module.call('C_OpenSession', slot, flags.serialSession | flags.rwSession, null, null, session), 'a session');
  return read(session);
}

/**
 * Logs in, once. A token counts wrong PINs and locks itself for good: where a wrong one was entered since the last right one,
 * only a person who is there may try again (`attended`), and the last try is never taken. @throws TokenRefused
 */
export function logIn(module: Pkcs11Module, session: number, token: TokenInfo, pin: Buffer, attended: boolean): void {
  if (token.pinLocked)
    throw new TokenRefused('locked', `the token "${token.label}" is locked: its security officer sets a new PIN`);
  if (!token.pinSet) throw new TokenRefused('pin', `the token "${token.label}" has no PIN of its officers yet`);
  if (token.pinFinalTry || (token.pinCountLow && !attended))
    throw new TokenRefused(
      'pin-at-risk',
      `a wrong PIN was entered into the token "${token.label}" before, and another one could lock it: officers log in by hand first (makulduk ca token-check)`,
    );
  const answer = module.call('C_Login', session, users.user, pin, pin.length);
  if (answer === rv.userAlreadyLoggedIn)
    throw new TokenRefused('refused', `the token "${token.label}" is open in this program already`);
  if (answer === rv.pinLocked) throw new TokenRefused('locked', `the token "${token.label}" is locked`);
  if ([rv.pinIncorrect, rv.pinInvalid, rv.pinLenRange, rv.pinExpired].some((one) => one === answer))
    throw new TokenRefused(
      'pin',
      `the token "${token.label}" refused its PIN (${shown(answer)}): it is not tried again`,
    );
  must(answer, 'the log-in');
}
