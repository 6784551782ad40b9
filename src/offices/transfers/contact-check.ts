import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { button, form, html, summaryList } from '../../platform/html/index.ts';
import { type App, orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { checkContact, conclusions, ownershipMethods } from '../../transfers/contacts/index.ts';
import { readSearch } from '../../transfers/relay/index.ts';
import { formPage } from '../form-page.ts';
import { commonWords } from '../holder/common.messages.ts';
import { deskOf, Uuid } from '../holder/deps.ts';
import { itemsOf, radioField, type Sheet } from '../holder/fields.ts';
import { type Given, textOf } from '../holder/given.ts';
import { troubleFrom } from '../holder/trouble.ts';
import { showDesk, type Tried, type Visit, visitOf } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import type { TransferPagesDeps } from './index.ts';
import { searchWords } from './search.messages.ts';
import { config, noticeAt, noticePath, ofNotice, searchCrumbs, type Where, whoOf } from './search.ts';

/** CP-13f, CP-13g: what an officer has made sure of before a contact that is not from the subject is used. */
export function contactCheckPages(app: App, deps: TransferPagesDeps): void {
  formPage(app, `${noticePath}/contacts/:contactId`, {
    config,
    params: Type.Object({ ...ofNotice.properties, contactId: Uuid }),
    act: (request) => act(deps, request),
    show: (request, reply, tried) => show(deps, visitOf(request, reply, deps), tried),
  });
}

async function act(deps: TransferPagesDeps, request: FastifyRequest): Promise<string | Tried> {
  const { lang } = request;
  const where = request.params as Where & { contactId: string };
  const given = request.body as Given;
  const method = ownershipMethods.find((one) => one === textOf(given, 'method'));
  const conclusion = conclusions.find((one) => one === textOf(given, 'purpose'));
  const passed = textOf(given, 'passed');
  const { choose } = commonWords[lang];
  const w = searchWords[lang];
  const errors = [
    ...(method === undefined ? [{ field: 'method', text: `${w.method}: ${choose}` }] : []),
    ...(passed === '' ? [{ field: 'passed', text: `${w.passed}: ${choose}` }] : []),
    ...(conclusion === undefined ? [{ field: 'purpose', text: `${w.purpose}: ${choose}` }] : []),
  ];
  if (errors.length > 0 || method === undefined || conclusion === undefined)
    return { given, trouble: troubleFrom(...errors) };
  const who = whoOf(deskOf(request));
  const { notice } = orRefuse(await readSearch(deps.transfers, who, where));
  const at = { subjectId: notice.subject_id, contactId: where.contactId };
  orRefuse(await checkContact(deps.transfers, who, at, { check: 'ownership', method, passed: passed === 'yes' }));
  orRefuse(await checkContact(deps.transfers, who, at, { check: 'purpose', conclusion }));
  return `${noticeAt(where)}/search?done=checked`;
}

async function show(deps: TransferPagesDeps, visit: Visit, tried: Tried): Promise<FastifyReply> {
  const { lang, desk, csrf, request } = visit;
  const where = request.params as Where & { contactId: string };
  const w = searchWords[lang];
  const { contacts } = orRefuse(await readSearch(deps.transfers, whoOf(desk), where));
  const found = contacts.find(({ contact }) => contact.id === where.contactId)?.contact;
  if (found === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const sheet: Sheet = { lang, ...tried };
  return showDesk(visit, {
    title: w.check,
    lead: w.checkLead,
    breadcrumbs: [...searchCrumbs(visit, where), { text: w.title, href: `${noticeAt(where)}/search` }],
    trouble: tried.trouble,
    body: html`${summaryList({
      lang,
      rows: [
        { key: w.contactKinds[found.kind], value: found.value },
        { key: w.source, value: [w.sources[found.source], found.reference].filter((part) => part !== '').join(': ') },
      ],
    })}${form(
      { action: `${noticeAt(where)}/contacts/${where.contactId}`, csrf },
      radioField(sheet, { name: 'method', label: w.method, items: itemsOf(w.methods) }),
      radioField(sheet, { name: 'passed', label: w.passed, items: itemsOf({ yes: w.yes, no: w.no }) }),
      radioField(sheet, { name: 'purpose', label: w.purpose, items: itemsOf(w.conclusions) }),
      button({ text: w.saveCheck }),
    )}${norms(lang, ['CP-13f', 'CP-13g'])}`,
  });
}
