import { createHmac, hash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { der, oids } from '../../der/index.ts';

// RFC 7292 4, appendix B: the integrity of a file by its password. HMAC-SHA-256 under a key by PKCS#12's own derivation, which every
// program that opens such files knows; PBMAC1 (RFC 9579) few do yet.

/** As dear for a guesser as the encryption should not be undercut: each round is one SHA-256 that nobody can leave out. */
const rounds = 300_000;
const block = 64;
const macKey = 3;

/** MacData over the authenticated safe. */
export async function macData(password: string, content: Uint8Array): Promise<Buffer> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, rounds);
  try {
    const digest = createHmac('sha256', key).update(content).digest();
    return der.sequence(
      der.sequence(der.algorithmIdentifier(oids.sha256, der.nul()), der.octetString(digest)),
      der.octetString(salt),
      der.integer(rounds),
    );
  } finally {
    key.fill(0);
  }
}

/** Appendix B.2 for 32 bytes of key: one output of SHA-256. Lets others run in between. */
async function derive(password: string, salt: Uint8Array, count: number): Promise<Buffer> {
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const start = Buffer.concat([Buffer.alloc(block, macKey), filled(salt), filled(secret)]);
  secret.fill(0);
  const key = hash('sha256', start, 'buffer');
  start.fill(0);
  for (let round = 1; round < count; round++) {
    // As a string of bytes, written where the last one stood: memory of its own for each would cost twice what the hash does.
    key.write(hash('sha256', key, 'binary'), 'latin1');
    if (round % 20_000 === 0) await setImmediate();
  }
  return key;
}

/** Repeated until whole blocks are full. */
const filled = (bytes: Uint8Array): Buffer => Buffer.alloc(Math.ceil(bytes.length / block) * block, Buffer.from(bytes));
