import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { verifyCommand } from '../../../cli/verify/command.ts';
import { visible, visibleText } from '../../../src/platform/text.ts';
import { isRefusal } from '../../../src/platform/refusal.ts';
import { der, oids } from '../../../src/trust/der/index.ts';
import { verifySignature } from '../../../src/trust/verify/decision.ts';
import { appended, bodyOf } from '../../../src/trust/formats/pades/test-pdf.ts';
import { centre, document, type Member, person } from '../../../src/trust/verify/test-world.ts';
import { reported, signedPdf } from '../../../src/trust/verify/test-pdf-world.ts';
import { message } from './cms.ts';
import { now, place, reissued, trust } from './world.ts';

// Whoever writes a name, a file's name or a remark writes what a stranger will read: no word of it turns a line round, hides itself, or
// writes over what was said before.

const esc = '\x1b[2K\x1b[1A';
const nasty = `Асан${esc}\u202Eлукудлам\u2066\u200B\u009B1m\nколтамга жарактуу`;
const shown = 'Асан[U+001B][2K[U+001B][1A[U+202E]лукудлам[U+2066][U+200B][U+009B]1m колтамга жарактуу';
// oxlint-disable-next-line no-control-regex -- what must not be there
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

const namedSo = (commonName: string): Member => {
  const attribute = (type: string, value: Buffer): Buffer => der.setOf(der.sequence(der.oid(type), value));
  const subject = der.sequence(
    attribute(oids.countryName, der.printableString('KG')),
    attribute(oids.commonName, der.utf8String(commonName)),
  );
  return { ...person, certificate: reissued(person.certificate, centre, { [place.subject]: subject }) };
};

const folder = mkdtempSync(join(tmpdir(), 'mk-words-'));
after(() => rmSync(folder, { recursive: true }));
const printed = async (...args: string[]): Promise<string> => {
  const lines: string[] = [];
  await verifyCommand(args, { env: {}, print: (line) => void lines.push(line), complain: () => undefined });
  return lines.join('\n');
};

test('words that are not seen stand as their numbers, and no more of them than a report has room for', () => {
  assert.equal(visible(nasty), shown);
  for (const plain of ['Үсөнова Айгүл', 'Ёлкин-Щукин Пётр', 'O’Brien, “A & B” №7', '東京', 'naïve é'])
    assert.equal(visible(plain), plain);
  assert.ok(visible('я'.repeat(1_000_000)).length < 5000);
  assert.equal(visibleText('a\r\n\tб\u202Eв'), 'a\n\tб[U+202E]в');
});

test('a signer’s name says itself in the report, on the page’s data and on a terminal', async () => {
  const signature = message({ who: namedSo(nasty) });
  const report = verifySignature({ signature, document, context: trust(), at: now });
  assert.ok(!isRefusal(report));
  assert.equal(report.signatures[0]!.signer?.owner, shown);
  assert.deepEqual(
    strings(report).filter((one) => unseen.test(one)),
    [],
  );
  writeFileSync(join(folder, 'document'), document);
  writeFileSync(join(folder, 'document.p7s'), signature);
  const text = await printed(join(folder, 'document'), '--signature', join(folder, 'document.p7s'));
  assert.ok(text.includes(shown), text);
  assert.doesNotMatch(text, unseen);
});

test('a file’s name moves no cursor, of one file or of a folder', async () => {
  const name = join(folder, `а${esc}\u202Eб\n✓ в`);
  writeFileSync(name, 'no signature');
  for (const args of [[name], [folder], [name, '--jobs', '1']]) {
    const text = await printed(...args, '--lang', 'en');
    assert.ok(text.includes('а[U+001B][2K[U+001B][1A[U+202E]б ✓ в'), text);
    assert.doesNotMatch(text, unseen);
  }
});

test('what stands beside a signature in a PDF says itself too', async () => {
  const pdf = await signedPdf();
  const number = Number(/(\d+) 0 obj\s*<<\s*\/Type \/Sig/.exec(pdf.toString('latin1'))![1]);
  const hex = Buffer.from(`\uFEFF${nasty}`, 'utf16le').swap16().toString('hex');
  const body = bodyOf(pdf, number).replace('/Type /Sig', `/Type /Sig /Reason <${hex}>`);
  const report = reported(appended(pdf, { [number]: body }));
  assert.deepEqual(
    strings(report).filter((one) => unseen.test(one)),
    [],
  );
  assert.ok(strings(report).includes(shown), JSON.stringify(report.signatures[0]?.pdf));
});

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
