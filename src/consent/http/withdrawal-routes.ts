import { Type } from 'typebox';
import { type App, type Citizen, orRefuse, sendFile } from '../../platform/http/index.ts';
import { prepareWithdrawal, withdrawByCertificate } from '../acts/sign-withdrawal.ts';
import { withdrawConsent, type Withdrawn } from '../acts/withdraw-consent.ts';
import type { ExportDeps } from '../evidence/export.ts';
import { withdrawalProof } from '../evidence/withdrawal.ts';
import { ownConsent } from './own-consent.ts';
import { answers, Id, Moment, nullable } from './schemas.ts';
import {
  acting,
  Base64,
  byCertificate,
  CertificateFacts,
  certificateFacts,
  CertificateSignature,
} from './signing-routes.ts';

const access = [{ for: 'person' as const }];
const tags = ['citizen'];
const params = Type.Object({ consentId: Id });
const Application = Type.Optional(Type.String({ maxLength: 10_000, description: 'Free words; no reason needed' }));
const Done = answers({
  200: Type.Object({ outcome: Type.String(), at: Moment, retainedUntil: nullable(Moment) }),
});
const view = ({ outcome, at, retainedUntil }: Withdrawn) => ({
  outcome,
  at: at.toISOString(),
  retainedUntil: retainedUntil?.toISOString() ?? null,
});

/** PD-9.4, CP-F-30: the end of a consent by API, by the session alone or signed with the key of a certificate. */
export function withdrawalRoutes(app: App, deps: ExportDeps): void {
  const own = async (principal: unknown, consentId: string) =>
    orRefuse(await ownConsent(deps, (principal as Citizen).personId!, consentId));

  app.post(
    '/v1/me/consents/:consentId/withdrawal',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Withdraw; free words, no reason needed (CP-F-30, PD-9.4a)',
        params,
        body: Type.Object({ application: Application }, { additionalProperties: false }),
        response: Done,
      },
    },
    async (request) => {
      const { row, scope } = await own(request.principal, request.params.consentId);
      const done = await withdrawConsent(deps, scope, {
        subjectId: row.subject_id,
        consentId: row.id,
        application: request.body.application ?? null,
        channel: 'account',
        actor: { kind: 'person', id: row.subject_id },
      });
      return view(orRefuse(done));
    },
  );
  app.post(
    '/v1/me/consents/:consentId/withdrawal/signing',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Draw up the application to withdraw, and what the key of a certificate signs of it (ES-12.2)',
        params,
        body: Type.Object({ application: Application, certificate: Base64 }, { additionalProperties: false }),
        response: answers({
          201: Type.Object({
            signingId: Id,
            toSign: Type.String({ description: 'Base64; the key signs these bytes' }),
            digest: Type.String({ description: 'The digest that the signature is made with' }),
            claimedAt: Moment,
            content: Type.String({
              description: 'Base64 of the application; its SHA-256 stands in toSign. Read it first',
            }),
            certificate: CertificateFacts,
          }),
        }),
      },
    },
    async (request, reply) => {
      const { row } = await own(request.principal, request.params.consentId);
      const { application = null, certificate } = request.body;
      const prepared = orRefuse(
        await prepareWithdrawal(deps, acting(request.principal as Citizen), row, {
          application,
          certificate: Buffer.from(certificate, 'base64'),
        }),
      );
      return reply.status(201).send({
        signingId: prepared.signingId,
        toSign: Buffer.from(prepared.toSign).toString('base64'),
        digest: prepared.digest,
        claimedAt: prepared.claimedAt,
        content: Buffer.from(prepared.content).toString('base64'),
        certificate: certificateFacts(prepared.certificate),
      });
    },
  );
  app.post(
    '/v1/me/consents/:consentId/withdrawal/signature',
    {
      config: { access, rate: 'sign-in' },
      schema: {
        tags,
        summary: 'Withdraw by the signed application; the signature is kept with it as evidence',
        params,
        body: Type.Object(
          {
            signingId: Id,
            content: Type.String({ minLength: 4, maxLength: 80_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
            byCertificate: CertificateSignature,
          },
          { additionalProperties: false },
        ),
        response: Done,
      },
    },
    async (request) => {
      const { row } = await own(request.principal, request.params.consentId);
      const { signingId, content, byCertificate: sent } = request.body;
      const done = await withdrawByCertificate(deps, acting(request.principal as Citizen), row, {
        signingId,
        signed: byCertificate(sent, Buffer.from(content, 'base64')),
        role: 'subject',
      });
      return view(orRefuse(done));
    },
  );
  for (const [name, part, type] of [
    ['withdrawal.json', 'document', 'application/json'],
    ['withdrawal.json.p7s', 'signature', 'application/pkcs7-signature'],
  ] as const)
    app.get(
      `/v1/me/consents/:consentId/${name}`,
      {
        config: { access, rate: 'heavy' },
        schema: {
          tags,
          summary:
            part === 'document'
              ? 'The application to withdraw as it was signed'
              : 'The signature of that application: CAdES, detached, for any tool',
          params,
          response: answers({ 200: Type.Any({ description: 'The file' }) }),
        },
      },
      async (request, reply) => {
        const { row, scope } = await own(request.principal, request.params.consentId);
        const proof = orRefuse(await withdrawalProof(deps, scope, row.subject_id, row.id));
        return sendFile(reply, proof[part], type, name, 'attachment');
      },
    );
}
