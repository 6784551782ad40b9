import type { SigningEvidence } from '../../identity/index.ts';
import { canonicalBytes, hex, type JsonObject, sha256 } from '../../record/index.ts';
import type { Pdf } from '../../platform/pdf/pdf.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type ConsentDocument,
  fullName,
  originalAttachment,
  type PrintFacts,
  signatoryOf,
  toFormInputs,
} from '../document/index.ts';

type Given = { at: Date; evidence: Partial<SigningEvidence> | null; evidenceId: string | null };

/** The rendering of a consent as its official form, the original attached. The same consent gives the same bytes. */
export async function renderConsent(
  pdf: Pdf,
  document: ConsentDocument,
  lang: Lang,
  signed: Given | null,
): Promise<Uint8Array> {
  const original = canonicalBytes(document as unknown as JsonObject);
  const { template, data } = toFormInputs(document, lang, {
    documentHash: hex(sha256(original)),
    signature: markOf(document, signed),
  });
  return pdf.render(template, data, {
    timestamp: signed?.at ?? new Date(`${document.signedOn}T00:00:00+06:00`),
    attachments: [originalAttachment(original)],
  });
}

export type Certifying = {
  readonly pdf: Pdf;
  /** A rendering under the platform's own automatic signature, which lets nothing be changed (ES-12.5). */
  readonly certify: (rendering: Uint8Array) => Promise<Uint8Array>;
};

/**
 * DECISIONS 8: the rendering as it goes out to prove something. Its first revision is `renderConsent`'s, octet by octet, whenever it
 * is made; the signature is a revision after it.
 */
export const certifiedConsent = async (
  { pdf, certify }: Certifying,
  document: ConsentDocument,
  lang: Lang,
  signed: Given,
): Promise<Uint8Array> => certify(await renderConsent(pdf, document, lang, signed));

function markOf(document: ConsentDocument, signed: Given | null): PrintFacts['signature'] {
  const signatureClass = signed?.evidence?.signatureType;
  if (signed === null || signatureClass === undefined || signed.evidenceId === null) return null;
  return {
    signer: fullName(signatoryOf(document).name),
    at: signed.at,
    signatureClass: signatureClass as never,
    evidenceId: signed.evidenceId,
  };
}
