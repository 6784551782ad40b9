import { contract, pdfOf, type Bodies } from '../../../src/trust/formats/pades/test-pdf.ts';
import { prepareCades } from '../../../src/trust/formats/cades/sign.ts';
import { cadesMessage, digestsOf, finishSigner, signPrepared } from '../../../src/trust/formats/index.ts';
import { centre, creationMeans, type Member, person } from '../../../src/trust/verify/test-world.ts';

// PDF files that are signed octet by octet: the mathematics is right over whatever the range says, however strange it is.

/** Digits of the string that the message goes into. */
const room = 16_384;
const digits = '0'.repeat(room);
const rangeRoom = `[0${' '.repeat(90)}]`;

/** The dictionary as it is usually written; `entries` behind. */
export const signatureBody = (entries = ''): string =>
  `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20260401040000Z) /ByteRange ${rangeRoom} /Contents <${digits}> ${entries}>>`;

export type Own = {
  readonly who?: Member;
  /** The four numbers, from where the string with the digits begins and ends and how long the file is. */
  readonly range?: (start: number, end: number, size: number) => readonly (number | string)[];
  /** What is signed, where it is not what the range says. */
  readonly over?: (bytes: Buffer, start: number, end: number) => Buffer;
  /** What is written for the message. */
  readonly written?: (message: string, room: number) => string;
  readonly message?: (covered: Buffer) => Buffer;
};

const cades = (who: Member, covered: Buffer): Buffer => {
  const { certificate } = who;
  const prepared = prepareCades({ certificate, content: digestsOf(covered), signingTime: undefined, creationMeans });
  return cadesMessage([finishSigner(prepared, signPrepared(prepared, who.key))], [certificate, centre.certificate]);
};

/** Signs the file in which a dictionary of `signatureBody` stands. */
export function signedOwn(unsigned: Buffer, { who = person, ...how }: Own = {}): Buffer {
  const bytes = Buffer.from(unsigned);
  const start = bytes.lastIndexOf(`<${digits}`);
  const end = start + room + 2;
  const numbers = how.range?.(start, end, bytes.length) ?? [0, start, end, bytes.length - end];
  const at = bytes.lastIndexOf(rangeRoom);
  if (at >= 0) bytes.write(`[${numbers.join(' ')}`.padEnd(rangeRoom.length - 1), at, 'latin1');
  const parts: Buffer[] = [];
  for (let n = 0; n + 1 < numbers.length; n += 2) {
    const from = Math.max(0, Number(numbers[n]));
    parts.push(bytes.subarray(from, from + Math.max(0, Number(numbers[n + 1]))));
  }
  const covered = how.over?.(bytes, start, end) ?? Buffer.concat(parts);
  const text = (how.message?.(covered) ?? cades(who, covered)).toString('hex');
  bytes.write(how.written?.(text, room) ?? text.padEnd(room, '0'), start + 1, 'latin1');
  return bytes;
}

/** The usual contract with a signature of one's own writing in its empty field: object 8. */
export const withSignature = (body: string | Buffer = signatureBody(), change: Bodies = {}): Bodies =>
  contract({
    7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (clerk) /V 8 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>',
    8: body,
    ...change,
  });

export const ownPdf = (how: Own = {}, body: string | Buffer = signatureBody(), change: Bodies = {}): Buffer =>
  signedOwn(pdfOf(withSignature(body, change)), how);
