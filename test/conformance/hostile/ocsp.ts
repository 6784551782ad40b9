import { createHash, generateKeyPairSync, hash, sign as signBytes } from 'node:crypto';
import { der, oids, readDer } from '../../../src/trust/der/index.ts';
import { type Certificate } from '../../../src/trust/path/index.ts';
import { ocspResponse } from '../../../src/trust/formats/index.ts';
import { centre, issue, later, list, type Member, person, root, sign } from '../../../src/trust/verify/test-world.ts';
import { type Case, ecdsaSha256, extensionsBut, judged, now, place, reissued, type Signs } from './world.ts';

// Answers about a certificate (RFC 6960): 'good' where nothing else tells how it stands, and 'revoked' where the centre's list is clean.

const extension = (oid: string, value: Uint8Array, critical = false): Buffer =>
  der.sequence(der.oid(oid), der.booleanDefaultFalse(critical), der.octetString(value));
const moment = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const hour = 3600;

type Id = { digest?: string; algorithm?: Buffer; name?: Buffer; key?: Buffer; serial?: Buffer };
const certId = ({ digest = 'sha1', algorithm, name, key, serial }: Id = {}): Buffer =>
  der.sequence(
    algorithm ??
      der.algorithmIdentifier({ sha1: oids.sha1, sha256: oids.sha256, sha512: oids.sha512 }[digest]!, der.nul()),
    der.octetString(name ?? hash(digest, centre.certificate.subject.raw, 'buffer')),
    der.octetString(key ?? hash(digest, centre.certificate.publicKey.key, 'buffer')),
    serial ?? der.integer(BigInt(`0x${person.certificate.serial}`)),
  );

const good = der.implicit(0, der.nul());
const unknown = der.implicit(2, der.nul());
const revoked = der.implicit(1, der.sequence(der.generalizedTime(later(1))));

type Single = { id?: Buffer; state?: Buffer; from?: number | Buffer; to?: number | null; more?: readonly Buffer[] };
const single = ({ id = certId(), state = good, from = -hour, to = hour, more = [] }: Single = {}): Buffer =>
  der.sequence(
    id,
    state,
    typeof from === 'number' ? der.generalizedTime(moment(from)) : from,
    to === null ? undefined : der.explicit(0, der.generalizedTime(moment(to))),
    more.length === 0 ? undefined : der.explicit(1, der.sequence(...more)),
  );

type Answer = {
  by?: Member;
  as?: 'key' | 'name' | Buffer;
  version?: Buffer;
  produced?: number | Buffer;
  singles?: readonly Buffer[];
  more?: readonly Buffer[];
  with?: readonly Certificate[];
  how?: Signs;
  tampered?: boolean;
};

const responder = await issue('OCSP', centre);
const otherCentre = await issue('ACA', root);
const entrusted = await issue('TP', centre);
const customer = await issue('QN', centre);

const named = ({ certificate }: Member, as: 'key' | 'name' | Buffer): Buffer =>
  as === 'key'
    ? der.explicit(2, der.octetString(hash('sha1', certificate.publicKey.key, 'buffer')))
    : as === 'name'
      ? der.explicit(1, certificate.subject.raw)
      : as;

function answer(of: Answer = {}): Buffer {
  const { by = responder, as = 'key', produced = -hour, singles = [single()], more = [], how = ecdsaSha256 } = of;
  const data = der.sequence(
    of.version,
    named(by, as),
    typeof produced === 'number' ? der.generalizedTime(moment(produced)) : produced,
    der.sequence(...singles),
    more.length === 0 ? undefined : der.explicit(1, der.sequence(...more)),
  );
  const value = how.value(data, by.key);
  if (of.tampered === true) value[value.length - 1]! ^= 1;
  return ocspResponse(data, how.algorithm, value, of.with ?? [by.certificate]);
}

/** The responder's certificate with other parts, and the same key. */
const altered = (change: Readonly<Record<number, Buffer>>, of: Member = responder, by: Member = centre): Member => ({
  ...of,
  certificate: reissued(of.certificate, by, change),
});
const purposes = (...all: string[]): Buffer =>
  extension(oids.extKeyUsage, der.sequence(...all.map((one) => der.oid(one))));
const term = (from: Date, to: Date): Buffer => der.sequence(der.time(from), der.time(to));
const without = (...removed: string[]): Buffer => extensionsBut(responder.certificate, removed);
const instead = (removed: string[], ...more: Buffer[]): Buffer => extensionsBut(responder.certificate, removed, more);

/** Nobody's centre, with the name of the one that issued the certificate. */
const namesake: Member = await (async () => {
  const own = await issue('ACA', undefined);
  return { ...own, certificate: reissued(centre.certificate, own, { [place.key]: own.certificate.publicKey.raw }) };
})();

const strange = extension('1.3.6.1.4.1.55738.666.1', der.nul(), true);
const harmless = extension('1.3.6.1.4.1.55738.666.1', der.nul());
const nonce = extension(oids.ocspNonce, der.octetString(Buffer.alloc(16, 7)));
const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** Who may not speak for the centre: whatever they say tells nothing. */
const impostors: Readonly<Record<string, () => Answer>> = {
  'a customer of the centre': () => ({ by: customer }),
  'a customer of the centre, by name': () => ({ by: customer, as: 'name' }),
  'the person asked about': () => ({ by: person }),
  'a responder without its purpose': () => ({ by: altered({ [place.extensions]: without(oids.extKeyUsage) }) }),
  'a responder for any purpose': () => ({
    by: altered({ [place.extensions]: instead([oids.extKeyUsage], purposes(oids.anyExtendedKeyUsage)) }),
  }),
  'a time-stamping service of the centre': () => ({
    by: altered({ [place.extensions]: instead([oids.extKeyUsage], purposes(oids.kpTimeStamping)) }),
  }),
  'a responder whose own status nobody tells': () => ({
    by: altered({ [place.extensions]: without(oids.ocspNoCheck) }),
  }),
  'a responder that does not sign': () => ({
    by: altered({ [place.extensions]: instead([oids.keyUsage], extension(oids.keyUsage, der.namedBits([2]), true)) }),
  }),
  'a responder with something critical and unknown': () => ({
    by: altered({ [place.extensions]: instead([], strange) }),
  }),
  'a responder whose term is over': () => ({ by: altered({ [place.validity]: term(later(1), later(59)) }) }),
  'a responder whose term has not begun': () => ({ by: altered({ [place.validity]: term(later(61), later(90)) }) }),
  'the responder of another centre': () => ({ by: altered({}, responder, otherCentre) }),
  'the responder of another centre that names ours': () => ({
    by: altered({ [place.issuer]: centre.certificate.subject.raw }, responder, otherCentre),
  }),
  'the responder of the root': () => ({
    by: altered({ [place.issuer]: root.certificate.subject.raw }, responder, root),
  }),
  'the responder of a trusted person': () => ({
    by: altered({ [place.issuer]: entrusted.certificate.subject.raw }, responder, entrusted),
  }),
  'the trusted person': () => ({ by: entrusted }),
  'another centre': () => ({ by: otherCentre }),
  'the root': () => ({ by: root }),
  'a centre of the same name': () => ({ by: namesake, as: 'name' }),
  'a responder of a centre of the same name': () => ({ by: altered({}, responder, namesake), with: [] }),
  'a responder of a centre of the same name, both in the answer': () => {
    const by = altered({}, responder, namesake);
    return { by, with: [by.certificate, namesake.certificate] };
  },
  'the responder as somebody else would be it': () => ({ by: { ...responder, key: customer.key } }),
  'the centre as somebody else would be it': () => ({ by: { ...centre, key: customer.key }, as: 'name' }),
  'the responder that signed itself': () => ({ by: altered({}, responder, responder) }),
  'nobody: another value': () => ({ tampered: true }),
  'nobody: no certificate of a responder': () => ({ with: [] }),
  'another than who is named': () => ({ by: customer, as: named(responder, 'key'), with: [responder.certificate] }),
  'a customer, the responder in front': () => ({ by: customer, with: [responder.certificate, customer.certificate] }),
  'the responder by SHA-1': () => ({
    how: {
      algorithm: der.algorithmIdentifier('1.2.840.10045.4.1'),
      value: (bytes, key) => signBytes('sha1', bytes, key),
    },
  }),
  'the responder by an algorithm with parameters': () => ({
    how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.ecdsaWithSHA256, der.nul()) },
  }),
  'the responder by the algorithm of another key': () => ({
    how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.nul()) },
  }),
  'the responder by a key that is not its own': () => ({
    how: {
      algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.nul()),
      value: (bytes) => signBytes('sha256', bytes, rsaKey),
    },
  }),
  'the responder by another digest than it says': () => ({
    how: { ...ecdsaSha256, value: (bytes, key) => signBytes('sha384', bytes, key) },
  }),
};

const wrapped = (basic: Buffer, type: string = oids.ocspBasic, status = 0): Buffer =>
  der.sequence(der.enumerated(status), der.explicit(0, der.sequence(der.oid(type), der.octetString(basic))));
const basicOf = (bytes: Buffer): Buffer => Buffer.from(readDer(bytes).children[1]!.children[0]!.children[1]!.content);

const cut = (bytes: Buffer): Buffer => bytes.subarray(0, 12);
const shifted = (id: Id): Answer => ({ singles: [single({ id: certId(id) })] });
const serial = BigInt(`0x${person.certificate.serial}`);
const nameHash = hash('sha1', centre.certificate.subject.raw, 'buffer');
const keyHash = hash('sha1', centre.certificate.publicKey.key, 'buffer');
const padded = (value: Buffer): Buffer => Buffer.concat([Buffer.of(2, value[1]! + 1, 0), value.subarray(2)]);

/** Of the right responder: what does not answer the question, or not now. */
const silent: Readonly<Record<string, () => Answer>> = {
  'another issuer by name': () => shifted({ name: hash('sha1', root.certificate.subject.raw, 'buffer') }),
  'another issuer by key': () => shifted({ key: hash('sha1', root.certificate.publicKey.key, 'buffer') }),
  'the digest of the whole key info': () => shifted({ key: hash('sha1', centre.certificate.publicKey.raw, 'buffer') }),
  'name and key exchanged': () => shifted({ name: keyHash, key: nameHash }),
  'digests cut short': () => shifted({ name: cut(nameHash), key: cut(keyHash) }),
  'no digests': () => shifted({ name: Buffer.alloc(0), key: Buffer.alloc(0) }),
  'SHA-1 called SHA-256': () =>
    shifted({ algorithm: der.algorithmIdentifier(oids.sha256), name: nameHash, key: keyHash }),
  MD5: () => {
    const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();
    const [name, key] = [md5(centre.certificate.subject.raw), md5(centre.certificate.publicKey.key)];
    return shifted({ algorithm: der.algorithmIdentifier('1.2.840.113549.2.5', der.nul()), name, key });
  },
  'a digest with parameters': () => shifted({ algorithm: der.algorithmIdentifier(oids.sha1, der.integer(1)) }),
  'another number': () => shifted({ serial: der.integer(serial + 1n) }),
  'the number, negative': () => shifted({ serial: der.integer(-serial) }),
  'the number with a zero octet before it': () => shifted({ serial: padded(der.integer(serial)) }),
  'the number as octets': () => shifted({ serial: der.octetString(Buffer.from(person.certificate.serial, 'hex')) }),
  'the same number of another issuer, and ours not known': () => ({
    singles: [
      single({ id: certId({ name: hash('sha1', root.certificate.subject.raw, 'buffer') }) }),
      single({ state: unknown }),
    ],
  }),
  'not known': () => ({ singles: [single({ state: unknown })] }),
  'good before, not known since': () => ({ singles: [single({ from: -2 * hour }), single({ state: unknown })] }),
  'good and ended at once': () => ({ singles: [single(), single({ state: revoked })] }),
  'ended and good at once': () => ({ singles: [single({ state: revoked }), single()] }),
  'nothing about anybody': () => ({ singles: [] }),
  'in force from the next second on': () => ({ singles: [single({ from: 1 })] }),
  'in force until a second ago': () => ({ singles: [single({ to: -1 })] }),
  'older than it is long': () => ({ singles: [single({ from: -hour, to: -2 * hour })] }),
  'without an end': () => ({ singles: [single({ to: null })] }),
  'made in the next second': () => ({ produced: 1 }),
  'a moment with a fraction': () => ({ produced: Buffer.from('18163230323630343330303430302e35305a', 'hex') }),
  'a moment of another zone': () => ({
    produced: Buffer.concat([Buffer.of(0x18, 19), Buffer.from('20260501040000+0600')]),
  }),
  'a moment as UTCTime': () => ({ produced: der.utcTime(moment(-hour)) }),
  'something critical and unknown': () => ({ more: [strange] }),
  'something critical and unknown about it': () => ({ singles: [single({ more: [strange] })] }),
  'an extension twice': () => ({ more: [nonce, nonce] }),
  'an extension of it twice': () => ({ singles: [single({ more: [harmless, harmless] })] }),
  'a nonce that is none': () => ({ more: [extension(oids.ocspNonce, Buffer.of(4, 5, 1))] }),
  'the digest of another certificate': () => ({
    singles: [
      single({
        more: [
          extension(
            oids.certHash,
            der.sequence(der.algorithmIdentifier(oids.sha256), der.octetString(Buffer.alloc(32))),
          ),
        ],
      }),
    ],
  }),
  'a version that does not exist': () => ({ version: der.explicit(0, der.integer(1)) }),
  'nobody named': () => ({ as: Buffer.alloc(0) }),
  'named by the SHA-256 of the key': () => ({
    as: der.explicit(2, der.octetString(hash('sha256', responder.certificate.publicKey.key, 'buffer'))),
  }),
  'named by an empty name': () => ({ as: der.explicit(1, der.sequence()) }),
};

/** What may be otherwise. */
const sound: Readonly<Record<string, () => Answer>> = {
  'by the responder, by key': () => ({}),
  'by the responder, by name': () => ({ as: 'name' }),
  'by the centre, by key': () => ({ by: centre, with: [] }),
  'by the centre, by name': () => ({ by: centre, as: 'name', with: [] }),
  'by the centre, its certificate beside': () => ({ by: centre, as: 'name' }),
  'with others beside the responder': () => ({ with: [customer.certificate, responder.certificate] }),
  'about several, ours last': () => ({
    singles: [single({ id: certId({ serial: der.integer(7) }), state: revoked }), single()],
  }),
  'named by SHA-256': () => ({ singles: [single({ id: certId({ digest: 'sha256' }) })] }),
  'named by SHA-512': () => ({ singles: [single({ id: certId({ digest: 'sha512' }) })] }),
  'a digest without parameters': () => shifted({ algorithm: der.algorithmIdentifier(oids.sha1) }),
  'from this very moment on': () => ({ singles: [single({ from: 0 })], produced: 0 }),
  'until this very moment': () => ({ singles: [single({ to: 0 })] }),
  'something unknown that is not critical': () => ({ more: [harmless], singles: [single({ more: [harmless] })] }),
  // OpenSSL takes it so too.
  'the usual version spelt out': () => ({ version: der.explicit(0, der.integer(0)) }),
  'a nonce nobody sent': () => ({ more: [nonce] }),
  'ended before, good since': () => ({ singles: [single({ state: revoked, from: -2 * hour }), single()] }),
};

/** The same octets in another frame. */
const framed: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'octets behind': (bytes) => Buffer.concat([bytes, Buffer.of(0)]),
  'NULL behind': (bytes) => Buffer.concat([bytes, Buffer.of(5, 0)]),
  'octets behind the answer inside': (bytes) => wrapped(Buffer.concat([basicOf(bytes), Buffer.of(0)])),
  'of another type': (bytes) => wrapped(basicOf(bytes), '1.3.6.1.5.5.7.48.1.2'),
  ...Object.fromEntries(
    Object.entries({
      'a malformed question': 1,
      'an error': 2,
      later: 3,
      'no such status': 4,
      'nobody may': 6,
      'status 7': 7,
    }).map(([name, status]) => [name, (bytes: Buffer) => wrapped(basicOf(bytes), oids.ocspBasic, status)] as const),
  ),
  'the status as an INTEGER': (bytes) => {
    const whole = Buffer.from(bytes);
    whole[whole.indexOf(Buffer.of(0x0a, 1, 0))] = 2;
    return whole;
  },
  'a length of its own kind': (bytes) => Buffer.concat([Buffer.of(0x30, 0x80), bytes.subarray(4), Buffer.of(0, 0)]),
  cut: (bytes) => bytes.subarray(0, -1),
};

const signed = sign(person);
const asGood = (bytes: Buffer): string => judged(signed, { crls: [list(root, now)], ocsp: [bytes] });
const asEnded = (bytes: Buffer): string => judged(signed, { ocsp: [bytes] });
const says = (of: Answer, state: Buffer): Answer => ({ ...of, singles: of.singles ?? [single({ state })] });

export const ocspCases = (): Case[] => [
  ...Object.entries(sound).map(([name, of]): Case => ({ name, expected: 'valid', found: () => asGood(answer(of())) })),
  ...[...Object.entries(impostors), ...Object.entries(silent)].map(
    ([name, of]): Case => ({ name, expected: 'not valid', found: () => asGood(answer(of())) }),
  ),
  { name: 'in a frame of our own', expected: 'valid', found: () => asGood(wrapped(basicOf(answer()))) },
  ...Object.entries(framed).map(
    ([name, frame]): Case => ({ name, expected: 'not valid', found: () => asGood(frame(answer())) }),
  ),
  { name: 'ended, says the responder', expected: 'not valid', found: () => asEnded(answer(says({}, revoked))) },
  ...Object.entries(impostors).map(
    ([name, of]): Case => ({
      name: `ended, says ${name}`,
      expected: 'valid',
      found: () => asEnded(answer(says(of(), revoked))),
    }),
  ),
];
