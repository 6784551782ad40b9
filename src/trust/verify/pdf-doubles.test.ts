import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appended, type Bodies, bodyOf, contract, drawing, pdfOf, stream } from '../formats/pades/test-pdf.ts';
import { changesIn, reported, sealedPdf, signedPdf, verdictOf } from './test-pdf-world.ts';
import { later } from './test-world.ts';

// Objects that are two things at once: a field to the form, something else to a page or to the catalogue. What a field may become
// after signing, the other thing may not. And words about a file that nobody signed.

const base = contract() as Readonly<Record<number, string>>;
const look = (words: string): Buffer =>
  stream(
    `BT /F1 24 Tf 72 700 Td (${words}) Tj ET`,
    '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> ',
  );
const noStamp = '<< /Type /DocTimeStamp /SubFilter /ETSI.RFC3161 /Contents <30030101ff00> /ByteRange [0 1 2 3] >>';
const withField = (pdf: Buffer, number: number): string =>
  bodyOf(pdf, 1).replace(/\/Fields \[([^\]]*)\]/, `/Fields [$1 ${number} 0 R]`);
const withXObjects = base[3]!.replace('/Font <<', '/XObject 8 0 R /Font <<');
const layered: Bodies = {
  1: base[1]!.replace('/Pages', '/OCProperties 8 0 R /Pages'),
  3: base[3]!.replace('/Font <<', '/Properties << /L 9 0 R >> /Font <<'),
  4: stream('/OC /L BDC BT /F1 24 Tf 72 650 Td (AND 900000) Tj ET EMC'),
  8: '<< /OCGs [9 0 R] /D << /OFF [9 0 R] >> >>',
  9: '<< /Type /OCG /Name (x) >>',
};

type Attack = { readonly before: Bodies; readonly after: (pdf: Buffer) => Bodies; readonly kind: string };
const attacks: Readonly<Record<string, Attack>> = {
  'the forms that a page draws become a field that is not to be seen': {
    before: { 3: withXObjects, 4: stream('/M Do'), 8: '<< /M 9 0 R >>', 9: look('I pay 100 som') },
    after: (pdf) => ({
      1: withField(pdf, 8),
      8: '<< /FT /Sig /T (ts) /V 31 0 R /M 30 0 R >>',
      30: look('I pay 900000 som'),
      31: noStamp,
    }),
    kind: 'page-content',
  },
  'a remark on a page becomes a field that is not to be seen': {
    before: {
      3: base[3]!.replace('7 0 R]', '7 0 R 8 0 R]'),
      8: '<< /Type /Annot /Subtype /FreeText /Rect [72 500 400 560] /DA (/Helv 12 Tf) /Contents (ONLY IF DELIVERED) /F 4 >>',
    },
    after: (pdf) => ({
      1: withField(pdf, 8),
      8: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (ts) /V 31 0 R /Rect [0 0 0 0] /F 132 >>',
      31: noStamp,
    }),
    kind: 'annotation',
  },
  'an empty field for a signature, of which a page draws the look': {
    before: {
      1: base[1]!.replace('7 0 R]', '7 0 R 8 0 R]'),
      3: withXObjects,
      4: stream('/AP Do'),
      8: '<< /FT /Sig /T (x) /AP 9 0 R >>',
      9: look('I pay 100 som'),
    },
    after: () => ({ 8: '<< /FT /Sig /T (x) /AP 30 0 R /V 31 0 R >>', 30: look('I pay 900000 som'), 31: noStamp }),
    kind: 'page-content',
  },
  'the layers become a field that is not to be seen': {
    before: layered,
    after: (pdf) => ({ 1: withField(pdf, 8), 8: '<< /FT /Sig /T (ts) /V 31 0 R >>', 31: noStamp }),
    kind: 'catalogue',
  },
  'a field for a signature draws a state of the page': {
    before: {
      1: base[1]!.replace('7 0 R]', '7 0 R 8 0 R]'),
      3: base[3]!.replace('/Font <<', '/ExtGState << /P 8 0 R /Parent 8 0 R >> /Font <<'),
      4: stream('/P gs BT (I pay 100 som) Tj ET'),
      8: '<< /FT /Sig /T (x) >>',
    },
    after: () => ({ 8: '<< /FT /Sig /T (x) /V 31 0 R >>', 31: noStamp }),
    kind: 'page-content',
  },
  'the catalogue is a state of the page': {
    before: {
      3: base[3]!.replace('/Font <<', '/ExtGState 1 0 R /Font <<'),
      4: stream('/Extensions gs BT (I pay) Tj ET'),
    },
    after: (pdf) => ({ 1: bodyOf(pdf, 1).replace('/Pages', '/Extensions << /ca 0 >> /Pages') }),
    kind: 'page-content',
  },
};

for (const [name, { before, after, kind }] of Object.entries(attacks))
  for (const certify of [undefined, 1, 2, 3] as const)
    test(`one object, two things, ${certify === undefined ? 'signed' : `certified with ${certify}`}: ${name}`, async () => {
      const pdf = await signedPdf(undefined, pdfOf({ ...base, ...before }), certify === undefined ? {} : { certify });
      assert.equal(verdictOf(pdf), 'valid');
      const attack = appended(pdf, after(pdf));
      assert.equal(verdictOf(attack), 'invalid');
      const changes = changesIn(attack);
      assert.ok(
        changes.some((one) => one.startsWith(`3 ${kind} `)),
        changes.join(', '),
      );
    });

test('a new field in an object that was in use before, or a signature in one, is a change', async () => {
  const pdf = await signedPdf(undefined, pdfOf({ ...base, 8: '(x)', 9: '(x)' }));
  const stamped = await sealedPdf(pdf, later(40));
  assert.equal(verdictOf(stamped), 'valid');
  const field = '<< /FT /Sig /T (ts) /V 31 0 R >>';
  assert.ok(changesIn(appended(pdf, { 1: withField(pdf, 8), 8: field, 31: noStamp })).includes('3 form ts forbidden'));
  const reused = appended(pdf, { 1: withField(pdf, 40), 9: noStamp, 40: field.replace('31', '9') });
  assert.ok(changesIn(reused).includes('3 unknown ts forbidden'));
});

test('what is called a document time-stamp and is none is a change', async () => {
  const pdf = await signedPdf();
  const field = '<< /FT /Sig /T (ts) /V 31 0 R >>';
  const attack = appended(pdf, { 1: withField(pdf, 30), 30: field, 31: noStamp });
  assert.equal(verdictOf(attack), 'invalid');
  assert.deepEqual(
    changesIn(attack).filter((one) => one.startsWith('3')),
    ['3 unknown ts forbidden'],
  );
  const [one] = reported(attack).signatures;
  assert.deepEqual(
    one!.changes.map(({ code, about }) => [code, about]),
    [['PDF_CHANGED', '№ 3']],
  );
});

test('a field that is signed later keeps the borders and kinds of annotations out', async () => {
  const second = await signedPdf(undefined, await signedPdf(), {});
  assert.equal(verdictOf(second), 'valid');
  const pdf = await signedPdf();
  for (const more of ['/BS << /W 900 >>', '/Border [0 0 900]', '/MK << /BC [1] >>', '/Subtype /Line /L [0 0 9 9]']) {
    const field = `<< /FT /Sig /T (ts) /Rect [0 0 0 0] ${more} /V 31 0 R >>`;
    assert.ok(
      changesIn(appended(pdf, { 1: withField(pdf, 30), 30: field, 31: noStamp })).includes('3 form ts forbidden'),
      more,
    );
  }
});

test('a tagged file whose structure names the field is still valid when that field is signed', async () => {
  const tagged = pdfOf({
    ...base,
    1: base[1]!.replace('/Pages', '/StructTreeRoot 8 0 R /Pages'),
    8: '<< /Type /StructTreeRoot /K 9 0 R >>',
    9: '<< /Type /StructElem /S /Form /P 8 0 R /K << /Type /OBJR /Obj 7 0 R /Pg 3 0 R >> >>',
  });
  const both = await signedPdf(undefined, await signedPdf(undefined, tagged), { field: 'clerk' });
  assert.equal(verdictOf(both), 'valid');
});

const box = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (sum) /Rect [0 0 0 0] /P 3 0 R /F 4 >>';
const level = (p: number): string => `/Reference [<< /TransformMethod /DocMDP /TransformParams << /P ${p} >> >>]`;

test('a certification that nobody signed loosens no signature', async () => {
  for (const [name, number, body] of [
    ['a dictionary', 20, `<< /Type /Sig ${level(2)} >>`],
    ['one that is more generous', 20, `<< /Type /Sig ${level(3)} >>`],
    ['one without a level', 20, '<< /Type /Sig >>'],
    ['the number that the signature will have', 21, '(x)'],
  ] as const) {
    const prepared = pdfOf({
      ...base,
      1: base[1]!.replace('/Pages', '/Perms << /DocMDP 20 0 R >> /Pages'),
      6: box,
      ...(number === 20 ? { 20: body } : { 19: body }),
    });
    const pdf = await signedPdf(undefined, prepared);
    assert.equal(verdictOf(pdf), 'valid', name);
    assert.equal(reported(pdf).signatures[0]!.pdf!.certifies, null, name);
    const after = appended(pdf, { 6: box.replace('/Tx', '/Tx /V (900000)') });
    assert.equal(verdictOf(after), 'invalid', name);
  }
});

test('a certification counts for later signatures once it is itself found valid, and no more when it is not', async () => {
  const certified = await signedPdf(undefined, pdfOf({ ...base, 6: box }), { certify: 2 });
  const twice = await signedPdf(undefined, certified);
  const filled = appended(twice, { 6: box.replace('/Tx', '/Tx /V (900)') });
  assert.deepEqual(
    reported(filled).signatures.map(({ verdict }) => verdict),
    ['valid', 'valid'],
  );
  // The page was changed between the two: nobody certifies what the second signed.
  const broken = await signedPdf(undefined, appended(certified, { 4: drawing('I pay 900 som') }));
  assert.deepEqual(
    reported(broken).signatures.map(({ verdict }) => verdict),
    ['invalid', 'valid'],
  );
  const afterwards = appended(broken, { 6: box.replace('/Tx', '/Tx /V (900)') });
  assert.deepEqual(
    reported(afterwards).signatures.map(({ verdict }) => verdict),
    ['invalid', 'invalid'],
  );
});

test('the lock of a field makes a certification stricter, and is none itself', async () => {
  const prepared = pdfOf({
    ...base,
    6: box,
    7: base[7]!.replace('/FT', '/Lock << /Type /SigFieldLock /Action /Include /Fields [(other)] /P 3 >> /FT'),
  });
  const pdf = await signedPdf(undefined, prepared, { field: 'clerk' });
  assert.equal(verdictOf(pdf), 'valid');
  assert.equal(verdictOf(appended(pdf, { 6: box.replace('/Tx', '/Tx /V (900000)') })), 'invalid');
});

test('an appearance that was prepared is shown by a state alone: it must be looked at, whatever was certified', async () => {
  const form = '/Type /XObject /Subtype /Form /BBox [0 0 595 842] ';
  const button =
    '<< /Type /Annot /Subtype /Widget /FT /Btn /T (sum) /Rect [0 0 595 842] /P 3 0 R /F 4 /AS /Off /V /Off /AP << /N << /Off 9 0 R /Yes 10 0 R >> >> >>';
  for (const certify of [2, 3] as const) {
    const prepared = pdfOf({ ...base, 6: button, 9: stream('', form), 10: stream('1 g 0 0 595 842 re f', form) });
    const pdf = await signedPdf(undefined, prepared, { certify });
    assert.equal(verdictOf(pdf), 'valid');
    for (const [from, to] of [
      ['/AS /Off /V /Off', '/AS /Yes /V /Yes'],
      ['/AS /Off', '/AS /Yes'],
      ['/V /Off', '/V /Yes'],
    ] as const) {
      const shown = appended(pdf, { 6: button.replace(from, to) });
      assert.equal(verdictOf(shown), 'undetermined', to);
      assert.deepEqual(changesIn(shown), ['3 field-appearance sum to-be-seen']);
    }
  }
});

test('a value is to be looked at where the field has its area below it, or where looks are to be made anew', async () => {
  const parent = '<< /FT /Tx /T (sum) /Kids [8 0 R] >>';
  const kid = (rect: string): string => `<< /Type /Annot /Subtype /Widget /Parent 6 0 R /Rect [${rect}] /P 3 0 R >>`;
  const page = base[3]!.replace('6 0 R', '8 0 R');
  for (const [rect, wanted, verdict] of [
    ['0 0 595 842', '', 'undetermined'],
    ['0 0 0 0', '', 'valid'],
    ['0 0 0 0', '/NeedAppearances true', 'undetermined'],
  ] as const) {
    const catalogue = base[1]!.replace('/AcroForm <<', `/AcroForm << ${wanted}`);
    const pdf = await signedPdf(undefined, pdfOf({ ...base, 1: catalogue, 3: page, 6: parent, 8: kid(rect) }), {
      certify: 2,
    });
    assert.equal(verdictOf(appended(pdf, { 6: parent.replace('/Tx', '/Tx /V (900)') })), verdict, `${rect} ${wanted}`);
  }
});

test('a trailer that says fewer objects than there are, or than there were, is a change', async () => {
  const hidden = { ...base, 3: base[3]!.replace('/Contents 4 0 R', '/Contents [4 0 R 40 0 R]'), 40: drawing('NOT') };
  const pdf = await signedPdf(undefined, pdfOf(hidden), { certify: 1 });
  assert.equal(verdictOf(appended(pdf, {})), 'valid');
  const text = appended(pdf, {}).toString('latin1');
  const [was] = /\/Size \d+/.exec(text.slice(text.lastIndexOf('trailer')))!;
  const at = text.lastIndexOf(was);
  for (const size of ['/Size 39', '/Size 40', '/Size -1', '/Size 4.', '/Sizes 9']) {
    const attack = Buffer.from(`${text.slice(0, at)}${size}${text.slice(at + was.length)}`, 'latin1');
    assert.notEqual(verdictOf(attack), 'valid', size);
  }
});

test('scripts in a file are named, and content from outside it leaves the signature undetermined', async () => {
  const script = '/OpenAction << /S /JavaScript /JS (this.getField\\("sum"\\).value=1) >> /Pages';
  const scripted = reported(await signedPdf(undefined, pdfOf({ ...base, 1: base[1]!.replace('/Pages', script) })));
  assert.equal(scripted.verdict, 'valid');
  assert.deepEqual(
    scripted.signatures[0]!.notes.map(({ code }) => code),
    ['PDF_SCRIPTS'],
  );
  for (const body of [
    stream('', '/F (http://example.com/x) '),
    stream('', '/Subtype /Form /Ref << /F (x) /Page 0 >> '),
  ]) {
    const [one] = reported(await signedPdf(undefined, pdfOf({ ...base, 4: body }))).signatures;
    assert.equal(one!.verdict, 'undetermined');
    assert.ok(one!.changes.some(({ code }) => code === 'PDF_OUTSIDE'));
  }
});
