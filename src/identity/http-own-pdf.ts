import { Type } from 'typebox';
import { type App, type Citizen, orRefuse } from '../platform/http/index.ts';
import { certificateToSign, CertificateToSignSchema } from './certificate-view.ts';
import { jsonOnly, text } from './http-common.ts';
import { completeOwnPdf, prepareOwnPdf } from './sign-own-pdf.ts';
import type { IdentityDeps } from './types.ts';

/** Octets of a file that is signed here; its base64 and what is added to it have to fit into a request. */
export const mostOwnPdf = 10 * 2 ** 20;
const bodyLimit = 15 * 2 ** 20;

const tags = ['signatures'];
const access = [{ for: 'person' as const }];
const Der = Type.String({
  minLength: 4,
  maxLength: 20_000,
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
  description: 'Base64 of DER',
});
const File = (description: string) =>
  Type.String({ minLength: 4, maxLength: bodyLimit, pattern: '^[A-Za-z0-9+/]+={0,2}$', description });
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = (given: string): Buffer => Buffer.from(given, 'base64');

/** ES-12.2: a person's own PDF, signed with the key of a certificate that stays with its owner (PAdES B-LT). Nothing of it is kept. */
export function ownPdfRoutes(app: App, deps: IdentityDeps): void {
  const guarded = { config: { access, rate: 'heavy' as const }, preValidation: jsonOnly, bodyLimit };
  app.post(
    '/v1/me/documents/signing',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'Prepare a PDF of your own for a signature: what is added to it, and what the key signs',
        body: Type.Object({ document: File('Base64 of the PDF'), certificate: Der }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            revision: Type.String({
              description: 'Base64; stands behind the octets that were sent: together they are the prepared file',
            }),
            start: Type.Integer({
              description: 'The digits of the signature stand from this octet of the prepared file',
            }),
            end: Type.Integer({
              description:
                'and end before this one. toSign holds the digest of all other octets, but for < and > around them',
            }),
            toSign: Type.String({ description: 'Base64; the key signs these bytes' }),
            digest: Type.String(),
            claimedAt: Type.String(),
            ticket: Type.String(),
            certificate: CertificateToSignSchema,
          }),
        },
      },
    },
    async (request) => {
      const { document, certificate } = request.body;
      const prepared = orRefuse(
        await prepareOwnPdf(deps, request.principal as Citizen, {
          pdf: bytes(document),
          certificate: bytes(certificate),
        }),
      );
      const { start, end, digest, claimedAt, ticket } = prepared;
      return {
        revision: base64(prepared.revision),
        toSign: base64(prepared.toSign),
        start,
        end,
        digest,
        claimedAt,
        ticket,
        certificate: certificateToSign(prepared.certificate),
      };
    },
  );
  app.post(
    '/v1/me/documents/signature',
    {
      ...guarded,
      schema: {
        tags,
        summary:
          'The signed PDF: the signature in its place with time-stamp and status (B-LT), judged before it is given out',
        body: Type.Object(
          {
            document: File('Base64 of the prepared file'),
            start: Type.Integer({ minimum: 1 }),
            end: Type.Integer({ minimum: 1 }),
            ticket: text(64, 64),
            claimedAt: Type.String({ format: 'date-time' }),
            certificate: Der,
            chain: Type.Optional(Type.Array(Der, { maxItems: 8 })),
            signature: Der,
            limitsKept: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            document: Type.String({ description: 'Base64 of the signed PDF' }),
            class: Type.String(),
            certificate: Type.String({ description: 'Number of the certificate' }),
          }),
        },
      },
    },
    async (request) => {
      const { document, certificate, chain = [], signature, limitsKept = false, ...rest } = request.body;
      const signed = orRefuse(
        await completeOwnPdf(deps, request.principal as Citizen, {
          ...rest,
          prepared: bytes(document),
          certificate: bytes(certificate),
          chain: chain.map(bytes),
          signature: bytes(signature),
          limitsKept,
        }),
      );
      return { document: base64(signed.pdf), class: signed.report.class, certificate: signed.certificate.number };
    },
  );
}
