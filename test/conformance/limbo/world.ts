import { generateKeyPairSync, hash } from 'node:crypto';
import { der, oids } from '../../../src/trust/der/index.ts';
import {
  caExtension,
  certificateBytes,
  type CertificateSpec,
  crlBytes,
  type CrlSpec,
  extension,
  type Keys,
  newKeys,
  usageExtension,
} from '../../../src/trust/path/test-authority.ts';

// Certificates as the cases of C2SP/x509-limbo describe them: sound unless the case says what is not.

export type Party = {
  readonly bytes: Buffer;
  readonly name: Buffer;
  readonly keys: Keys;
  readonly keyId: Buffer;
  readonly serial: number | bigint;
};

/** What differs from the sound certificate. `null`: the extension is left out. */
export type Wanted = {
  readonly name?: string | Buffer;
  readonly issuer?: string | Buffer;
  readonly keys?: Keys;
  readonly serial?: number | bigint;
  readonly from?: string;
  readonly to?: string;
  readonly by?: Keys;
  readonly signing?: CertificateSpec['signing'];
  readonly basic?: Buffer | null;
  readonly usage?: Buffer | null;
  readonly keyId?: Buffer | null;
  readonly authority?: Buffer | null;
  readonly names?: readonly Buffer[] | null;
  readonly constraints?: Buffer;
  readonly more?: readonly Buffer[];
};

export const cn = (text: string): Buffer =>
  text === '' ? der.sequence() : der.sequence(der.setOf(der.sequence(der.oid(oids.commonName), der.utf8String(text))));
const nameOf = (name: string | Buffer): Buffer => (typeof name === 'string' ? cn(name) : name);

export const dns = (text: string): Buffer => der.implicit(2, der.ia5String(text));
export const mail = (text: string): Buffer => der.implicit(1, der.ia5String(text));
export const uri = (text: string): Buffer => der.implicit(6, der.ia5String(text));
export const ip = (...octets: number[]): Buffer => der.implicit(7, der.octetString(Buffer.from(octets)));
export const directory = (text: string): Buffer => der.explicit(4, cn(text));
export const other = (oid: string, value: Buffer): Buffer =>
  der.implicit(0, der.sequence(der.oid(oid), der.explicit(0, value)));

const trees = (number: number, bases: readonly Buffer[] | undefined): Buffer | undefined =>
  bases && der.implicit(number, der.sequence(...bases.map((base) => der.sequence(base))));

/** Name constraints: critical unless said otherwise. */
export const within = (
  permitted: readonly Buffer[] | undefined,
  excluded?: readonly Buffer[],
  critical = true,
): Buffer => extension(oids.nameConstraints, der.sequence(trees(0, permitted), trees(1, excluded)), critical);

export const altNames = (names: readonly Buffer[], critical = false): Buffer =>
  extension(oids.subjectAltName, der.sequence(...names), critical);
export const keyId = (id: Buffer, critical = false): Buffer =>
  extension(oids.subjectKeyIdentifier, der.octetString(id), critical);
export const authority = (id: Buffer | undefined, critical = false, more: readonly Buffer[] = []): Buffer =>
  extension(oids.authorityKeyIdentifier, der.sequence(id && der.implicit(0, der.octetString(id)), ...more), critical);
export const purposes = (...ids: string[]): Buffer =>
  extension(oids.extKeyUsage, der.sequence(...ids.map((id) => der.oid(id))));
export const usage = (critical: boolean, ...bits: number[]): Buffer =>
  extension(oids.keyUsage, der.namedBits(bits), critical);

let count = 100;

/** RFC 5280 4.2.1.2: by the key, so that all certificates of one key have the same. */
export const keyIdOf = ({ publicKey }: Keys): Buffer =>
  hash('sha1', publicKey.export({ type: 'spki', format: 'der' }), 'buffer');

function make(subject: string | Buffer, parent: Party | undefined, isCa: boolean, wanted: Wanted): Party {
  const keys = wanted.keys ?? newKeys();
  const id = keyIdOf(keys);
  count++;
  const chosen = <T>(value: T | null | undefined, usual: T | undefined): T | undefined =>
    value === null ? undefined : (value ?? usual);
  const name = nameOf(wanted.name ?? subject);
  const serial = wanted.serial ?? 1_000_000 + count;
  const names = chosen(wanted.names, isCa ? undefined : [dns('example.com')]);
  const extensions = [
    chosen(wanted.basic, isCa ? caExtension() : undefined),
    chosen(wanted.usage, isCa ? usageExtension(5, 6) : usageExtension(0)),
    chosen(wanted.keyId, keyId(id)),
    chosen(wanted.authority, authority(parent?.keyId ?? id)),
    names && altNames(names),
    wanted.constraints,
    ...(wanted.more ?? []),
  ].filter((one) => one !== undefined);
  const bytes = certificateBytes({
    subject: name,
    issuer: nameOf(wanted.issuer ?? parent?.name ?? name),
    keys,
    by: wanted.by ?? parent?.keys ?? keys,
    serial,
    from: new Date(wanted.from ?? '2016-01-01T00:00:00Z'),
    to: new Date(wanted.to ?? '2040-01-01T00:00:00Z'),
    extensions,
    ...(wanted.signing === undefined ? {} : { signing: wanted.signing }),
  });
  return { bytes, name, keys, keyId: id, serial };
}

export const root = (wanted: Wanted = {}): Party => make('limbo root', undefined, true, wanted);
export const centre = (parent: Party, wanted: Wanted = {}): Party => make(`centre ${count}`, parent, true, wanted);
export const leaf = (parent: Party, wanted: Wanted = {}): Party => make('leaf', parent, false, wanted);

/** A list of `issuer`: current on 1 January 2024. */
export const list = (issuer: Party, wanted: Partial<CrlSpec> = {}): Buffer =>
  crlBytes({
    issuer: issuer.name,
    by: issuer.keys,
    from: new Date('2023-12-30'),
    to: new Date('2024-02-01'),
    ...wanted,
    extensions: [authority(issuer.keyId), ...(wanted.extensions ?? [])],
  });

export const entry = (serial: number | bigint, at = '2023-12-31T00:00:00Z', ...extensions: Buffer[]) => ({
  serial,
  at: new Date(at),
  extensions,
});

const mlDsaOids = { 44: oids.mlDsa44, 65: oids.mlDsa65, 87: oids.mlDsa87 } as const;
export type MlDsa = keyof typeof mlDsaOids;
export const mlDsaKeys = (size: MlDsa): Keys => generateKeyPairSync(`ml-dsa-${size}` as 'ml-dsa-65');
export const byMlDsa = (size: MlDsa): NonNullable<Wanted['signing']> => ({
  algorithm: der.algorithmIdentifier(mlDsaOids[size]),
  digest: null,
});

/** One case: what its name is over there, what is expected of it there, and what it is made of. */
export type Case = {
  readonly name: string;
  readonly expected: 'valid' | 'invalid';
  readonly anchors: readonly Party[];
  readonly others?: readonly Party[];
  readonly target: Party;
  /** With lists the status of every certificate is asked for. */
  readonly lists?: readonly Buffer[];
  readonly at?: string;
  readonly purpose?: string;
  readonly mlDsa?: boolean;
};
