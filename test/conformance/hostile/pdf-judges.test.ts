import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { root } from '../../../src/trust/verify/test-world.ts';
import { missingPdfTools, pdfJudge } from '../../support/pdfsig.ts';
import { holdsSection } from '../support/section.ts';
import { pdfFrameCases } from './pdf-frames.ts';
import { pdfUpdateCases } from './pdf-updates.ts';

// The same PDF files before pdfsig (22.12), and those that hold before qpdf (11.3). What they refuse and we take would be ours to mend,
// unless a norm says so; what pdfsig takes and we refuse has its reason here. It takes a file of which it calls every signature valid and
// one of them over the total document.

const noTimeStamps = 'EN 319 142-1 5.4: pdfsig does not check time-stamps of documents';
const onlyOurs: Readonly<Record<string, string>> = {
  'with the range up to the last letter':
    'ISO 32000-2 7.5.5: the end of the last line is no content; to pdfsig the file goes on behind the signed',
  'followed by data for checking and a time-stamp': noTimeStamps,
  'followed by the same where nothing may be changed': noTimeStamps,
  'followed by two time-stamps': noTimeStamps,
};
const onlyEnd = 'ISO 32000-2 12.8.1: all but the hole is signed; pdfsig looks at where the range ends';
const otherType = 'ISO 32000-2 12.8.1: the type is Sig';
const keyTwice = 'ISO 32000-2 7.3.7: no key twice; which of them counts is another one to each reader (qpdf warns)';
const notListed = 'ISO 32000-2 12.7.3: what the form does not list is no field of it; pdfsig looks on pages';
const misplaced =
  'ISO 32000-2 7.5.5: the file ends with its last %%EOF; readers look for another one where it does not';
const encrypted = 'ISO 32000-2 7.6: encrypted files are not judged here';
const damaged = 'ISO 32000-2 7.5.4: damaged (qpdf too); each reader then looks for the objects in its own way';
const notCompared = 'ISO 32000-2 12.8.2: pdfsig does not compare what a later revision changed';
const onlyTheirs: Readonly<Record<string, string>> = {
  'range: from the second octet on': onlyEnd,
  'range: from behind the first object on': onlyEnd,
  'dictionary with a subfilter of another kind':
    'ISO 32000-2 12.8.3: an older kind than the message inside is; not judged here',
  'dictionary of another type': otherType,
  'dictionary of the type of time-stamps': otherType,
  'dictionary with the range twice': keyTwice,
  'dictionary with the range twice, once escaped': keyTwice,
  'dictionary with the string twice': keyTwice,
  'dictionary with the string twice, once escaped': keyTwice,
  'dictionary with an unknown rule about changes':
    'ISO 32000-2 12.8.2: what a rule that nobody knows allows, nobody can say',
  'the field has the signature itself, not a reference':
    'the signature has no object of its own, by which it is told what was signed of the form',
  'two fields have it': 'one signature in two fields: in which of them it was given nobody can say',
  'the form does not know the field': notListed,
  'there is no form': notListed,
  'the fields go in a circle': 'ISO 32000-2 12.7.4: fields are a tree',
  'the lock of the field is none': 'ISO 32000-2 12.7.5.5: a lock is a dictionary',
  'octets before the header': 'ISO 32000-2 7.5.2: a file begins with its header, from which places are counted',
  'a header of no version': 'ISO 32000-2 7.5.2: a header says a version (qpdf warns)',
  'octets behind the end': misplaced,
  'no end': misplaced,
  'a second end behind': misplaced,
  'encrypted, by its trailer': encrypted,
  'encrypted by nothing': encrypted,
  'an object where another is said to be': damaged,
  'a revision before that is the same one': damaged,
  'a revision before that lies in the page': damaged,
  'cross-references that do not end': damaged,
  'a second signature changes the words of the page': notCompared,
  'a second signature changes a font': notCompared,
  'a second signature changes an annotation beside the field': notCompared,
  'a second signature changes a look for the new field, which has room': notCompared,
  'a second signature changes the name of a field that is there': notCompared,
  'a second signature changes the colours of the page, which are its annotations': notCompared,
};

const times = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

test('what pdfsig or qpdf refuses of the hostile PDF files is not valid here, and each difference has its reason', (t) => {
  if (missingPdfTools.length > 0) {
    const absent = `NOT RUN: ${missingPdfTools.join(', ')} not installed`;
    t.diagnostic(absent);
    return t.skip(absent);
  }
  const judge = pdfJudge(root.certificate.raw);
  after(() => judge.stop());
  // Of what follows a signature a sample: that not all is signed is the same to pdfsig, whatever it is and whatever was allowed.
  const asked = [...pdfFrameCases(), ...pdfUpdateCases()].flatMap(({ name, expected, file }, at) =>
    file === undefined || name.startsWith('certified') || (name.startsWith('signed: ') && at % 5 > 0)
      ? []
      : [{ name, ours: expected === 'valid', pdf: file() }],
  );
  const found = asked.map(({ name, ours, pdf }) => {
    const said = judge.pdfsig(pdf);
    const signatures = times(said, /^Signature #/gm) - times(said, /field is not signed/g);
    const allValid = signatures > 0 && times(said, /Signature is Valid/g) === signatures;
    // Where something sound follows, the signature is over what was there.
    const isFollowed = ours && /^(followed|a field is filled in)/.test(name);
    return { name, ours, theirs: allValid && (isFollowed || /Total document signed/.test(said)) };
  });
  const named = (ours: boolean, theirs: boolean): string[] =>
    found.flatMap((one) => (one.ours === ours && one.theirs === theirs ? [one.name] : []));
  assert.deepEqual(named(true, false).toSorted(), Object.keys(onlyOurs).toSorted());
  assert.deepEqual(named(false, true).toSorted(), Object.keys(onlyTheirs).toSorted());
  assert.ok(named(true, true).length >= 30 && named(false, false).length >= 75, 'both were asked');
  const damagedToQpdf = asked.filter(
    ({ ours, pdf }) => ours && !/No syntax or stream encoding errors found/.test(judge.qpdf(pdf)),
  );
  assert.deepEqual(
    damagedToQpdf.map(({ name }) => name),
    [],
  );
});

test('docs/conformance.md names the differences about PDF files', () => {
  const rows = (all: Readonly<Record<string, string>>, ours: string, theirs: string): string[] =>
    Object.entries(all).map(([name, why]) => `| ${name} | ${ours} | ${theirs} | ${why} |`);
  const table = [
    '| PDF file | ours | pdfsig | why |',
    '|---|---|---|---|',
    ...rows(onlyOurs, 'valid', 'not all of it'),
    ...rows(onlyTheirs, 'not valid', 'valid'),
  ].join('\n');
  assert.ok(holdsSection('hostile-pdf-judges', table), table);
});
