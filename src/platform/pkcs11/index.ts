// Tokens by PKCS#11: hardware modules, cards and their stand-in in tests. Knows keys and no law.

export { attributes, classes, keyTypes, mechanisms, mgf1Sha256 } from './codes-data.ts';
export { type Attribute, mechanism, words } from './memory.ts';
export { type TokenRefusal, TokenRefused } from './refused.ts';
export { describedIn, giveOfficers, openTokenFile } from './token-file.ts';
export { type ObjectClass, Token } from './token.ts';
