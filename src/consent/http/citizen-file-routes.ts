import { Type } from 'typebox';
import { evidenceMediaType } from '../../record/index.ts';
import { type App, type Citizen, orRefuse, RefusalError, sendFile } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import { openConsent } from '../acts/read-consent.ts';
import { exportEvidence, type ExportDeps } from '../evidence/export.ts';
import { certifiedConsent } from '../evidence/rendering.ts';
import { refuse } from '../refusals.ts';
import { ownConsent } from './own-consent.ts';
import { answers, ConsentSchema, Id, LangSchema } from './schemas.ts';
import { consentView } from './views.ts';

const access = [{ for: 'person' as const }];
const tags = ['citizen'];
const ofConsent = Type.Object({ consentId: Id });
const Bytes = Type.Any({ description: 'The file' });

/** One consent with its files: original, evidence, rendering. */
export function fileRoutes(app: App, deps: ExportDeps): void {
  app.get(
    '/v1/me/consents/:consentId',
    {
      config: { access },
      schema: {
        tags,
        summary: 'One consent with its original document',
        params: ofConsent,
        response: answers({ 200: Type.Object({ consent: ConsentSchema, document: Type.Any() }) }),
      },
    },
    async (request) => {
      const { row, scope } = orRefuse(
        await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId),
      );
      const opened = orRefuse(await openConsent(deps, scope, row.subject_id, row.id));
      return { consent: consentView(opened.row), document: opened.document };
    },
  );
  app.get(
    '/v1/me/consents/:consentId/evidence.asice',
    {
      config: { access, rate: 'heavy' },
      schema: {
        tags,
        summary: 'Everything that proves it, in one file (CP-10a)',
        params: ofConsent,
        response: answers({ 200: Bytes }),
      },
    },
    async (request, reply) => {
      const { row, scope } = orRefuse(
        await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId),
      );
      const file = orRefuse(
        await exportEvidence(deps, scope, { kind: 'person', id: row.subject_id }, row.subject_id, row.id),
      );
      return sendFile(reply, file, evidenceMediaType, `makulduk-${row.id}.asice`, 'attachment');
    },
  );
  app.get(
    '/v1/me/consents/:consentId/document.pdf',
    {
      config: { access, rate: 'heavy' },
      schema: {
        tags,
        summary: 'The consent on its official form',
        params: ofConsent,
        querystring: Type.Object({ lang: Type.Optional(LangSchema) }),
        response: answers({ 200: Bytes }),
      },
    },
    async (request, reply) => {
      const { row, scope } = orRefuse(
        await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId),
      );
      const opened = orRefuse(await openConsent(deps, scope, row.subject_id, row.id));
      if (opened.document === null || row.state === 'declined')
        throw new RefusalError(refuse('EVIDENCE_MISSING', { values: { parts: 'document' } }));
      const file = await certifiedConsent(deps, opened.document, (request.query.lang ?? request.lang) as Lang, {
        at: row.given_at,
        evidence: opened.evidence as never,
        evidenceId: row.evidence_id,
      });
      return sendFile(reply, file, 'application/pdf', `makulduk-${row.id}.pdf`, 'inline');
    },
  );
}
