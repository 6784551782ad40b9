import { createHash } from 'node:crypto';
import type { CaKey } from '../../issue/index.ts';
import { type Certificate, digestBytes } from '../../path/index.ts';
import type { StatementsToMake } from '../cades/attributes.ts';
import { withSignatureTimeStamp, toTimeStamp } from '../cades/extend.ts';
import { cadesMessage, prepareCades } from '../cades/sign.ts';
import { type ContentDigests, digestsFrom } from '../cms/content.ts';
import { finishSigner, type PreparedSigner } from '../cms/sign.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { around, closedPdf, type OpenPdf, withOpenSignature } from './write.ts';

export type PdfSigning = StatementsToMake & {
  readonly certificate: Certificate;
  /** What the signer claims the time to be: it stands in /M (EN 319 142-1 6.3). */
  readonly at: Date;
  readonly reason?: string;
  readonly location?: string;
  readonly name?: string;
  /** The field; one is made where it is not there. */
  readonly field?: string;
  /** ISO 32000-2 12.8.2.2: certifies the document: 1 nothing may be changed, 2 it may be filled in and signed, 3 annotated too. */
  readonly certify?: 1 | 2 | 3;
  readonly pss?: boolean;
};

/** A PDF up to the key's work, which may happen elsewhere. */
export type PreparedPdf = { readonly open: OpenPdf; readonly signer: PreparedSigner };

/** Octets left for a message: certificates of a chain, a time-stamp with its own. */
const room = 16 * 1024;

/** @throws PdfReadError, RangeError */
export async function preparePdf(pdf: Uint8Array, signing: PdfSigning): Promise<PreparedPdf> {
  const open = await withOpenSignature(pdf, {
    type: 'Sig',
    format: 'ETSI.CAdES.detached',
    field: signing.field,
    texts: {
      M: pdfDate(signing.at),
      ...(signing.reason === undefined ? {} : { Reason: signing.reason }),
      ...(signing.location === undefined ? {} : { Location: signing.location }),
      ...(signing.name === undefined ? {} : { Name: signing.name }),
    },
    certify: signing.certify,
    room,
  });
  return { open, signer: prepareCades({ ...signing, content: rangeDigests(around(open)), signingTime: undefined }) };
}

/** What makes time-stamps: a token over data. */
export type Stamp = (data: Uint8Array) => Promise<Uint8Array>;

/**
 * Signs with a key that is at hand: level B-B, with `stamp` B-T. `chain`: the signer's certificate and those above it, but for
 * the root. @throws PdfReadError, RangeError
 */
export async function signPdf(
  pdf: Uint8Array,
  signing: PdfSigning,
  by: { readonly key: CaKey; readonly chain: readonly Certificate[]; readonly stamp?: Stamp },
): Promise<Buffer> {
  const { open, signer } = await preparePdf(pdf, signing);
  const message = cadesMessage([finishSigner(signer, await by.key.sign(signer.message))], by.chain);
  if (by.stamp === undefined) return closedPdf(open, message);
  const parsed = parseSignedData(message);
  return closedPdf(open, withSignatureTimeStamp(parsed, await by.stamp(toTimeStamp(parsed))));
}

/** B-LTA: a time-stamp over the whole file (EN 319 142-1 5.5). `stamp` is given what it is over. @throws PdfReadError, RangeError */
export async function withDocumentTimeStamp(pdf: Uint8Array, stamp: Stamp): Promise<Buffer> {
  const open = await withOpenSignature(pdf, {
    type: 'DocTimeStamp',
    format: 'ETSI.RFC3161',
    field: undefined,
    texts: {},
    certify: undefined,
    room,
  });
  return closedPdf(open, await stamp(Buffer.concat(around(open))));
}

/** The digests of what a range covers, nothing copied. */
export const rangeDigests = (parts: readonly Uint8Array[]): ContentDigests => {
  const known = new Map<string, Buffer>();
  return digestsFrom((name) => {
    const digest = known.get(name) ?? digestOf(name, parts);
    known.set(name, digest);
    return digest;
  });
};

function digestOf(name: string, parts: readonly Uint8Array[]): Buffer {
  // Streebog takes its input whole.
  if (name.startsWith('streebog')) return digestBytes(name, Buffer.concat(parts));
  const digest = createHash(name);
  for (const part of parts) digest.update(part);
  return digest.digest();
}

// 7.9.4.
const pdfDate = (at: Date): string => `D:${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
