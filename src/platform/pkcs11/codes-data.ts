// Numbers of PKCS#11 v2.40 (OASIS, header files): only those used here.

/** CK_FUNCTION_LIST: the order in which a module hands out its functions. */
export const functionNames = [
  'C_Initialize',
  'C_Finalize',
  'C_GetInfo',
  'C_GetFunctionList',
  'C_GetSlotList',
  'C_GetSlotInfo',
  'C_GetTokenInfo',
  'C_GetMechanismList',
  'C_GetMechanismInfo',
  'C_InitToken',
  'C_InitPIN',
  'C_SetPIN',
  'C_OpenSession',
  'C_CloseSession',
  'C_CloseAllSessions',
  'C_GetSessionInfo',
  'C_GetOperationState',
  'C_SetOperationState',
  'C_Login',
  'C_Logout',
  'C_CreateObject',
  'C_CopyObject',
  'C_DestroyObject',
  'C_GetObjectSize',
  'C_GetAttributeValue',
  'C_SetAttributeValue',
  'C_FindObjectsInit',
  'C_FindObjects',
  'C_FindObjectsFinal',
  'C_EncryptInit',
  'C_Encrypt',
  'C_EncryptUpdate',
  'C_EncryptFinal',
  'C_DecryptInit',
  'C_Decrypt',
  'C_DecryptUpdate',
  'C_DecryptFinal',
  'C_DigestInit',
  'C_Digest',
  'C_DigestUpdate',
  'C_DigestKey',
  'C_DigestFinal',
  'C_SignInit',
  'C_Sign',
  'C_SignUpdate',
  'C_SignFinal',
  'C_SignRecoverInit',
  'C_SignRecover',
  'C_VerifyInit',
  'C_Verify',
  'C_VerifyUpdate',
  'C_VerifyFinal',
  'C_VerifyRecoverInit',
  'C_VerifyRecover',
  'C_DigestEncryptUpdate',
  'C_DecryptDigestUpdate',
  'C_SignEncryptUpdate',
  'C_DecryptVerifyUpdate',
  'C_GenerateKey',
  'C_GenerateKeyPair',
] as const;

/** Return values that are told apart; the others are shown as their number. */
export const rv = {
  ok: 0x0,
  generalError: 0x5,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLenRange: 0xa2,
  pinExpired: 0xa3,
  pinLocked: 0xa4,
  encryptedDataInvalid: 0x40,
  encryptedDataLenRange: 0x41,
  aeadDecryptFailed: 0x42,
  userAlreadyLoggedIn: 0x100,
  userPinNotInitialized: 0x102,
  cryptokiAlreadyInitialized: 0x191,
} as const;

/** What a token answers where the data, or its tag, is not what was sealed (PKCS#11 3.0, 5.1.7). */
export const alteredValues: readonly number[] = [
  rv.encryptedDataInvalid,
  rv.encryptedDataLenRange,
  rv.aeadDecryptFailed,
];

/** What a token answers where it, or the session with it, is gone: opening it once more may help. */
export const goneValues: readonly number[] = [
  0x3, // SLOT_ID_INVALID
  0x5, // GENERAL_ERROR
  0x30, // DEVICE_ERROR
  0x32, // DEVICE_REMOVED
  0x82, // OBJECT_HANDLE_INVALID
  0x60, // KEY_HANDLE_INVALID
  0xb0, // SESSION_CLOSED
  0xb3, // SESSION_HANDLE_INVALID
  0xe0, // TOKEN_NOT_PRESENT
  0xe1, // TOKEN_NOT_RECOGNIZED
  0x101, // USER_NOT_LOGGED_IN
];

export const flags = {
  osLocking: 0x2,
  rwSession: 0x2,
  serialSession: 0x4,
  tokenInitialized: 0x400,
  userPinInitialized: 0x8,
  userPinCountLow: 0x10000,
  userPinFinalTry: 0x20000,
  userPinLocked: 0x40000,
  securityPinFinalTry: 0x200000,
} as const;

export const users = { securityOfficer: 0, user: 1 } as const;
export const classes = { publicKey: 2, privateKey: 3, secretKey: 4 } as const;
export const keyTypes = { rsa: 0x0, ec: 0x3, aes: 0x1f, ecEdwards: 0x40 } as const;

export const attributes = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  wrap: 0x106,
  unwrap: 0x107,
  sign: 0x108,
  verify: 0x10a,
  derive: 0x10c,
  modulus: 0x120,
  modulusBits: 0x121,
  publicExponent: 0x122,
  valueLen: 0x161,
  extractable: 0x162,
  local: 0x163,
  neverExtractable: 0x164,
  ecParams: 0x180,
  ecPoint: 0x181,
} as const;

export const mechanisms = {
  rsaKeyPairGen: 0x0,
  rsaPkcs: 0x1,
  rsaPkcsPss: 0xd,
  sha256: 0x250,
  ecKeyPairGen: 0x1040,
  ecdsa: 0x1041,
  ecEdwardsKeyPairGen: 0x1055,
  eddsa: 0x1057,
  aesKeyGen: 0x1080,
  aesGcm: 0x1087,
} as const;

export const mgf1Sha256 = 2;
