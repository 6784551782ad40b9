import { Type } from 'typebox';
import type { Clock } from '../../../platform/clock.ts';
import { type App, orRefuse } from '../../../platform/http/index.ts';
import { refuse } from '../refusals.ts';
import type { Verifier } from '../apart/verifier.ts';
import type { RegisterTrust } from '../registers.ts';
import { reportView, VerificationReportSchema } from '../schema.ts';
import { trustListOf } from '../publish-list.ts';
import { TrustListSchema } from '../trust-list.ts';
import { placeFirst, placeOf } from './place.ts';
import { bodyLimit, bytesOf, sent } from './sent.ts';
import { problem } from '../../../platform/shapes.ts';

export type VerificationDeps = {
  readonly trust: RegisterTrust;
  readonly verifier: Verifier;
  readonly clock: Clock;
};

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
      onRequest: placeFirst(verifier),
      schema: {
        tags: ['signatures'],
        summary:
          'Verify a CMS or JAdES signature, or the signatures in a PDF: the four conditions of art. 11, the class, who signed, when, what was changed',
        body: Type.Object(
          {
            ...sent,
            asOf: Type.Optional(
              Type.String({
                format: 'date-time',
                description: 'The moment of checking; now where absent, never later',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: VerificationReportSchema, '4xx': problem, '5xx': problem },
      },
    },
    async (request) => {
      const { asOf, ...body } = request.body;
      const now = clock.now();
      const at = asOf === undefined ? now : new Date(asOf);
      if (at > now) orRefuse(refuse('MOMENT_IN_THE_FUTURE', { field: 'asOf' }));
      const given = bytesOf(body);
      const { report } = orRefuse(await verifier.atOnce(placeOf(request), () => verifier.signature({ ...given, at })));
      return reportView(report);
    },
  );
}
