import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { langs } from '../../platform/text.ts';
import { certificateParts, inGroups } from './words.ts';
import { applicants, company, forCompany, ofCompany } from '../../wiring/test-applicants.ts';
import { openSslFolder, pem } from '../../trust/formats/test-parties.ts';

// The paper form of certificates, as the owner gets it: read back from the PDF and compared with the certificate.

const t = await applicants('2026-11-23T04:00:00Z');
after(() => t.stop());
const squeezed = (text: string): string => text.replace(/\s+/g, '');

test('ES-2.2b ES-14.4a: issued electronically and on paper, a certificate says the same in both forms: every field, and the fingerprints of key and certificate', async () => {
  for (const [change, more] of [
    [{ form: 'both' }, {}],
    [{ ...ofCompany, form: 'both' }, forCompany],
  ] as const) {
    const { view, certificate } = await t.issued(change, more);
    const paper = `/me/certificates/${view.id}/certificate.pdf`;
    assert.equal((await t.applicant.get(paper)).status, 409, 'not before the receipt');
    await t.by(t.applicant, view, 'receipt');
    await t.by(t.applicant, view, 'collect');
    const { put, openssl } = openSslFolder();
    put('own.pem', pem('CERTIFICATE', certificate.raw));
    const shown = openssl('x509 -in own.pem -noout -serial -fingerprint -sha256').stdout.toString();
    const [, serial] = /serial=(\w+)/.exec(shown)!;
    const digest = /ingerprint=([\w:]+)/.exec(shown)![1]!.replaceAll(':', '').toLowerCase();
    for (const lang of langs) {
      const { raw, status } = await t.applicant.get(`${paper}?lang=${lang}`);
      assert.equal(status, 200);
      const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: raw });
      const text = squeezed(read.stdout.toString());
      for (const said of [serial!, inGroups(digest)]) assert.ok(text.includes(squeezed(said)), said);
      for (const { rows } of certificateParts(lang, certificate))
        for (const { lines } of rows)
          for (const word of lines.join(' ').split(/\s+/)) assert.ok(text.includes(word), `${lang}: ${word}`);
      if (more === forCompany) for (const word of company.name.split(' ')) assert.ok(text.includes(word), word);
    }
  }
});
