import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { sampleConsent } from '../src/consent/document/sample-data.ts';
import { toFormInputs } from '../src/consent/document/index.ts';
import { createPdf, type Pdf } from '../src/platform/pdf/pdf.ts';
import { type Figure, figure, interleaved, perSecond, ratios } from './measure.ts';

export type PdfResult = {
  /** The product's rendering processes together, with more documents waiting than there are processes. */
  readonly ours: Figure;
  /** One rendering process, one document after the other. */
  readonly alone: Figure;
  readonly pdfkit: Figure;
  readonly ratio: Figure;
  readonly aloneRatio: Figure;
  readonly processes: number;
  readonly pages: number;
  readonly pdfkitPages: number;
};

type Part = { add(part: Part): Part; end(): Part };
type Document = {
  registerFont(name: string, path: string): Document;
  font(name: string): Document;
  fontSize(size: number): Document;
  text(text: string, x?: number | object, y?: number, options?: object): Document;
  struct(type: string, content?: () => void): Part;
  addStructure(part: Part): Document;
  markContent(type: string, options?: object): Document;
  endMarkedContent(): Document;
  addPage(): Document;
  switchToPage(page: number): Document;
  on(event: 'data', heard: (bytes: Buffer) => void): Document;
  on(event: 'end', heard: () => void): Document;
  bufferedPageRange(): { count: number };
  end(): void;
  page: { margins: { bottom: number } };
  y: number;
  moveTo(x: number, y: number): Document;
  lineTo(x: number, y: number): Document;
  stroke(): Document;
};
const tools = createRequire(join(import.meta.dirname, '..', 'test', 'package.json'));
const fonts = join(import.meta.dirname, '..', 'node_modules', '@expo-google-fonts');
// The four that the form is set in, or as large ones.
const faces = {
  print: join(fonts, 'pt-serif', '400Regular', 'PTSerif_400Regular.ttf'),
  heading: join(fonts, 'pt-serif', '700Bold', 'PTSerif_700Bold.ttf'),
  filled: join(fonts, 'golos-text', '400Regular', 'GolosText_400Regular.ttf'),
  mark: join(fonts, 'golos-text', '600SemiBold', 'GolosText_600SemiBold.ttf'),
};
const formsDir = join(import.meta.dirname, '..', 'forms');

/** Row 4: documents of as many persons, warm, through the rendering processes as the product asks them, and through one; pdfkit in this process. */
export async function measurePdf(
  options: { rounds: number; perRound: number },
  say: (line: string) => void,
): Promise<PdfResult> {
  const { rounds, perRound } = options;
  const PdfKit = tools('pdfkit') as new (options: object) => Document;
  const texts = linesOf(formOf(0).data);
  const processes = Math.min(availableParallelism(), 4);
  const pool = createPdf({ formsDir, workers: processes });
  const single = createPdf({ formsDir, workers: 1 });
  let number = 0;
  const from = (pdf: Pdf) => (): Promise<Uint8Array> => {
    const { template, data } = formOf(++number);
    return pdf.render(template, data, { timestamp: new Date('2026-11-21T12:05:00Z') });
  };
  const sidesOf = {
    ours: () => perSecond(processes * 2, perRound * 4 * processes, from(pool)),
    alone: () => perSecond(1, perRound * 4, from(single)),
    pdfkit: () => perSecond(1, perRound, () => setWithPdfKit(PdfKit, texts)),
  };
  try {
    const [mine, other] = [await from(single)(), await setWithPdfKit(PdfKit, texts)];
    for (const warm of Object.values(sidesOf)) await warm();
    const sides = await interleaved(rounds, sidesOf);
    const result = {
      ours: figure(sides.ours),
      alone: figure(sides.alone),
      pdfkit: figure(sides.pdfkit),
      ratio: ratios(sides.ours, sides.pdfkit),
      aloneRatio: ratios(sides.alone, sides.pdfkit),
      processes,
      pages: pagesOf(mine),
      pdfkitPages: other.pages,
    };
    say(
      `form PDF: ${result.ours.median.toFixed(0)}/s by ${processes} processes, ${result.alone.median.toFixed(0)}/s by one (${result.pages} pages), pdfkit ${result.pdfkit.median.toFixed(0)}/s (${result.pdfkitPages} pages): ${result.ratio.median.toFixed(1)} and ${result.aloneRatio.median.toFixed(1)} times`,
    );
    return result;
  } finally {
    await Promise.all([pool.stop(), single.stop()]);
  }
}

/** The form of the n-th person: name, address, document and hash are new each time, so that the compiler cannot answer from its cache. */
function formOf(n: number): ReturnType<typeof toFormInputs> {
  const { subject } = sampleConsent;
  const letters = String.fromCodePoint(1072 + (n % 32), 1072 + ((n >> 5) % 32));
  const name = { ...subject.name, givenName: `${subject.name.givenName}${letters}` };
  const person = {
    name,
    address: { ...subject.address, text: `Бишкек шаары, Жеңиш көчөсү, ${n}-үй, ${n % 97}-батир` },
    identityDocument: { ...subject.identityDocument, number: String(n).padStart(7, '0') },
  };
  const documentHash = String(n).padStart(64, '0');
  return toFormInputs({ ...sampleConsent, subject: person, signatureName: name }, 'ky', {
    documentHash,
    signature: null,
  });
}

type Line = { readonly text: string; readonly face: keyof typeof faces; readonly size: number; readonly page: boolean };

/** Every sentence the form is fed, in its order, in the face and size it stands in there. */
function linesOf(value: unknown, path = ''): Line[] {
  if (typeof value === 'string') return value === '' ? [] : [{ text: value, ...faceOf(path), page: false }];
  if (value === null || typeof value !== 'object') return [];
  const lines = Object.entries(value).flatMap(([key, inner]) => linesOf(inner, `${path}/${key}`));
  return path === '/supplement' && lines.length > 0 ? [{ ...lines[0]!, page: true }, ...lines.slice(1)] : lines;
}

function faceOf(path: string): Pick<Line, 'face' | 'size'> {
  if (/[Cc]aption$/.test(path)) return { face: 'print', size: 7.5 };
  if (/heading|title/i.test(path)) return { face: 'heading', size: 11 };
  if (/mark|permits/.test(path)) return { face: 'mark', size: 9.3 };
  return path.startsWith('/ky/') ? { face: 'print', size: 10.5 } : { face: 'filled', size: 9.3 };
}

/** The same pages by pdfkit: the same sentences in the same faces, tagged, with rules between rows and a line at each page's foot. */
function setWithPdfKit(PdfKit: new (options: object) => Document, lines: readonly Line[]) {
  return new Promise<{ bytes: number; pages: number }>((resolve) => {
    const document = new PdfKit({
      size: 'A4',
      margins: { left: 71, right: 42, top: 40, bottom: 51 },
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      lang: 'ky',
      displayTitle: true,
      info: { Title: lines[0]!.text },
    });
    let [bytes, pages] = [0, 0];
    document.on('data', (chunk) => (bytes += chunk.length)).on('end', () => resolve({ bytes, pages }));
    for (const [name, path] of Object.entries(faces)) document.registerFont(name, path);
    const whole = document.struct('Document');
    document.addStructure(whole);
    for (const { text, face, size, page } of lines) {
      if (page) document.addPage();
      const heading = face === 'heading';
      const options = { align: heading ? 'center' : 'justify', lineGap: 0.5, paragraphGap: 0 };
      const set = (): unknown => document.font(face).fontSize(size).text(text, options);
      whole.add(document.struct(heading ? 'H1' : 'P', () => void set()));
      if (face !== 'filled') continue;
      document.markContent('Artifact', { type: 'Layout' });
      document.moveTo(71, document.y).lineTo(553, document.y).stroke().endMarkedContent();
    }
    whole.end();
    pages = document.bufferedPageRange().count;
    for (let page = 0; page < pages; page++) {
      document.switchToPage(page);
      document.page.margins.bottom = 0;
      document.markContent('Artifact', { type: 'Pagination' });
      document
        .font('filled')
        .fontSize(6.3)
        .text(`${page + 1} / ${pages}`, 71, 806, { lineBreak: false });
      document.endMarkedContent();
    }
    document.end();
  });
}

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
