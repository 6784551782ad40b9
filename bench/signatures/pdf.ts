import { webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { CryptoKeySigner, PDF } from '@libpdf/core';
import { toFormInputs } from '../../src/consent/document/index.ts';
import { sampleConsent } from '../../src/consent/document/sample-data.ts';
import { createPdf } from '../../src/platform/pdf/pdf.ts';
import { reported, signedPdf, withEvidence } from '../../src/trust/verify/test-pdf-world.ts';
import { centre, later, person } from '../../src/trust/verify/test-world.ts';
import { figure, interleaved, ratios } from '../measure.ts';
import { type Options, rate, type Row, type Say } from './row.ts';

// The consent form of two pages as the product renders it: signed (PAdES B-B, P-256), and verified to the report of the law, with the
// comparison of two revisions: the signature's, and one of data for checking after it.

const formsDir = join(import.meta.dirname, '..', '..', 'forms');

async function form(): Promise<Uint8Array> {
  const pdf = createPdf({ formsDir });
  try {
    const { template, data } = toFormInputs(sampleConsent, 'ky', { documentHash: '0'.repeat(64), signature: null });
    return await pdf.render(template, data, { timestamp: later(1) });
  } finally {
    await pdf.stop();
  }
}

/** Signing against libpdf's own (its CMS messages are made by pkijs); verifying by itself, for nobody else names changes. */
export async function measurePdfs({ rounds, part }: Options, say: Say): Promise<Row[]> {
  const document = await form();
  const signed = await signedPdf(person, document);
  const kept = await withEvidence(signed, later(31));
  const key = await webcrypto.subtle.importKey(
    'pkcs8',
    person.key.export({ type: 'pkcs8', format: 'der' }),
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
  const signer = new CryptoKeySigner(key, person.certificate.raw, 'EC', 'ECDSA', [centre.certificate.raw]);
  const check = (pdf: Uint8Array): void => {
    if (reported(pdf).verdict !== 'valid') throw new Error('the bench verified what does not hold');
  };
  const count = Math.ceil(150 * part);
  const sidesOf = {
    signed: () => rate(count, () => signedPdf(person, document)),
    libpdf: () => rate(count, async () => (await PDF.load(document)).sign({ signer, signingTime: later(30) })),
    verified: () => rate(count, () => check(signed)),
    compared: () => rate(count, () => check(kept)),
  };
  for (const warm of Object.values(sidesOf)) await warm();
  const sides = await interleaved(rounds, sidesOf);
  say(
    `PDF: signed ${Math.round(figure(sides.signed).median)}/s, verified ${Math.round(figure(sides.verified).median)}/s`,
  );
  return [
    {
      what: 'PDF form signed/s: PAdES B-B, two pages, P-256',
      figure: figure(sides.signed),
      against: {
        what: '@libpdf/core with its own messages',
        figure: figure(sides.libpdf),
        ratio: ratios(sides.signed, sides.libpdf),
      },
    },
    { what: 'PDF form verified to the report of the law/s', figure: figure(sides.verified) },
    { what: 'the same with a later revision compared/s', figure: figure(sides.compared) },
  ];
}
