import { der, oids, readDer } from '../../../src/trust/der/index.ts';
import { document, later, person, sign, stamp } from '../../../src/trust/verify/test-world.ts';
import { attributeOf, attributesOf, type Message, message, retagged } from './cms.ts';
import { type Case, judged } from './world.ts';

// Messages as other makers write them (EN 319 122-1, RFC 5035, RFC 5652): what is signed along, hung on, or lies beside. None of it takes
// anything from a true signature, and none of it makes one of what is none.

const own = attributesOf(person);
const all = (...more: Buffer[]): Buffer[] => [...Object.values(own), ...more];
const smime = (last: number): string => `1.2.840.113549.1.9.16.2.${last}`;
const signerOf = (made: Buffer): Buffer => readDer(made).children[1]!.children[0]!.children.at(-1)!.children[0]!.raw;

const signedAlong: Readonly<Record<string, Buffer>> = {
  'hints about the content': attributeOf(smime(4), der.sequence(der.utf8String('x'), der.oid(oids.data))),
  'an identifier of the content': attributeOf(smime(7), der.octetString(Buffer.from('x'))),
  'a policy that is understood': attributeOf(smime(15), der.nul()),
  'a policy with its digest': attributeOf(
    smime(15),
    der.sequence(
      der.oid('2.999.1'),
      der.sequence(der.algorithmIdentifier(oids.sha256), der.octetString(Buffer.alloc(32))),
    ),
  ),
  'a kind of commitment': attributeOf(smime(16), der.sequence(der.oid('1.2.840.113549.1.9.16.6.1'))),
  'a place': attributeOf(smime(17), der.sequence(der.explicit(0, der.utf8String('KG')))),
  'attributes of the signer': attributeOf(
    smime(18),
    der.sequence(der.explicit(0, der.sequence(der.sequence(der.oid('2.5.4.72'), der.setOf(der.utf8String('x')))))),
  ),
  'a time-stamp of the content': attributeOf(smime(20), stamp(document, later(20))),
  'a media type': attributeOf('0.4.0.1733.2.1', der.utf8String('text/plain')),
  'what a mailbox can': attributeOf('1.2.840.113549.1.9.15', der.sequence(der.sequence(der.oid(oids.sha256)))),
};

const beside = (tag: number, of: Buffer): Buffer[] => [person.certificate.raw, retagged(of, tag)];
const attributeCertificate = der.sequence(der.sequence(der.integer(1)));
const ofOthers: Readonly<Record<string, Message>> = {
  'an attribute certificate': { certificates: beside(0xa2, attributeCertificate), whole: 4 },
  'an attribute certificate, under another version': { certificates: beside(0xa2, attributeCertificate) },
  'an attribute certificate of the first version': { certificates: beside(0xa1, attributeCertificate), whole: 3 },
  'an extended certificate': { certificates: beside(0xa0, der.sequence(der.integer(1))) },
  'a certificate of another kind': {
    certificates: beside(0xa3, der.sequence(der.oid('2.999.2'), der.nul())),
    whole: 5,
  },
  'attributes signed in the order in which they stand': { attributes: all().toReversed(), unsorted: true },
  'more digests than signers': {
    digests: [der.algorithmIdentifier(oids.sha512), der.algorithmIdentifier(oids.sha256)],
  },
  'a version for other content': { whole: 3 },
  'a signature upon it that is none': { unsigned: [attributeOf('1.2.840.113549.1.9.6', der.nul())] },
  'a signature upon it that is over something else': {
    unsigned: [attributeOf('1.2.840.113549.1.9.6', signerOf(message()))],
  },
  'something unsigned that nobody knows': { unsigned: [attributeOf('2.999.3', der.nul())] },
};

// X.690 8.1.3.6: lengths that are not said, and a content in pieces (RFC 5652 5.2 has BER).
const endless = (tag: number, ...inner: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.of(tag, 0x80), ...inner, Buffer.of(0, 0)]);
function streamed(content: Buffer): Buffer {
  const whole = readDer(sign(person, content, { attached: true }));
  const [type, body] = whole.children;
  const parts = body!.children[0]!.children.map(({ raw }) => raw);
  const octets = [content.subarray(0, 9), content.subarray(9)].map((one) => der.octetString(one));
  parts[2] = endless(0x30, der.oid(oids.data), endless(0xa0, endless(0x24, ...octets)));
  return endless(0x30, type!.raw, endless(0xa0, endless(0x30, ...parts)));
}
const text = Buffer.from(document);

const armour = (label: string, made: Buffer, end = '\n'): Buffer =>
  Buffer.from(
    `-----BEGIN ${label}-----${end}${made.toString('base64').replace(/.{64}/g, (line) => line + end)}${end}-----END ${label}-----${end}`,
  );
const made = message();
const written: Readonly<Record<string, Buffer>> = {
  'as text': armour('CMS', made),
  'as text of the older name': armour('PKCS7', made),
  'as text of the oldest name': armour('PKCS #7 SIGNED DATA', made),
  'as text of Windows': armour('CMS', made, '\r\n'),
  'as text without a frame': Buffer.from(made.toString('base64')),
  'as text without a frame, in lines': Buffer.from(
    `${made.toString('base64').replace(/.{76}/g, (line) => `${line}\r\n`)}\r\n`,
  ),
};
const unread: Readonly<Record<string, Buffer>> = {
  'text of another kind': armour('CERTIFICATE', made),
  'text whose frames differ': Buffer.from(armour('CMS', made).toString().replace('END CMS', 'END PKCS7')),
  'text in text': Buffer.from(Buffer.from(made.toString('base64')).toString('base64')),
  'two texts': Buffer.concat([armour('CMS', made), armour('CMS', made)]),
  'a message twice': Buffer.concat([made, made]),
  'a message in another': der.sequence(der.oid(oids.signedData), der.explicit(0, made)),
  'another kind of message': der.sequence(
    der.oid('1.2.840.113549.1.7.3'),
    der.explicit(0, der.sequence(der.integer(0))),
  ),
  'a certificate': person.certificate.raw,
  'octets that are a value alone': Buffer.alloc(256, 7),
  XML: Buffer.from('<?xml version="1.0"?><Signature/>'),
  'an archive': Buffer.from('PK\x03\x04 and more'),
};

export const otherCases = (): Case[] => [
  ...Object.entries(signedAlong).map(
    ([name, attribute]): Case => ({
      name: `signed along: ${name}`,
      expected: 'valid',
      found: () => judged(message({ attributes: all(attribute) })),
    }),
  ),
  ...Object.entries(signedAlong).map(
    ([name, attribute]): Case => ({
      name: `unsigned, and said to be signed: ${name}`,
      expected: 'not valid',
      found: () => judged(message({ shown: der.setOf(...all(attribute)) })),
    }),
  ),
  ...Object.entries(ofOthers).map(
    ([name, of]): Case => ({ name, expected: 'valid', found: () => judged(message(of)) }),
  ),
  {
    name: 'lengths that are not said, content in pieces',
    expected: 'valid',
    found: () => judged(streamed(text), {}, { document: undefined }),
  },
  {
    name: 'lengths that are not said, other content in pieces',
    expected: 'not valid',
    found: () =>
      judged(
        Buffer.from(
          streamed(text)
            .toString('latin1')
            .replace(text.toString('latin1', 0, 4), 'xxxx'),
          'latin1',
        ),
        {},
        { document: undefined },
      ),
  },
  ...Object.entries(written).map(([name, bytes]): Case => ({ name, expected: 'valid', found: () => judged(bytes) })),
  ...Object.entries(unread).map(([name, bytes]): Case => ({ name, expected: 'not valid', found: () => judged(bytes) })),
];
