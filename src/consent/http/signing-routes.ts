import { type Static, Type } from 'typebox';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { type App, type Citizen, orRefuse, RefusalError } from '../../platform/http/index.ts';
import type { ByCertificate, OnSigned, PreparedByCertificate } from '../../identity/index.ts';
import { type Given, giveConsent } from '../acts/give-consent.ts';
import { readDraft } from '../acts/read-draft.ts';
import type { ActingPerson, ConsentDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { canonicalBytes, type JsonObject } from '../../record/index.ts';
import { cloudCode, giveByCloud } from './cloud-routes.ts';
import { answers, Id, Moment, nullable } from './schemas.ts';

const access = [{ for: 'person' as const }];
const tags = ['citizen'];
export const Base64 = Type.String({
  minLength: 4,
  maxLength: 20_000,
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
  description: 'Base64 of DER',
});
export const acting = (principal: Citizen): ActingPerson => ({
  accountId: principal.accountId,
  sessionId: principal.sessionId,
  personId: principal.personId!,
});

/** What a signature by certificate is sent as: certificates and the key's answer in base64. */
export const CertificateSignature = Type.Object(
  {
    certificate: Base64,
    chain: Type.Optional(Type.Array(Base64, { maxItems: 8 })),
    claimedAt: Moment,
    signature: Base64,
    limitsKept: Type.Optional(
      Type.Boolean({ description: 'The limits of the certificate that are words only were shown, and are kept' }),
    ),
  },
  { additionalProperties: false },
);
export type Sent = {
  certificate: string;
  chain?: string[];
  claimedAt: string;
  signature: string;
  limitsKept?: boolean;
};

/** Whose certificate it is, to be shown before its key is used (ES-12.2.1). */
export const CertificateFacts = Type.Object({
  owner: Type.String(),
  number: Type.String(),
  issuer: Type.String(),
  from: Moment,
  until: Moment,
  limits: Type.Array(Type.Object({ lang: Type.String(), text: Type.String() }), {
    description: 'Limits on use in words (ES-17.2.6): show them before the key is used',
  }),
});
export const certificateFacts = ({
  owner,
  number,
  issuerName: issuer,
  from,
  until,
  limits,
}: PreparedByCertificate['certificate']): Static<typeof CertificateFacts> => ({
  owner,
  number,
  issuer,
  from,
  until,
  limits: [...limits],
});

/** What was sent, over these bytes. */
export const byCertificate = (
  { certificate, chain = [], claimedAt, signature, limitsKept = false }: Sent,
  content: Uint8Array,
): ByCertificate => ({
  certificate: Buffer.from(certificate, 'base64'),
  chain: chain.map((one) => Buffer.from(one, 'base64')),
  content,
  claimedAt: new Date(claimedAt),
  signature: Buffer.from(signature, 'base64'),
  limitsKept,
});

/** CP-7, CP-10: from the draft to the consent by API, by each of the three keys. */
export function signingRoutes(app: App, deps: ConsentDeps): void {
  app.post(
    '/v1/me/signings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Begin to sign a draft: what to present, and the challenge for a passkey',
        body: Type.Object(
          { protocolId: Id, manifestHash: Type.String({ pattern: '^[0-9a-f]{64}$' }), holderId: Id },
          { additionalProperties: false },
        ),
        response: answers({
          201: Type.Object({
            signingId: Type.String(),
            nonce: Type.String(),
            challenge: Type.String(),
            rpId: Type.String(),
            passkeys: Type.Array(Type.String()),
            offered: Type.Array(Type.String()),
            category: Type.String({ description: 'The kind of act that is signed (ES-1.1)' }),
            law: Type.Object({ act: Type.String(), by: Type.String() }),
            expiresAt: Moment,
          }),
        }),
      },
    },
    async (request, reply) => {
      const begun = orRefuse(
        await deps.signing.beginSigning(acting(request.principal as Citizen), {
          ...request.body,
          documentKind: 'consent',
        }),
      );
      return reply.status(201).send({ ...begun, passkeys: [...begun.passkeys], offered: [...begun.offered] });
    },
  );
  app.post(
    '/v1/me/consents',
    {
      config: { access, rate: 'sign-in' },
      schema: {
        tags,
        summary:
          'Sign: by password (simple signature), passkey (unqualified), the key of a certificate or one in the cloud; the draft becomes a consent',
        body: Type.Object(
          {
            draftId: Id,
            signingId: Id,
            password: Type.Optional(Type.String({ maxLength: 200 })),
            assertion: Type.Optional(Type.Any()),
            byCertificate: Type.Optional(CertificateSignature),
            byCloud: Type.Optional(Type.Object({ code: cloudCode }, { additionalProperties: false })),
          },
          { additionalProperties: false },
        ),
        response: answers({
          201: Type.Object({
            consentId: Id,
            documentHash: Type.String(),
            at: Moment,
            validUntil: nullable(Moment),
            replaced: nullable(Id),
          }),
        }),
      },
    },
    async (request, reply) => {
      const who = acting(request.principal as Citizen);
      const { draftId, signingId, password, assertion, byCertificate: sent, byCloud } = request.body;
      // CP-F-34: without presenting the key there is no signature, and without a signature the document stays a draft.
      if ([password, assertion, sent, byCloud].every((one) => one === undefined))
        throw new RefusalError(refuse('SIGNATURE_INVALID', { law: ['CP-F-34', 'CP-7a'] }));
      const client = { address: request.ip, lang: request.lang };
      const give = giveConsent(deps, who, draftId);
      const given = orRefuse(
        sent !== undefined
          ? await giveByCertificate(deps, who, { draftId, signingId, sent }, give)
          : byCloud !== undefined
            ? await giveByCloud(deps, who, { draftId, signingId, ...byCloud }, give)
            : password !== undefined
              ? await deps.signing.confirmByPassword(who, signingId, { password, ...client }, give)
              : await deps.signing.confirmByPasskey(who, signingId, assertion, give),
      );
      return reply.status(201).send({
        consentId: given.consentId,
        documentHash: given.documentHash,
        at: given.at.toISOString(),
        validUntil: given.validUntil?.toISOString() ?? null,
        replaced: given.replaced,
      });
    },
  );
  app.post(
    '/v1/me/signings/:signingId/certificate',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What the key of a certificate signs: the signed attributes over the manifest of the draft (ES-12.2)',
        params: Type.Object({ signingId: Id }),
        body: Type.Object({ draftId: Id, certificate: Base64 }, { additionalProperties: false }),
        response: answers({
          200: Type.Object({
            toSign: Type.String({ description: 'Base64; the key signs these bytes' }),
            digest: Type.String({ description: 'The digest that the signature is made with' }),
            claimedAt: Moment,
            manifest: Type.String({ description: 'Base64; its digest stands in toSign. Check it before signing' }),
            document: Type.String({
              description: 'Base64; the canonical document, whose SHA-256 stands in the manifest',
            }),
            certificate: CertificateFacts,
          }),
        }),
      },
    },
    async (request) => {
      const who = acting(request.principal as Citizen);
      const { draftId, certificate } = request.body;
      const draft = orRefuse(await readDraft(deps, who, draftId));
      const prepared = orRefuse(
        await deps.signing.prepareByCertificate(who, request.params.signingId, {
          certificate: Buffer.from(certificate, 'base64'),
          content: draft.manifest,
        }),
      );
      return {
        toSign: Buffer.from(prepared.toSign).toString('base64'),
        digest: prepared.digest,
        claimedAt: prepared.claimedAt,
        manifest: Buffer.from(draft.manifest).toString('base64'),
        document: Buffer.from(canonicalBytes(draft.document as unknown as JsonObject)).toString('base64'),
        certificate: certificateFacts(prepared.certificate),
      };
    },
  );
}

/** The same for pages and API: the manifest is the draft's own, whatever was sent. */
export async function giveByCertificate(
  deps: ConsentDeps,
  who: ActingPerson,
  what: { readonly draftId: string; readonly signingId: string; readonly sent: Sent },
  give: OnSigned<Given>,
): Promise<Given | Refusal> {
  const draft = await readDraft(deps, who, what.draftId);
  if (isRefusal(draft)) return draft;
  return deps.signing.confirmByCertificate(who, what.signingId, byCertificate(what.sent, draft.manifest), give);
}
