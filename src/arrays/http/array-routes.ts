import { Type } from 'typebox';
import { categories } from '../../law/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { declareArray, listData, submit } from '../acts/declare-array.ts';
import { type DataArray, specialOf } from '../array.ts';
import { arraysOf, listById, listsOf, readArray } from '../array-store.ts';
import { media, publicFunctions, publicTypes, regimeParts } from '../codes.ts';
import { actorOf, type ArrayDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import { answers, body, Codes, Id, machine, nullable, ofHolder, oneOf, staff, Text3 } from './schemas.ts';

const tags = ['arrays'];
const write = [staff('data-officer')];
const read = [staff('data-officer', 'administrator', 'clerk'), machine('purposes:read')];
const ofArray = Type.Object({ holderId: Id, arrayId: Id });
const Part = nullable(body({ rule: Text3, norm: Type.String({ maxLength: 500 }) }));
const NewArray = body({
  name: Text3,
  medium: oneOf(media.map((one) => one.code)),
  subjects: Type.Union([Type.Integer({ minimum: 0, maximum: 2_000_000_000 }), Type.Literal('indefinite')], {
    description: 'PD-3.6: exact, or indefinite',
  }),
  publicType: nullable(oneOf(publicTypes.map((one) => one.code))),
  informingPurpose: nullable(Text3),
  confidentiality: body({ access: Part, transfer: Part, provision: Part, storage: Part }),
});
const List = Type.Object({
  id: Id,
  purposeId: Id,
  number: Type.Integer(),
  categories: Type.Array(Type.String()),
  reviewMonths: nullable(Type.Integer()),
  current: Type.Boolean(),
});
const ArrayView = Type.Object({
  id: Id,
  name: Text3,
  medium: Type.String(),
  subjects: Type.Union([Type.Integer(), Type.Literal('indefinite')]),
  publicType: nullable(Type.String()),
  informingPurpose: nullable(Text3),
  state: Type.String(),
  countCheck: nullable(Type.String()),
  countAnswer: nullable(Type.Object({ over: Type.Boolean(), reasons: Type.String() })),
  regime: Type.Object({
    ofTheArray: Type.Literal('confidential'),
    parts: Type.Array(Type.Object({ part: Type.String(), rule: nullable(Text3), norm: nullable(Type.String()) })),
  }),
});

const inputOf = (
  input: {
    subjects: number | 'indefinite';
    confidentiality: Record<string, { rule: DataArray['name']; norm: string } | null>;
  } & Omit<DataArray, 'subjects' | 'confidentiality'>,
) => ({
  name: input.name,
  medium: input.medium,
  publicType: input.publicType,
  informingPurpose: input.informingPurpose,
  subjects: input.subjects === 'indefinite' ? null : input.subjects,
  confidentiality: Object.fromEntries(
    Object.entries(input.confidentiality).filter(([, part]) => part !== null),
  ) as DataArray['confidentiality'],
});

const view = (array: DataArray) => ({
  id: array.id,
  name: array.name,
  medium: array.medium,
  subjects: array.subjects ?? ('indefinite' as const),
  publicType: array.publicType,
  informingPurpose: array.informingPurpose,
  state: array.state,
  countCheck: array.countCheck,
  countAnswer: array.countAnswer === null ? null : { over: array.countAnswer.over, reasons: array.countAnswer.reasons },
  regime: {
    ofTheArray: 'confidential' as const,
    parts: regimeParts.map(({ code }) => ({
      part: code,
      rule: array.confidentiality[code]?.rule ?? null,
      norm: array.confidentiality[code]?.norm ?? null,
    })),
  },
});

/** Arrays of a holder: what they are, their lists of data, their regime, the systems that hold them. */
export function arrayRegisterRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    '/v1/holders/:holderId/arrays',
    {
      config: { access: write },
      schema: {
        tags,
        summary: 'Declare an array of personal data; it is confidential (PD-3.6, PD-6.1)',
        params: ofHolder,
        body: NewArray,
        response: answers({ 201: Type.Object({ arrayId: Id }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await declareArray(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              null,
              inputOf(request.body as never),
            ),
          ),
        ),
  );
  app.post(
    '/v1/holders/:holderId/arrays/:arrayId',
    {
      config: { access: write },
      schema: {
        tags,
        summary: 'Complete a declared array before it is submitted',
        params: ofArray,
        body: NewArray,
        response: answers({ 200: Type.Object({ arrayId: Id }) }),
      },
    },
    async (request) =>
      orRefuse(
        await declareArray(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.arrayId,
          inputOf(request.body as never),
        ),
      ),
  );
  app.get(
    '/v1/holders/:holderId/arrays',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'Arrays of the holder',
        params: ofHolder,
        response: answers({ 200: Type.Object({ items: Type.Array(ArrayView) }) }),
      },
    },
    async (request) => ({
      items: (
        await deps.db.tx(holderScope(request.params.holderId), (tx) => arraysOf(tx, request.params.holderId))
      ).map(view),
    }),
  );
  app.get(
    '/v1/holders/:holderId/arrays/:arrayId',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'One array with its lists, and for a public one the functions of article 7 (PD-3.7)',
        params: ofArray,
        response: answers({
          200: Type.Object({
            ...ArrayView.properties,
            lists: Type.Array(List),
            special: Type.Array(Type.String(), {
              description:
                'Special categories of data in its current lists; empty: it holds none (PD-3.3, PD-3.4, PD-8.1)',
            }),
            publicFunctions: Type.Array(
              Type.Object({ code: Type.String(), law: Type.Array(Type.String()), label: Text3, href: Type.String() }),
            ),
          }),
        }),
      },
    },
    async (request) => {
      const { holderId, arrayId } = request.params;
      return deps.db.tx(holderScope(holderId), async (tx) => {
        const array = orRefuse((await readArray(tx, holderId, arrayId)) ?? refuse('ARRAY_UNKNOWN'));
        const lists = (await listsOf(tx, arrayId)).map((list) => ({
          id: list.id,
          purposeId: list.purpose_id,
          number: list.number,
          categories: [...list.categories],
          reviewMonths: list.review_months,
          current: list.current,
        }));
        const functions =
          array.publicType === null
            ? []
            : publicFunctions.map((one) => ({
                code: one.code,
                law: [...one.law],
                label: { ...one.label },
                href: `/v1/holders/${holderId}/arrays/${arrayId}/${one.path}`,
              }));
        return { ...view(array), lists, special: specialOf(lists), publicFunctions: functions };
      });
    },
  );
  app.post(
    '/v1/holders/:holderId/arrays/:arrayId/submission',
    {
      config: { access: write },
      schema: {
        tags,
        summary: 'Submit an array for registration; what is missing is named (PD-3.8, PD-20.1)',
        params: ofArray,
        response: answers({ 200: Type.Object({ countCheck: oneOf(['within', 'over', 'manual']) }) }),
      },
    },
    async (request) =>
      orRefuse(
        await submit(
          deps,
          { holderId: request.params.holderId, actor: actorOf(request.principal) },
          request.params.arrayId,
        ),
      ),
  );
  listRoutes(app, deps);
}

function listRoutes(app: App, deps: ArrayDeps): void {
  app.post(
    '/v1/holders/:holderId/arrays/:arrayId/data-lists',
    {
      config: { access: write },
      schema: {
        tags,
        summary: 'The next version of the list of data for one purpose (PD-3.5)',
        params: ofArray,
        body: body({
          purposeId: Id,
          categories: Codes,
          reviewMonths: nullable(Type.Integer({ minimum: 1, maximum: 1200 })),
        }),
        response: answers({ 201: Type.Object({ listId: Id, number: Type.Integer() }) }),
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(
          orRefuse(
            await listData(
              deps,
              { holderId: request.params.holderId, actor: actorOf(request.principal) },
              request.params.arrayId,
              request.body,
            ),
          ),
        ),
  );
  app.get(
    '/v1/holders/:holderId/data-lists/:listId/export',
    {
      config: { access: read },
      schema: {
        tags,
        summary: 'A list of data for publication: categories only, never a value (PD-3.5)',
        params: Type.Object({ holderId: Id, listId: Id }),
        response: answers({
          200: Type.Object({
            id: Id,
            arrayId: Id,
            purposeId: Id,
            number: Type.Integer(),
            categories: Type.Array(
              Type.Object({ code: Type.String(), label: nullable(Text3), law: Type.Array(Type.String()) }),
            ),
          }),
        }),
      },
    },
    async (request) => {
      const list = orRefuse(
        (await deps.db.tx(holderScope(request.params.holderId), (tx) =>
          listById(tx, request.params.holderId, request.params.listId),
        )) ?? refuse('DATA_LIST_UNKNOWN'),
      );
      const known = new Map(categories.map((one) => [one.code, one]));
      return {
        id: list.id,
        arrayId: list.array_id,
        purposeId: list.purpose_id,
        number: list.number,
        categories: list.categories.map((code) => ({
          code,
          label: known.get(code)?.label ?? null,
          law: [...(known.get(code)?.law ?? [])],
        })),
      };
    },
  );
}
