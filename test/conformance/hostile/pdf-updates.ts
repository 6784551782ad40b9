import {
  appended,
  bodyOf,
  type Bodies,
  contract,
  drawing,
  pdfOf,
  stream,
  type Tail,
} from '../../../src/trust/formats/pades/test-pdf.ts';
import { reported, sealedPdf, signedPdf, verdictOf, withEvidence } from '../../../src/trust/verify/test-pdf-world.ts';
import { centre, later } from '../../../src/trust/verify/test-world.ts';
import { signatureBody, signedOwn } from './pdf-own.ts';
import type { Case } from './world.ts';

// What comes after a signature (ISO 32000-2 12.8.2): of a file with something of everything, each name, number, word and reference of each
// object is another one in a revision that follows; then the known ways to show other things, and what may follow.

const base = contract() as Readonly<Record<number, string>>;
const look = (words: string): Buffer => stream(`(${words}) Tj`, '/Type /XObject /Subtype /Form /BBox [0 0 9 9] ');

/** Fonts, pictures, layers, states, colours, names, structure, a form with fields of each type, a second page. */
const rich: Bodies = {
  ...base,
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 10 0 R /OCProperties << /OCGs [11 0 R] /D << /OFF [11 0 R] /Order [] >> >> /Dests << /one [3 0 R /Fit] >> /Names << /Dests << /Names [(a) [9 0 R /Fit]] >> >> /PageMode /UseNone /ViewerPreferences << /DisplayDocTitle true >> /Lang (ky) /MarkInfo << /Marked true >> /OutputIntents [<< /S /GTS_PDFA1 /OutputConditionIdentifier (x) >>] >>',
  2: '<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 /Rotate 0 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /CropBox [0 0 595 842] /UserUnit 1 /Contents [4 0 R] /Resources 12 0 R /Annots [6 0 R 7 0 R 13 0 R] /Tabs /S /Dur 9 /StructParents 0 >>',
  5: '<< /Type /Font /Subtype /TrueType /BaseFont /Zz /FirstChar 65 /LastChar 66 /Widths [500 600] /Encoding << /Differences [65 /a /b] >> /ToUnicode 14 0 R /FontDescriptor 15 0 R >>',
  9: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources 12 0 R >>',
  10: '<< /Fields [6 0 R 7 0 R 16 0 R 17 0 R] /DA (/F1 9 Tf) /DR << /Font << /F1 5 0 R >> >> /Q 0 /NeedAppearances false /CO [6 0 R] >>',
  11: '<< /Type /OCG /Name (layer) /Usage << /Print << /PrintState /OFF >> >> >>',
  12: '<< /Font << /F1 5 0 R >> /XObject << /I 18 0 R /F 19 0 R >> /ExtGState << /G << /ca 0.5 /BM /Multiply >> >> /ColorSpace << /C [/Indexed /DeviceRGB 1 <000000ffffff>] >> /Properties << /L 11 0 R >> /Pattern << /P 20 0 R >> >>',
  13: '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /Border [0 0 0] /A << /S /URI /URI (https://example.kg) >> >>',
  14: stream('begincmap endcmap'),
  15: '<< /Type /FontDescriptor /FontName /Zz /Flags 4 /FontFile2 21 0 R /MissingWidth 500 >>',
  16: '<< /Type /Annot /Subtype /Widget /FT /Btn /T (yes) /V /Off /AS /Off /Rect [0 0 9 9] /P 3 0 R /MK << /CA (4) >> /AP << /N << /On 19 0 R /Off 22 0 R >> >> >>',
  17: '<< /FT /Ch /T (which) /Opt [(a) (b)] /V (a) /Kids [23 0 R] /Ff 131072 >>',
  18: stream(
    'abcdef',
    '/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Interpolate false ',
  ),
  19: look('a form'),
  20: '<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 1] /Function << /FunctionType 2 /Domain [0 1] /N 1 >> >> >>',
  21: stream('a font'),
  22: look('off'),
  23: '<< /Type /Annot /Subtype /Widget /Parent 17 0 R /Rect [0 0 9 9] /P 3 0 R >>',
};

const levels = [undefined, 3] as const;
const signed = new Map<1 | 2 | 3 | undefined, Buffer>();
for (const certify of [undefined, 1, 2, 3] as const)
  signed.set(certify, await signedPdf(undefined, pdfOf(rich), certify === undefined ? {} : { certify }));
const plain = signed.get(undefined)!;
const under = (certify: 1 | 2 | 3 | undefined): string =>
  certify === undefined ? 'signed' : `certified with ${certify}`;

/** What stands between `obj` and `endobj` in the newest revision, streams too. */
const newest = (pdf: Buffer, number: number): string => {
  const found = [1, 3, 10].includes(number) ? bodyOf(pdf, number) : rich[number]!;
  return typeof found === 'string' ? found : found.toString('latin1');
};

const token = /\/[A-Za-z0-9]+|\d+ 0 R|\((?:[^()]*)\)|<[0-9a-f]+>|-?\d+(?:\.\d+)?|\b(?:true|false)\b/g;

/** One token in another form. The page’s and the form’s lists are looked after apart. */
function otherwise(text: string): string {
  if (text.startsWith('/')) return `${text}z`;
  if (text.endsWith(' R')) return text === '14 0 R' ? '21 0 R' : '14 0 R';
  if (text.startsWith('(')) return `${text.slice(0, -1)}z)`;
  if (text.startsWith('<')) return text.replace('0', '1');
  if (text === 'true' || text === 'false') return text === 'true' ? 'false' : 'true';
  return String(Number(text) + 1);
}

function* turned(pdf: Buffer): Generator<readonly [string, Bodies]> {
  for (const number of Object.keys(rich).map(Number)) {
    const whole = newest(pdf, number);
    const [head = '', ...rest] = whole.split('\nstream\n');
    for (const { 0: text, index } of head.matchAll(token)) {
      if (rest.length > 0 && head.slice(0, index).endsWith('/Length ')) continue;
      const change = head.slice(0, index) + otherwise(text) + head.slice(index + text.length);
      yield [`object ${number}, ${text} at ${index}`, { [number]: [change, ...rest].join('\nstream\n') }];
    }
    const added = head.replace('<<', '<< /Zz 1');
    yield [`object ${number}, one entry more`, { [number]: [added, ...rest].join('\nstream\n') }];
    yield [`object ${number}, gone`, { [number]: 'null' }];
    if (rest.length > 0)
      yield [
        `object ${number}, another octet`,
        {
          [number]: [head, rest.join('').replace('\nendstream', 'z\nendstream')]
            .join('\nstream\n')
            .replace(/\/Length \d+/, (all) => `/Length ${Number(all.slice(8)) + 1}`),
        },
      ];
  }
}

// 12.7.3: /SigFlags may grow; each is a name that no reader knows where nothing is to be seen.
const isHarmless = (name: string): boolean => /\/SigFlags|\/Version|\/Extensions/.test(name);

const turnedCases = (): Case[] =>
  levels.flatMap((certify) =>
    [...turned(signed.get(certify)!)]
      .filter(([name]) => !isHarmless(name))
      .map(
        ([name, change]): Case => ({
          name: `${under(certify)}: ${name}`,
          expected: 'not valid',
          found: () => verdictOf(appended(signed.get(certify)!, change)),
        }),
      ),
  );

const annotations =
  'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Caret Stamp Ink Popup FileAttachment Sound Movie Screen Widget PrinterMark TrapNet Watermark 3D Redact Projection RichMedia Zz'.split(
    ' ',
  );
const catalogue =
  'PageLabels Threads OpenAction AA URI Metadata StructTreeRoot SpiderInfo PieceInfo Legal Requirements Collection NeedsRendering AF DPartRoot Outlines PageLayout Zz Acroform acroForm DSS1 dss'.split(
    ' ',
  );
const trailers = ['/Encrypt << >> ', '/Zz 1 ', '/Info 30 0 R ', '/XRefStm 15 '];

const withKey = (dict: string, entry: string): string => dict.replace(/>>\s*$/, `${entry} >>`);
const onPage = (pdf: Buffer, entry: string): string => bodyOf(pdf, 3).replace(/(\/Annots\s*\[)/, `$1 ${entry} `);

type Update = readonly [string, (pdf: Buffer) => readonly [Bodies, Tail?]];
const updates: readonly Update[] = [
  ...annotations.map(
    (kind): Update => [
      `an annotation: ${kind}`,
      (pdf) => [
        {
          3: onPage(pdf, '40 0 R'),
          40: `<< /Type /Annot /Subtype /${kind} /Rect [0 0 595 842] /Contents (I pay 900000) >>`,
        },
      ],
    ],
  ),
  ...catalogue.map(
    (key): Update => [`the catalogue says ${key}`, (pdf) => [{ 1: withKey(bodyOf(pdf, 1), `/${key} << /S /Zz >>`) }]],
  ),
  ...trailers.map(
    (trailer): Update => [`the trailer says ${trailer}`, () => [{ 30: '<< /Title (x) >>' }, { trailer }]],
  ),
  ...['/XFA (x)', '/XFA [(x) 14 0 R]', '/CO [7 0 R]', '/SigFlags 0', '/SigFlags 4'].map(
    (entry): Update => [
      `the form says ${entry}`,
      (pdf) => [{ 10: withKey(bodyOf(pdf, 10).replace(/\/(SigFlags|CO)\s*(\d+|\[[^\]]*\])/g, ''), entry) }],
    ],
  ),
  [
    'appearances are to be made anew',
    (pdf) => [{ 10: bodyOf(pdf, 10).replace('/NeedAppearances false', '/NeedAppearances true') }],
  ],
  [
    'a page more',
    (pdf) => [
      {
        2: String(rich[2]).replace('9 0 R]', '9 0 R 40 0 R]').replace('/Count 2', '/Count 3'),
        40: String(rich[9]),
        3: bodyOf(pdf, 3),
      },
    ],
  ],
  ['a page less', () => [{ 2: String(rich[2]).replace(' 9 0 R]', ']').replace('/Count 2', '/Count 1') }]],
  ['pages the other way round', () => [{ 2: String(rich[2]).replace('3 0 R 9 0 R', '9 0 R 3 0 R') }]],
  ['a page twice', () => [{ 2: String(rich[2]).replace('9 0 R]', '9 0 R 3 0 R]') }]],
  ['the tree of pages in a circle', () => [{ 9: '<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>' }]],
  [
    'pages in a tree that was not',
    () => [
      {
        2: '<< /Type /Pages /Kids [40 0 R] /Count 2 >>',
        40: '<< /Type /Pages /Parent 2 0 R /Kids [3 0 R 9 0 R] /Count 2 >>',
      },
    ],
  ],
  ['the words of the page', () => [{ 4: drawing('I pay 900000 som') }]],
  ['the words of the page, under another generation', () => [{}, { places: { 4: 0 } }]],
  ['a layer switched on', (pdf) => [{ 1: bodyOf(pdf, 1).replace('/OFF', '/ON') }]],
  ['a word said twice in one dictionary', (pdf) => [{ 3: withKey(bodyOf(pdf, 3), '/Contents 14 0 R') }]],
  ['a word said twice, once escaped', (pdf) => [{ 3: withKey(bodyOf(pdf, 3), '/Con#74ents 14 0 R') }]],
  [
    'a stream that is longer than it says',
    () => [
      {
        4: Buffer.from(
          drawing('I pay 900 som')
            .toString('latin1')
            .replace(/\/Length \d+/, '/Length 3'),
          'latin1',
        ),
      },
    ],
  ],
  [
    'a stream whose octets are elsewhere',
    () => [
      {
        18: stream(
          'abcdef',
          '/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 /F (x.png) ',
        ),
      },
    ],
  ],
  [
    'objects in a stream of objects',
    () => [{ 40: stream('4 0 << >>', '/Type /ObjStm /N 1 /First 4 ') }, { as: 'stream' }],
  ],
  ['objects that nothing leads to', () => [{ 41: look('x') }]],
  ['words before the cross-references', () => [{}, { before: '4 0 obj (x) endobj\n' }]],
  ['a second end', () => [{}, { before: '%%EOF\n' + 'x\n' }]],
  ['another start of cross-references', () => [{}, { startxref: 15 }]],
  ['the first revision passed over', () => [{ 4: drawing('x') }, { prev: 15 }]],
  ['a catalogue of one’s own', (pdf) => [{ 40: bodyOf(pdf, 1) }, { root: 40 }]],
  ['a catalogue that is the signed one in other words', (pdf) => [{ 40: `${bodyOf(pdf, 1)} ` }, { root: 40 }]],
  ['a place outside the file', () => [{}, { places: { 4: 9_999_999 } }]],
  ['a table without parts', () => [{}, { parts: false }]],
  ['a hybrid section', () => [{ 40: 'null' }, { beside: [40] }]],
  [
    'a store with an action',
    (pdf) => [{ 1: withKey(bodyOf(pdf, 1), '/DSS << /Certs [] /OpenAction << /S /JavaScript >> >>') }],
  ],
  ['a store whose data are words', (pdf) => [{ 1: withKey(bodyOf(pdf, 1), '/DSS << /Certs [(x)] >>') }]],
  [
    'a new field for words',
    (pdf) => [
      {
        10: bodyOf(pdf, 10).replace(/\/Fields\s*\[/, '/Fields [40 0 R '),
        40: '<< /FT /Tx /T (new) /V (900000) /Rect [0 0 0 0] >>',
      },
    ],
  ],
  [
    'a new empty field for a signature that is to be seen',
    (pdf) => [
      {
        3: onPage(pdf, '40 0 R'),
        10: bodyOf(pdf, 10).replace(/\/Fields\s*\[/, '/Fields [40 0 R '),
        40: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (new) /Rect [0 0 99 99] /P 3 0 R >>',
      },
    ],
  ],
  ['a field less', (pdf) => [{ 10: bodyOf(pdf, 10).replace('16 0 R', '') }]],
];

const sameAgain = (pdf: Buffer, number: number): Bodies => ({ [number]: newest(pdf, number) });
const store = (more = ''): string => `/DSS << /Type /DSS /Certs [40 0 R] ${more}>>`;
const certificate = stream(centre.certificate.raw);
const sealed = await sealedPdf(await withEvidence(plain, later(31)), later(32));
const twice = await signedPdf(undefined, plain);
const inField = await signedPdf(undefined, plain, { field: 'clerk' });
const certifiedTwice = await signedPdf(undefined, signed.get(2)!, {});
const stampedOne = await sealedPdf(await withEvidence(signed.get(1)!, later(31)), later(32));
const stampedTwice = await sealedPdf(await sealedPdf(plain, later(32)), later(33));

/** What may follow: data for checking, time-stamps, further signatures, the same again. */
const allowed: Readonly<Record<string, () => Buffer>> = {
  nothing: () => plain,
  'a revision of nothing': () => appended(plain, {}),
  'a revision of nothing, of the newer kind': () => appended(plain, {}, { as: 'stream' }),
  'the same page again': () => appended(plain, sameAgain(plain, 3)),
  'the same words again': () => appended(plain, sameAgain(plain, 4)),
  'the same tree again': () => appended(plain, sameAgain(plain, 2)),
  certificates: () => appended(plain, { 1: withKey(bodyOf(plain, 1), store()), 40: certificate }),
  'certificates, by their signature': () =>
    appended(plain, {
      1: withKey(bodyOf(plain, 1), store('/VRI << /ABCD << /Cert [40 0 R] /TU (D:20260401040000Z) >> >> ')),
      40: certificate,
    }),
  'a newer version': () => appended(plain, { 1: withKey(bodyOf(plain, 1), '/Version /2.0') }),
  'an extension that is said to be used': () =>
    appended(plain, {
      1: withKey(bodyOf(plain, 1), '/Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>'),
    }),
  'data for checking and a time-stamp': () => sealed,
  'the same where nothing may be changed': () => stampedOne,
  'two time-stamps': () => stampedTwice,
  'a second signature': () => twice,
  'a second signature in the field for it': () => inField,
  'a second signature where filling in is allowed': () => certifiedTwice,
};

// A signature of somebody else, true over all of the file, in a revision that does more than sign.
const signedAlong = (
  pdf: Buffer,
  change: Bodies,
  place = (field: string, page: string): string => page.replace(/(\/Annots\s*\[)/, `$1 ${field} `),
): Buffer =>
  signedOwn(
    appended(pdf, {
      10: bodyOf(pdf, 10).replace(/\/Fields\s*\[/, '/Fields [50 0 R '),
      3: place('50 0 R', bodyOf(pdf, 3)),
      50: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (second) /V 51 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>',
      51: signatureBody(),
      ...change,
    }),
  );
const coloured = await signedPdf(
  undefined,
  pdfOf({
    ...rich,
    3: String(rich[3])
      .replace('/Resources 12 0 R', '/Resources << /Font << /F1 5 0 R >> /ColorSpace 3 0 R >>')
      .replace('/Annots [', '/Annots [/Indexed /DeviceRGB 1 <ffffff000000> '),
    4: stream('/Annots cs 0 sc BT /F1 24 Tf 72 650 Td (AND 900000) Tj ET'),
  }),
);
const first = (pdf: Buffer): string => reported(pdf).signatures[0]!.verdict;
const along: Readonly<Record<string, () => Buffer>> = {
  'the words of the page': () => signedAlong(plain, { 4: drawing('I pay 900000 som') }),
  'a font': () => signedAlong(plain, { 21: stream('other') }),
  'an annotation beside the field': () =>
    signedAlong(plain, { 13: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 595 842] >>' }),
  'a look for the new field, which has room': () =>
    signedAlong(plain, {
      50: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (second) /V 51 0 R /Rect [0 0 595 842] /P 3 0 R /AP << /N 52 0 R >> >>',
      52: look('x'),
    }),
  'the name of a field that is there': () =>
    signedAlong(plain, { 50: '<< /FT /Sig /T (clerk) /V 51 0 R /Rect [0 0 0 0] /P 3 0 R >>' }),
  'the colours of the page, which are its annotations': () => signedAlong(coloured, {}),
};

// 12.8.2.4: a field is locked by its name, however long that is and however it is written.
const unseenSum = (name: string): string =>
  `<< /Type /Annot /Subtype /Widget /FT /Tx /T ${name} /Rect [0 0 0 0] /P 3 0 R >>`;
const long = `(${'n'.repeat(260)})`;
const names: Readonly<Record<string, readonly [string, string]>> = {
  'a short name': ['(sum)', '(sum)'],
  'a long name': [long, long],
  'a long name of two parts': [`(${'n'.repeat(150)}.${'m'.repeat(150)})`, `(${'n'.repeat(150)}.${'m'.repeat(150)})`],
  'a name in two encodings': ['(a\\200b)', '<feff006120220062>'],
  'a name in UTF-8': ['(sum)', '<efbbbf73756d>'],
};
const locked = new Map<string, readonly [Buffer, Bodies]>();
for (const [name, [field, inLock]] of Object.entries(names))
  for (const is of ['locked', 'free']) {
    const rule = `/Lock << /Type /SigFieldLock /Action ${is === 'locked' ? '/Include' : '/Exclude'} /Fields [${inLock}] >>`;
    const [above, below] = field.split('.');
    const fields: Record<number, string> =
      below === undefined
        ? { 6: unseenSum(field) }
        : { 6: `<< /T ${above}) /Kids [30 0 R] >>`, 30: unseenSum(`(${below}`).replace('/P', '/Parent 6 0 R /P') };
    const pdf = pdfOf({ ...base, ...fields, 7: base[7]!.replace('/FT', `${rule} /FT`) });
    const [number, text] = Object.entries(fields).at(-1)!;
    locked.set(`${is} by ${name}`, [
      await signedPdf(undefined, pdf, { field: 'clerk', certify: 2 }),
      { [number]: text.replace('/Tx', '/Tx /V (9)') },
    ]);
  }

export const pdfUpdateCases = (): Case[] => [
  ...Object.entries(allowed).map(
    ([name, make]): Case => ({
      name: `followed by ${name}`,
      expected: 'valid',
      found: () => verdictOf(make()),
      file: make,
    }),
  ),
  ...[...locked].map(
    ([name, [pdf, change]]): Case => ({
      name: `a field is filled in that is ${name}`,
      expected: name.startsWith('locked') ? 'not valid' : 'valid',
      found: () => verdictOf(appended(pdf, change)),
      file: () => appended(pdf, change),
    }),
  ),
  {
    name: 'followed by a second signature of one’s own writing',
    expected: 'valid',
    found: () => verdictOf(signedAlong(plain, {})),
    file: () => signedAlong(plain, {}),
  },
  ...Object.entries(along).map(
    ([name, make]): Case => ({
      name: `a second signature changes ${name}`,
      expected: 'not valid',
      found: () => first(make()),
      file: make,
    }),
  ),
  ...([undefined, 1, 2, 3] as const).flatMap((certify) =>
    updates.map(([name, make]): Case => {
      const file = (): Buffer => {
        const pdf = signed.get(certify)!;
        return appended(pdf, ...make(pdf));
      };
      return { name: `${under(certify)}: ${name}`, expected: 'not valid', found: () => verdictOf(file()), file };
    }),
  ),
  ...turnedCases(),
];
