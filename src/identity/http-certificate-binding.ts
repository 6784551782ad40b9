import { Type } from 'typebox';
import { type App, type Citizen, orRefuse, RefusalError } from '../platform/http/index.ts';
import { certificateToSign, CertificateToSignSchema } from './certificate-view.ts';
import { bindByCertificate, prepareBinding } from './bind-by-certificate.ts';
import { account, jsonOnly, signedIn } from './http-common.ts';
import { refuse } from './refusals.ts';
import type { IdentityDeps } from './types.ts';

const tags = ['Accounts'];
const Base64 = Type.String({
  minLength: 4,
  maxLength: 20_000,
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
  description: 'Base64 of DER',
});
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = (text: string): Buffer => Buffer.from(text, 'base64');

/** DECISIONS 1: a qualified certificate binds an account to its owner. */
export function certificateBindingRoutes(app: App, deps: IdentityDeps): void {
  const guarded = { config: { access: account, rate: 'sign-in' as const }, preValidation: jsonOnly };
  const citizen = (principal: ReturnType<typeof signedIn>): Citizen => {
    if (principal.kind !== 'citizen') throw new RefusalError(refuse('NOT_YOURS'));
    return principal;
  };
  app.post(
    '/v1/auth/binding/certificate/options',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'What the key of a qualified certificate signs to bind the account to its owner',
        body: Type.Object({ certificate: Base64 }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            toSign: Type.String({ description: 'Base64; the key signs these bytes' }),
            digest: Type.String(),
            claimedAt: Type.String(),
            content: Type.String({
              description: 'Base64; the statement whose digest stands in toSign. Check it before signing',
            }),
            certificate: CertificateToSignSchema,
          }),
        },
      },
    },
    async (request) => {
      const who = citizen(signedIn(request));
      const prepared = orRefuse(await prepareBinding(deps, who, bytes(request.body.certificate)));
      return {
        toSign: base64(prepared.toSign),
        digest: prepared.digest,
        claimedAt: prepared.claimedAt,
        content: base64(prepared.content),
        certificate: certificateToSign(prepared.certificate),
      };
    },
  );
  app.post(
    '/v1/auth/binding/certificate',
    {
      ...guarded,
      schema: {
        tags,
        summary: 'Bind the account by the signature of a qualified certificate over that statement',
        body: Type.Object(
          {
            certificate: Base64,
            chain: Type.Optional(Type.Array(Base64, { maxItems: 8 })),
            claimedAt: Type.String({ format: 'date-time' }),
            signature: Base64,
            limitsKept: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ bindingId: Type.String() }) },
      },
    },
    async (request) => {
      const { certificate, chain = [], claimedAt, signature, limitsKept = false } = request.body;
      const done = await bindByCertificate(deps, citizen(signedIn(request)), {
        certificate: bytes(certificate),
        chain: chain.map(bytes),
        claimedAt: new Date(claimedAt),
        signature: bytes(signature),
        limitsKept,
      });
      return { bindingId: orRefuse(done).bindingId };
    },
  );
}
