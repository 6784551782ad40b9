import { Type } from 'typebox';
import type { Clock } from '../../../platform/clock.ts';
import { type App, orRefuse, type problemSchema } from '../../../platform/http/index.ts';
import { isAmount } from '../condition-limits.ts';
import { refuse } from '../refusals.ts';
import type { Verifier } from '../apart/verifier.ts';
import type { RegisterTrust } from '../registers.ts';
import { reportView, VerificationReportSchema } from '../schema.ts';
import { trustListOf } from '../publish-list.ts';
import { TrustListSchema } from '../trust-list.ts';

export type VerificationDeps = {
  readonly trust: RegisterTrust;
  readonly verifier: Verifier;
  readonly clock: Clock;
};

/** As much as signature and document may weigh together, in base64. Larger ones are for the command line. */
const bodyLimit = 24 * 2 ** 20;
const Base64 = Type.String({ minLength: 4, pattern: '^[A-Za-z0-9+/]+={0,2}$', description: 'Base64 of bytes' });
const Line = Type.String({ minLength: 1, maxLength: 300 });
const problem = Type.Ref('Problem') as unknown as typeof problemSchema;

/** ES-11, ES-12.3: the check of a signature, for anybody. Nothing that is sent outlives the answer. */
export function verificationRoutes(app: App, { trust, verifier, clock }: VerificationDeps): void {
  app.addHook('onClose', () => verifier.stop());
  app.get(
    '/v1/trust-list',
    {
      config: { access: [{ for: 'everyone' as const }] },
      schema: {
        tags: ['signatures'],
        summary:
          'An extract of the lists of the authority for checks offline: accreditations as intervals, trusted persons, confirmed means',
        response: { 200: TrustListSchema, '4xx': problem, '5xx': problem },
      },
    },
    async () => trustListOf(trust.db, clock.now()),
  );
  app.post(
    '/v1/signatures/verification',
    {
      config: { access: [{ for: 'everyone' as const }], rate: 'heavy' },
      bodyLimit,
      schema: {
        tags: ['signatures'],
        summary:
          'Verify a CMS or JAdES signature, or the signatures in a PDF: the four conditions of art. 11, the class, who signed, when, what was changed',
        body: Type.Object(
          {
            signature: Base64,
            document: Type.Optional(Base64),
            asOf: Type.Optional(
              Type.String({
                format: 'date-time',
                description: 'The moment of checking; now where absent, never later',
              }),
            ),
            use: Type.Optional(
              Type.Object(
                {
                  documentKind: Type.Optional(Line),
                  informationSystem: Type.Optional(Line),
                  counterparty: Type.Optional(Line),
                  amount: Type.Optional(
                    Type.Object(
                      {
                        currency: Type.String({ pattern: '^[A-Z]{3}$' }),
                        amount: Type.String({ maxLength: 22, description: 'As 150000.00' }),
                      },
                      { additionalProperties: false },
                    ),
                  ),
                  limitsKept: Type.Optional(
                    Type.Boolean({ description: 'You have read the limits that are words only, and they are kept' }),
                  ),
                },
                { additionalProperties: false, description: 'What the signature is used for (ES-11.4)' },
              ),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: VerificationReportSchema, '4xx': problem, '5xx': problem },
      },
    },
    async (request) => {
      const { signature, document, asOf, use = {} } = request.body;
      const now = clock.now();
      const at = asOf === undefined ? now : new Date(asOf);
      if (at > now) orRefuse(refuse('MOMENT_IN_THE_FUTURE', { field: 'asOf' }));
      if (use.amount !== undefined && !isAmount(use.amount.amount))
        orRefuse(refuse('AMOUNT_UNREADABLE', { field: 'use/amount/amount' }));
      const { report } = orRefuse(
        await verifier.atOnce(() =>
          verifier.signature({
            signature: Buffer.from(signature, 'base64'),
            document: document === undefined ? undefined : Buffer.from(document, 'base64'),
            at,
            use,
          }),
        ),
      );
      return reportView(report);
    },
  );
}
