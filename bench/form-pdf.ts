import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sampleConsent } from '../src/consent/document/sample-data.ts';
import { toFormInputs } from '../src/consent/document/index.ts';
import { createPdf } from '../src/platform/pdf/pdf.ts';
import { type Figure, figure, interleaved, ratios } from './measure.ts';

export type PdfResult = {
  readonly ours: Figure;
  readonly pdfkit: Figure;
  readonly ratio: Figure;
  readonly pages: number;
  readonly pdfkitPages: number;
};

type Document = {
  registerFont(name: string, path: string): Document;
  font(name: string): Document;
  fontSize(size: number): Document;
  text(text: string, options: object): Document;
  moveDown(lines: number): Document;
  on(event: 'data', heard: (bytes: Buffer) => void): Document;
  on(event: 'end', heard: () => void): Document;
  bufferedPageRange(): { count: number };
  end(): void;
  y: number;
  moveTo(x: number, y: number): Document;
  lineTo(x: number, y: number): Document;
  stroke(): Document;
};
const tools = createRequire(join(import.meta.dirname, '..', 'test', 'package.json'));
const golos = (weight: string): string =>
  join(
    import.meta.dirname,
    '..',
    'node_modules',
    '@expo-google-fonts',
    'golos-text',
    weight,
    `GolosText_${weight}.ttf`,
  );
const formsDir = join(import.meta.dirname, '..', 'forms');

/** Row 4: one document after the other, warm, through our rendering process as the product asks it; pdfkit in this process. */
export async function measurePdf(
  options: { rounds: number; perRound: number },
  say: (line: string) => void,
): Promise<PdfResult> {
  const { rounds, perRound } = options;
  const PdfKit = tools('pdfkit') as new (options: object) => Document;
  const hash = '0123456789abcdef'.repeat(4);
  const inputs = toFormInputs(sampleConsent, 'ky', { documentHash: hash, signature: null });
  const texts = stringsOf(inputs.data);
  const pdf = createPdf({ formsDir });
  let number = 0;
  // New data each time: the compiler must not answer from its cache.
  const ours = async (): Promise<Uint8Array> => {
    const fresh = toFormInputs(sampleConsent, 'ky', {
      documentHash: String(++number).padStart(64, '0'),
      signature: null,
    });
    return pdf.render(fresh.template, fresh.data, { timestamp: new Date('2026-11-21T12:05:00Z') });
  };
  const theirs = (): Promise<{ bytes: number; pages: number }> =>
    new Promise((resolve) => {
      const document = new PdfKit({ size: 'A4', margin: 56, bufferPages: true });
      let bytes = 0;
      let pages = 0;
      document.on('data', (chunk) => (bytes += chunk.length)).on('end', () => resolve({ bytes, pages }));
      document.registerFont('text', golos('400Regular')).registerFont('bold', golos('700Bold'));
      for (const [index, text] of texts.entries()) {
        const heading = index === 0;
        document
          .font(heading ? 'bold' : 'text')
          .fontSize(heading ? 12 : 8.5)
          .text(text, { align: heading ? 'center' : 'justify', lineGap: 0.5 });
        if (index % 4 === 3) document.moveTo(56, document.y).lineTo(539, document.y).stroke();
      }
      pages = document.bufferedPageRange().count;
      document.end();
    });
  const timed = (make: () => Promise<unknown>) => async (): Promise<number> => {
    const began = performance.now();
    for (let i = 0; i < perRound; i++) await make();
    return perRound / ((performance.now() - began) / 1000);
  };
  try {
    const [mine, other] = [await ours(), await theirs()];
    await timed(ours)();
    await timed(theirs)();
    const sides = await interleaved(rounds, { ours: timed(ours), pdfkit: timed(theirs) });
    const result = {
      ours: figure(sides.ours),
      pdfkit: figure(sides.pdfkit),
      ratio: ratios(sides.ours, sides.pdfkit),
      pages: pagesOf(mine),
      pdfkitPages: other.pages,
    };
    say(
      `form PDF: ${(1000 / result.ours.median).toFixed(1)} ms (${result.pages} pages), pdfkit ${(1000 / result.pdfkit.median).toFixed(1)} ms (${result.pdfkitPages} pages), ${result.ratio.median.toFixed(1)} times`,
    );
    return result;
  } finally {
    await pdf.stop();
  }
}

/** Every sentence the form is fed, in its order: what the other side must set too. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsOf) : [];
}

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
