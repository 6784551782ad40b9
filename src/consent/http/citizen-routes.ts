import { Type } from 'typebox';
import { hex } from '../../record/index.ts';
import type { Scope } from '../../platform/db/index.ts';
import { type App, type Citizen, orRefuse, RefusalError } from '../../platform/http/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { completeRecord } from '../acts/complete-record.ts';
import { declineConsent } from '../acts/decline.ts';
import { freezeConsent } from '../acts/freeze-consent.ts';
import { giveConsent } from '../acts/give-consent.ts';
import { beginJourney } from '../acts/journey.ts';
import { prepareConsent } from '../acts/prepare-consent.ts';
import { openConsent } from '../acts/read-consent.ts';
import { subjectsOfPerson } from '../acts/subjects.ts';
import { withdrawConsent } from '../acts/withdraw-consent.ts';
import type { ActingPerson } from '../deps.ts';
import { exportEvidence, type ExportDeps } from '../evidence/export.ts';
import { renderConsent } from '../evidence/rendering.ts';
import { refuse } from '../refusals.ts';
import { consentByIdOnly, type ConsentRow, consentsOfPerson } from '../store.ts';
import { answers, ChoicesSchema, ConsentSchema, Day, Id, LangSchema, Moment, nullable } from './schemas.ts';
import { consentView } from './views.ts';

const access = [{ for: 'person' as const }];
const tags = ['citizen'];
const ofConsent = Type.Object({ consentId: Id });
const acting = (principal: Citizen): ActingPerson => ({ accountId: principal.accountId, sessionId: principal.sessionId, personId: principal.personId! });
// CP-6b: every journey begins with nothing chosen.
const nothingTicked = { categories: [], processing: false, transfer: false, crossBorder: false, place: '', acknowledged: false };
const Bytes = Type.Any({ description: 'The file' });

/** Finds one of the person's own consents, whichever holder it was given to. */
export async function ownConsent(deps: ExportDeps, personId: string, consentId: string): Promise<{ row: ConsentRow; scope: Scope } | Refusal> {
  const { scope } = await subjectsOfPerson(deps, personId);
  const row = await consentByIdOnly(deps.db, scope, consentId);
  return row === null ? refuse('CONSENT_UNKNOWN') : { row, scope };
}

/** A citizen's whole way by API: journey (notice) -> draft -> signing -> consent -> evidence -> withdrawal. */
export function citizenRoutes(app: App, deps: ExportDeps): void {
  app.get('/v1/me/consents', { config: { access }, schema: { tags, summary: 'All my consents and refusals, newest first', response: answers({ 200: Type.Object({ items: Type.Array(ConsentSchema) }) }) } }, async (request) => {
    const { scope, all } = await subjectsOfPerson(deps, (request.principal as Citizen).personId!);
    return { items: (await consentsOfPerson(deps.db, scope, all)).map(consentView) };
  });
  app.post(
    '/v1/me/journeys',
    { config: { access }, schema: { tags, summary: 'Begin: shows the notice and records that it was shown (CP-5, PD-9.3)', body: Type.Object({ purposeId: Id, lang: LangSchema, representationId: Type.Optional(Id) }, { additionalProperties: false }), response: answers({ 201: Type.Object({ protocolId: Type.String(), noticeId: Id, noticeHash: Type.String(), audience: Type.String(), notice: Type.Any(), choices: ChoicesSchema }) }) } },
    async (request, reply) => {
      const { purposeId, lang } = request.body;
      const begun = orRefuse(await beginJourney(deps, acting(request.principal as Citizen), { purposeId, lang: lang as Lang, ...(request.body.representationId === undefined ? {} : { representationId: request.body.representationId }) }));
      return reply.status(201).send({ protocolId: begun.protocolId, noticeId: begun.notice.id, noticeHash: hex(begun.notice.hash), audience: begun.notice.audience, notice: JSON.parse(Buffer.from(begun.notice.bytes).toString()) as object, choices: nothingTicked });
    },
  );
  app.post(
    '/v1/me/drafts',
    { config: { access }, schema: { tags, summary: 'Choices become a complete document, held for signing', body: Type.Object({ purposeId: Id, protocolId: Id, choices: ChoicesSchema, beside: nullable(Type.Union([Type.Literal('ru'), Type.Literal('en')])), representationId: Type.Optional(Id) }, { additionalProperties: false }), response: answers({ 201: Type.Object({ draftId: Id, consentId: Id, manifestHash: Type.String(), expiresAt: Moment, document: Type.Any() }) }) } },
    async (request, reply) => {
      const made = orRefuse(await prepareConsent(deps, acting(request.principal as Citizen), request.body as never));
      return reply.status(201).send({ draftId: made.draftId, consentId: made.consentId, manifestHash: made.manifestHash, expiresAt: made.expiresAt.toISOString(), document: made.document });
    },
  );
  app.post(
    '/v1/me/signings',
    { config: { access }, schema: { tags, summary: 'Begin to sign a draft: what to present, and the challenge for a passkey', body: Type.Object({ protocolId: Id, manifestHash: Type.String({ pattern: '^[0-9a-f]{64}$' }), holderId: Id }, { additionalProperties: false }), response: answers({ 201: Type.Object({ signingId: Type.String(), nonce: Type.String(), challenge: Type.String(), rpId: Type.String(), passkeys: Type.Array(Type.String()), offered: Type.Array(Type.String()), expiresAt: Moment }) }) } },
    async (request, reply) => {
      const begun = orRefuse(await deps.signing.beginSigning(acting(request.principal as Citizen), { ...request.body, documentKind: 'consent' }));
      return reply.status(201).send({ ...begun, passkeys: [...begun.passkeys], offered: [...begun.offered] });
    },
  );
  app.post(
    '/v1/me/consents',
    { config: { access, rate: 'sign-in' }, schema: { tags, summary: 'Sign: by password (simple signature) or passkey (unqualified); the draft becomes a consent', body: Type.Object({ draftId: Id, signingId: Id, password: Type.Optional(Type.String({ maxLength: 200 })), assertion: Type.Optional(Type.Any()) }, { additionalProperties: false }), response: answers({ 201: Type.Object({ consentId: Id, documentHash: Type.String(), at: Moment, validUntil: nullable(Moment), replaced: nullable(Id) }) }) } },
    async (request, reply) => {
      const who = acting(request.principal as Citizen);
      const { draftId, signingId, password, assertion } = request.body;
      // CP-F-34: without presenting the key there is no signature, and without a signature the document stays a draft.
      if (password === undefined && assertion === undefined) throw new RefusalError(refuse('SIGNATURE_INVALID', { law: ['CP-F-34', 'CP-7a'] }));
      const evidence = orRefuse(password !== undefined ? await deps.signing.confirmByPassword(who, signingId, { password, address: request.ip, lang: request.lang }) : await deps.signing.confirmByPasskey(who, signingId, assertion));
      const given = orRefuse(await giveConsent(deps, who, draftId, evidence));
      return reply.status(201).send({ consentId: given.consentId, documentHash: given.documentHash, at: given.at.toISOString(), validUntil: given.validUntil?.toISOString() ?? null, replaced: given.replaced });
    },
  );
  app.post('/v1/me/purposes/:purposeId/refusal', { config: { access }, schema: { tags, summary: 'Decline (CP-6a): a record with a receipt, and no personal data stored', params: Type.Object({ purposeId: Id }), response: answers({ 201: Type.Object({ consentId: Id, at: Moment }) }) } }, async (request, reply) => {
    const declined = orRefuse(await declineConsent(deps, acting(request.principal as Citizen), request.params.purposeId));
    return reply.status(201).send({ consentId: declined.consentId, at: declined.at.toISOString() });
  });
  app.post(
    '/v1/me/consents/:consentId/withdrawal',
    { config: { access }, schema: { tags, summary: 'Withdraw; free words, no reason needed (CP-F-30, PD-9.4a)', params: ofConsent, body: Type.Object({ application: Type.Optional(Type.String({ maxLength: 10_000 })) }, { additionalProperties: false }), response: answers({ 200: Type.Object({ outcome: Type.String(), at: Moment, retainedUntil: nullable(Moment) }) }) } },
    async (request) => {
      const { row, scope } = orRefuse(await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId));
      const done = orRefuse(await withdrawConsent(deps, scope, { subjectId: row.subject_id, consentId: row.id, application: request.body.application ?? null, channel: 'account', actor: { kind: 'person', id: row.subject_id } }));
      return { outcome: done.outcome, at: done.at.toISOString(), retainedUntil: done.retainedUntil?.toISOString() ?? null };
    },
  );
  app.post('/v1/me/consents/:consentId/dispute', { config: { access }, schema: { tags, summary: '"This was not me": freezes the consent and opens a check', params: ofConsent, response: answers({ 200: Type.Object({ eventId: Id }) }) } }, async (request) => {
    const { row, scope } = orRefuse(await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId));
    return orRefuse(await freezeConsent(deps, scope, row.subject_id, row.id, { kind: 'person', id: row.subject_id }));
  });
  app.post(
    '/v1/me/record',
    { config: { access }, schema: { tags, summary: 'State the address and the identity document that a consent must contain (CP-8a-2, CP-8a-3)', body: Type.Object({ address: Type.Optional(Type.Object({ kind: Type.Union([Type.Literal('residence'), Type.Literal('stay')]), text: Type.String({ minLength: 3, maxLength: 300 }) }, { additionalProperties: false })), document: Type.Optional(Type.Object({ type: Type.String({ maxLength: 40 }), series: Type.String({ maxLength: 10 }), number: Type.String({ maxLength: 20 }), issuedOn: Day, issuedBy: Type.String({ minLength: 2, maxLength: 200 }) }, { additionalProperties: false })) }, { additionalProperties: false, minProperties: 1 }), response: answers({ 200: Type.Object({ version: Type.Integer() }) }) } },
    async (request) => orRefuse(await completeRecord(deps, acting(request.principal as Citizen), request.body as never)),
  );
  filesOf(app, deps);
}

function filesOf(app: App, deps: ExportDeps): void {
  app.get('/v1/me/consents/:consentId', { config: { access }, schema: { tags, summary: 'One consent with its original document', params: ofConsent, response: answers({ 200: Type.Object({ consent: ConsentSchema, document: Type.Any() }) }) } }, async (request) => {
    const { row, scope } = orRefuse(await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId));
    const opened = orRefuse(await openConsent(deps, scope, row.subject_id, row.id));
    return { consent: consentView(opened.row), document: opened.document };
  });
  app.get('/v1/me/consents/:consentId/evidence.zip', { config: { access, rate: 'heavy' }, schema: { tags, summary: 'Everything that proves it, in one file (CP-10a)', params: ofConsent, response: answers({ 200: Bytes }) } }, async (request, reply) => {
    const { row, scope } = orRefuse(await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId));
    const file = orRefuse(await exportEvidence(deps, scope, { kind: 'person', id: row.subject_id }, row.subject_id, row.id));
    return reply.type('application/zip').header('content-disposition', `attachment; filename="makulduk-${row.id}.zip"`).serializer((value: unknown) => value as string).send(Buffer.from(file));
  });
  app.get('/v1/me/consents/:consentId/document.pdf', { config: { access, rate: 'heavy' }, schema: { tags, summary: 'The consent on its official form', params: ofConsent, querystring: Type.Object({ lang: Type.Optional(LangSchema) }), response: answers({ 200: Bytes }) } }, async (request, reply) => {
    const { row, scope } = orRefuse(await ownConsent(deps, (request.principal as Citizen).personId!, request.params.consentId));
    const opened = orRefuse(await openConsent(deps, scope, row.subject_id, row.id));
    if (opened.document === null || row.state === 'declined') throw new RefusalError(refuse('EVIDENCE_MISSING', { values: { parts: 'document' } }));
    const file = await renderConsent(deps.pdf, opened.document, (request.query.lang ?? request.lang) as Lang, { at: row.given_at, evidence: opened.evidence as never, evidenceId: row.evidence_id });
    return reply.type('application/pdf').header('content-disposition', `inline; filename="makulduk-${row.id}.pdf"`).serializer((value: unknown) => value as string).send(Buffer.from(file));
  });
}
