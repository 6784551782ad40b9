import { Type } from 'typebox';
import type { CloudSigning, OnSigned } from '../../identity/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { type App, type Citizen, orRefuse } from '../../platform/http/index.ts';
import type { Given } from '../acts/give-consent.ts';
import { readDraft } from '../acts/read-draft.ts';
import type { ActingPerson, ConsentDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { answers } from './schemas.ts';

const access = [{ for: 'person' as const }];
const tags = ['citizen'];
const Method = Type.Unsafe<'sms' | 'email'>(Type.Union([Type.Literal('sms'), Type.Literal('email')]));

/** The code by which a person has the key in the cloud used. */
export const cloudCode = Type.String({ pattern: '^[0-9A-Za-z]{4,12}$', maxLength: 12 });

const cloudOf = ({ signing }: ConsentDeps): CloudSigning => orRefuse(signing.cloud ?? refuse('CLOUD_NOT_CONNECTED'));

/** ES-5.3.4: the key that the State's signing service keeps for the person: how it is reached, and the code for one signature. */
export function cloudRoutes(app: App, deps: ConsentDeps): void {
  app.get(
    '/v1/me/cloud-key',
    {
      config: { access },
      schema: {
        tags,
        summary: 'How the cloud signature service can send you a code; refused where it has no key of yours',
        response: answers({ 200: Type.Object({ methods: Type.Array(Method) }) }),
      },
    },
    async (request) => ({ methods: [...orRefuse(await cloudOf(deps).methods(request.principal as Citizen))] }),
  );
  app.post(
    '/v1/me/cloud-key/code',
    {
      config: { access, rate: 'sign-in' },
      schema: {
        tags,
        summary: 'Have the service send you the code for one signature; then POST /v1/me/consents with byCloud',
        body: Type.Object({ method: Method }, { additionalProperties: false }),
        response: answers({ 202: Type.Object({ method: Method }) }),
      },
    },
    async (request, reply) => {
      const { method } = request.body;
      const refusal = await cloudOf(deps).sendCode(request.principal as Citizen, method);
      if (refusal !== undefined) orRefuse(refusal);
      return reply.status(202).send({ method });
    },
  );
}

/** The same for pages and API: only the hash of the draft's manifest leaves, and what comes back is verified before it counts. */
export async function giveByCloud(
  deps: ConsentDeps,
  who: ActingPerson,
  what: { readonly draftId: string; readonly signingId: string; readonly code: string },
  give: OnSigned<Given>,
): Promise<Given | Refusal> {
  const { cloud } = deps.signing;
  if (cloud === null) return refuse('CLOUD_NOT_CONNECTED');
  const draft = await readDraft(deps, who, what.draftId);
  if (isRefusal(draft)) return draft;
  return cloud.confirm(who, what.signingId, { content: draft.manifest, code: what.code }, give);
}
