import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appended, type Bodies, bodyOf, contract, drawing, pdfOf, stream } from '../formats/pades/test-pdf.ts';
import { changesIn, reported, sealedPdf, signedPdf, verdictOf, withEvidence } from './test-pdf-world.ts';
import { later } from './test-world.ts';

// ISO 32000-2 12.8.2: what a certification allows to be done afterwards, and what it cannot allow without somebody looking.

const base = contract() as Readonly<Record<number, string>>;
const numberOf = (pdf: Buffer): number => Number(/(\d+) 0 obj\s*<<\s*\/Type \/Sig\b/.exec(pdf.toString('latin1'))![1]);
const filled = base[6]!.replace('/Tx', '/Tx /V (900)');
// A field that takes no room on the page: its value is data, and hides nothing.
const unseen = (body: string): string => body.replace('/Rect [72 600 200 620]', '/Rect [72 600 72 600]');
const withUnseen = pdfOf({ ...base, 6: unseen(base[6]!) });
const drawn: Bodies = {
  6: base[6]!.replace('/Tx', '/Tx /V (900) /AP << /N 20 0 R >>'),
  20: stream('BT (I pay 900000 som) Tj ET', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] '),
};
const onThePage = (pdf: Buffer, more: string): Bodies => ({
  3: bodyOf(pdf, 3).replace(/\/Annots \[([^\]]*)\]/, `/Annots [$1 ${more}]`),
});
const note: Bodies = { 20: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] /Contents (900000) >>' };
const outcome = (pdf: Buffer): string[] => {
  const [one] = reported(pdf).signatures;
  return [one!.verdict, ...changesIn(pdf).map((change) => change.split(' ').at(-1)!)];
};

for (const [level, expected] of [
  [undefined, { filling: 'invalid', drawing: 'invalid', annotation: 'invalid', signing: 'valid' }],
  [1, { filling: 'invalid', drawing: 'invalid', annotation: 'invalid', signing: 'invalid' }],
  [2, { filling: 'undetermined', drawing: 'undetermined', annotation: 'invalid', signing: 'valid' }],
  [3, { filling: 'undetermined', drawing: 'undetermined', annotation: 'undetermined', signing: 'valid' }],
] as const)
  test(`certified with ${level ?? 'nothing'}: filling in, drawing, annotating, signing; data for checking never counts`, async () => {
    const pdf = await signedPdf(undefined, pdfOf(), level === undefined ? {} : { certify: level });
    const { certifies } = reported(pdf).signatures[0]!.pdf!;
    assert.equal(certifies, level ?? null);
    assert.equal(outcome(appended(pdf, { 6: filled }))[0], expected.filling);
    const data = await signedPdf(undefined, withUnseen, level === undefined ? {} : { certify: level });
    const allowed = expected.filling === 'invalid' ? 'invalid' : 'valid';
    assert.equal(outcome(appended(data, { 6: unseen(filled) }))[0], allowed);
    assert.equal(outcome(appended(pdf, drawn))[0], expected.drawing);
    assert.equal(outcome(appended(pdf, { ...onThePage(pdf, '20 0 R'), ...note }))[0], expected.annotation);
    assert.equal(outcome(await signedPdf(undefined, pdf))[0], expected.signing);
    assert.equal(outcome(await sealedPdf(await withEvidence(pdf, later(31)), later(32)))[0], 'valid');
    // Nobody can allow that what was signed becomes something else.
    assert.deepEqual(outcome(appended(pdf, { 4: drawing('I pay 900000 som') })), ['invalid', 'forbidden']);
  });

test('what a certification lets be done is named, revision by revision', async () => {
  const pdf = await signedPdf(undefined, withUnseen, { certify: 2 });
  const twice = await signedPdf(undefined, appended(pdf, { 6: unseen(filled) }));
  assert.deepEqual(changesIn(twice), ['3 form-field sum allowed', '4 signature Signature4 kept']);
  const [one, other] = reported(twice).signatures;
  assert.deepEqual(
    one!.changes.map(({ code, about }) => [code, about]),
    [['PDF_CHANGES_ALLOWED', '№ 3']],
  );
  assert.deepEqual(other!.changes, []);
});

test('a certification that is added, taken away or changed later decides nothing about what was signed before', async () => {
  const pdf = await signedPdf();
  const certified = await signedPdf(undefined, pdf, { certify: 3 });
  const catalogue = bodyOf(certified, 1);
  assert.ok(catalogue.includes('/Perms'));
  assert.equal(reported(certified).signatures[0]!.verdict, 'invalid');
  const first = await signedPdf(undefined, pdfOf(), { certify: 1 });
  const without = bodyOf(first, 1).replace(/\/Perms\s*<<[\s\S]*?>>/, '');
  assert.notEqual(verdictOf(appended(first, { 1: without, 6: filled })), 'valid');
});

test('locked fields stay as they are (FieldMDP), and a lock that is not understood locks everything', async () => {
  const lock = (rule: string): Promise<Buffer> =>
    signedPdf(
      undefined,
      pdfOf({
        ...base,
        6: unseen(base[6]!),
        7: base[7]!.replace('/FT', `/Lock << /Type /SigFieldLock ${rule} >> /FT`),
      }),
      {
        field: 'clerk',
        certify: 2,
      },
    );
  for (const [rule, verdict] of [
    ['/Action /All', 'invalid'],
    ['/Action /Include /Fields [(sum)]', 'invalid'],
    ['/Action /Exclude /Fields [(sum)]', 'valid'],
    ['/Action /Include /Fields [(other)]', 'valid'],
    ['/Action /Include /Fields [(other)] /P 1', 'invalid'],
    ['/Action /Else', 'invalid'],
  ] as const)
    assert.equal(outcome(appended(await lock(rule), { 6: unseen(filled) }))[0], verdict, rule);
});

// "Shadow attacks": the document is prepared before it is signed, and what was hidden is shown afterwards.
const shadows: Readonly<Record<string, (sign: typeof signedPdf) => Promise<Buffer>>> = {
  'hide: an overlay that was signed along is taken away': async (sign) => {
    const overlay = {
      3: base[3]!.replace('7 0 R]', '7 0 R 8 0 R]'),
      8: '<< /Type /Annot /Subtype /Stamp /Rect [0 0 595 842] /AP << /N 9 0 R >> >>',
      9: stream('0 0 595 842 re f', '/Type /XObject /Subtype /Form /BBox [0 0 595 842] '),
    };
    const pdf = await sign(undefined, pdfOf({ ...base, ...overlay }));
    return appended(pdf, { 3: bodyOf(pdf, 3).replace('8 0 R', '') });
  },
  'hide: the overlay’s image is made empty': async (sign) => {
    const page = {
      3: base[3]!.replace('/Font', '/XObject << /X 8 0 R >> /Font'),
      8: stream('0 0 595 842 re f', '/Type /XObject /Subtype /Form /BBox [0 0 595 842] '),
    };
    return appended(await sign(undefined, pdfOf({ ...base, ...page })), {
      8: stream('', '/Type /XObject /Subtype /Form /BBox [0 0 0 0] '),
    });
  },
  'replace: a font that maps signs to others': async (sign) => {
    const page = {
      5: '<< /Type /Font /Subtype /Type3 /CharProcs 8 0 R /Encoding 9 0 R >>',
      8: '<< /a 4 0 R >>',
      9: '<< /Differences [49 /a] >>',
    };
    return appended(await sign(undefined, pdfOf({ ...base, ...page })), { 9: '<< /Differences [49 /b] >>' });
  },
  'replace: a field’s look that hides its value is taken away': async (sign) => {
    const field = {
      6: base[6]!.replace('/Tx', '/Tx /V (900000) /AP << /N 8 0 R >>'),
      8: stream('(100) Tj', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] '),
    };
    return appended(await sign(undefined, pdfOf({ ...base, ...field })), {
      6: base[6]!.replace('/Tx', '/Tx /V (900000)'),
    });
  },
  'hide and replace: another page was in the file already, and references alone are changed': async (sign) => {
    const hidden = drawing('I pay 900000 som');
    const pdf = await sign(undefined, pdfOf({ ...base, 8: hidden }));
    return appended(pdf, { 3: bodyOf(pdf, 3).replace('/Contents 4 0 R', '/Contents 8 0 R') });
  },
  'hide and replace: the same object twice in the file, and cross-references alone are changed': async (sign) => {
    const twin = Buffer.concat([Buffer.from('4 0 obj\n'), drawing('I pay 900000 som'), Buffer.from('\nendobj\n')]);
    const pdf = await sign(undefined, pdfOf(base, { before: twin.toString('latin1') }));
    const at = pdf.indexOf(twin);
    assert.ok(at > 0);
    return appended(pdf, {}, { places: { 4: at } });
  },
  'hide and replace: another catalogue was in the file already': async (sign) => {
    const pdf = await sign(
      undefined,
      pdfOf({
        ...base,
        8: drawing('x'),
        9: base[3]!.replace('4 0 R', '8 0 R'),
        10: '<< /Type /Pages /Kids [9 0 R] /Count 1 >>',
      }),
    );
    return appended(pdf, { 30: bodyOf(pdf, 1).replace('/Pages 2 0 R', '/Pages 10 0 R') }, { root: 30 });
  },
  'hide and replace: a field that was on no page is put on one': async (sign) => {
    const field = { 8: base[6]!.replace('(sum)', '(other)').replace('/Tx', '/Tx /V (900000)') };
    const pdf = await sign(undefined, pdfOf({ ...base, ...field, 1: base[1]!.replace('7 0 R]', '7 0 R 8 0 R]') }));
    return appended(pdf, onThePage(pdf, '8 0 R'));
  },
  'layers: what was off is switched on': async (sign) => {
    const layers = (state: string): string => `<< /OCGs [9 0 R] /D << /${state} [9 0 R] >> >>`;
    const pdf = await sign(
      undefined,
      pdfOf({
        ...base,
        1: base[1]!.replace('/Pages', '/OCProperties 8 0 R /Pages'),
        8: layers('OFF'),
        9: '<< /Type /OCG /Name (x) >>',
      }),
    );
    return appended(pdf, { 8: layers('ON') });
  },
  'the length of a stream stands elsewhere and is changed': async (sign) => {
    const words = 'BT (I pay 100 som) Tj ET BT (and 900000) Tj ET';
    const body = `<< /Length 8 0 R >>\nstream\n${words}\nendstream`;
    const pdf = await sign(undefined, pdfOf({ ...base, 4: body, 8: String(words.length) }));
    return appended(pdf, { 8: '24' });
  },
};

for (const [name, make] of Object.entries(shadows))
  for (const certify of [undefined, 2, 3] as const)
    test(`shadow attack, ${certify === undefined ? 'signed' : `certified with ${certify}`}: ${name}`, async () => {
      const attack = await make(async (who, pdf) => {
        const prepared = await signedPdf(who, pdf, certify === undefined ? {} : { certify });
        assert.equal(verdictOf(prepared), 'valid');
        return prepared;
      });
      assert.notEqual(reported(attack).verdict, 'valid');
      assert.ok(changesIn(attack).some((change) => !change.endsWith('kept')));
    });

test('a signature that is drawn over a page: in a field that was there it must be looked at, in a new one it is a change', async () => {
  const pdf = await signedPdf();
  const second = await signedPdf(undefined, pdf, { field: 'clerk' });
  assert.equal(reported(second).verdict, 'valid');
  const number = numberOf(second.subarray(pdf.length));
  const look: Bodies = { 40: stream('0 0 99 99 re f', '/Type /XObject /Subtype /Form /BBox [0 0 99 99] ') };
  const signature = bodyOf(second, number);
  // The same revision made anew, with a look for the field. The second signature is broken by that, the first must not be fooled.
  const shown = appended(pdf, {
    7: base[7]!.replace('/FT', `/AP << /N 40 0 R >> /V ${number} 0 R /FT`),
    [number]: signature,
    ...look,
  });
  assert.equal(outcome(shown)[0], 'undetermined');
  assert.ok(changesIn(shown).includes('3 signature-mark clerk to-be-seen'));
  const field = `<< /Type /Annot /Subtype /Widget /FT /Sig /T (new) /Rect [0 0 500 500] /P 3 0 R /V ${number} 0 R /AP << /N 40 0 R >> >>`;
  const form = bodyOf(pdf, 1).replace(/(\/Fields\s*\[)/, '$1 41 0 R ');
  assert.ok(form.includes('41 0 R'));
  const added = appended(pdf, { 1: form, ...onThePage(pdf, '41 0 R'), 41: field, [number]: signature, ...look });
  assert.equal(outcome(added)[0], 'invalid');
  assert.ok(changesIn(added).some((one) => one.startsWith('3 annotation new')));
});
