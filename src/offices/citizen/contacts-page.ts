import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { consentsOfPerson, subjectsOfPerson } from '../../consent/index.ts';
import { allHolders, type Holder } from '../../holders/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { button, checkboxes, errorFor, form, type Html, html, summaryList } from '../../platform/html/index.ts';
import { type App, orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import {
  agreeChannels,
  checksOf,
  type Contact,
  contactsAt,
  lastAgreement,
  type NoticeChannel,
  noticeChannels,
  unusable,
} from '../../transfers/contacts/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { answer } from '../form-page.ts';
import { DoneQuery, pageAnswers, Posted } from '../holder/deps.ts';
import { type Given, listOf } from '../holder/given.ts';
import { troubleFrom } from '../holder/trouble.ts';
import { showDesk, type Tried, untried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { contactWords } from './contacts.messages.ts';
import { person } from './journey.ts';
import { meOf } from './mine.ts';
import { myTrail } from './trail.ts';

const path = '/me/contacts';
type At = {
  readonly holder: Holder;
  readonly contacts: readonly Contact[];
  readonly channels: readonly NoticeChannel[] | null;
};

/** CP-12e, CP-13: what each holder has to reach me by, from where, and how I want to be told; the choice is mine at any time. */
export function contactPages(app: App, deps: OfficeDeps): void {
  const config = { kind: 'page' as const, access: [...person] };
  app.get(path, { config, schema: { querystring: DoneQuery, response: pageAnswers } }, async (request, reply) =>
    show(request, reply, deps, untried, request.query.done !== undefined),
  );
  app.post(
    `${path}/:holder`,
    {
      config,
      schema: { params: Type.Object({ holder: Type.String({ format: 'uuid' }) }), body: Posted, response: pageAnswers },
    },
    async (request, reply) =>
      answer(request, reply, {
        act: () => act(request, deps, request.params.holder),
        show: (_, __, tried) => show(request, reply, deps, tried, false),
      }),
  );
}

async function act(request: FastifyRequest, deps: OfficeDeps, holderId: string): Promise<string | Tried> {
  const given = request.body as Given;
  const me = meOf(request);
  if (!(await mineHere(deps, request)).some(({ holder }) => holder.id === holderId))
    throw new RefusalError(refuseHttp('NOT_FOUND'));
  const chosen = noticeChannels.filter((one) => listOf(given, 'channels').includes(one));
  if (chosen.length === 0)
    return {
      given: { ...given, holder: holderId },
      trouble: troubleFrom({ field: fieldAt(holderId), text: contactWords[request.lang].oneNeeded }),
    };
  const who = { holderId, actor: { kind: 'account' as const, id: me.accountId } };
  orRefuse(await agreeChannels(deps.consent, who, deps.consent.keys.subjectIdOf(me.personId, holderId), chosen));
  return `${path}?done=1`;
}

const fieldAt = (holderId: string): string => `channels-${holderId}`;

/** The holders that process something of mine, or have a contact of me that I did not give here. */
async function mineHere(deps: OfficeDeps, request: FastifyRequest): Promise<At[]> {
  const me = meOf(request);
  const [{ byHolder, scope, all }, holders] = await Promise.all([
    subjectsOfPerson(deps.consent, me.personId),
    allHolders(deps.consent.db),
  ]);
  const dealing = new Set((await consentsOfPerson(deps.consent.db, scope, all)).map((row) => row.holder_id));
  return deps.consent.db.tx(systemScope('a person looks at the own contacts at holders'), async (tx) => {
    const found: At[] = [];
    for (const holder of holders) {
      const subjectId = byHolder.get(holder.id)?.[0];
      if (subjectId === undefined) continue;
      const at = { holderId: holder.id, subjectId };
      const contacts = await contactsAt(deps.consent, tx, at);
      const agreed = await lastAgreement(tx, at);
      if (dealing.has(holder.id) || agreed !== null || contacts.some((one) => one.id !== null))
        found.push({ holder, contacts, channels: agreed?.channels ?? null });
    }
    return found;
  });
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  tried: Tried,
  done: boolean,
): Promise<FastifyReply> {
  const { lang } = request;
  const w = contactWords[lang];
  const here = await mineHere(deps, request);
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      path,
      trouble: tried.trouble,
      done: done ? w.done : null,
      breadcrumbs: myTrail(lang),
      body: html`${here.length === 0 ? html`<p>${w.none}</p>` : here.map((at) => section(request, at, tried))}${norms(lang, ['CP-12e', 'CP-13a', 'CP-13f'])}`,
    },
  );
}

function section({ lang, csrf }: FastifyRequest, { holder, contacts, channels }: At, { trouble }: Tried): Html {
  const w = contactWords[lang];
  const name = fieldAt(holder.id);
  return html`<h2>${holder.body.name[lang]}</h2>
${contacts.length === 0 ? html`<p>${w.nothing}</p>` : summaryList({ lang, title: w.known, rows: contacts.map((one) => ({ key: w.kinds[one.kind], value: valueOf(lang, one) })) })}
${form(
  { action: `${path}/${holder.id}`, csrf },
  checkboxes({
    lang,
    id: name,
    name: 'channels',
    label: w.choose,
    hint: w.anyWay,
    items: noticeChannels.map((one) => ({ value: one, text: w.channels[one] })),
    values: channels ?? [],
    error: errorFor(trouble.errors, name),
  }),
  button({ text: w.save, kind: 'secondary', hiddenText: holder.body.name[lang] }),
)}`;
}

function valueOf(lang: Lang, contact: Contact): Html {
  const w = contactWords[lang];
  const why = unusable(checksOf(contact));
  return html`${contact.value} <span class="mk-small">(${w.sources[contact.source]}${contact.reference !== '' && `: ${contact.reference}`}${why !== null && `; ${w.notUsed}`})</span>`;
}
