import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { test } from 'node:test';
import {
  appended,
  type Bodies,
  bodyOf,
  contract,
  drawing,
  lastStart,
  pdfOf,
  placeOf,
  stream,
} from '../formats/pades/test-pdf.ts';
import { changesIn, reported, sealedPdf, signedPdf, verdictOf, withEvidence } from './test-pdf-world.ts';
import { later } from './test-world.ts';

// Attacks that show one file to the verifier and another to the reader: tables laid out so that readers disagree about them, and
// octets that only a reader meets which repairs the file. Each goes with a change that by itself would be kept.

const base = contract() as Readonly<Record<number, string>>;
const evil = drawing('I pay 900000 som');
const pdf = await signedPdf();
const kept = await withEvidence(pdf, later(31));

test('the files that these attacks are made of are valid: data for checking, a time-stamp and a further signature are kept', async () => {
  assert.equal(verdictOf(kept), 'valid');
  assert.equal(verdictOf(await sealedPdf(kept, later(32))), 'valid');
  assert.equal(verdictOf(await signedPdf(undefined, kept)), 'valid');
});

/** A further revision that says of objects 3 and 4 what is true, in a table written as `entries` has it. */
function tabled(file: Buffer, entries: (places: { three: string; four: string; hidden: string }) => string): Buffer {
  const pad = (place: number): string => String(place).padStart(10, '0');
  const text = entries({
    three: pad(placeOf(file, 3)),
    four: pad(placeOf(file, 4)),
    hidden: pad(file.indexOf('I pay 900000')),
  });
  const size = Math.max(...[...file.toString('latin1').matchAll(/\/Size (\d+)/g)].map((one) => Number(one[1])));
  const at = file.length;
  return Buffer.concat([
    file,
    Buffer.from(
      `xref\n${text}trailer\n<< /Size ${size} /Root 1 0 R /Prev ${lastStart(file)} >>\nstartxref\n${at}\n%%EOF\n`,
      'latin1',
    ),
  ]);
}

test('a table is one table to who reads words and to who reads every twenty octets: any other layout is none', () => {
  assert.equal(verdictOf(tabled(pdf, ({ three, four }) => `3 2\n${three} 00000 n \n${four} 00000 n\r\n`)), 'valid');
  const layouts: Record<string, Parameters<typeof tabled>[1]> = {
    // To who takes twenty octets for one entry, the second is another than to who takes words.
    'an entry in a comment': ({ three, four, hidden }) =>
      `3 2\n${Number(three)} 00000 n %${' '.repeat(8 - String(Number(three)).length)}${hidden} 00000 n \n${four} 00000 n \n`,
    'a comment between entries': ({ three, four }) => `3 2\n${three} 00000 n \n%${' '.repeat(18)}\n${four} 00000 n \n`,
    'nineteen octets': ({ three, four }) => `3 2\n${three} 00000 n\n${four} 00000 n\n`,
    'a heading in another line': ({ three, four }) => `3\n2\n${three} 00000 n \n${four} 00000 n \n`,
    'a comment in the heading': ({ three, four }) => `3 2 %\n${three} 00000 n \n${four} 00000 n \n`,
    // Readers that mend it take the entries for those of 0 and on.
    'the head of the free ones under 1': ({ three, four }) =>
      `1 1\n0000000000 65535 f \n3 2\n${three} 00000 n \n${four} 00000 n \n`,
  };
  for (const [name, layout] of Object.entries(layouts))
    assert.equal(verdictOf(tabled(pdf, layout)), 'PDF_UNREADABLE', name);
});

test('an object, a trailer or an end inside the octets of another object is one to a reader that repairs, and a change here', () => {
  const held = (words: string): Bodies => ({
    1: bodyOf(pdf, 1).replace('/AcroForm', '/DSS 50 0 R /AcroForm'),
    50: '<< /Certs [51 0 R] >>',
    51: stream(words),
  });
  assert.equal(verdictOf(appended(pdf, held('a certificate'))), 'valid');
  for (const words of [
    '4 0 obj << /Length 3 >> stream\nx\nendstream endobj',
    `4\r\n0\tobj\n${evil.toString('latin1')}\nendobj`,
    'trailer << /Root 60 0 R >>',
    'startxref 0 %%EOF',
  ]) {
    const attack = appended(pdf, held(words));
    assert.equal(verdictOf(attack), 'invalid', words);
    assert.ok(changesIn(attack).includes('3 unknown octets forbidden'), words);
  }
  const commented = appended(pdf, held('x'), { before: '' });
  const tail = commented.lastIndexOf('startxref');
  const between = Buffer.concat([
    commented.subarray(0, tail),
    Buffer.from('%\r4 0 obj (x) endobj\n'),
    commented.subarray(tail),
  ]);
  assert.notEqual(verdictOf(between), 'valid');
});

test('a stream of objects that holds more than the cross-references tell of is a change', () => {
  const objects = (all: readonly (readonly [number, string])[], told: readonly number[]): Buffer => {
    let text = '';
    const heads = all.map(([number, body]) => {
      const at = text.length;
      text += `${body} `;
      return `${number} ${at}`;
    });
    const head = `${heads.join(' ')} `;
    const content = deflateSync(Buffer.from(head + text));
    const holder = `52 0 obj\n<< /Type /ObjStm /N ${all.length} /First ${head.length} /Filter /FlateDecode /Length ${content.length} >>\nstream\n`;
    const container = Buffer.concat([Buffer.from(holder), content, Buffer.from('\nendstream\nendobj\n')]);
    const catalogue = Buffer.from(`1 0 obj\n${bodyOf(pdf, 1).replace('/AcroForm', '/DSS 50 0 R /AcroForm')}\nendobj\n`);
    const section = pdf.length + container.length + catalogue.length;
    const row = (kind: number, a: number, b: number): Buffer => {
      const one = Buffer.alloc(6);
      one[0] = kind;
      one.writeUInt32BE(a, 1);
      one[5] = b;
      return one;
    };
    const rows: [number, Buffer][] = [
      [1, row(1, pdf.length + container.length, 0)],
      ...told.map((number): [number, Buffer] => [
        number,
        row(
          2,
          52,
          all.findIndex(([one]) => one === number),
        ),
      ]),
      [52, row(1, pdf.length, 0)],
      [53, row(1, section, 0)],
    ];
    const table = deflateSync(Buffer.concat(rows.map(([, one]) => one)));
    const dict = `/Type /XRef /W [1 4 1] /Index [${rows.map(([number]) => `${number} 1`).join(' ')}] /Size 60 /Root 1 0 R /Prev ${lastStart(pdf)} /Filter /FlateDecode `;
    return Buffer.concat([
      pdf,
      container,
      catalogue,
      Buffer.from('53 0 obj\n'),
      stream(table, dict),
      Buffer.from(`\nendobj\nstartxref\n${section}\n%%EOF\n`),
    ]);
  };
  const store = [50, '<< /Certs [] >>'] as const;
  assert.equal(verdictOf(objects([store], [50])), 'valid');
  const attack = objects([store, [3, base[3]!.replace('/Contents 4 0 R', '/Contents 6 0 R')]], [50]);
  assert.equal(verdictOf(attack), 'invalid');
  assert.ok(changesIn(attack).includes('3 unknown octets forbidden'));
});

test('an object hidden in what was signed, under the number of another, is named as soon as anything follows', async () => {
  const hidden = '\n4 0 obj\n<< /Length 1 >>\nstream\nx\nendstream\nendobj\n';
  const prepared = await signedPdf(undefined, pdfOf(contract(), { before: hidden }));
  assert.equal(verdictOf(prepared), 'valid');
  const followed = await withEvidence(prepared, later(31));
  assert.equal(verdictOf(followed), 'invalid');
  assert.ok(changesIn(followed).includes('3 unknown octets forbidden'));
  // An attached file is inside its own object, whatever stands in it; a number that nobody uses replaces nothing.
  const attached = pdfOf({ ...contract(), 8: stream(pdf) });
  const unused = pdfOf(contract(), { before: hidden.replace('4 0 obj', '99 0 obj') });
  for (const file of [attached, unused])
    assert.equal(verdictOf(await withEvidence(await signedPdf(undefined, file), later(31))), 'valid');
});

test('names written with escapes are the names that they are: no key twice, no second /Contents or /ByteRange', async () => {
  const escaped = appended(pdf, { 1: bodyOf(pdf, 1).replace('/Pages', '/P#61ges 2 0 R /Pages') });
  assert.notEqual(verdictOf(escaped), 'valid');
  const same = await signedPdf(undefined, pdfOf(contract({ 1: base[1]!.replace('/Pages', '/P#61ges') })));
  assert.equal(verdictOf(same), 'valid');
  // A key that only looks like the one: the text says /Contents, the object has none.
  const number = Number(/(\d+) 0 obj\s*<<\s*\/Type \/Sig/.exec(pdf.toString('latin1'))![1]);
  for (const [from, to] of [
    ['/Contents', '/Contents#20'],
    ['/ByteRange', '/ByteRange#2E'],
    ['/Contents', '/#43ontents <3080> /Contents'],
  ] as const) {
    const body = bodyOf(pdf, number).replace(from, to);
    assert.notEqual(verdictOf(appended(pdf, { [number]: body })), 'valid', to);
  }
});

test('a field that shows a value by itself is given another below it, or a value above signatures is changed: form changes', async () => {
  const root = (file: Buffer): string => bodyOf(file, 1);
  const valued = await signedPdf(
    undefined,
    pdfOf(contract({ 6: base[6]!.replace('/Rect [72 600 200 620]', '/Rect [72 600 72 600] /V (100)') })),
    { certify: 2 },
  );
  const kid = '<< /FT /Sig /T (kid) /Parent 6 0 R /Rect [0 0 0 0] /Subtype /Widget /V 61 0 R >>';
  const sig =
    '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <3000> >>';
  const under = appended(valued, {
    6: bodyOf(valued, 6).replace('/T (sum)', '/T (sum) /Kids [60 0 R]'),
    60: kid,
    61: sig,
  });
  assert.notEqual(verdictOf(under), 'valid');
  const above = await signedPdf(
    undefined,
    pdfOf(
      contract({
        1: base[1]!.replace('7 0 R]', '7 0 R 9 0 R]'),
        9: '<< /T (all) /Kids [10 0 R] >>',
        10: '<< /FT /Tx /T (one) /Parent 9 0 R >>',
      }),
    ),
    { certify: 2 },
  );
  assert.equal(verdictOf(above), 'valid');
  assert.ok(root(above).includes('9 0 R'));
  const changed = appended(above, { 9: '<< /T (all) /V (900000) /Kids [10 0 R] >>' });
  assert.equal(verdictOf(changed), 'invalid');
  assert.deepEqual(changesIn(changed), ['3 form all forbidden']);
});

test('what says in any of its trailers that it is encrypted, or has another catalogue in one, is no file that can be judged', () => {
  assert.equal(verdictOf(appended(pdf, {}, { trailer: '/Encrypt << /Filter /Standard >>' })), 'PDF_ENCRYPTED');
  // Of a hybrid file, the stream beside the table comes first and is read by some alone.
  const beside = (from: string, to: string): Buffer => {
    const file = pdfOf(contract(), { beside: [4, 5], trailer: '/Xncrypt 5 0 R ' });
    return Buffer.from(file.toString('latin1').replace(from, to), 'latin1');
  };
  assert.equal(verdictOf(beside('/Xncrypt', '/Encrypt')), 'PDF_ENCRYPTED');
  assert.equal(verdictOf(beside('/Root 1 0 R', '/Root 2 0 R')), 'PDF_UNREADABLE');
  assert.equal(verdictOf(beside('', '')), 'PDF_NOT_SIGNED');
});

test('pictures to be put in from elsewhere when it is printed leave the signature undetermined', async () => {
  const proxied = pdfOf(
    contract({
      3: base[3]!.replace('/Font <<', '/XObject << /X 8 0 R >> /Font <<'),
      8: stream('', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /OPI << /2.0 << /F (other.tif) >> >> '),
    }),
  );
  assert.equal(reported(await signedPdf(undefined, proxied)).verdict, 'undetermined');
});
