import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actorOf } from '../../cases/index.ts';
import { personScope, systemScope } from '../../platform/db/index.ts';
import { type App, orRefuse, type Principal, sendFile } from '../../platform/http/index.ts';
import { trustedRole } from '../centres/index.ts';
import { Purging } from '../retention/index.ts';
import type { OwnerFilesDeps } from './deps.ts';
import { type AtCentre, readDocument, readDocumentAt, storeDocument } from './documents.ts';
import { keptAbout } from './kept-about.ts';
import { keptBeside } from './kept-beside.ts';
import { refuse } from './refusals.ts';
import { subjectsAtCentres } from './own-ids.ts';
import { purgeOwnerFile } from './purge.ts';
import { handOverFiles, listTransferred, readTransferred } from './transfer.ts';
import { Id, Moment, nullable, problem } from '../../platform/shapes.ts';

const tags = ['centres'];
const Digest = Type.String({ description: 'SHA-256, hexadecimal' });
const slots = ['identity', 'constituent', 'registration', 'translation', 'power'] as const;
const file = { 200: Type.Unknown({ description: 'File' }), '4xx': problem, '5xx': problem };
/** ES-13.4a: who works for a trusted person is the registrar of what was applied for through that person. */
const registrar = [{ for: 'staff' as const, office: 'centre' as const, roles: ['registrar', trustedRole] }];
const head = [{ for: 'staff' as const, office: 'centre' as const, roles: ['administrator'] }];
const officer = [{ for: 'staff' as const, office: 'authority' as const, roles: ['officer'] }];
const accountOf = (request: FastifyRequest): string => (request.principal as { accountId: string }).accountId;

/** The application of the address, and as whom the reader enters it. */
function placeOf({ principal, params }: { principal: Principal; params: Omit<AtCentre, 'by'> }): AtCentre {
  const { centreId, caseId } = params;
  return { by: orRefuse(actorOf(principal, centreId, () => '') ?? refuse('OWNER_FILE_UNKNOWN')), centreId, caseId };
}

const Acts = Type.Array(
  Type.Object({ act: Type.String(), at: Moment, data: Type.Record(Type.String(), Type.Unknown()) }),
);
const FileView = Type.Object({
  application: Id,
  centreId: Id,
  certificateNumber: nullable(Type.String()),
  acts: Acts,
  documents: Type.Array(
    Type.Object({
      id: Id,
      slot: Type.String(),
      mediaType: Type.String(),
      size: Type.Integer(),
      digest: Digest,
      storedAt: Moment,
    }),
  ),
  purgedAt: nullable(Moment),
});

const CaseView = Type.Object({ id: Id, centreId: Id, procedure: Type.String(), openedAt: Moment, acts: Acts });
const CheckView = Type.Object({
  id: Id,
  centreId: Id,
  at: Moment,
  verdict: Type.String(),
  signatureSha256: Digest,
  documentSha256: nullable(Digest),
  answerSha256: Digest,
});
const actsOf = (acts: readonly { readonly act: string; readonly at: Date; readonly data: object }[]) =>
  acts.map(({ act, at, data }) => ({ act, at: at.toISOString(), data: { ...data } }));

/** ES-15.2 to ES-15.4 over HTTP. */
export function ownerFileRoutes(app: App, deps: OwnerFilesDeps): void {
  app.post(
    '/v1/centres/:centreId/applications/:caseId/documents',
    {
      config: { access: registrar, rate: 'heavy' },
      bodyLimit: 16_500_000,
      schema: {
        tags,
        summary:
          'The registrar, or the officer of the trusted person gone through, stores the copy of a document (ES-15.2, ES-15.3c)',
        params: Type.Object({ centreId: Id, caseId: Id }),
        body: Type.Object(
          {
            slot: Type.Union(slots.map((one) => Type.Literal(one))),
            file: Type.String({ maxLength: 16_000_000, pattern: '^[A-Za-z0-9+/]*={0,2}$', description: 'base64' }),
          },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Id, digest: Digest }), '4xx': problem, '5xx': problem },
      },
    },
    async (request, reply) => {
      const { slot, file: base64 } = request.body;
      const stored = await storeDocument(deps, placeOf(request), {
        slot: String(slot),
        bytes: Buffer.from(base64, 'base64'),
      });
      return reply.status(201).send(orRefuse(stored));
    },
  );
  app.get(
    '/v1/centres/:centreId/applications/:caseId/documents/:documentId',
    {
      config: { access: registrar },
      schema: {
        tags,
        summary: 'A stored copy, for whoever may enter the case at the centre',
        params: Type.Object({ centreId: Id, caseId: Id, documentId: Id }),
        response: file,
      },
    },
    async (request, reply) => {
      const { bytes, document } = orRefuse(await readDocumentAt(deps, placeOf(request), request.params.documentId));
      return sendFile(reply, bytes, document.mediaType, document.slot, 'attachment');
    },
  );
  app.post(
    '/v1/centres/:centreId/owner-file-purges',
    {
      config: { access: head },
      schema: {
        tags,
        summary:
          'A centre asks to remove the file on which a certificate was issued: only on a normative act (ES-15.3)',
        params: Type.Object({ centreId: Id }),
        body: Purging,
        response: {
          200: Type.Object({ act: Type.String(), documents: Type.Integer() }),
          '4xx': problem,
          '5xx': problem,
        },
      },
    },
    async (request) => {
      const by = { accountId: accountOf(request), centreId: request.params.centreId };
      return orRefuse(await purgeOwnerFile(deps, by, request.body.certificateNumber));
    },
  );
  app.get(
    '/v1/centres/:centreId/owner-files-export',
    {
      config: { access: head, rate: 'heavy' },
      schema: {
        tags,
        summary: 'How many owners’ files the centre hands over when it ceases, and their digest (ES-15.4.3)',
        params: Type.Object({ centreId: Id }),
        response: { 200: Type.Object({ files: Type.Integer(), digest: Digest }), '4xx': problem, '5xx': problem },
      },
    },
    async (request) =>
      deps.db.tx(systemScope('the files of a centre as it hands them over'), (tx) =>
        handOverFiles(deps, tx, request.params.centreId),
      ),
  );
  ownerRoutes(app, deps);
  authorityRoutes(app, deps);
}

/** ES-15.3d: the owner's own. */
function ownerRoutes(app: App, deps: OwnerFilesDeps): void {
  const owner = async (request: FastifyRequest) => {
    const { personId } = request.principal as { personId: string };
    const subjects = await subjectsAtCentres(deps, personId);
    return { scope: personScope(subjects), subjects, actor: { kind: 'person', id: subjects[0] ?? personId } as const };
  };
  const access = [{ for: 'person' as const }];
  app.get(
    '/v1/me/kept-data',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'All that centres keep about the reader (ES-15.3d): `items` of applications for certificates, other `cases`, `checks` of signatures asked for',
        response: {
          200: Type.Object({
            items: Type.Array(FileView),
            cases: Type.Array(CaseView),
            checks: Type.Array(CheckView),
          }),
          '4xx': problem,
          '5xx': problem,
        },
      },
    },
    async (request) => {
      const me = await owner(request);
      const files = await keptAbout(deps, me);
      const { cases, checks } = await keptBeside(deps, me);
      return {
        cases: cases.map(({ id, centreId, procedure, openedAt, acts }) => ({
          id,
          centreId,
          procedure,
          openedAt: openedAt.toISOString(),
          acts: actsOf(acts),
        })),
        checks: checks.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
        items: files.map((one) => ({
          application: one.caseId,
          centreId: one.centreId,
          certificateNumber: one.certificateNumber,
          acts: actsOf(one.acts),
          documents: one.documents.map(({ id, slot, mediaType, size, digest, storedAt }) => ({
            id,
            slot,
            mediaType,
            size,
            digest,
            storedAt: storedAt.toISOString(),
          })),
          purgedAt: one.purgedAt?.toISOString() ?? null,
        })),
      };
    },
  );
  app.get(
    '/v1/me/kept-data/:documentId',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A stored copy of the reader’s own document (ES-15.3d)',
        params: Type.Object({ documentId: Id }),
        response: file,
      },
    },
    async (request, reply) => {
      const { bytes, document } = orRefuse(await readDocument(deps, await owner(request), request.params.documentId));
      return sendFile(reply, bytes, document.mediaType, document.slot, 'attachment');
    },
  );
}

/** ES-15.4.3: what the authority has of a centre that has ceased. */
function authorityRoutes(app: App, deps: OwnerFilesDeps): void {
  app.get(
    '/v1/authority/transferred-files/:caseId',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'Owners’ files that came with a transferred register, by their digests; never published (ES-15.4.3)',
        params: Type.Object({ caseId: Id }),
        response: {
          200: Type.Object({ items: Type.Array(Type.Object({ id: Id, digest: Digest })) }),
          '4xx': problem,
          '5xx': problem,
        },
      },
    },
    async (request) => ({ items: await listTransferred(deps, request.params.caseId) }),
  );
  app.get(
    '/v1/authority/transferred-files/:caseId/:fileId',
    {
      config: { access: officer },
      schema: {
        tags,
        summary: 'One of them, opened; the look is on record',
        params: Type.Object({ caseId: Id, fileId: Id }),
        response: { 200: Type.Record(Type.String(), Type.Unknown()), '4xx': problem, '5xx': problem },
      },
    },
    async (request) => {
      const actor = { kind: 'account', id: accountOf(request), role: 'authority' } as const;
      return { ...orRefuse(await readTransferred(deps, actor, request.params)) };
    },
  );
}
