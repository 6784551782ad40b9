import { hash, sign as signBytes } from 'node:crypto';
import { der, type DerNode, oids, readDer } from '../../../src/trust/der/index.ts';
import { parseSignedData } from '../../../src/trust/formats/index.ts';
import type { Crl } from '../../../src/trust/path/index.ts';
import {
  centre,
  issue,
  later,
  list,
  type Member,
  person,
  root,
  sign,
  tsa,
} from '../../../src/trust/verify/test-world.ts';
import { attributeOf, attributesOf, type Message, message, pinOf, retagged } from './cms.ts';
import { type Case, ecdsaSha256, extensionsBut, judged, now, place, reissued, type Signs } from './world.ts';

// Time-stamps (RFC 3161) upon a signature whose certificate ended on day 40: with a sound one of day 30 it holds, and with no other.

const extension = (oid: string, value: Uint8Array, critical = false): Buffer =>
  der.sequence(der.oid(oid), der.booleanDefaultFalse(critical), der.octetString(value));
const rsa: Signs = {
  algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.nul()),
  value: (bytes, key) => signBytes('sha256', bytes, key),
};
const value = parseSignedData(sign(person)).signers[0]!.signature;

type Info = {
  version?: number;
  policy?: Buffer;
  imprint?: Buffer;
  serial?: Buffer;
  at?: Date | Buffer;
  more?: readonly Buffer[];
};
const imprint = (over: Uint8Array, name = 'sha256', oid: string = oids.sha256): Buffer =>
  der.sequence(der.algorithmIdentifier(oid), der.octetString(hash(name, over, 'buffer')));
const info = (over: Uint8Array, { version = 1, at = later(30), more = [], ...of }: Info = {}): Buffer =>
  der.sequence(
    der.integer(version),
    of.policy ?? der.oid('2.999.1.2.3'),
    of.imprint ?? imprint(over),
    of.serial ?? der.integer(7),
    at instanceof Date ? der.generalizedTime(at) : at,
    ...more,
  );

type Token = {
  by?: Member;
  info?: Info;
  how?: Signs;
  message?: Message;
  change?: (token: Buffer) => Buffer;
  over?: Uint8Array;
};

/** A signature with the token upon it. The signature is made once: `value` is what the token is over. */
const whole = message();
const signerValue = parseSignedData(whole).signers[0]!.signature;
function token(
  { by = tsa, how = by.key.asymmetricKeyType === 'rsa' ? rsa : ecdsaSha256, ...of }: Token,
  over: Uint8Array = signerValue,
): Buffer {
  const content = info(of.over ?? over, of.info);
  const { type: _, time: __, means: ___, ...own } = attributesOf(by, content);
  const attributes = [attributeOf(oids.contentType, der.oid(oids.tstInfo)), ...Object.values(own)];
  const made = message({ who: by, how, content, eContentType: oids.tstInfo, attributes, ...of.message });
  return of.change?.(made) ?? made;
}
const stamped = (one: Buffer, type: string = oids.signatureTimeStampToken): Buffer => {
  const [head, body] = readDer(whole).children as readonly [DerNode, DerNode];
  const parts = body.children[0]!.children.map(({ raw }) => raw);
  const signer = readDer(parts.at(-1)!).children[0]!.children.map(({ raw }) => raw);
  const unsigned = retagged(der.setOf(attributeOf(type, one)), 0xa1);
  return der.sequence(
    head.raw,
    der.explicit(0, der.sequence(...parts.slice(0, -1), der.setOf(der.sequence(...signer, unsigned)))),
  );
};
const ended = (): Crl[] => [
  list(root, now),
  list(centre, now, [{ certificate: person.certificate, at: later(40), reason: 1 }]),
];
const asked = (of: Token, type?: string): string => judged(stamped(token(of), type), { crls: ended() });

const altered = (change: Readonly<Record<number, Buffer>>, by: Member = root): Member => ({
  ...tsa,
  certificate: reissued(tsa.certificate, by, change),
});
const purposes = (critical: boolean, ...all: string[]): Buffer =>
  extensionsBut(
    tsa.certificate,
    [oids.extKeyUsage],
    [extension(oids.extKeyUsage, der.sequence(...all.map((one) => der.oid(one))), critical)],
  );
const other = await issue('TSA', root, {}, 'rsa-sha256');
const customer = await issue('QN', centre);
const nobody = await issue('ROOT', undefined);
const lost = await issue('TSA', root, {}, 'rsa-sha256');
const term = (from: number, to: number): Buffer => der.sequence(der.time(later(from)), der.time(later(to)));
const customersStamp = reissued(customer.certificate, centre, {
  [place.extensions]: extensionsBut(
    customer.certificate,
    [oids.extKeyUsage],
    [extension(oids.extKeyUsage, der.sequence(der.oid(oids.kpTimeStamping)), true)],
  ),
});
void customersStamp;
const day = 86_400;
/** Accuracy (RFC 3161 2.4.2), in seconds and thousandths. */
const off = (seconds: number, millis = 0): Buffer =>
  der.sequence(der.integer(seconds), millis === 0 ? undefined : der.implicit(0, der.integer(millis)));
const own = (content: Buffer, by: Member = tsa) => attributesOf(by, content);
const content = info(signerValue);

const unsound: Readonly<Record<string, () => Token>> = {
  'after the end': () => ({ info: { at: later(41) } }),
  'whose clock may have been off by the days until the end': () => ({ info: { more: [off(10 * day)] } }),
  'whose clock may have been off by years': () => ({ info: { more: [off(2 ** 31 - 1)] } }),
  'before the end by less than a clock is right': () => ({
    info: { at: new Date(later(40).getTime() - 1000), more: [off(1, 1)] },
  }),
  tomorrow: () => ({ info: { at: later(61) } }),
  'before the certificate was there': () => ({ info: { at: later(-400) } }),
  'over the document': () => ({ over: Buffer.from('Мен макулмун') }),
  'over another signature': () => ({ over: value }),
  'over the value and more': () => ({ over: Buffer.concat([signerValue, Buffer.of(0)]) }),
  'over the digest of the digest': () => ({ over: hash('sha256', signerValue, 'buffer') }),
  'by SHA-1': () => ({ info: { imprint: imprint(signerValue, 'sha1', oids.sha1) } }),
  'by SHA-1 called SHA-256': () => ({ info: { imprint: imprint(signerValue, 'sha1') } }),
  'by a digest with parameters': () => ({
    info: {
      imprint: der.sequence(
        der.algorithmIdentifier(oids.sha256, der.integer(1)),
        der.octetString(hash('sha256', signerValue, 'buffer')),
      ),
    },
  }),
  'by a digest cut short': () => ({
    info: {
      imprint: der.sequence(
        der.algorithmIdentifier(oids.sha256),
        der.octetString(hash('sha256', signerValue, 'buffer').subarray(0, 8)),
      ),
    },
  }),
  'of a second version': () => ({ info: { version: 2 } }),
  'with a moment of another zone': () => ({
    info: { at: Buffer.concat([Buffer.of(0x18, 19), Buffer.from('20260401040000+0600')]) },
  }),
  'with a moment without seconds': () => ({
    info: { at: Buffer.concat([Buffer.of(0x18, 13), Buffer.from('202604010400Z')]) },
  }),
  'with a moment as UTCTime': () => ({ info: { at: der.utcTime(later(30)) } }),
  'with something critical': () => ({
    info: { more: [retagged(der.sequence(extension('1.3.6.1.4.1.55738.666.1', der.nul(), true)), 0xa1)] },
  }),
  'in the name of another': () => ({
    info: { more: [der.explicit(0, der.explicit(4, root.certificate.subject.raw))] },
  }),
  'with more behind': () => ({ info: { more: [der.nul()] } }),
  'of another type': () => ({ message: { eContentType: oids.data, attributes: Object.values(own(content)) } }),
  'of a type that is signed otherwise': () => ({ message: { attributes: Object.values(own(content)) } }),
  'without signed attributes': () => ({ message: { attributes: null } }),
  'without its certificate pinned': () => ({
    message: { attributes: [attributeOf(oids.contentType, der.oid(oids.tstInfo)), own(content).digest] },
  }),
  'pinned to another certificate': () => ({
    message: {
      attributes: [
        attributeOf(oids.contentType, der.oid(oids.tstInfo)),
        own(content).digest,
        attributeOf(oids.signingCertificateV2, pinOf(other)),
      ],
    },
  }),
  'by two': () => ({
    message: { signers: (one) => [one, Buffer.concat([one.subarray(0, -1), Buffer.of(one.at(-1)! ^ 1)])] },
  }),
  'by nobody': () => ({ message: { signers: () => [] } }),
  'with another value': () => ({
    change: (made) => Buffer.concat([made.subarray(0, -1), Buffer.of(made.at(-1)! ^ 1)]),
  }),
  'with octets behind': () => ({ change: (made) => Buffer.concat([made, Buffer.of(0)]) }),
  'by a customer': () => ({ by: customer }),
  'by the signer': () => ({ by: person }),
  'by the centre': () => ({ by: centre }),
  'by a customer with a service’s purpose by another root': () => ({
    by: { ...customer, certificate: reissued(customersStamp, nobody, {}) },
  }),
  'by a service without its purpose': () => ({
    by: altered({ [place.extensions]: extensionsBut(tsa.certificate, [oids.extKeyUsage]) }),
  }),
  'by a service whose purpose is not critical': () => ({
    by: altered({ [place.extensions]: purposes(false, oids.kpTimeStamping) }),
  }),
  'by a service of two purposes': () => ({
    by: altered({ [place.extensions]: purposes(true, oids.kpTimeStamping, oids.kpEmailProtection) }),
  }),
  'by a service for any purpose': () => ({
    by: altered({ [place.extensions]: purposes(true, oids.anyExtendedKeyUsage) }),
  }),
  'by a service whose term was over': () => ({ by: altered({ [place.validity]: term(-100, 29) }) }),
  'by a service whose term had not begun': () => ({ by: altered({ [place.validity]: term(31, 400) }) }),
  'by a service of nobody’s root': () => ({ by: altered({}, nobody) }),
  'by a service that names our root': () => ({ by: altered({ [place.issuer]: root.certificate.subject.raw }, nobody) }),
  'by a stranger in its name': () => ({ by: { ...tsa, key: other.key } }),
  'a response instead of a token': () => ({ change: (made) => der.sequence(der.sequence(der.integer(0)), made) }),
};

const sound: Readonly<Record<string, () => Token>> = {
  'as a service makes it': () => ({}),
  'by SHA-512': () => ({ info: { imprint: imprint(signerValue, 'sha512', oids.sha512) } }),
  'with accuracy, order, nonce and name': () => ({
    info: {
      more: [
        der.sequence(der.integer(1)),
        der.boolean(true),
        der.integer(12_345),
        der.explicit(0, der.explicit(4, tsa.certificate.subject.raw)),
      ],
    },
  }),
  'by another service of the root': () => ({ by: other }),
  'whose clock was off by less than the days until the end': () => ({ info: { more: [off(9 * day)] } }),
};

/** The tokens of the cases, and what the sound ones are over. */
export const stampTokens = () => ({
  over: signerValue,
  all: [...Object.entries(sound), ...Object.entries(unsound)].map(([name, of]) => ({
    name,
    ours: name in sound,
    token: token(of()),
  })),
});

export const stampCases = (): Case[] => [
  { name: 'no time-stamp', expected: 'not valid', found: () => judged(whole, { crls: ended() }) },
  ...Object.entries(sound).map(([name, of]): Case => ({ name, expected: 'valid', found: () => asked(of()) })),
  ...Object.entries(unsound).map(([name, of]): Case => ({ name, expected: 'not valid', found: () => asked(of()) })),
  { name: 'as a time of the content', expected: 'not valid', found: () => asked({}, oids.contentTimeStamp) },
  {
    name: 'by a service whose key was lost after that',
    expected: 'not valid',
    found: () =>
      judged(stamped(token({ by: lost })), {
        crls: [list(root, now, [{ certificate: lost.certificate, at: later(50), reason: 1 }]), ended()[1]!],
      }),
  },
  {
    name: 'by a service of which nobody knows how it stands',
    expected: 'not valid',
    found: () => judged(stamped(token({})), { crls: [ended()[1]!] }),
  },
];
