import { hash } from 'node:crypto';
import { der, DerError, oids } from '../../../src/trust/der/index.ts';
import {
  centre,
  document,
  issue,
  later,
  type Member,
  person,
  stamp,
  tsa,
} from '../../../src/trust/verify/test-world.ts';
import { attributeOf, attributesOf, byKey, type Message, message, pinOf, sha256 } from './cms.ts';
import { type Case, ecdsaSha256, extensionsBut, judged, place, reissued } from './world.ts';

// Signatures whose value is right, over attributes, in messages and by algorithms that are not (RFC 5652 5.3, 11; RFC 5035; RFC 6211).

const own = attributesOf(person);
const { type, time, digest, pin, means } = own;
const but = (name: keyof typeof own, ...more: Buffer[]): Buffer[] => [
  ...Object.entries(own).flatMap(([key, one]) => (key === name ? [] : [one])),
  ...more,
];
const all = (...more: Buffer[]): Buffer[] => [...Object.values(own), ...more];
const customer = await issue('QN', centre);
/** The same key under another certificate of the centre. */
const twin: Member = {
  ...person,
  certificate: reissued(person.certificate, centre, { [place.serial]: der.integer(12_345) }),
};
/** The same name and number over a stranger's key. */
const lookalike: Member = {
  ...customer,
  certificate: reissued(person.certificate, centre, { [place.key]: customer.certificate.publicKey.raw }),
};
const digestBy = (name: string): Buffer =>
  attributeOf(oids.messageDigest, der.octetString(hash(name, document, 'buffer')));
const protection = (digestOid: string, signatureOid: string): Buffer =>
  attributeOf(
    oids.cmsAlgorithmProtection,
    der.sequence(der.algorithmIdentifier(digestOid), der.implicit(1, der.algorithmIdentifier(signatureOid))),
  );
const first = (of: Member, ...more: (Buffer | undefined)[]): Buffer =>
  attributeOf(
    oids.signingCertificate,
    der.sequence(der.sequence(der.sequence(der.octetString(hash('sha1', of.certificate.raw, 'buffer')), ...more))),
  );
const pinned = (...ids: Buffer[]): Buffer => attributeOf(oids.signingCertificateV2, der.sequence(der.sequence(...ids)));
const essId = (algorithm: Buffer | undefined, name: string, of: Member, serial?: Buffer): Buffer =>
  der.sequence(algorithm, der.octetString(hash(name, of.certificate.raw, 'buffer')), serial);
const issuerSerial = (name: Buffer, number: bigint): Buffer =>
  der.sequence(der.sequence(der.explicit(4, name)), der.integer(number));
const otherDocument = Buffer.from('Мен эч нерсеге макул эмесмин.\n');
const raw = der.setOf(...all());

const unsound: Readonly<Record<string, () => Message>> = {
  'no content type': () => ({ attributes: but('type') }),
  'the content type twice': () => ({ attributes: all(type) }),
  'the content type with two values': () => ({
    attributes: but('type', attributeOf(oids.contentType, der.oid(oids.data), der.oid(oids.signedData))),
  }),
  'the content type without a value': () => ({ attributes: but('type', attributeOf(oids.contentType)) }),
  'another content type': () => ({ attributes: but('type', attributeOf(oids.contentType, der.oid(oids.signedData))) }),
  'another content type outside': () => ({ eContentType: oids.signedData }),
  'no digest': () => ({ attributes: but('digest') }),
  'the digest twice': () => ({ attributes: all(digest) }),
  'two digests, ours first': () => ({
    attributes: all(attributeOf(oids.messageDigest, der.octetString(hash('sha256', otherDocument, 'buffer')))),
  }),
  'two values of the digest': () => ({
    attributes: but(
      'digest',
      attributeOf(
        oids.messageDigest,
        ...[document, otherDocument].map((one) => der.octetString(hash('sha256', one, 'buffer'))),
      ),
    ),
  }),
  'the digest of another document': () => ({ attributes: Object.values(attributesOf(person, otherDocument)) }),
  'the digest cut short': () => ({
    attributes: but(
      'digest',
      attributeOf(oids.messageDigest, der.octetString(hash('sha256', document, 'buffer').subarray(0, 20))),
    ),
  }),
  'an empty digest': () => ({
    attributes: but('digest', attributeOf(oids.messageDigest, der.octetString(Buffer.alloc(0)))),
  }),
  'the digest by SHA-512 under SHA-256': () => ({ attributes: but('digest', digestBy('sha512')) }),
  'the digest by SHA-1': () => ({
    attributes: but('digest', digestBy('sha1')),
    digest: der.algorithmIdentifier(oids.sha1),
  }),
  'the digest by SHA-1 under SHA-1, the value too': () => ({
    attributes: but('digest', digestBy('sha1')),
    digest: der.algorithmIdentifier(oids.sha1),
    how: { algorithm: der.algorithmIdentifier('1.2.840.10045.4.1'), value: byKey('sha1') },
  }),
  'SHA-384 for the document, SHA-256 for the value': () => ({
    attributes: but('digest', digestBy('sha384')),
    digest: der.algorithmIdentifier(oids.sha384),
  }),
  'a digest with parameters': () => ({
    digest: der.algorithmIdentifier(oids.sha256, der.octetString(Buffer.alloc(1))),
  }),
  'a digest that nobody announced': () => ({ digests: [der.algorithmIdentifier(oids.sha512)] }),
  'a digest nobody announced at all': () => ({ digests: [] }),
  'the digest again, unsigned and another': () => ({
    unsigned: [attributeOf(oids.messageDigest, der.octetString(hash('sha256', otherDocument, 'buffer')))],
  }),
  'the digest again, unsigned': () => ({ unsigned: [digest] }),
  'the content type again, unsigned': () => ({ unsigned: [type] }),
  'the time again, unsigned': () => ({ unsigned: [attributeOf(oids.signingTime, der.time(later(20)))] }),
  'another certificate, unsigned': () => ({ unsigned: [attributeOf(oids.signingCertificateV2, pinOf(customer))] }),
  'the digest unsigned': () => ({ attributes: but('digest'), unsigned: [digest] }),
  'the content type unsigned': () => ({ attributes: but('type'), unsigned: [type] }),
  'the certificate unsigned': () => ({ attributes: but('pin'), unsigned: [pin] }),
  'nothing says which certificate': () => ({ attributes: but('pin') }),
  'the certificate twice': () => ({ attributes: all(pin) }),
  'the certificate by SHA-1 only': () => ({ attributes: but('pin', first(person)) }),
  'another certificate': () => ({ attributes: but('pin', attributeOf(oids.signingCertificateV2, pinOf(customer))) }),
  'another certificate over the same key': () => ({
    id: idOf(twin),
    certificates: [twin.certificate.raw, person.certificate.raw],
  }),
  'another certificate over the same key, both pinned': () => ({
    attributes: but('pin', pinned(essId(undefined, 'sha256', person), essId(undefined, 'sha256', twin))),
    id: idOf(twin),
    certificates: [twin.certificate.raw, person.certificate.raw],
  }),
  'the certificate second in the list': () => ({
    attributes: but('pin', pinned(essId(undefined, 'sha256', customer), essId(undefined, 'sha256', person))),
  }),
  'an empty list of certificates': () => ({ attributes: but('pin', pinned()) }),
  'the certificate by a number that is not its own': () => ({
    attributes: but(
      'pin',
      pinned(essId(undefined, 'sha256', person, issuerSerial(centre.certificate.subject.raw, 7n))),
    ),
  }),
  'the certificate by an issuer that is not its own': () => ({
    attributes: but(
      'pin',
      pinned(
        essId(
          undefined,
          'sha256',
          person,
          issuerSerial(person.certificate.subject.raw, BigInt(`0x${person.certificate.serial}`)),
        ),
      ),
    ),
  }),
  'the certificate by a digest that is called another': () => ({
    attributes: but('pin', pinned(essId(der.algorithmIdentifier(oids.sha512), 'sha256', person))),
  }),
  'the certificate by SHA-1 called so': () => ({
    attributes: but('pin', pinned(essId(der.algorithmIdentifier(oids.sha1), 'sha1', person))),
  }),
  'the certificate right by SHA-256 and wrong by SHA-1': () => ({ attributes: all(first(customer)) }),
  'more behind the certificate': () => ({
    attributes: but(
      'pin',
      attributeOf(
        oids.signingCertificateV2,
        der.sequence(der.sequence(essId(undefined, 'sha256', person)), der.sequence(), der.nul()),
      ),
    ),
  }),
  'a lookalike’s key under the person’s name and number': () => ({
    who: lookalike,
    attributes: all(),
    certificates: [lookalike.certificate.raw, person.certificate.raw],
  }),
  'a lookalike that pins the person': () => ({
    who: lookalike,
    attributes: all(),
    certificates: [person.certificate.raw],
  }),
  'a stranger in the person’s name': () => ({ who: { ...person, key: customer.key } }),
  'a stranger by the person’s key identifier': () => ({
    who: { ...person, key: customer.key },
    id: keyId(person),
    version: 3,
    whole: 3,
  }),
  'a signer by key identifier, whose key is another’s': () => ({
    who: customer,
    id: keyId(person),
    version: 3,
    whole: 3,
    certificates: [person.certificate.raw, customer.certificate.raw],
  }),
  'no certificate': () => ({ certificates: [] }),
  'a signer by key identifier of version 1': () => ({ id: keyId(person) }),
  'a signer by number of version 3': () => ({ version: 3 }),
  'a version that does not exist': () => ({ version: 7 }),
  'attributes other than those signed': () => ({ over: raw, shown: der.setOf(...but('time')) }),
  'attributes more than those signed': () => ({
    over: raw,
    shown: der.setOf(...all(attributeOf(oids.mimeType, der.utf8String('text/html')))),
  }),
  'signed as they are tagged': () => ({ over: Buffer.concat([Buffer.of(0xa0), raw.subarray(1)]) }),
  'signed without their frame': () => ({ over: raw.subarray(raw[1]! < 0x80 ? 2 : raw[1] === 0x81 ? 3 : 4) }),
  'an empty set of attributes, the document signed': () => ({ over: Buffer.from(document), shown: Buffer.of(0x31, 0) }),
  'no attributes, the document signed': () => ({ attributes: null }),
  'no attributes, another content type': () => ({ attributes: null, eContentType: oids.tstInfo }),
  'attributes, the document signed': () => ({ over: Buffer.from(document) }),
  'time that is none': () => ({ attributes: but('time', attributeOf(oids.signingTime, der.utf8String('эртең'))) }),
  'the time twice': () => ({ attributes: all(time) }),
  'algorithms protected that are others': () => ({ attributes: all(protection(oids.sha512, oids.ecdsaWithSHA256)) }),
  'a signature protected that is another': () => ({ attributes: all(protection(oids.sha256, oids.ecdsaWithSHA512)) }),
  'algorithms protected twice': () => ({
    attributes: all(protection(oids.sha256, oids.ecdsaWithSHA256), protection(oids.sha256, oids.ecdsaWithSHA256)),
  }),
  'a value in two wrappings': () => ({ signerValue: (value) => der.octetString(der.octetString(value)) }),
  'a value as a BIT STRING': () => ({ signerValue: (value) => der.bitString(value) }),
  'an empty value': () => ({ signerValue: () => der.octetString(Buffer.alloc(0)) }),
  'no signers': () => ({ signers: () => [] }),
  'a good signer and a stranger': () => ({
    signers: (one) => {
      const other = Buffer.from(one);
      other[other.length - 1]! ^= 1;
      return [one, other];
    },
  }),
  'by ECDSA with parameters': () => ({
    how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.ecdsaWithSHA256, der.nul()) },
  }),
  'by the name of the key': () => ({ how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.ecPublicKey) } }),
  'by RSA in name': () => ({
    how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.nul()) },
  }),
  'by SHA-512 in name': () => ({ how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.ecdsaWithSHA512) } }),
  'by the digest as algorithm': () => ({ how: { ...ecdsaSha256, algorithm: sha256 } }),
};

/** What the key or its certificate is not for. */
const wrongPurpose = async (): Promise<Readonly<Record<string, () => string>>> => {
  const of = (more: Buffer[], without: string[] = [oids.extKeyUsage]): Member => ({
    ...person,
    certificate: reissued(person.certificate, centre, {
      [place.extensions]: extensionsBut(person.certificate, without, more),
    }),
  });
  const extension = (oid: string, value: Uint8Array, critical = true): Buffer =>
    der.sequence(der.oid(oid), der.booleanDefaultFalse(critical), der.octetString(value));
  const purposes = (critical: boolean, ...list: string[]): Buffer =>
    extension(oids.extKeyUsage, der.sequence(...list.map((one) => der.oid(one))), critical);
  const made = (more: Buffer[], without?: string[]) => (): string => {
    try {
      return judged(message({ who: of(more, without) }));
    } catch (error) {
      // A certificate that cannot be read is none.
      if (error instanceof DerError) return error.fault;
      throw error;
    }
  };
  const services = Object.fromEntries(
    await Promise.all(
      (['TSA', 'OCSP'] as const).map(async (kind) => {
        const who = await issue(kind, centre);
        return [`by a service: ${kind}`, () => judged(message({ who }))] as const;
      }),
    ),
  );
  return {
    ...services,
    'by the centre itself': () => judged(message({ who: centre })),
    'for time-stamps': made([purposes(true, oids.kpTimeStamping)]),
    'for time-stamps, not critical': made([purposes(false, oids.kpTimeStamping)]),
    'for answers about status, not critical': made([purposes(false, oids.kpOCSPSigning)]),
    'for servers, critical': made([purposes(true, oids.kpServerAuth)]),
    'for code, critical': made([purposes(true, oids.kpCodeSigning)]),
    'for key agreement': made([extension(oids.keyUsage, der.namedBits([4]))], [oids.keyUsage]),
    'for lists': made([extension(oids.keyUsage, der.namedBits([6]))], [oids.keyUsage]),
    'for nothing': made([extension(oids.keyUsage, der.namedBits([]))], [oids.keyUsage]),
    'something critical and unknown': made([extension('1.3.6.1.4.1.55738.666.1', der.nul())], []),
    'an extension twice': made([extension(oids.keyUsage, der.namedBits([0, 1]))], []),
    'a critical extension that cannot be read': made([extension(oids.nameConstraints, der.nul())], []),
    'limits that cannot be read': made([extension(oids.kgUsageLimits, der.nul(), false)], [oids.kgUsageLimits]),
    'a time-stamp’s own message': () => judged(stamp(document, later(30)), {}, { document: undefined }),
    'a time-stamp’s own message, a centre’s': () =>
      judged(stamp(document, later(30), tsa), {}, { document: undefined }),
  };
};

/** ES-5.4: without confirmed means no signature is a qualified one. */
const unqualified: Readonly<Record<string, () => Message>> = {
  'means that are none': () => ({ attributes: but('means', attributeOf(oids.kgCreationMeans, der.nul())) }),
  'no means': () => ({ attributes: but('means') }),
  'means twice': () => ({ attributes: all(means) }),
  'means unsigned': () => ({ attributes: but('means'), unsigned: [means] }),
};

const idOf = ({ certificate }: Member): Buffer =>
  der.sequence(certificate.issuer.raw, der.integer(BigInt(`0x${certificate.serial}`)));
const keyId = ({ certificate }: Member): Buffer => der.implicit(0, der.octetString(certificate.subjectKeyId!));

const sound: Readonly<Record<string, () => Message>> = {
  'as we make them': () => ({}),
  attached: () => ({ content: Buffer.from(document) }),
  'by key identifier': () => ({ id: keyId(person), version: 3, whole: 3 }),
  'without a time': () => ({ attributes: but('time') }),
  'with an attribute nobody knows': () => ({ attributes: all(attributeOf('1.3.6.1.4.1.55738.666.1', der.nul())) }),
  'algorithms protected': () => ({ attributes: all(protection(oids.sha256, oids.ecdsaWithSHA256)) }),
  'by both kinds of pin': () => ({ attributes: all(first(person)) }),
  'the digest with NULL': () => ({ digest: der.algorithmIdentifier(oids.sha256, der.nul()) }),
  'the pin by SHA-512': () => ({
    attributes: but('pin', pinned(essId(der.algorithmIdentifier(oids.sha512), 'sha512', person))),
  }),
  'the pin with issuer and number': () => ({
    attributes: but(
      'pin',
      pinned(
        essId(
          undefined,
          'sha256',
          person,
          issuerSerial(centre.certificate.subject.raw, BigInt(`0x${person.certificate.serial}`)),
        ),
      ),
    ),
  }),
  'a twin of another number beside it': () => ({ certificates: [twin.certificate.raw, person.certificate.raw] }),
  'a lookalike before it': () => ({ certificates: [lookalike.certificate.raw, person.certificate.raw] }),
  // RFC 5652 5.4: the signature is over their order in DER. OpenSSL computes over the order they came in, and refuses it.
  'attributes that are not in order': () => ({ attributes: all().toReversed(), unsorted: true, over: raw }),
};

export const attributeCases = async (): Promise<Case[]> => [
  ...Object.entries(sound).map(([name, of]): Case => ({ name, expected: 'valid', found: () => answerTo(of()) })),
  ...Object.entries(unqualified).map(
    ([name, of]): Case => ({ name, expected: 'unqualified', found: () => answerTo(of()) }),
  ),
  ...Object.entries(unsound).map(([name, of]): Case => ({ name, expected: 'not valid', found: () => answerTo(of()) })),
  ...Object.entries(await wrongPurpose()).map(([name, found]): Case => ({ name, expected: 'not valid', found })),
];

/** The messages themselves, for other programs to judge. `expected`: as above. */
export const attributeMessages = (): (Pick<Case, 'name' | 'expected'> & { readonly of: Message })[] =>
  (
    [
      [sound, 'valid'],
      [unqualified, 'unqualified'],
      [unsound, 'not valid'],
    ] as const
  ).flatMap(([all, expected]) => Object.entries(all).map(([name, of]) => ({ name, expected, of: of() })));

const answerTo = (of: Message): string =>
  judged(message(of), {}, of.content === undefined ? {} : { document: undefined });
