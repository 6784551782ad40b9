import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appended,
  type Bodies,
  contract,
  drawing,
  lastStart,
  pdfOf,
  placeOf,
  stream,
  type Tail,
} from '../formats/pades/test-pdf.ts';
import { changesIn, reported, signedPdf, verdictOf } from './test-pdf-world.ts';

// The published attacks on signatures in PDF files, each made here octet by octet: universal signature forgery, incremental saving,
// signature wrapping, shadow attacks, and those on certified documents. None is valid; where the file can be read, what was done is named.

const page = (contract() as Record<number, string>)[3]!;
const evil = drawing('I pay 900000 som');
const pdf = await signedPdf();
const signatureNumber = Number(/(\d+) 0 obj\s*<<\s*\/Type \/Sig/.exec(pdf.toString('latin1'))![1]);
const signatureBody = (): string => {
  const from = placeOf(pdf, signatureNumber);
  return pdf.toString('latin1', pdf.indexOf('<<', from), pdf.indexOf('endobj', from));
};
const signedCatalogue = catalogueOf(pdf);
function catalogueOf(file: Buffer): string {
  const from = placeOf(file, 1);
  return file.toString('latin1', file.indexOf('<<', from), file.indexOf('endobj', from));
}
const withKey = (dict: string, entry: string): string => dict.replace(/>>\s*$/, `${entry} >>`);

test('the file that the attacks are made of is valid, and so it is after white space at its end', () => {
  assert.equal(verdictOf(pdf), 'valid');
  assert.equal(verdictOf(Buffer.concat([pdf, Buffer.from('\r\n')])), 'valid');
});

const updates: Readonly<Record<string, readonly [Bodies, string, Tail?]>> = {
  'the words of a page': [{ 4: evil }, 'page-content'],
  'another content for the page': [{ 3: page.replace('4 0 R', '20 0 R'), 20: evil }, 'page-content'],
  'a font that shows other signs': [{ 5: '<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>' }, 'page-content'],
  'a page turned or cut': [
    { 3: page.replace('/MediaBox [0 0 595 842]', '/MediaBox [0 0 300 300] /Rotate 90') },
    'page-content',
  ],
  'pages in another order or number': [{ 2: '<< /Type /Pages /Kids [20 0 R 3 0 R] /Count 2 >>', 20: page }, 'pages'],
  'another tree of pages': [
    {
      1: signedCatalogue.replace('2 0 R', '21 0 R'),
      21: '<< /Type /Pages /Kids [20 0 R] /Count 1 >>',
      20: page.replace('2 0 R', '21 0 R'),
    },
    'pages',
  ],
  'another catalogue': [{ 20: signedCatalogue }, 'catalogue', { root: 20 }],
  'an annotation over the words': [
    {
      3: page.replace('/Annots [6 0 R 7 0 R]', '/Annots [6 0 R 7 0 R 10 0 R 20 0 R]'),
      20: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /Contents (I pay 900000 som) >>',
    },
    'annotation',
  ],
  'a script that runs when it is opened': [
    { 1: withKey(signedCatalogue, '/OpenAction << /S /JavaScript /JS (x) >>') },
    'catalogue',
  ],
  'layers switched': [{ 1: withKey(signedCatalogue, '/OCProperties << /OCGs [] /D << >> >>') }, 'catalogue'],
  'attached files': [{ 1: withKey(signedCatalogue, '/Names << /EmbeddedFiles << /Names [] >> >>') }, 'attachment'],
  metadata: [{ 1: withKey(signedCatalogue, '/Metadata 20 0 R'), 20: stream('<x/>') }, 'metadata'],
  'the words about the document': [{ 20: '<< /Title (Other) >>' }, 'metadata', { trailer: '/Info 20 0 R' }],
  'a field filled in': [
    { 6: (contract() as Record<number, string>)[6]!.replace('/Tx', '/Tx /V (900000)') },
    'field-appearance',
  ],
  'a field moved over the words': [
    { 6: (contract() as Record<number, string>)[6]!.replace('[72 600 200 620]', '[0 0 595 842]') },
    'annotation',
  ],
  'an object that nothing leads to': [{ 30: evil }, 'unused'],
  'a store that holds more than data': [
    { 1: withKey(signedCatalogue, '/DSS << /Certs [4 0 R] /Open 20 0 R >>'), 20: evil },
    'catalogue',
  ],
  'the signature taken out of its field': [{ [signatureNumber]: 'null' }, ''],
  'an object that is gone': [{}, 'page-content', { places: { 5: 0 } }],
  'an object brought back from elsewhere': [{}, 'unknown', { places: { 4: 15 } }],
};

for (const [name, [bodies, kind, tail]] of Object.entries(updates))
  for (const as of ['table', 'stream'] as const)
    test(`incremental saving (${as}): ${name}`, () => {
      const attack = appended(pdf, bodies, { as, ...tail });
      assert.notEqual(verdictOf(attack), 'valid');
      if (kind === '') return;
      assert.equal(reported(attack).signatures[0]!.summary.code, 'CHANGED');
      const named = changesIn(attack);
      assert.ok(
        named.some((one) => one.startsWith(`3 ${kind}`) && one.endsWith('forbidden')),
        named.join('; '),
      );
    });

test('incremental saving without what a reader needs to find it, or past the signed revision, is no PDF to us', () => {
  const body = Buffer.from('4 0 obj\n(x)\nendobj\n');
  const start = lastStart(pdf);
  const attacks: Record<string, Buffer> = {
    'objects alone': Buffer.concat([pdf, body]),
    'objects and an end': Buffer.concat([pdf, body, Buffer.from('%%EOF\n')]),
    'a trailer without references': Buffer.concat([
      pdf,
      body,
      Buffer.from(`trailer\n<< /Root 1 0 R /Size 9 /Prev ${start} >>\nstartxref\n${start}\n%%EOF\n`),
    ]),
    'the revision before passed over': appended(
      pdf,
      { 4: evil },
      { prev: Number(/\/Prev (\d+)/.exec(pdf.toString('latin1'))![1]) },
    ),
    'no revision before': appended(pdf, { 4: evil }, { prev: undefined }),
    'another startxref': appended(pdf, { 4: evil }, { startxref: start }),
    'a circle': appended(pdf, { 4: evil }, { prev: pdf.length + 1 }),
    'a later place for the revision before': appended(pdf, { 4: evil }, { prev: pdf.length + 90 }),
  };
  for (const [name, attack] of Object.entries(attacks)) assert.notEqual(verdictOf(attack), 'valid', name);
});

test('octets in a later revision that no cross-reference speaks of are named: a reader that repairs may show them', () => {
  for (const before of ['4 0 obj\n(x)\nendobj\n', '%4 0 obj (x) endobj\n', 'words\n']) {
    const attack = appended(pdf, {}, { before });
    assert.notEqual(verdictOf(attack), 'valid');
    assert.deepEqual(changesIn(attack), ['3 unknown octets forbidden']);
  }
  assert.equal(verdictOf(appended(pdf, {}, { before: '% a remark\n' })), 'valid');
});

test('universal signature forgery: a signature without contents or range, or with a strange one, covers nothing', () => {
  const good = signatureBody();
  const range = /\/ByteRange\s*\[[^\]]*\]/;
  const contents = /\/Contents\s*<[0-9a-fA-F]*>/;
  const forged: Record<string, string> = {
    'no range': good.replace(range, ''),
    'null for a range': good.replace(range, '/ByteRange null'),
    'an empty range': good.replace(range, '/ByteRange []'),
    'a range of nothing': good.replace(range, '/ByteRange [0 0 0 0]'),
    'a range below nothing': good.replace(range, '/ByteRange [-1 -1 -1 -1]'),
    'a range of two': good.replace(range, '/ByteRange [0 100]'),
    'a range of real numbers': good.replace(range, (all) => all.replace(/(\d) (\d)/g, '$1.0 $2')),
    'no contents': good.replace(contents, ''),
    'empty contents': good.replace(contents, '/Contents <>'),
    'null for contents': good.replace(contents, '/Contents null'),
    'zeros for contents': good.replace(contents, '/Contents <0000>'),
    'words for contents': good.replace(contents, '/Contents (abc)'),
    'contents elsewhere': good.replace(contents, '/Contents 4 0 R'),
    'a range that is the old one': good,
    'the keys twice': good.replace(range, (all) => `${all} ${all}`),
  };
  for (const [name, body] of Object.entries(forged)) {
    assert.notEqual(verdictOf(appended(pdf, { [signatureNumber]: body })), 'valid', name);
    // And where nothing was ever signed.
    const alone = pdfOf(
      contract({
        7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (clerk) /V 8 0 R /Rect [0 0 0 0] /P 3 0 R >>',
        8: body,
      }),
    );
    assert.notEqual(verdictOf(alone), 'valid', `${name}, alone`);
  }
});

test('signature wrapping: what was signed is moved, and something else put in its place or into the hole', () => {
  const text = pdf.toString('latin1');
  const [, a, b, c] = /\/ByteRange\s*\[0 (\d+) (\d+) (\d+)/.exec(text)!.map(Number) as [number, number, number, number];
  const hole = text.slice(a, b);
  // A shorter string, and octets that nobody signed behind it in the hole.
  const message = /^<([0-9a-f]*?)0{200,}>$/i.exec(hole)![1]!;
  const even = message.length % 2 === 0 ? message : `${message}0`;
  for (const filler of ['/X (unsigned) ', ' ', '% 4 0 obj (x) endobj\n']) {
    const short = `<${even}>${filler}`.padEnd(hole.length, ' ');
    assert.notEqual(verdictOf(Buffer.from(text.slice(0, a) + short + text.slice(b), 'latin1')), 'valid', filler);
  }
  // White space among the digits is no digit.
  const spaced = `${hole.slice(0, 100)} ${hole.slice(100, -2)}>`;
  assert.notEqual(verdictOf(Buffer.from(text.slice(0, a) + spaced + text.slice(b), 'latin1')), 'valid');
  // The second part moved behind a revision of the attacker's, and a new signature object that speaks of both parts.
  const inserted = appended(pdf, { 4: evil });
  const moved = Buffer.concat([inserted, pdf.subarray(b)]);
  const body = signatureBody().replace(/\/ByteRange\s*\[[^\]]*\]/, `/ByteRange [0 ${a} ${inserted.length} ${c}]`);
  assert.notEqual(verdictOf(moved), 'valid');
  assert.notEqual(verdictOf(appended(inserted, { [signatureNumber]: body })), 'valid');
  // The signed file inside a larger one.
  const shell = Buffer.concat([pdfOf(contract({ 4: evil })), pdf]);
  assert.notEqual(verdictOf(shell), 'valid');
  assert.notEqual(verdictOf(Buffer.concat([Buffer.from('%PDF-1.7\n'), pdf])), 'valid');
});

test('a field that was given a signature later, or two fields with one signature, are not the field that was signed', () => {
  const field = '<< /Type /Annot /Subtype /Widget /FT /Sig /T (other) /Rect [0 0 0 0] /P 3 0 R';
  const form = (fields: string): string =>
    signedCatalogue.replace(/\/AcroForm <<[\s\S]*?>>/, `/AcroForm << /Fields [${fields}] /SigFlags 3 >>`);
  const shared = appended(pdf, { 1: form(`6 0 R 7 0 R 20 0 R`), 20: `${field} /V ${signatureNumber} 0 R >>` });
  assert.notEqual(verdictOf(shared), 'valid');
});

test('what is of another kind than it ought to be, and others may read all the same, is a change', () => {
  const script = '/JavaScript << /Names [(x) << /S /JavaScript /JS (x) >>] >> ';
  for (const [entry, bodies] of [
    ['/Names 30 0 R', { 30: stream('x', script) }],
    ['/Names [(x)]', {}],
    ['/DSS 30 0 R', { 30: stream('x', '/Certs [] ') }],
    ['/DSS [4 0 R]', {}],
    ['/Version 4 0 R', {}],
    ['/Extensions 30 0 R', { 30: stream('x', '/A << >> ') }],
    ['/Extensions << /A 4 0 R >>', {}],
  ] as const)
    assert.notEqual(verdictOf(appended(pdf, { 1: withKey(signedCatalogue, entry), ...bodies })), 'valid', entry);
  for (const annots of ['<< >>', '20 0 R', '(x)', '[[20 0 R]]', '[<< /Subtype /Stamp >>]'])
    assert.notEqual(
      verdictOf(
        appended(pdf, { 3: page.replace(/\/Annots \[[^\]]*\]/, `/Annots ${annots}`), 20: '<< /Subtype /Stamp >>' }),
      ),
      'valid',
      annots,
    );
  for (const dict of ['stream', 'array'] as const)
    for (const number of [1, 2, 3, 6]) {
      const body = number === 1 ? signedCatalogue : (contract() as Record<number, string>)[number]!;
      const other = dict === 'stream' ? stream('x', body.replace(/^<<|>>\s*$/g, '')) : `[${body}]`;
      assert.notEqual(verdictOf(appended(pdf, { [number]: other })), 'valid', `${dict} ${number}`);
    }
});

test('a hybrid revision after signing, one thing to some readers and another to others, is a change; signed, it is a file', async () => {
  const hybrid = await signedPdf(undefined, pdfOf(contract(), { beside: [4, 5] }));
  assert.equal(verdictOf(hybrid), 'valid');
  const attack = appended(hybrid, { 30: 'null' }, { beside: [30] });
  assert.notEqual(verdictOf(attack), 'valid');
  assert.ok(changesIn(attack).includes('3 unknown hybrid forbidden'));
});

test('a revision that hangs very much on a signed file is judged all the same', () => {
  const much = `[${'null '.repeat(400_000)}]`;
  assert.notEqual(verdictOf(appended(pdf, { 4: evil, 30: much })), 'valid');
  assert.notEqual(verdictOf(appended(pdf, { 1: withKey(signedCatalogue, `/Names ${much}`) })), 'valid');
  const dss = withKey(signedCatalogue, '/DSS << /Certs 30 0 R >>');
  assert.notEqual(verdictOf(appended(pdf, { 1: dss, 30: much })), 'valid');
});
