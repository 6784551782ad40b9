import { Type } from 'typebox';
import { type App, orRefuse, RefusalError } from '../platform/http/index.ts';
import type { AgreementDraft } from './agreement.ts';
import { acceptAgreement, activateAgreement, draftAgreement, showAgreement } from './agreements.ts';
import { done, doneSchema, everyone, holderStaff, langSchema, leaveIf, signedIn, text } from './http-common.ts';
import { leaveAgreement } from './leave-agreement.ts';
import { refuse } from './refusals.ts';
import type { IdentityDeps } from './types.ts';

const tags = ['Agreements on signatures'];
const holderParam = Type.Object({ holderId: Type.String({ format: 'uuid' }) });
const words = Type.Object({ ky: text(4000, 0), ru: text(4000, 0), en: text(4000, 0) });
const section = Type.Object({
  code: Type.Union(
    ['subject', 'identification', 'confidentiality', 'verification', 'cases', 'responsibility', 'end'].map((one) =>
      Type.Literal(one),
    ) as [never],
  ),
  title: words,
  paragraphs: Type.Array(words, { maxItems: 40 }),
});
const draft = Type.Object({
  content: Type.Object({
    title: words,
    sections: Type.Array(section, { maxItems: 12 }),
    resolver: Type.Union([Type.Literal('account-binding'), Type.Null()]),
  }),
  documentKinds: Type.Array(text(60), { minItems: 1, maxItems: 40 }),
  signatureTypes: Type.Array(Type.Union([Type.Literal('simple'), Type.Literal('unqualified')]), { minItems: 1 }),
});
const shown = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  lang: langSchema,
  textHash: Type.String({ description: 'To be sent back when accepting' }),
  title: Type.String(),
  sections: Type.Array(
    Type.Object({ code: Type.String(), title: Type.String(), paragraphs: Type.Array(Type.String()) }),
  ),
  documentKinds: Type.Array(Type.String()),
  signatureTypes: Type.Array(Type.String()),
  accepted: Type.Union([Type.Object({ at: Type.String(), lang: langSchema }), Type.Null()]),
});

/** ES-6.2, ES-9.3: the agreement that makes a password or passkey count as a signature. */
export function agreementRoutes(app: App, deps: IdentityDeps): void {
  app.get(
    '/v1/holders/:holderId/agreement',
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: 'The agreement in force, with the hash of its text',
        params: holderParam,
        response: { 200: shown },
      },
    },
    async (request) => {
      const { principal } = request;
      const view = await showAgreement(
        deps,
        request.params.holderId,
        request.lang,
        principal.kind === 'citizen' ? principal.accountId : null,
      );
      if (view === null) throw new RefusalError(refuse('NOT_YOURS'));
      const { agreement, text: shownText } = view;
      return {
        id: agreement.id,
        version: agreement.version,
        lang: request.lang,
        textHash: view.hash,
        title: shownText.title,
        sections: shownText.sections,
        documentKinds: agreement.document_kinds,
        signatureTypes: agreement.signature_types,
        accepted: view.accepted === null ? null : { at: view.accepted.at.toISOString(), lang: view.accepted.lang },
      };
    },
  );

  app.post(
    '/v1/holders/:holderId/agreement/acceptance',
    {
      config: { access: [{ for: 'person' }] },
      schema: {
        tags,
        summary: 'Accept the agreement',
        params: holderParam,
        body: Type.Object({ lang: langSchema, textHash: text(64, 64) }),
        response: { 200: Type.Object({ acceptanceId: Type.String() }) },
      },
    },
    async (request) => {
      const { principal } = request;
      if (principal.kind !== 'citizen') throw new RefusalError(refuse('NOT_BOUND'));
      return orRefuse(await acceptAgreement(deps, principal, request.params.holderId, request.body));
    },
  );

  app.delete(
    '/v1/holders/:holderId/agreement/acceptance',
    {
      config: { access: [{ for: 'person' }] },
      schema: {
        tags,
        summary: 'Leave the agreement: signatures made before keep their force, new ones have no basis',
        params: holderParam,
        response: { 200: Type.Object({ at: Type.String() }) },
      },
    },
    async (request) => {
      const { principal } = request;
      if (principal.kind !== 'citizen') throw new RefusalError(refuse('NOT_BOUND'));
      return { at: orRefuse(await leaveAgreement(deps, principal, request.params.holderId)).at.toISOString() };
    },
  );

  const manager = holderStaff('administrator', 'data-officer');
  app.post(
    '/v1/holders/:holderId/agreements',
    {
      config: { access: manager },
      schema: {
        tags,
        summary: 'Keep a draft',
        params: holderParam,
        body: draft,
        response: { 200: Type.Object({ id: Type.String(), version: Type.Integer() }) },
      },
    },
    async (request) => draftAgreement(deps, request.params.holderId, request.body as unknown as AgreementDraft),
  );
  app.post(
    '/v1/holders/:holderId/agreements/:id/activation',
    {
      config: { access: manager },
      schema: {
        tags,
        summary: 'Bring a draft into force',
        params: Type.Object({ holderId: Type.String({ format: 'uuid' }), id: Type.String({ format: 'uuid' }) }),
        response: { 200: doneSchema },
      },
    },
    async (request) => {
      leaveIf(
        await activateAgreement(
          deps,
          { accountId: signedIn(request).accountId, holderId: request.params.holderId },
          request.params.id,
        ),
      );
      return done;
    },
  );
}
