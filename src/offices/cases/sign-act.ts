import { createHash } from 'node:crypto';
import { Check } from 'typebox/schema';
import {
  type ActSignature,
  type CaseNow,
  type Data,
  formToData,
  type PageContext,
  refuseCase,
  type Sent,
  type SentSignature,
  sentSignature,
  signatureSchema,
  withSignature,
} from '../../cases/index.ts';
import { formatDate, formatLastDay } from '../../platform/dates.ts';
import type { Tx } from '../../platform/db/index.ts';
import { form, html, type Html, inset, keyUse, summaryList } from '../../platform/html/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { langs } from '../../platform/text.ts';
import type { Given } from '../holder/given.ts';
import type { CasesDeps, Place } from './deps.ts';
import { saidRows } from './said.ts';
import { apiOf } from './signed-files.ts';
import { signActWords } from './sign-act.messages.ts';

// ES-12.2: an act that is signed is shown as a document before its key is used; the script holds the document's digest against what the
// key is to sign, and the key is used only after the button that says so.

/** The signature that came with a form, judged; undefined where none came. */
export async function signatureFor(
  { engine, consent }: CasesDeps,
  { holderId, caseId, by, scope }: Place,
  act: string,
  sent: Given,
): Promise<ActSignature | Refusal | undefined> {
  const given = signatureIn(sent);
  if (given === undefined) return undefined;
  if (given === null) return refuseCase('ACT_UNSIGNED', { law: ['ES-12.2.2'] });
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => consent.db.tx(scope, work);
  const before = await run((tx) => engine.read(tx, holderId, caseId, by));
  const spec = isRefusal(before) ? undefined : before.procedure.acts[act];
  if (spec?.signed === undefined) return undefined;
  const data = spec.ask === undefined ? {} : formToData(spec.ask, sent);
  return (await withSignature(engine, run, { holderId, caseId, act, by, data }, given)).signature;
}

/** What the page's script put into its field; undefined before, null where it is no signature. */
function signatureIn(sent: Given): SentSignature | undefined | null {
  const given = sent['signature'];
  if (typeof given !== 'string' || given === '') return undefined;
  try {
    const signature: unknown = JSON.parse(given.slice(0, 200_000));
    return Check(signatureSchema, signature) ? sentSignature(signature as Sent) : null;
  } catch {
    return null;
  }
}

/** The page on which the document is read and signed. `sent`: what the form before it said, which goes with the signature. */
export function signActPage(
  now: CaseNow,
  act: string,
  c: PageContext,
  what: {
    readonly sent: Given;
    readonly data: Data;
    readonly content: Buffer;
    /** Where the reader's certificates are. */
    readonly keys?: { readonly href: string; readonly text: string };
  },
): Html {
  const w = signActWords[c.lang];
  const { procedure, head } = now;
  const { sent, data, content } = what;
  const action = c.actHref(procedure.name, head.id, act);
  const fields = Object.fromEntries(
    Object.entries(sent).filter(
      ([name, value]) => !['_csrf', '_key', 'signature'].includes(name) && typeof value === 'string',
    ),
  ) as Record<string, string>;
  const document = summaryList({ lang: c.lang, rows: rows(now, content, data, c) });
  const shown = inset(html`<h4>${procedure.texts.acts[act]![c.lang]}</h4>${document}`);
  const use = {
    'data-path': `${apiOf(now)}/acts/${act}`,
    'data-asked': JSON.stringify(data),
    'data-document': createHash('sha256').update(content).digest('hex'),
  } as const;
  return html`<h1>${procedure.texts.acts[act]![c.lang]}</h1><p class="mk-lead">${w.lead}</p>${what.keys !== undefined && html`<p><a href="${what.keys.href}">${what.keys.text}</a></p>`}<div class="mk-until-signing"><h2>${w.document}</h2>${inset(document)}</div>
<h2>${w.title}</h2><noscript><p>${w.noScript}</p></noscript>${form(
    { action, csrf: c.csrf, key: c.key, hidden: { ...fields, signature: '' } },
    keyUse(c.lang, 'act', { shown, data: use, confirm: w.confirm }),
  )}<p><a href="${action}">${w.back}</a></p>`;
}

/** The document in words: whose, of which day, and what was decided. */
function rows(now: CaseNow, content: Buffer, data: Data, c: PageContext) {
  const w = signActWords[c.lang];
  const document = JSON.parse(content.toString('utf8')) as Record<string, unknown>;
  const { centre, decidedOn, untilAt } = document;
  const name = (centre as { name?: Record<string, string> } | undefined)?.name;
  const day = typeof decidedOn === 'string' ? [{ key: w.day, value: html`${formatDate(c.lang, decidedOn)}` }] : [];
  const until =
    typeof untilAt === 'string' ? [{ key: w.until, value: html`${formatLastDay(c.lang, new Date(untilAt))}` }] : [];
  const whose =
    name !== undefined && langs.every((lang) => lang in name) ? [{ key: w.centre, value: html`${name[c.lang]}` }] : [];
  return [...whose, ...day, ...saidRows(now, data, c), ...until];
}
