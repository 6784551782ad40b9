import { Type } from 'typebox';
import { type App, type Citizen, orRefuse } from '../../platform/http/index.ts';
import type { ExportDeps } from '../evidence/export.ts';
import { consentReceipt, receiptContext } from '../evidence/receipt.ts';
import { ownConsent } from './own-consent.ts';
import { answers, Id } from './schemas.ts';
import { sealedOnRequest, sendSealed, wantsSeal } from './sealed.ts';

/** The receipt of each decision for machines, and the context it is read with. */
export function receiptRoutes(app: App, deps: ExportDeps): void {
  app.get(
    '/v1/me/consents/:consentId/receipt.jsonld',
    {
      config: { access: [{ for: 'person' }] },
      schema: {
        tags: ['citizen'],
        summary: 'The receipt as JSON-LD (ISO/IEC TS 27560 shape, DPV terms)',
        description: sealedOnRequest,
        params: Type.Object({ consentId: Id }),
        response: answers({ 200: Type.Any() }),
      },
    },
    async (request, reply) => {
      const { row } = orRefuse(
        await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId),
      );
      const [holder, version] = await Promise.all([
        deps.registers.holder(row.holder_id),
        deps.registers.version(row.purpose_version_id),
      ]);
      const receipt = consentReceipt(row, holder!, version!, deps.publicUrl);
      if (wantsSeal(request)) return sendSealed(reply, deps, receipt, 'application/ld+json');
      return reply
        .header('vary', 'accept')
        .type('application/ld+json; charset=utf-8')
        .serializer((value: unknown) => JSON.stringify(value))
        .send(receipt);
    },
  );
  app.get(
    '/contexts/consent-receipt-v1.jsonld',
    {
      config: { access: [{ for: 'everyone' }] },
      schema: {
        tags: ['public'],
        summary: 'The pinned JSON-LD context of receipts',
        response: answers({ 200: Type.Any() }),
      },
    },
    async (_request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type('application/ld+json; charset=utf-8')
        .serializer((value: unknown) => JSON.stringify(value))
        .send(receiptContext),
  );
}
