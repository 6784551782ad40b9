import type { FastifyReply, FastifyRequest } from 'fastify';
import { cite, type Citation } from '../law/index.ts';
import { formatDateTime } from '../platform/dates.ts';
import { citation, errorSummary, html, type Html, linkButton, page, warningText } from '../platform/html/index.ts';
import { type Problem, type Principal, sendHtml } from '../platform/http/index.ts';
import type { Lang } from '../platform/text.ts';
import type { OfficeDeps, PageInput } from './deps.ts';
import { shellWords } from './shell.messages.ts';

type Shell = Pick<OfficeDeps, 'clock' | 'sandbox' | 'travel'>;
type NavItem = { readonly text: string; readonly href: string; readonly current?: boolean };

/** The one frame around every page: header, navigation of the reader's office, sandbox time, footer. */
export function officePage(request: FastifyRequest, deps: Shell, input: PageInput): string {
  const { lang, principal } = request;
  const office = officeOf(principal, lang, request.url);
  return page({
    ...input,
    lang,
    path: input.path ?? request.url,
    ...(office === null ? {} : { office }),
    ...(principal.kind === 'citizen' || principal.kind === 'staff'
      ? {
          account: {
            id: principal.accountId,
            name: principal.name ?? '',
            role: roleOf(principal, lang),
            links: [{ text: shellWords[lang].security, href: '/me/security' }],
            signOut: { action: '/sign-out', csrf: request.csrf },
          },
        }
      : { signIn: '/sign-in' }),
    ...(deps.sandbox ? { sandboxTime: { text: formatDateTime(lang, deps.clock.now()), href: '/sandbox/time' } } : {}),
  });
}

export const sendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Shell,
  input: PageInput,
  status = 200,
): FastifyReply => sendHtml(reply, officePage(request, deps, input), status);

function officeOf(
  principal: Principal,
  lang: Lang,
  url: string,
): { name: string; href: string; nav: NavItem[] } | null {
  const words = shellWords[lang];
  const path = url.split('?')[0]!;
  const nav = (items: readonly (readonly [string, string])[]): NavItem[] =>
    items.map(([text, href]) => ({
      text,
      href,
      ...([href, ...(belongs[href] ?? [])].some((one) => isAt(path, one)) ? { current: true } : {}),
    }));
  if (principal.kind === 'citizen')
    return {
      name: words.citizen,
      href: '/me',
      nav: nav([
        [words.consents, '/me'],
        [words.data, '/me/data'],
        [words.holders, '/holders'],
        [words.history, '/me/history'],
        [words.certificates, '/me/certificates'],
        [words.cases, '/me/cases'],
        [words.inbox, '/me/inbox'],
        [words.profile, '/me/profile'],
        [words.security, '/me/security'],
      ]),
    };
  if (principal.kind === 'staff' && principal.office === 'holder')
    return {
      name: words.holder,
      href: '/holder',
      nav: nav(
        holderNav
          .filter(([, , ...roles]) => roles.some((role) => principal.roles.includes(role)))
          .map(([word, href]) => [words[word], href]),
      ),
    };
  if (principal.kind === 'staff' && principal.office === 'centre')
    return {
      name: words.centre,
      href: '/centre',
      nav: nav([
        [words.dashboard, '/centre'],
        [words.tasks, '/centre/tasks'],
        [words.trusted, '/centre/trusted'],
      ]),
    };
  if (principal.kind === 'staff' && principal.office === 'authority') {
    const ways = authorityNav.filter(([, , ...roles]) => roles.some((role) => principal.roles.includes(role)));
    return {
      name: words.authority,
      href: ways[0]?.[1] ?? '/me/security',
      nav: nav(ways.map(([word, href]) => [words[word], href])),
    };
  }
  return null;
}

const isAt = (path: string, href: string): boolean =>
  path === href || (href.split('/').length > 2 && path.startsWith(`${href}/`));
/** Pages that are reached through another one's entry in the navigation. */
const belongs: Readonly<Record<string, readonly string[]>> = {
  '/holder/registers': ['services', 'arrays', 'systems', 'data', 'operations', 'reviews', 'representations'].map(
    (register) => `/holder/${register}`,
  ),
  '/me/profile': ['/me/powers', '/me/record', '/me/registration', '/me/contacts', '/me/complaints'],
  '/me/inbox': ['/me/exchange', '/me/transfers'],
  '/authority/rules': ['/authority/signature-types', '/authority/retention'],
};

/** Nobody is shown a way that is closed to them. */
const holderNav: readonly (readonly [keyof typeof shellWords.ky, string, ...string[]])[] = [
  ['dashboard', '/holder', 'clerk', 'data-officer', 'administrator'],
  ['purposes', '/holder/purposes', 'data-officer', 'administrator'],
  ['policy', '/holder/policy', 'data-officer', 'administrator'],
  ['consents', '/holder/consents', 'clerk', 'data-officer', 'administrator'],
  ['paper', '/holder/paper', 'clerk', 'data-officer'],
  ['registers', '/holder/registers', 'clerk', 'data-officer', 'administrator'],
  ['transfers', '/holder/transfers', 'clerk', 'data-officer', 'administrator'],
  ['exchange', '/holder/exchange', 'clerk', 'data-officer', 'administrator'],
  ['tasks', '/holder/tasks', 'clerk', 'data-officer', 'administrator'],
  ['clients', '/holder/clients', 'administrator'],
  ['staff', '/holder/staff', 'administrator'],
];

const authorityNav: typeof holderNav = [
  ['tasks', '/authority', 'officer'],
  ['centres', '/authority/centres', 'officer'],
  ['means', '/authority/means', 'security-body'],
  ['rules', '/authority/rules', 'officer', 'security-body'],
  ['formerLaw', '/authority/former-law', 'officer'],
  ['transfers', '/authority/transfers', 'officer'],
  ['incidents', '/authority/incidents', 'officer'],
  ['officerCertificates', '/authority/certificates', 'officer'],
];

const roleOf = (principal: Principal, lang: Lang): string => {
  const words = shellWords[lang];
  if (principal.kind !== 'staff') return words.citizenRole;
  return principal.office === 'authority'
    ? words.authority
    : principal.office === 'holder'
      ? words.holder
      : principal.office === 'centre'
        ? words.centre
        : words.operator;
};

/** The norms behind something, each place of an act once: its original words and its plain text, of all rows that stand there. */
export function norms(lang: Lang, ids: readonly string[]): Html {
  const found = [...new Set(ids)].flatMap((id) => citationsOf(id));
  const places = Map.groupBy(found, (one) => one.label[lang]);
  return html`${[...places].map(([label, rows]) => {
    const { id, originalLang, statusLabel } = rows[0]!;
    return citation({
      lang,
      id,
      label: `${label} (${rows.map((row) => row.id).join(', ')})`,
      original: {
        text: [...new Set(rows.map((row) => row.original))].join(' … '),
        lang: originalLang === 'ru' ? 'ru' : 'ky',
      },
      plain: rows.map((row) => row.plain[lang]).join(' '),
      unofficial: lang !== 'ky' || originalLang !== 'ky',
      status: { text: statusLabel[lang] },
    });
  })}`;
}

function citationsOf(id: string): Citation[] {
  try {
    return [cite(id)];
  } catch {
    return [];
  }
}

/** A refusal shown to a person: what, why, on which norm, and the way back. Nothing technical beyond the code. */
export function problemPage(problem: Problem, request: FastifyRequest, deps: Shell): string {
  const { lang } = request;
  const words = shellWords[lang];
  const back =
    problem.status === 401
      ? linkButton({ text: words.signIn, href: '/sign-in' })
      : html`<p><a href="/">${words.back}</a></p>`;
  return officePage(request, deps, {
    title: problem.title,
    failed: true,
    body: html`<h1>${problem.title}</h1>${warningText(lang, problem.detail)}${norms(
      lang,
      problem.citations.map((one) => one.id),
    )}<p class="mk-small">${words.code}: ${problem.code}${problem.traceId !== undefined && html` · ${words.trace}: ${problem.traceId}`}</p>${back}`,
  });
}

/** Above a refused form that comes back: what was refused and where, on which norm, and what no page can bring back. */
export function refusedTop(
  problem: Problem,
  { lang }: FastifyRequest,
  fieldId: string | undefined,
  again: boolean,
): Html {
  const words = shellWords[lang];
  const trace = problem.status >= 500 && problem.traceId !== undefined;
  return html`${errorSummary({ lang, errors: [{ text: problem.detail, ...(fieldId === undefined ? {} : { field: fieldId }) }] })}${norms(
    lang,
    problem.citations.map((one) => one.id),
  )}${again && html`<p>${words.filesAgain}</p>`}<p class="mk-small">${words.code}: <a href="/problems/${problem.code}">${problem.code}</a>${trace && html` · ${words.trace}: ${problem.traceId}`}</p>`;
}
