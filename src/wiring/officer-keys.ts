import { join } from 'node:path';

// Where the sandbox keeps the keys of its officers of the authority. Production keeps none: officers bring their own.

/** PKCS#12, under the sandbox's public password. */
export const officerKeyFile = (trustFolder: string, accountId: string): string =>
  join(trustFolder, 'officers', `${accountId}.p12`);

/** What programs sign with: key and certificate as PEM. */
export const officerPemFile = (trustFolder: string, accountId: string): string =>
  join(trustFolder, 'officers', `${accountId}.pem`);
