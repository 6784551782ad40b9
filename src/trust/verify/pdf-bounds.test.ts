import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appended, type Bodies, bodyOf } from '../formats/pades/test-pdf.ts';
import { messagesInPdf } from './pdf.ts';
import { reported, signedPdf, verdictOf } from './test-pdf-world.ts';

// ES-12.3.1 lets anybody send a file. What anybody hangs on one costs no more than a bounded amount of work and of words.

const pdf = await signedPdf();
const FIRST = 1000;
const withFields = (count: number, refs: number, body: (at: number) => string): Buffer => {
  const list = Array.from({ length: refs }, (_, at) => `${FIRST + at} 0 R`).join(' ');
  const bodies: Record<number, string> = {
    1: bodyOf(pdf, 1).replace(/\/Fields \[([^\]]*)\]/, (_, all: string) => `/Fields [${all} ${list}]`),
  };
  for (let at = 0; at < count; at++) bodies[FIRST + at] = body(at);
  return appended(pdf, bodies satisfies Bodies);
};
const nested = (count: number, letters: number): Buffer =>
  withFields(count, 1, (at) => {
    const kid = at + 1 < count ? `/Kids [${FIRST + at + 1} 0 R] ` : '';
    return `<< /T (${'x'.repeat(letters)}${at}) ${kid}>>`;
  });

test('fields in fields are read to a depth, and full names to a length', () => {
  assert.equal(verdictOf(nested(20, 5)), 'invalid');
  assert.equal(verdictOf(nested(2000, 190)), 'SIGNATURE_TOO_MUCH');
  assert.equal(verdictOf(nested(40, 1)), 'SIGNATURE_TOO_MUCH');
  assert.equal(verdictOf(nested(4, 190)), 'SIGNATURE_TOO_MUCH');
});

test('of very many changes the report names some, and says that there is more that nobody can tell', () => {
  const report = reported(withFields(10_000, 10_000, (at) => `<< /T (x${at}) >>`));
  assert.equal(report.verdict, 'invalid');
  const changes = report.pdf!.revisions[2]!.changes;
  assert.equal(changes.length, 201);
  assert.deepEqual(
    [changes.at(-1)!.kind, changes.at(-1)!.where, changes.at(-1)!.standing],
    ['unknown', '…', 'forbidden'],
  );
  assert.ok(JSON.stringify(report).length < 200_000);
});

test('many revisions of many fields are too much to compare, and their messages are read without comparing', () => {
  let much = withFields(3000, 3000, (at) => `<< /T (x${at}) >>`);
  for (let at = 0; at < 60; at++) much = appended(much, { 900: `(${at})` });
  assert.equal(verdictOf(much), 'SIGNATURE_TOO_MUCH');
  assert.equal(messagesInPdf(much).messages.length, 1);
});

test('objects that lie in one another’s comments are paid for each time they are read', () => {
  let text = '';
  const places: Record<number, number> = {};
  const head = '5000 0 obj\n(x)\nendobj\n'.length;
  for (let at = 0; at < 4000; at++) {
    places[10_000 + at] = pdf.length + head + text.length;
    text += `${10_000 + at} 0 obj % `;
  }
  const before = `${text}${'x'.repeat(400_000)}\nnull\nendobj\n`;
  assert.equal(verdictOf(appended(pdf, { 5000: '(x)' }, { before, places })), 'SIGNATURE_TOO_MUCH');
});
