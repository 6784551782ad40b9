import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { glossary } from '../../law/index.ts';
import { lawsOfTerms } from '../../law/glossary.ts';
import { canonicalBytes } from '../../record/index.ts';
import { packagedFonts } from '../../platform/pdf/pdf.ts';
import type { RenderRequest } from '../../platform/pdf/protocol.ts';
import { hashTemplate, readTemplates } from '../../platform/pdf/templates.ts';
import { Typesetter } from '../../platform/pdf/typeset.ts';
import type { Lang } from '../../platform/text.ts';
import { type ConsentDocument, originalBytes } from './document.ts';
import { formTextKy } from './form-texts-ky.ts';
import { printable } from './printing.ts';
import { blankCp8, type BlankContent, blankForm } from './blank.ts';
import { type FormInputs, formTexts, type PrintFacts, toFormInputs, wordingOf } from './render.ts';
import { toNoticeInputs } from './notice-print.ts';
import { type ReceiptKind, toReceiptInputs } from './receipt.ts';
import { byRepresentative, manyItems, sampleConsent, sampleCp8 } from './sample-data.ts';
import { originalAttachment, templateHashes } from './template-hashes.ts';

const formsDir = fileURLToPath(new URL('../../../forms/', import.meta.url));
const lawDir = fileURLToPath(new URL('../../../law/', import.meta.url));
const typesetter = new Typesetter({ formsDir, fontPaths: packagedFonts() });
const facts: PrintFacts = {
  documentHash: '0123456789abcdef'.repeat(4),
  signature: {
    signer: 'Үсөнбаева Айгүл Өмүрбековна',
    at: new Date('2026-11-21T12:05:00Z'),
    signatureClass: 'unqualified',
    evidenceId: '019a0000-0000-7000-8000-00000000abcd',
  },
};
const unsigned: PrintFacts = { ...facts, signature: null };

const request = (inputs: FormInputs): RenderRequest => ({
  template: inputs.template,
  data: JSON.stringify(inputs.data),
  timestamp: 1_795_262_700,
  attachments: [],
});
type Blank = { readonly id: string; readonly value: string | null };
const blanks = (inputs: FormInputs): readonly Blank[] =>
  typesetter.marks(request(inputs), 'field') as unknown as readonly Blank[];
const idsOf = (inputs: FormInputs): readonly string[] => blanks(inputs).map((blank) => blank.id);
const valueOf = (inputs: FormInputs, id: string): string | null | undefined =>
  blanks(inputs).find((blank) => blank.id === id)?.value;

const hasPdftotext = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
const needsPdftotext = {
  skip: hasPdftotext ? false : 'pdftotext (poppler-utils) is not here: the printed text is NOT read back',
};
const printedText = (inputs: FormInputs): string =>
  execFileSync('pdftotext', ['-raw', '-', '-'], { input: typesetter.render(request(inputs)) }).toString('utf8');
// What a reader compares: neither line breaks nor ruled lines nor the marks of a broken word count.
const folded = (text: string): string => text.replace(/[\s_\u200B]/g, '');

const formLines = [
  'CP-F-01',
  'CP-F-02',
  'CP-F-04',
  'CP-F-05',
  'CP-F-06',
  'CP-F-07',
  'CP-F-08',
  'CP-F-09',
  'CP-F-10',
  'CP-F-11',
  'CP-F-12',
  'CP-F-13',
  'CP-F-14',
  'CP-F-15',
  'CP-F-16',
  'CP-F-17',
  'CP-F-18',
  'CP-F-19',
  'CP-F-20',
  'CP-F-21',
  'CP-F-22',
  'CP-F-23',
  'CP-F-24',
  'CP-F-25',
  'CP-F-26',
  'CP-F-27',
  'CP-F-28',
  'CP-F-29',
  'CP-F-30',
  'CP-F-31',
  'CP-F-32',
  'CP-F-33',
  'CP-F-34',
  'CP-F-35',
];

test('CP-F-01 CP-F-20: the Kyrgyz text of the form is the law’s own, character for character', () => {
  const file = readdirSync(lawDir).find((name) => name.startsWith('001_'))!;
  const law = readFileSync(`${lawDir}${file}`, 'utf8').split('\n').slice(120).join('\n');
  // The letter c is the residue of a tick-box in the published text.
  const published = folded(law.replace(/^c\s/gm, '')).replace(/1\.2\.3\.4\.5\.6\.7\.8\./, '');
  assert.equal(folded(Object.values(formTextKy).join('')), published);
});

test('the translations have every line of the form', () => {
  for (const lang of ['ru', 'en'] as const) assert.deepEqual(Object.keys(formTexts[lang]), Object.keys(formTextKy));
});

for (const lang of ['ky', 'ru', 'en'] as const)
  test(`every line of the decree's form is printed, in its order (${lang})`, () => {
    for (const inputs of [blankForm(null, lang, 'f'.repeat(64)), toFormInputs(sampleConsent, lang, facts)]) {
      const unique = idsOf(inputs).filter((id, i, all) => all.indexOf(id) === i);
      assert.deepEqual(unique, formLines);
    }
  });

test('CP-4c: the paper blank is a PDF whose lines are empty for the pen', () => {
  const inputs = blankForm(null, 'ky', 'f'.repeat(64));
  assert.equal(
    Buffer.from(typesetter.render(request(inputs)))
      .subarray(0, 5)
      .toString(),
    '%PDF-',
  );
  const written = blanks(inputs).filter(
    ({ value }) => value !== null && value !== '' && value !== '☐' && value !== '--',
  );
  assert.deepEqual(written, []);
  assert.equal(idsOf(inputs).filter((id) => id === 'CP-F-25').length, 8);
});

const published: BlankContent = {
  ...sampleConsent,
  serviceName: sampleConsent.standardForm!.service.name,
  validityEnd: { kind: 'span', text: { ky: 'кол коюлган күндөн тартып 12 ай' } },
  purposeVersion: 'c'.repeat(64),
};

test(
  'a paper blank of a service has what the holder knows, its supplement, and nothing of a person',
  needsPdftotext,
  () => {
    const inputs = blankForm(published, 'ru', 'f'.repeat(64));
    assert.match(valueOf(inputs, 'CP-F-21') ?? '', /Мамлекеттик салык кызматы.*Сыноо көчөсү.*Макулдук/);
    assert.match(valueOf(inputs, 'CP-F-27') ?? '', /Salyk\.kg/);
    assert.equal(valueOf(inputs, 'CP-F-04'), '');
    const text = folded(printedText(inputs));
    for (const known of [...sampleConsent.grounds, ...sampleConsent.purposes].map((one) => one.text.ky))
      assert.ok(text.includes(folded(known)), known);
    assert.ok(
      text.includes(folded('кол коюлган күндөн тартып 12 ай')),
      'what the form has no line for is in the supplement',
    );
    assert.ok(!text.includes(folded(sampleConsent.subject.name.surname)));
  },
);

// The lines and boxes that CP-8 asks the signer to fill in; what the holder knows is printed.
const ofPerson = ['CP-8a-1', 'CP-8a-2', 'CP-8a-3', 'CP-8b-1', 'CP-8b-2', 'CP-8b-3', 'CP-8b-4'];
for (const lang of ['ky', 'ru', 'en'] as const) {
  test(
    `the paper blank outside services has a line or a printed value for every element (${lang})`,
    needsPdftotext,
    () => {
      const doc: BlankContent = {
        ...sampleCp8,
        serviceName: null,
        validityEnd: published.validityEnd,
        purposeVersion: published.purposeVersion,
        thirdPartyTransfer: { possible: true, recipients: [{ name: { ky: 'Социалдык фонд' }, country: 'KG' }] },
      };
      const inputs = blankCp8(doc, lang, 'f'.repeat(64));
      const ids = idsOf(inputs);
      for (const id of [...ofPerson, 'CP-8e', 'CP-8g-1', 'CP-8g-2', 'CP-5', 'signed-on', 'CP-F-34', 'CP-F-35'])
        assert.ok(ids.includes(id), id);
      const items = blanks(inputs).filter(({ id }) => id === 'CP-8e');
      assert.deepEqual(
        items.map(({ value }) => value),
        doc.dataItems.map(() => '☐'),
        'each item has its own box and nothing is ticked beforehand',
      );
      const text = folded(printedText(inputs));
      const known = [
        doc.holder.name.ky,
        doc.holder.address.ky,
        ...doc.grounds.map((one) => one.text.ky),
        ...doc.purposes.map((one) => one.text.ky),
        ...doc.dataItems.map((one) => one.text.ky),
        doc.methods.text.ky,
        'Социалдык фонд',
        'Башкача колдонуу каралган эмес.',
        'кол коюлган күндөн тартып 12 ай',
        doc.purposeVersion,
      ];
      for (const value of known) assert.ok(text.includes(folded(value)), value);
      assert.ok(!text.includes(folded(sampleCp8.subject.name.surname)), 'nothing of a person');
    },
  );

  test(`the template of a CP-8 consent is wholly empty for the pen (${lang})`, () => {
    const inputs = blankCp8(null, lang, 'f'.repeat(64));
    assert.deepEqual(
      blanks(inputs).filter(({ value }) => value !== null && value !== ''),
      [],
    );
    const ids = idsOf(inputs);
    for (const id of [
      ...ofPerson,
      'CP-8c-1',
      'CP-8c-2',
      'CP-8d-1',
      'CP-8d-2',
      'CP-8e',
      'CP-8f-1',
      'CP-8g-1',
      'CP-8g-2',
      'CP-8g-3',
      'CP-8g-4',
      'CP-8h-1',
    ])
      assert.ok(ids.includes(id), id);
  });
}

test('CP-F-12 CP-F-11: the representative stands at “Мен”, the person represented in the block', () => {
  const inputs = toFormInputs(byRepresentative(sampleConsent), 'ky', unsigned);
  assert.equal(valueOf(inputs, 'CP-F-04'), 'Өмүрбеков Нурлан');
  assert.equal(valueOf(inputs, 'CP-F-12'), 'Үсөнбаева Айгүл Өмүрбековна');
  assert.equal(valueOf(inputs, 'CP-F-13'), sampleConsent.subject.address.text);
  assert.equal(valueOf(inputs, 'CP-F-16'), sampleConsent.subject.identityDocument.number);
  assert.match(valueOf(inputs, 'CP-F-19') ?? '', /нотариалдык ишеним кат, № 000-17, 2026-жылдын 10-февралы/);
  assert.equal(valueOf(inputs, 'CP-F-35'), 'Өмүрбеков Нурлан');
});

test('CP-8b-5 CP-F-11: when the subject signs, the block for trusted persons stays empty', () => {
  const inputs = toFormInputs(sampleConsent, 'ky', facts);
  for (const id of ['CP-F-12', 'CP-F-13', 'CP-F-14', 'CP-F-15', 'CP-F-16', 'CP-F-17', 'CP-F-18', 'CP-F-19'])
    assert.equal(valueOf(inputs, id), '', id);
});

test('CP-F-25: twelve items take twelve numbered lines and none is lost', () => {
  const inputs = toFormInputs({ ...sampleConsent, dataItems: manyItems }, 'ky', facts);
  const lines = blanks(inputs).filter((blank) => blank.id === 'CP-F-25');
  assert.deepEqual(
    lines.map((blank) => blank.value),
    manyItems.map((item) => item.text.ky),
  );
});

test('CP-F-25: the generated form prints twelve numbered lines, each with its item', needsPdftotext, () => {
  const text = folded(printedText(toFormInputs({ ...sampleConsent, dataItems: manyItems }, 'ky', facts)));
  let from = 0;
  for (const [at, item] of manyItems.entries()) {
    const line = text.indexOf(folded(`${at + 1}. ${item.text.ky}`), from);
    assert.ok(line >= from, `${at + 1}. ${item.text.ky}: ${text.slice(from, from + 400)}`);
    from = line + 1;
  }
});

test('CP-F-26: a service that requires three categories lists exactly these three, and what was declined is not among them', () => {
  const listed = (doc: ConsentDocument): readonly string[] =>
    blanks(toFormInputs(doc, 'ky', facts))
      .filter(({ id, value }) => id === 'CP-F-25' && value !== '')
      .map(({ value }) => value!);
  assert.deepEqual(listed(sampleConsent), ['толук аты-жөнү', 'туулган күнү', 'электрондук почта']);
  const partial = sampleConsent.dataItems.map((item) =>
    item.code === 'email' ? { ...item, choice: 'declined' as const } : item,
  );
  assert.deepEqual(listed({ ...sampleConsent, dataItems: partial }), ['толук аты-жөнү', 'туулган күнү']);
});

test('the three permissions are ticked as given', () => {
  const inputs = toFormInputs(sampleConsent, 'ky', facts);
  assert.deepEqual(
    ['CP-F-22', 'CP-F-23', 'CP-F-24'].map((id) => valueOf(inputs, id)),
    ['☑', '☐', '☐'],
  );
});

test('the printed form reads as the law has it, line after line', needsPdftotext, () => {
  const text = folded(printedText(blankForm(null, 'ky', 'f'.repeat(64))));
  let from = 0;
  for (const [key, line] of Object.entries(formTextKy)) {
    const at = text.indexOf(folded(line), from);
    // The words that close a ruled line may be read before or after its caption.
    assert.ok(at >= 0 || text.includes(folded(line)), `${key}: ${line}`);
    if (at >= 0 && line.length > 20) from = at;
  }
});

test(
  'CP-3: every term of the glossary that the generated documents print has its source among the three laws',
  needsPdftotext,
  () => {
    const printed = [sampleConsent, sampleCp8].map((doc) =>
      folded(printedText(toFormInputs(doc, 'ky', facts))).toLowerCase(),
    );
    const used = glossary.filter(({ term }) => printed.some((text) => text.includes(folded(term.ky).toLowerCase())));
    assert.ok(used.length >= 3, used.map(({ key }) => key).join());
    for (const { key, source } of used) assert.ok(lawsOfTerms.includes(source), key);
  },
);

const longPerson = {
  ...sampleConsent.subject,
  name: {
    surname: 'Абдыкадыровабайтемиркызыкожомжаровабекмурзаевна',
    givenName: 'Гүлнара-Перизат',
    patronymic: 'Мухаммедкалыевна',
  },
  address: {
    kind: 'stay' as const,
    text: 'Жалал-Абад облусу, Тогуз-Торо району, Казарман айыл аймагы, Казарман айылы, Кыргыз Республикасынын Эгемендүүлүгүнүн отуз беш жылдыгы атындагы көчө, 123-үй, 4-корпус, 56-батир',
  },
};
const shapes: readonly (readonly [string, ConsentDocument])[] = [
  ['by the subject', sampleConsent],
  ['by a representative', byRepresentative(sampleConsent)],
  ['twelve items', { ...sampleConsent, dataItems: manyItems }],
  ['very long name and address', { ...sampleConsent, subject: longPerson, signatureName: longPerson.name }],
  ['the CP-8 document', sampleCp8],
];
for (const [shape, doc] of shapes)
  for (const lang of ['ky', 'ru', 'en'] as const)
    test(`every value of the consent is on the paper: ${shape}, ${lang}`, needsPdftotext, () => {
      const text = folded(printedText(toFormInputs(doc, lang, facts)));
      const { subject, representative, holder } = doc;
      const persons = representative === null ? [subject] : [subject, representative];
      const values = [
        ...persons.flatMap((one) => [
          one.name.surname,
          one.address.text,
          one.identityDocument.number,
          one.identityDocument.issuedBy,
        ]),
        ...(representative === null ? [] : [representative.authority.number!, representative.authority.issuedBy!]),
        holder.name.ky,
        holder.address.ky,
        holder.contacts.phone!,
        '00101189910001',
        '000000-0000-000',
        ...doc.grounds.map((one) => one.text.ky),
        ...doc.purposes.map((one) => one.text.ky),
        ...doc.dataItems.map((one) => one.text.ky),
        doc.methods.text.ky,
        'Үчүнчү жактарга берилбейт.',
        'Трансчекаралык берүү жок.',
        'Башкача колдонуу каралган эмес.',
        'Жалпыга жеткиликтүү булактарда таратылбайт.',
        doc.storageTerm!.text.ky,
        '2027-жылдын 20-ноябры',
        doc.notice.hash,
        facts.documentHash,
        facts.signature!.evidenceId,
        ...(doc.standardForm === null ? [] : [doc.standardForm.place, doc.standardForm.service.name.ky]),
      ];
      for (const value of values) assert.ok(text.includes(folded(value)), value);
    });

test('every Kyrgyz letter has a glyph in each of the fonts', () => {
  const letters = 'АаБбВвГгДдЕеЁёЖжЗз ИиЙйКкЛлМмНнҢңОоӨө ПпРрСсТтУуҮүФфХхЦцЧчШш ЩщЪъЫыЬьЭэЮюЯя №«»–—„“"';
  assert.equal(printable(letters), letters);
  const doc = { ...sampleConsent, standardForm: { ...sampleConsent.standardForm!, place: letters } };
  // The compiler refuses an archival file with a sign that no font has.
  assert.ok(typesetter.render(request(toFormInputs(doc, 'ky', facts))).length > 1000);
});

test('what a person writes is set as text, never as markup, and a sign without a glyph breaks nothing', () => {
  const nasty = '#panic("x") *b* _i_ $x$ @ref <label> \\ // [c] 王小明 \u{1F600} \u202Eabc \uD800';
  const doc = { ...sampleConsent, standardForm: { ...sampleConsent.standardForm!, place: nasty } };
  const inputs = toFormInputs(doc, 'ky', facts);
  assert.ok(valueOf(inputs, 'CP-F-02')?.startsWith('#panic("x") *b* _i_ $x$ @ref <label> \\ // [c] \uFFFD'));
  assert.ok(typesetter.render(request(inputs)).length > 1000);
});

test('PD-9.6-8: an extra field of the holder is in the document', () => {
  const doc: ConsentDocument = { ...sampleCp8, extra: [{ label: { ky: 'Байланыш тили' }, value: { ky: 'кыргызча' } }] };
  const sections = toFormInputs(doc, 'ky', facts).data['sections'] as readonly {
    rows: readonly { label: { ky: string } }[];
  }[];
  assert.ok(sections.some((one) => one.rows.some((row) => row.label?.ky === 'Байланыш тили')));
});

test('the same consent gives the same bytes, on paper and in the original', () => {
  const once = (lang: Lang): Uint8Array => typesetter.render(request(toFormInputs(sampleConsent, lang, facts)));
  assert.deepEqual(once('ru'), once('ru'));
  const original = originalBytes(sampleConsent, canonicalBytes);
  assert.deepEqual(originalBytes(structuredClone(sampleConsent), canonicalBytes), original);
});

test('the template hash changes with a template file and with its fixed wording', () => {
  const files = readTemplates(formsDir);
  const hash = hashTemplate('standard-form', files, wordingOf('standard-form'));
  assert.match(hash, /^[0-9a-f]{64}$/);
  for (const name of ['data.typ', 'standard-form.typ', 'style.typ', 'supplement.typ']) {
    const changed = new Map(files).set(name, `${files.get(name)!} `);
    assert.notEqual(hashTemplate('standard-form', changed, wordingOf('standard-form')), hash, name);
  }
  assert.equal(hashTemplate('standard-form', new Map(files).set('receipt.typ', ''), wordingOf('standard-form')), hash);
  assert.notEqual(hashTemplate('standard-form', files, {}), hash);
});

const kinds: readonly ReceiptKind[] = [
  'given',
  'given_in_part',
  'refused',
  'withdrawn',
  'withdrawal_pending',
  'withdrawal_refused',
  'expired',
  'replaced',
  'renewed',
];
for (const lang of ['ky', 'ru', 'en'] as const)
  test(`receipts and notices are printed (${lang})`, () => {
    for (const kind of kinds) {
      const inputs = toReceiptInputs(
        {
          id: 'r-1',
          kind,
          at: new Date('2026-11-21T12:05:00Z'),
          consentId: sampleConsent.consentId,
          subjectName: null,
          holder: sampleConsent.holder,
          purposes: [{ ky: 'максат' }],
          given: [],
          declined: [],
          evidence: null,
          documentHash: null,
          journalEntry: null,
          notes: [{ ky: 'эскертүү' }],
        },
        lang,
      );
      assert.ok(typesetter.render(request(inputs)).length > 1000);
    }
    const notice = { ...sampleConsent, id: 'n-1', dataItems: manyItems, validityEnd: sampleConsent.validity.end };
    assert.ok(typesetter.render(request(toNoticeInputs(notice, lang, 'b'.repeat(64)))).length > 1000);
  });

test('each template has a hash of its own, and the rendering carries the original it was made from', () => {
  const hashes = templateHashes(formsDir);
  assert.equal(new Set(Object.values(hashes)).size, 5);
  const original = originalBytes(sampleConsent, canonicalBytes);
  const pdf = typesetter.render({
    ...request(toFormInputs(sampleConsent, 'ky', facts)),
    attachments: [originalAttachment(original)],
  });
  const text = Buffer.from(pdf).toString('latin1');
  assert.ok(text.includes('/EmbeddedFile') && text.includes('consent.json'));
});
