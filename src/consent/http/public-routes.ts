import { Type } from 'typebox';
import { allHolders, decreeStanding, decreeStandingText, holderById, refuseHolder } from '../../holders/index.ts';
import { hex } from '../../record/index.ts';
import { type App, RefusalError } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { ConsentDeps } from '../deps.ts';
import { asksConsent } from '../purposes/purpose.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { noticeOf, purposeById, purposesOf } from '../purposes/store.ts';
import { answers, Id, LangSchema, Moment, nullable, Text3Schema } from './schemas.ts';

const config = { access: [{ for: 'everyone' as const }] };
const tags = ['public'];
const HolderSchema = Type.Object({
  id: Id,
  code: Type.String(),
  type: Type.String(),
  name: Text3Schema,
  address: nullable(Text3Schema),
  decree: Text3Schema,
});
const FormSchema = Type.Object({
  purposeId: Id,
  versionId: Id,
  code: Type.String(),
  number: Type.Integer(),
  text: Text3Schema,
  asksConsent: Type.Boolean(),
  ground: nullable(Type.String()),
  serviceKind: Type.String(),
  media: Type.Array(Type.String()),
  publishedAt: Moment,
  officialUrl: nullable(Type.String()),
  hash: Type.String(),
});

/** What anybody may read: holders, their published forms, the exact notices. */
export function publicRoutes(app: App, deps: ConsentDeps): void {
  app.get(
    '/v1/holders',
    {
      config,
      schema: {
        tags,
        summary: 'Registered holders',
        response: answers({ 200: Type.Object({ items: Type.Array(HolderSchema) }) }),
      },
    },
    async () => ({
      items: (await allHolders(deps.db)).map((holder) => ({
        id: holder.id,
        code: holder.code,
        type: holder.type,
        name: holder.body.name,
        address: holder.body.address,
        decree: decreeStandingText(decreeStanding(holder)),
      })),
    }),
  );
  app.get(
    '/v1/holders/:holderId/forms',
    {
      config,
      schema: {
        tags,
        summary: 'Published consent forms and purposes of a holder (CP-4a)',
        params: Type.Object({ holderId: Id }),
        response: answers({ 200: Type.Object({ items: Type.Array(FormSchema) }) }),
      },
    },
    async (request) => {
      const holder = await holderById(deps.db, request.params.holderId);
      if (holder === null) throw new RefusalError(refuseHolder('HOLDER_UNKNOWN'));
      const purposes = (await purposesOf(deps.db, holder.id)).filter(
        (purpose) => purpose.state === 'active' && purpose.currentVersionId !== null,
      );
      const versions = await Promise.all(purposes.map((purpose) => deps.registers.version(purpose.currentVersionId!)));
      return {
        items: versions.map((version) => ({
          purposeId: version!.purposeId,
          versionId: version!.id,
          code: version!.body.code,
          number: version!.number,
          text: version!.body.text,
          asksConsent: asksConsent(version!.body),
          ground: version!.body.ground?.code ?? null,
          serviceKind: version!.body.service.kind,
          media: [...version!.body.media],
          publishedAt: version!.publishedAt.toISOString(),
          officialUrl: version!.officialUrl,
          hash: hex(version!.hash),
        })),
      };
    },
  );
  app.get(
    '/v1/purposes/:purposeId/notice',
    {
      config,
      schema: {
        tags,
        summary: 'The exact notice shown before consent (CP-5, PD-9.3)',
        params: Type.Object({ purposeId: Id }),
        querystring: Type.Object({
          lang: Type.Optional(LangSchema),
          audience: Type.Optional(Type.Union([Type.Literal('adult'), Type.Literal('child')])),
        }),
        response: answers({ 200: Type.Object({ id: Id, hash: Type.String(), notice: Type.Any() }) }),
      },
    },
    async (request) => {
      const purpose = await purposeById(deps.db, request.params.purposeId);
      if (purpose === null || purpose.currentVersionId === null)
        throw new RefusalError(refusePurpose('FORM_NOT_PUBLISHED'));
      const notice = await noticeOf(
        deps.db,
        purpose.currentVersionId,
        (request.query.lang ?? request.lang) as Lang,
        request.query.audience ?? 'adult',
      );
      if (notice === null) throw new RefusalError(refusePurpose('FORM_NOT_PUBLISHED'));
      return {
        id: notice.id,
        hash: hex(notice.hash),
        notice: JSON.parse(Buffer.from(notice.bytes).toString()) as object,
      };
    },
  );
}
