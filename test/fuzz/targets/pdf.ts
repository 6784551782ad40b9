import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isRefusal } from '../../../src/platform/refusal.ts';
import { readSignedPdf } from '../../../src/trust/formats/index.ts';
import { appended, contract, drawing, pdfOf, placeOf, stream } from '../../../src/trust/formats/pades/test-pdf.ts';
import { isStream } from '../../../src/trust/formats/pades/reader/index.ts';
import { checked, sealedPdf, signedPdf, withEvidence } from '../../../src/trust/verify/test-pdf-world.ts';
import { later } from '../../../src/trust/verify/test-world.ts';
import type { Target } from './target.ts';

// PDF files from strangers: whatever is changed, added or made up, it ends soon, and nothing is valid but what was signed.

export const good = await sealedPdf(
  await withEvidence(await signedPdf(undefined, undefined, { field: 'clerk' }), later(31)),
  later(32),
);
const original = readSignedPdf(good);
const [signature] = original.signatures;

/** 'same': valid, and it is what was signed that is valid: the covered octets, the page, nothing done to it. */
export function outcome(bytes: Buffer): 'unread' | 'refused' | 'same' {
  const began = performance.now();
  const report = checked(bytes);
  assert.ok(performance.now() - began < 5_000);
  if (isRefusal(report)) return 'unread';
  if (report.verdict !== 'valid') return 'refused';
  const read = readSignedPdf(bytes);
  const [first] = read.signatures;
  assert.deepEqual(
    first!.covered?.map((part) => part.toString('latin1')),
    signature!.covered!.map((part) => part.toString('latin1')),
  );
  for (const { changes } of report.pdf!.revisions) for (const { standing } of changes) assert.equal(standing, 'kept');
  const words = (file: typeof read): string => {
    const value = file.file.at(file.file.revisions.length - 1).object({ is: 'ref', number: 4, generation: 0 });
    return isStream(value) ? value.raw.toString('latin1') : '';
  };
  assert.equal(words(read), words(original));
  return 'same';
}

const place = fc.nat({ max: good.length - 1 });
const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), at: place, octet: fc.nat({ max: 255 }) }),
  fc.record({ do: fc.constant('cut' as const), at: place, length: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ do: fc.constant('copy' as const), at: place, from: place, length: fc.integer({ min: 1, max: 2_000 }) }),
  fc.record({
    do: fc.constant('word' as const),
    at: place,
    word: fc.constantFrom(
      'endobj',
      ' 0 R',
      '>>',
      '<<',
      'stream\n',
      'xref\n',
      '%',
      '(',
      'null',
      '[',
      '/V 4 0 R',
      '/Kids',
      '9999999999',
    ),
  }),
  fc.record({ do: fc.constant('end' as const), at: place }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function done(bytes: Buffer, one: Step): Buffer {
  const { at } = one;
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (one.do === 'set') return Buffer.concat([head, Buffer.of(one.octet), tail.subarray(1)]);
  if (one.do === 'cut') return Buffer.concat([head, tail.subarray(one.length)]);
  if (one.do === 'copy') return Buffer.concat([head, bytes.subarray(one.from, one.from + one.length), tail]);
  if (one.do === 'word') return Buffer.concat([head, Buffer.from(one.word), tail]);
  return head;
}

const bodyOf = (number: number): string => {
  const from = placeOf(good, number);
  return good.toString('latin1', good.indexOf('<<', from), good.indexOf('endobj', from)).trim();
};
const bodies = [1, 2, 3, 5, 6, 7].map(bodyOf);
const value = fc.constantFrom(
  'null',
  '4 0 R',
  '20 0 R',
  '[]',
  '[20 0 R]',
  '(x)',
  '/X',
  '1',
  '<< >>',
  '<< /S /JavaScript /JS (x) >>',
  '<00>',
  '[0 0 0 0]',
  '[0 0 595 842]',
);
const key = fc.constantFrom(
  '/Contents',
  '/Pages',
  '/Kids',
  '/Annots',
  '/AP',
  '/V',
  '/Rect',
  '/DSS',
  '/Perms',
  '/AcroForm',
  '/Fields',
  '/OpenAction',
  '/Version',
  '/Extensions',
  '/Resources',
  '/FT',
  '/Parent',
  '/Metadata',
  '/SigFlags',
);
const body = fc.oneof(
  fc.tuple(fc.constantFrom(...bodies), key, value).map(([text, name, to]) => {
    const pattern = new RegExp(`${name}\\b\\s*(\\[[^\\]]*\\]|<<[^>]*>>|[^/>]*)`);
    return pattern.test(text) ? text.replace(pattern, `${name} ${to} `) : text.replace(/>>$/, `${name} ${to} >>`);
  }),
  fc.constantFrom(...bodies),
  fc.constant(drawing('I pay 900000 som')),
  fc.constant(stream('x', '/Type /XObject /Subtype /Form /BBox [0 0 9 9] ')),
  value,
);
const revision = fc.record({
  objects: fc.dictionary(fc.integer({ min: 1, max: 24 }).map(String), body, { maxKeys: 4 }),
  as: fc.constantFrom('table' as const, 'stream' as const),
  places: fc.dictionary(fc.integer({ min: 1, max: 12 }).map(String), fc.oneof(place, fc.constant(0)), { maxKeys: 1 }),
});

const token = fc.constantFrom(
  '<<',
  '>>',
  '[',
  ']',
  '(a)',
  '<41>',
  '/A',
  '/Type',
  '/Length 5',
  '1',
  '-1',
  '0.5',
  '3 0 R',
  'null',
  'true',
  'stream\nabcde\nendstream',
  'endobj',
  '4 0 obj',
  '%x\n',
  '\n',
  'R',
  'obj',
);
const madeUp = fc
  .tuple(
    fc.dictionary(
      fc.integer({ min: 1, max: 9 }).map(String),
      fc.array(token, { maxLength: 14 }).map((all) => all.join(' ')),
      { maxKeys: 5 },
    ),
    fc.boolean(),
  )
  .map(([objects, whole]) => pdfOf({ ...(whole ? contract() : {}), ...objects }));

export const pdfTargets: readonly Target[] = [
  {
    name: 'PDF file, PAdES B-LTA: octets',
    changed: fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.reduce(done, good)),
    check: outcome,
  },
  {
    name: 'PDF file, PAdES B-LTA: revisions added',
    changed: fc
      .array(revision, { minLength: 1, maxLength: 2 })
      .map((all) => all.reduce((bytes, { objects, ...tail }) => appended(bytes, objects, tail), good)),
    check: outcome,
  },
  {
    name: 'made-up PDF file',
    changed: madeUp,
    check: (bytes) => {
      const found = outcome(bytes);
      assert.notEqual(found, 'same');
      return found;
    },
  },
];
