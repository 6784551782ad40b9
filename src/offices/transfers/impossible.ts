import type { FastifyReply, FastifyRequest } from 'fastify';
import { fullName, type PersonRecord } from '../../keys/index.ts';
import { formatDate } from '../../platform/dates.ts';
import { button, checkboxes, errorFor, form, html, warningText } from '../../platform/html/index.ts';
import { type App, orRefuse } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { type IdentityKind, identityKinds, readSearch, reportImpossible } from '../../transfers/relay/index.ts';
import { formPage } from '../form-page.ts';
import { deskOf } from '../holder/deps.ts';
import { type Given, listOf } from '../holder/given.ts';
import { lookAt } from '../holder/look-up.ts';
import { troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried, type Visit, visitOf } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import type { TransferPagesDeps } from './index.ts';
import { actionsTable } from './search-view.ts';
import { searchWords } from './search.messages.ts';
import { config, noticeAt, noticePath, ofNotice, searchCrumbs, type Where, whoOf } from './search.ts';

/** CP-16: what goes to the authority is read as it stands, and only with it is the notice closed as impossible. */
export function impossiblePages(app: App, deps: TransferPagesDeps): void {
  formPage(app, `${noticePath}/impossible`, {
    config,
    params: ofNotice,
    act: (request) => act(deps, request),
    show: (request, reply, tried) => show(deps, visitOf(request, reply, deps), tried),
  });
}

async function act(deps: TransferPagesDeps, request: FastifyRequest): Promise<string | Tried> {
  const { lang } = request;
  const where = request.params as Where;
  const given = request.body as Given;
  const chosen = identityKinds.filter((kind) => listOf(given, 'identifying').includes(kind));
  const done = await reportImpossible(deps.transfers, whoOf(deskOf(request)), where, chosen);
  if (!isRefusal(done)) return `${noticeAt(where)}?done=reported`;
  return { given: { ...given, sent: 'yes' }, trouble: troubleOf(lang, done, () => 'identifying') };
}

async function show(deps: TransferPagesDeps, visit: Visit, { given, trouble }: Tried): Promise<FastifyReply> {
  const { lang, desk, csrf, request } = visit;
  const where = request.params as Where;
  const w = searchWords[lang];
  const search = orRefuse(await readSearch(deps.transfers, whoOf(desk), where));
  const record = await lookAt(deps, desk, search.notice.subject_id, 'impossibility-report');
  const held = identityKinds.flatMap((kind) => {
    const value = record === null ? '' : valueOf(lang, record, kind);
    return value === '' ? [] : [{ value: kind, text: w.identities[kind], hint: value }];
  });
  return showDesk(visit, {
    title: w.report,
    lead: w.reportLead,
    breadcrumbs: [...searchCrumbs(visit, where), { text: w.title, href: `${noticeAt(where)}/search` }],
    trouble,
    body: html`<h2>${w.actions}</h2>${actionsTable(lang, search, null)}${
      search.notice.state === 'CONTACT_SEARCH' &&
      form(
        { action: `${noticeAt(where)}/impossible`, csrf },
        checkboxes({
          lang,
          name: 'identifying',
          label: w.identifying,
          hint: w.identifyingHint,
          values: given['sent'] === undefined ? held.map((one) => one.value) : listOf(given, 'identifying'),
          error: errorFor(trouble.errors, 'identifying'),
          items: held,
        }),
        warningText(lang, w.final),
        button({ text: w.submit }),
      )
    }${norms(lang, ['CP-16a', 'CP-16b', 'CP-16c'])}`,
  });
}

const valueOf = (lang: Lang, record: PersonRecord, kind: IdentityKind): string =>
  ({
    pin: record.pin ?? '',
    document: record.documents.map((one) => `${one.series}${one.number}`).join(', '),
    name: `${fullName(record)}, ${formatDate(lang, record.birthDate)}`,
  })[kind];
