import { Type } from 'typebox';
import { type App, orRefuse, type problemSchema, sendFile } from '../../platform/http/index.ts';
import { mostSentBytes, placeFirst, placeOf, sentBytes, sentToVerify } from '../../trust/verify/index.ts';
import { everyone, type PublicDeps } from './deps.ts';
import { reportFile } from './report-file.ts';

const problem = Type.Ref('Problem') as unknown as typeof problemSchema;
const Lang = Type.Union([Type.Literal('ky'), Type.Literal('ru'), Type.Literal('en')]);

/** ES-12.3: the same check as `/v1/signatures/verification`, answered with the report to keep. */
export function reportRoute(app: App, deps: PublicDeps): void {
  app.post(
    '/v1/signatures/verification.pdf',
    {
      config: { access: everyone, rate: 'heavy' },
      bodyLimit: mostSentBytes,
      onRequest: placeFirst(deps.verifier),
      schema: {
        tags: ['signatures'],
        summary:
          'Verify a signature, and have the report as a PDF that the platform certifies; the report for programs (JSON) is attached to it',
        querystring: Type.Object({ lang: Type.Optional(Lang) }),
        body: Type.Object(sentToVerify, { additionalProperties: false }),
        response: { 200: Type.Any({ description: 'The PDF' }), '4xx': problem, '5xx': problem },
      },
    },
    async (request, reply) => {
      const given = sentBytes(request.body);
      const { verifier, clock } = deps;
      const { report } = orRefuse(
        await verifier.atOnce(placeOf(request), () => verifier.signature({ ...given, at: clock.now() })),
      );
      const file = await reportFile(deps, request.query.lang ?? request.lang, report, []);
      return sendFile(reply, file, 'application/pdf', 'report.pdf', 'attachment');
    },
  );
}
