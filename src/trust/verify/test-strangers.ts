import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { der, oids, readDer } from '../der/index.ts';
import { type Certificate, parseCertificate } from '../path/index.ts';
import { type Member, person } from './test-world.ts';

// For tests: certificates that a stranger makes to fill a message with. Nobody signed them.

const commonName = (text: string): Buffer =>
  der.sequence(der.setOf(der.sequence(der.oid(oids.commonName), der.utf8String(text))));
const times = readDer(person.certificate.raw).children[0]!.children[4]!.raw;
const number = (): Buffer => der.unsignedInteger(Buffer.concat([Buffer.of(1), randomBytes(8)]));

type Made = {
  readonly name?: string;
  readonly issuer?: string;
  readonly spki?: Buffer;
  readonly algorithm?: string;
  readonly value?: Buffer;
  readonly extensions?: readonly Buffer[];
};

/** A certificate of a stranger's own words, with a worthless signature. */
export function strangers({
  name = 'x',
  issuer = name,
  spki = person.certificate.publicKey.raw,
  algorithm = oids.ecdsaWithSHA256,
  value = Buffer.alloc(8, 1),
  extensions = [],
}: Made = {}): Certificate {
  const signed = der.sequence(der.oid(algorithm), algorithm === oids.sha256WithRSAEncryption ? der.nul() : undefined);
  const tbs = der.sequence(
    der.explicit(0, der.integer(2)),
    number(),
    signed,
    commonName(issuer),
    times,
    commonName(name),
    spki,
    extensions.length === 0 ? undefined : der.explicit(3, der.sequence(...extensions)),
  );
  return parseCertificate(der.sequence(tbs, signed, der.bitString(value)));
}

/** A key that is as slow as any may be: 8192 bits, an exponent of 64. */
export function slowKey(): Buffer {
  const modulus = randomBytes(1024);
  modulus[0]! |= 0x80;
  modulus[1023]! |= 1;
  const exponent = Buffer.from('ffffffffffffffff', 'hex');
  return der.sequence(
    der.algorithmIdentifier(oids.rsaEncryption, der.nul()),
    der.bitString(der.sequence(der.unsignedInteger(modulus), der.unsignedInteger(exponent))),
  );
}

/** Somebody with a key of their own whose certificate is said to be of an issuer with a slow key. */
export function underSlowIssuer(name: string, extensions: readonly Buffer[] = []): Member {
  const { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  });
  const value = randomBytes(1024);
  value[0] = 0;
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const certificate = strangers({
    name,
    issuer: 'x',
    spki,
    algorithm: oids.sha256WithRSAEncryption,
    value,
    extensions,
  });
  return { certificate, key: privateKey } as Member;
}
