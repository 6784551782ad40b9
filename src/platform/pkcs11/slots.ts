import { flags } from './codes-data.ts';
import { read, ulong } from './memory.ts';
import { must, type Pkcs11Module } from './module.ts';

/** A token in a slot, as CK_TOKEN_INFO describes it. */
export type TokenInfo = {
  readonly slot: number;
  readonly label: string;
  readonly serial: string;
  readonly model: string;
  readonly pinSet: boolean;
  /** A wrong PIN was entered since the last right one. */
  readonly pinCountLow: boolean;
  readonly pinFinalTry: boolean;
  readonly pinLocked: boolean;
  readonly securityPinFinalTry: boolean;
  readonly pinLength: { readonly least: number; readonly most: number };
};

const text = (bytes: Buffer): string => bytes.toString('utf8').replace(/[ \0]+$/, '');

/** The initialised tokens that are in a slot now. @throws TokenRefused */
export function tokensIn(module: Pkcs11Module): TokenInfo[] {
  const count = ulong();
  must(module.call('C_GetSlotList', 1, null, count), 'its slots are listed');
  const slots = Buffer.alloc(8 * Math.max(1, read(count)));
  must(module.call('C_GetSlotList', 1, slots, count), 'its slots are listed');
  return Array.from({ length: read(count) }, (_, at) => read(slots, 8 * at)).flatMap((slot) => {
    const info = Buffer.alloc(208);
    // A slot whose token was taken out in this moment is no token.
    if (module.call('C_GetTokenInfo', slot, info) !== 0) return [];
    const set = (flag: number): boolean => (read(info, 96) & flag) !== 0;
    if (!set(flags.tokenInitialized)) return [];
    return [
      {
        slot,
        label: text(info.subarray(0, 32)),
        model: text(info.subarray(64, 80)),
        serial: text(info.subarray(80, 96)),
        pinSet: set(flags.userPinInitialized),
        pinCountLow: set(flags.userPinCountLow),
        pinFinalTry: set(flags.userPinFinalTry),
        pinLocked: set(flags.userPinLocked),
        securityPinFinalTry: set(flags.securityPinFinalTry),
        pinLength: { most: read(info, 136), least: read(info, 144) },
      },
    ];
  });
}
