import { type Static, Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { completeRecord, recordOf } from '../../consent/index.ts';
import { identityDocumentTypes } from '../../consent/document/index.ts';
import { isDay } from '../../platform/dates.ts';
import {
  button,
  checkbox,
  dateInput,
  details,
  errorFor,
  errorSummary,
  type FieldError,
  fieldset,
  form,
  html,
  radios,
  select,
  textInput,
} from '../../platform/html/index.ts';
import { type App, htmlSchema } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { OfficeDeps } from '../deps.ts';
import { norms, sendPage } from '../shell.ts';
import { shellWords } from '../shell.messages.ts';
import { person } from './journey.ts';
import { meOf } from './mine.ts';
import { recordWords } from './record.messages.ts';

const field = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const Body = Type.Object({
  next: field(300),
  address: field(300),
  kind: field(20),
  type: field(40),
  series: field(10),
  number: field(20),
  'issuedOn-day': field(2),
  'issuedOn-month': field(2),
  'issuedOn-year': field(4),
  issuedBy: field(200),
  reliable: field(3),
});
type Sent = Static<typeof Body>;

/** CP-8a-2, CP-8a-3: what a consent states of a person and ESI does not bring. Asked once, before the first consent. */
export function recordPages(app: App, deps: OfficeDeps): void {
  const access = { kind: 'page', access: person } as const;
  app.get(
    '/me/record',
    { config: access, schema: { querystring: Type.Object({ next: field(300) }), response: htmlSchema } },
    async (request, reply) => {
      const record = await recordOf(deps.consent, meOf(request).personId);
      const document = record?.documents[0];
      const [year, month, day] = (document?.issuedOn ?? '').split('-');
      const known: Sent = {
        next: request.query.next ?? '',
        address: record?.address?.text ?? '',
        kind: record?.address?.kind ?? 'residence',
        type: document?.type ?? '',
        series: document?.series ?? '',
        number: document?.number ?? '',
        issuedBy: document?.issuedBy ?? '',
        'issuedOn-day': day ?? '',
        'issuedOn-month': month ?? '',
        'issuedOn-year': year ?? '',
      };
      return show(deps, request, reply, known, []);
    },
  );
  app.post('/me/record', { config: access, schema: { body: Body, response: htmlSchema } }, async (request, reply) => {
    const sent = request.body;
    const errors = errorsIn(request, sent);
    if (errors.length > 0) return show(deps, request, reply, sent, errors, 422);
    const me = meOf(request);
    const done = await completeRecord(deps.consent, me, {
      address: { kind: sent.kind === 'stay' ? 'stay' : 'residence', text: sent.address!.trim() },
      document: {
        type: sent.type as never,
        series: sent.series ?? '',
        number: sent.number ?? '',
        issuedOn: issuedOn(sent),
        issuedBy: sent.issuedBy!.trim(),
      },
    });
    if (isRefusal(done))
      return show(deps, request, reply, sent, [{ field: fieldOf(done.field), text: done.text[request.lang] }], 422);
    return reply.redirect(safeNext(sent.next), 303);
  });
}

const issuedOn = (sent: Sent): string =>
  `${sent['issuedOn-year'] ?? ''}-${(sent['issuedOn-month'] ?? '').padStart(2, '0')}-${(sent['issuedOn-day'] ?? '').padStart(2, '0')}`;
// Only a page of the citizen's own office: an address from outside must not choose where a person lands.
const safeNext = (next: string | undefined): string =>
  next !== undefined && /^\/me(\/[\w\-/?=&]*)?$/.test(next) ? next : '/me/profile';
const fieldOf = (path: string | undefined): string =>
  path?.startsWith('documents/') === true ? path.slice('documents/'.length) : path === 'address' ? 'address' : 'number';

function errorsIn(request: FastifyRequest, sent: Sent): FieldError[] {
  const m = recordWords[request.lang];
  return [
    ...((sent.address ?? '').trim().length < 3 ? [{ field: 'address', text: m.addressMissing }] : []),
    ...(identityDocumentTypes.some((one) => one.code === sent.type) ? [] : [{ field: 'type', text: m.typeMissing }]),
    ...((sent.number ?? '').trim() === '' ? [{ field: 'number', text: m.numberMissing }] : []),
    ...(isDay(issuedOn(sent)) ? [] : [{ field: 'issuedOn', text: m.dateWrong }]),
    ...((sent.issuedBy ?? '').trim().length < 2 ? [{ field: 'issuedBy', text: m.issuedByMissing }] : []),
    ...(sent.reliable === 'yes' ? [] : [{ field: 'reliable', text: m.reliableMissing }]),
  ];
}

function show(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  sent: Sent,
  errors: readonly FieldError[],
  status = 200,
): FastifyReply {
  const { lang } = request;
  const m = recordWords[lang];
  const input = (
    name: keyof Sent,
    label: string,
    more: { hint?: string; width?: 5 | 10 | 20 | 30; maxlength?: number } = {},
  ) => textInput({ lang, name, label, value: sent[name] ?? '', error: errorFor(errors, name), ...more });
  const date = (part: 'day' | 'month' | 'year'): string => sent[`issuedOn-${part}`] ?? '';
  const body = html`${errors.length > 0 && errorSummary({ lang, errors })}<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p>${details({ summary: m.why }, norms(lang, ['CP-8a-2', 'CP-8a-3', 'SP-3b-1']))}${form(
    { action: '/me/record', csrf: request.csrf, hidden: { next: sent.next ?? '' } },
    input('address', m.address, { hint: m.addressHint }),
    radios({
      lang,
      name: 'kind',
      label: m.addressKind,
      value: sent.kind ?? 'residence',
      items: [
        { value: 'residence', text: m.residence },
        { value: 'stay', text: m.stay },
      ],
    }),
    fieldset(
      { legend: m.document },
      select({
        lang,
        name: 'type',
        label: m.type,
        value: sent.type ?? '',
        error: errorFor(errors, 'type'),
        options: [
          { value: '', text: m.choose },
          ...identityDocumentTypes.map((one) => ({ value: one.code, text: one.name[lang] })),
        ],
      }),
      input('series', m.series, { hint: m.seriesHint, width: 5, maxlength: 10 }),
      input('number', m.number, { width: 20, maxlength: 20 }),
      dateInput({
        lang,
        name: 'issuedOn',
        label: m.issuedOn,
        value: { day: date('day'), month: date('month'), year: date('year') },
        error: errorFor(errors, 'issuedOn'),
      }),
      input('issuedBy', m.issuedBy, { hint: m.issuedByHint }),
    ),
    checkbox({
      lang,
      name: 'reliable',
      value: 'yes',
      text: m.reliable,
      checked: sent.reliable === 'yes',
      error: errorFor(errors, 'reliable'),
    }),
    button({ text: m.save }),
  )}`;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: m.title,
      path: '/me/record',
      breadcrumbs: [{ text: shellWords[lang].citizen, href: '/me' }],
      body,
      failed: errors.length > 0,
    },
    status,
  );
}
