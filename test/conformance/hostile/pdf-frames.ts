import { deflateSync } from 'node:zlib';
import { appended, type Bodies, contract, drawing, pdfOf, stream } from '../../../src/trust/formats/pades/test-pdf.ts';
import { verdictOf } from '../../../src/trust/verify/test-pdf-world.ts';
import { document, sign, person } from '../../../src/trust/verify/test-world.ts';
import { type Own, ownPdf, signatureBody, signedOwn, withSignature } from './pdf-own.ts';
import type { Case } from './world.ts';

// The frame of a signature in a PDF file (ISO 32000-2 12.8.1): its range, its hole, its dictionary, its field, the file around it. Each
// signature is a true one over what its range says.

const body = signatureBody();
const other = drawing('I pay 900000 som');
const object = (number: number, text: string | Buffer): string => `${number} 0 obj\n${text.toString()}\nendobj\n`;
const replaced = (pdf: Buffer, from: string | RegExp, to: string): Buffer =>
  Buffer.from(pdf.toString('latin1').replace(from, to), 'latin1');
const lower = (text: string, size: number): string => text.padEnd(size, '0');

const ranges: Readonly<Record<string, NonNullable<Own['range']>>> = {
  'from the second octet on': (start, end, size) => [1, start - 1, end, size - end],
  'from behind the first object on': (start, end, size) => [400, start - 400, end, size - end],
  'nothing before the hole': (_, end, size) => [0, 0, end, size - end],
  'nothing behind the hole': (start, end) => [0, start, end, 0],
  'only what is before the hole': (start) => [0, start],
  'a hole that begins an octet early': (start, end, size) => [0, start - 1, end, size - end],
  'a hole that begins with the key': (start, end, size) => [0, start - 10, end, size - end],
  'a hole that ends an octet late': (start, end, size) => [0, start, end + 1, size - end - 1],
  'a hole without its brackets': (start, end, size) => [0, start + 1, end - 1, size - end + 1],
  'a hole to the end of the dictionary': (start, end, size) => [0, start, end + 3, size - end - 3],
  'a hole to the end of the object': (start, end, size) => [0, start, end + 11, size - end - 11],
  'parts that overlap': (start, end, size) => [0, start, end - 20, size - end + 20],
  'parts in the other order': (start, end, size) => [end, size - end, 0, start],
  'the first part twice': (start) => [0, start, 0, start],
  'cut before the cross-references': (start, end, size) => [0, start, end, size - end - 300],
  'cut before startxref': (start, end, size) => [0, start, end, size - end - 20],
  'cut before the end': (start, end, size) => [0, start, end, size - end - 6],
  'an octet past the end': (start, end, size) => [0, start, end, size - end + 1],
  'far past the end': (start, end) => [0, start, end, 999_999_999],
  'three parts': (start, end, size) => [0, 100, 100, start - 100, end, size - end],
  'three parts and an octet left out': (start, end, size) => [0, 100, 101, start - 101, end, size - end],
  'five numbers': (start, end, size) => [0, start, end, size - end, 0],
  'none at all': () => [],
  'a part below nothing': (start, end, size) => [-1, start + 1, end, size - end],
  'a length below nothing': (start, end) => [0, start, end, -1],
  'numbers with points': (start, end, size) => ['0.0', `${start}.0`, `${end}.0`, `${size - end}.0`],
  'numbers beyond 2^31': (start, end, size) => [0, start, end, size - end + 2 ** 32],
  'numbers beyond 2^64': (start, end, size) => [0, `18446744073709551616${start}`, end, size - end],
  'names for numbers': (start, end, size) => ['/0', start, end, size - end],
  'a reference for a number': (start, end) => [0, start, end, '9 0 R'],
};

const contents: Readonly<Record<string, NonNullable<Own['written']>>> = {
  'an odd number of digits': (text, room) => `${text.padEnd(room - 1, '0')} `,
  'white space behind the digits': (text, room) => text.padEnd(room - 8, '0').padEnd(room),
  'white space among the digits': (text, room) => `${text.slice(0, 40)} ${text.slice(40)}`.padEnd(room, '0'),
  'ends of lines among the digits': (text, room) => `${text.slice(0, 40)}\r\n${text.slice(40)}`.padEnd(room, '0'),
  'a comment among the digits': (text, room) => `${text.slice(0, 40)}%x\n${text.slice(40)}`.padEnd(room, '0'),
  'something behind the message': (text, room) => `${text}ff`.padEnd(room, '0'),
  'something at the end of the zeros': (text, room) => text.padEnd(room - 2, '0').concat('01'),
  'a second message behind': (text, room) => `${text}${text}`.slice(0, room).padEnd(room, '0'),
  'an early end and another entry': (text, room) => `${text}> /X (not signed)`.padEnd(room),
  'an early end and the key again': (text, room) => `${text}> /Contents <00`.padEnd(room, '0'),
  'an early end of the whole object': (text, room) => `${text}>>>\nendobj\n4 0 obj\n(x)\nendobj\n%`.padEnd(room, 'x'),
  'an early end of two digits': (text, room) => `${text.slice(0, 2)}>`.padEnd(room),
  'no message': (_, room) => '0'.repeat(room),
  'an octet before the message': (text, room) => `00${text}`.padEnd(room, '0'),
  'no hexadecimal digits': (_, room) => 'zz'.repeat(room / 2),
};

const bodies: Readonly<Record<string, readonly [string, Bodies?]>> = {
  'without a subfilter': [body.replace('/SubFilter /ETSI.CAdES.detached', '')],
  'with a subfilter of another kind': [body.replace('ETSI.CAdES.detached', 'adbe.pkcs7.sha1')],
  'with the subfilter of keys alone': [body.replace('ETSI.CAdES.detached', 'adbe.x509.rsa_sha1')],
  'with an unknown subfilter': [body.replace('ETSI.CAdES.detached', 'Zz')],
  'with the subfilter of time-stamps': [body.replace('ETSI.CAdES.detached', 'ETSI.RFC3161')],
  'with the subfilter in other letters': [body.replace('ETSI.CAdES.detached', 'etsi.cades.detached')],
  'with a list of subfilters': [body.replace('/ETSI.CAdES.detached', '[/ETSI.CAdES.detached]')],
  'of another type': [body.replace('/Type /Sig', '/Type /Catalog')],
  'of the type of time-stamps': [body.replace('/Type /Sig', '/Type /DocTimeStamp')],
  'with the range elsewhere': [body.replace(/\[0 +\]/, '9 0 R'), { 9: '[0 10 20 30]' }],
  'with the range twice': [body.replace('/Filter', '/ByteRange [0 1 2 3] /Filter')],
  'with the range twice, once escaped': [body.replace('/Filter', '/Byte#52ange [0 1 2 3] /Filter')],
  'with the string twice': [body.replace('/Filter', '/Contents <00> /Filter')],
  'with the string twice, once escaped': [body.replace('/Filter', '/Con#74ents <00> /Filter')],
  'with the string in a dictionary of its own': [body.replace('/Contents', '/X << /Contents').replace(/>>$/, '>> >>')],
  'with the string in a list': [body.replace(/\/Contents (<0+>)/, '/Contents [$1]')],
  'with an unknown rule about changes': [signatureBody('/Reference [<< /Type /SigRef /TransformMethod /UR3 >>] ')],
};

/** The same true signature, hung in another way. */
const hung: Readonly<Record<string, Bodies>> = {
  'the field has the signature itself, not a reference': {
    7: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (clerk) /V ${body} /Rect [0 0 0 0] /P 3 0 R >>`,
    8: 'null',
  },
  'the field leads to it by another object': {
    7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (clerk) /V 9 0 R /Rect [0 0 0 0] /P 3 0 R >>',
    9: '8 0 R',
  },
  'two fields have it': {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R 9 0 R] >> >>',
    9: '<< /FT /Sig /T (other) /V 8 0 R /Rect [0 0 0 0] >>',
  },
  'the form does not know the field': { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>' },
  'there is no form': { 1: '<< /Type /Catalog /Pages 2 0 R >>' },
  'the field is one for words': {
    7: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (clerk) /V 8 0 R /Rect [0 0 0 0] /P 3 0 R >>',
  },
  'the field is of another generation': {
    7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (clerk) /V 8 1 R /Rect [0 0 0 0] /P 3 0 R >>',
  },
  'the fields go in a circle': {
    7: '<< /FT /Sig /T (clerk) /V 8 0 R /Rect [0 0 0 0] /P 3 0 R /Kids [7 0 R] >>',
  },
  'the lock of the field is none': {
    7: '<< /FT /Sig /T (clerk) /V 8 0 R /Rect [0 0 0 0] /P 3 0 R /Kids (x) >>',
  },
};

/** What is done to the octets of a file around a true signature, before it is made. */
const files: Readonly<Record<string, () => Buffer>> = {
  'octets before the header': () => signedOwn(Buffer.concat([Buffer.from('x\n'), pdfOf(withSignature())])),
  'a header of no version': () => signedOwn(replaced(pdfOf(withSignature()), '%PDF-1.7', '%PDF-x.7')),
  'octets behind the end': () => signedOwn(Buffer.concat([pdfOf(withSignature()), Buffer.from('4 0 obj\n')])),
  'no end': () => signedOwn(replaced(pdfOf(withSignature()), /%%EOF\n$/, '')),
  'a second end behind': () => signedOwn(Buffer.concat([pdfOf(withSignature()), Buffer.from('%%EOF\n')])),
  'encrypted, by its trailer': () => signedOwn(pdfOf(withSignature(), { trailer: '/Encrypt 9 0 R ' })),
  'encrypted by nothing': () => signedOwn(pdfOf(withSignature(), { trailer: '/Encrypt null ' })),
  'without a catalogue': () => signedOwn(replaced(pdfOf(withSignature()), '/Root 1 0 R', '/R#6fo 1 0 R')),
  'an object where another is said to be': () => signedOwn(pdfOf(withSignature(), { places: { 4: 20 } })),
  'a revision before that is the same one': () => {
    const pdf = pdfOf(withSignature());
    return signedOwn(pdfOf(withSignature(), { prev: Number(/startxref\n(\d+)/.exec(pdf.toString('latin1'))![1]) }));
  },
  'a revision before that lies in the page': () => signedOwn(pdfOf(withSignature(), { prev: 40 })),
  'cross-references that do not end': () => {
    const rows = stream(
      deflateSync(Buffer.alloc(100 * 2 ** 20)),
      '/Type /XRef /W [1 4 1] /Size 9 /Root 1 0 R /Filter /FlateDecode ',
    );
    const start = pdfOf(withSignature());
    return signedOwn(
      Buffer.concat([
        start,
        Buffer.from('90 0 obj\n'),
        rows,
        Buffer.from(`\nendobj\nstartxref\n${start.length}\n%%EOF\n`),
      ]),
    );
  },
  'the signature in a stream of objects': () => {
    const held = `8 0 ${body}`;
    const pdf = pdfOf(
      { ...withSignature(), 8: 'null', 9: stream(held, '/Type /ObjStm /N 1 /First 4 ') },
      { as: 'stream' },
    );
    return signedOwn(pdf);
  },
};

/** Messages that are true over the range and not what belongs in a PDF file (EN 319 142-1). */
const messages: Readonly<Record<string, NonNullable<Own['message']>>> = {
  'over the document of somebody else': () => sign(person, document),
  'with the content inside': (covered) => sign(person, covered, { attached: true }).subarray(0, 4_000),
  'of nobody': () => Buffer.from('3003020100', 'hex'),
};

const sound: Readonly<Record<string, () => Buffer>> = {
  'as it is usually written': () => ownPdf(),
  'with capital digits': () => ownPdf({ written: (text, room) => lower(text.toUpperCase(), room) }),
  'with the string’s key escaped': () => ownPdf({}, body.replace('/Contents', '/Con#74ents')),
  'with the range’s key escaped': () => ownPdf({}, body.replace('/ByteRange', '/#42yteRang#65')),
  'without a type': () => ownPdf({}, body.replace('/Type /Sig', '')),
  'with the older subfilter': () => ownPdf({}, body.replace('ETSI.CAdES.detached', 'adbe.pkcs7.detached')),
  'with remarks in the dictionary': () => ownPdf({}, body.replace('/Filter', '% >> endobj\n/Filter')),
  'with who made it': () => ownPdf({}, signatureBody('/Prop_Build << /App << /Name /Zz >> >> /Reason (x) ')),
  'with the string before the range': () =>
    ownPdf({}, body.replace(/(\/ByteRange \[0 +\]) (\/Contents <0+>)/, '$2 $1')),
  'with the range up to the last letter': () =>
    ownPdf({ range: (start, end, size) => [0, start, end, size - end - 1] }),
  'with leading zeros in the range': () =>
    ownPdf({ range: (start, end, size) => ['00', `0${start}`, end, `00${size - end}`] }),
  'in cross-references of the newer kind': () => signedOwn(pdfOf(withSignature(), { as: 'stream' })),
  'in a second revision': () => signedOwn(appended(pdfOf(contract()), withSignature())),
  'in a second revision of the other kind': () =>
    signedOwn(appended(pdfOf(contract()), withSignature(), { as: 'stream' })),
  'over a page that it changed itself': () => signedOwn(appended(pdfOf(contract()), { ...withSignature(), 4: other })),
  'with white space behind the end': () => signedOwn(Buffer.concat([pdfOf(withSignature()), Buffer.from('\r\n  ')])),
};

const is = (expected: Case['expected'], name: string, make: () => Buffer): Case => ({
  name,
  expected,
  found: () => verdictOf(make()),
  file: make,
});
const not = (name: string, make: () => Buffer): Case => is('not valid', name, make);

export const pdfFrameCases = (): Case[] => [
  ...Object.entries(sound).map(([name, make]) => is('valid', name, make)),
  ...Object.entries(ranges).map(([name, range]) => not(`range: ${name}`, () => ownPdf({ range }))),
  ...Object.entries(contents).map(([name, written]) => not(`string: ${name}`, () => ownPdf({ written }))),
  ...Object.entries(bodies).map(([name, [text, change]]) =>
    not(`dictionary ${name}`, () => ownPdf({ range: (start, end, size) => [0, start, end, size - end] }, text, change)),
  ),
  ...Object.entries(hung).map(([name, change]) => not(name, () => ownPdf({}, body, change))),
  ...Object.entries(files).map(([name, make]) => not(name, make)),
  ...Object.entries(messages).map(([name, message]) => not(`message ${name}`, () => ownPdf({ message }))),
  // The second half of a true signature, put behind octets that nobody signed; and a file of which the true one is a part.
  not('what was signed, behind a page that was not', () => Buffer.concat([pdfOf(contract({ 4: other })), ownPdf()])),
  not('an object of the signed number put into the hole’s end', () =>
    ownPdf({
      written: (text, room) => `${text}>`.padEnd(room - 200) + object(4, '(x)').padEnd(199),
      over: (bytes, start, end) => Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]),
    }),
  ),
];
