import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { actCategories } from '../../law/index.ts';
import {
  button,
  checkboxes,
  emptyState,
  errorFor,
  fileUpload,
  form,
  html,
  type Html,
} from '../../platform/html/index.ts';
import { type App, callerOf, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import {
  actingOf,
  actsAs,
  allSystems,
  type ExchangeSystem,
  type Participant,
  participantsOf,
  sendDocument,
  signatureTypes,
  type SystemDeps,
  systemScope,
} from '../../trust/systems/index.ts';
import type { OfficeDeps } from '../deps.ts';
import { type FormPage, formPage } from '../form-page.ts';
import { everyRole, pageFor, Uuid } from '../holder/deps.ts';
import { itemsOf, radioField } from '../holder/fields.ts';
import { listOf, textOf } from '../holder/given.ts';
import { troubleFrom, troubleOf } from '../holder/trouble.ts';
import { readFiles } from '../holder/upload.ts';
import { showDesk, type Tried } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { exchangeWords } from './exchange.messages.ts';
import { sendWords } from './send.messages.ts';

type Deps = OfficeDeps & { readonly systems: SystemDeps };
type Place = {
  readonly system: ExchangeSystem;
  readonly own: readonly Participant[];
  readonly others: readonly Participant[];
};
/** What the act itself weighs is judged there; a larger file is cut off and refused by it. */
const mostBytes = 17 * 2 ** 20;

/** ES-10.4: whoever takes part in a system sends a signed document to others in it: a person, or an organisation by its staff. */
export function sendPages(app: App, deps: Deps): void {
  const ways: readonly (readonly [string, FormPage['config']])[] = [
    ['/holder/exchange', pageFor(...everyRole)],
    ['/me/exchange', { kind: 'page', access: [{ for: 'person' }] }],
  ];
  for (const [home, config] of ways)
    formPage(app, `${home}/:systemId/send`, {
      config,
      params: Type.Object({ systemId: Uuid }),
      multipart: true,
      act: (request) => send(request, deps, home),
      show: (request, reply, tried) => show(request, reply, deps, home, tried),
    });
}

/** The systems the reader takes part in, each with the way to send a document in it. */
export async function waysToSend(request: FastifyRequest, deps: Deps, home: string): Promise<Html> {
  const { lang } = request;
  const who = actingOf(request.principal);
  const systems = await deps.systems.db.tx(systemScope, async (tx) => {
    const found: ExchangeSystem[] = [];
    for (const system of await allSystems(tx))
      if ((await actsAs(deps.systems, tx, system, who)).length > 0) found.push(system);
    return found;
  });
  return html`${
    systems.length > 0 &&
    html`<h2>${sendWords[lang].title}</h2><ul>${systems.map(({ id, name }) => html`<li><a href="${home}/${id}/send">${name[lang]}</a></li>`)}</ul>`
  }`;
}

/** The system of the address, if the reader takes part in it. */
async function placeOf(request: FastifyRequest, deps: Deps): Promise<Place> {
  const { systemId } = request.params as { systemId: string };
  return deps.systems.db.tx(systemScope, async (tx) => {
    const system = (await allSystems(tx)).find(({ id }) => id === systemId);
    const own = system === undefined ? [] : await actsAs(deps.systems, tx, system, actingOf(request.principal));
    if (system === undefined || own.length === 0) throw new RefusalError(refuseHttp('NOT_FOUND'));
    return { system, own, others: await participantsOf(tx, systemId) };
  });
}

async function send(request: FastifyRequest, deps: Deps, home: string): Promise<string | Tried> {
  const w = sendWords[request.lang];
  const { given, files } = await readFiles(request, ['document', 'signature'], mostBytes);
  const { system } = await placeOf(request, deps);
  const [document, signature] = [files.get('document'), files.get('signature')];
  const category = actCategories.find((one) => one === textOf(given, 'category'));
  const signatureType = signatureTypes.find((one) => one === textOf(given, 'signatureType'));
  const recipients = listOf(given, 'recipients');
  const faults = [
    ...(document === undefined ? [{ field: 'document', text: w.required }] : []),
    ...(category === undefined ? [{ field: 'category', text: w.choose }] : []),
    ...(signatureType === undefined ? [{ field: 'signatureType', text: w.choose }] : []),
    ...(signatureType !== undefined && signatureType !== 'simple' && signature === undefined
      ? [{ field: 'signature', text: w.required }]
      : []),
    ...(recipients.length === 0 ? [{ field: 'recipients', text: w.chooseSome }] : []),
  ];
  if (document === undefined || category === undefined || signatureType === undefined || faults.length > 0)
    return { given, trouble: troubleFrom(...faults) };
  const who = actingOf(request.principal);
  const done = await deps.systems.verifier.atOnce(callerOf(request), () =>
    sendDocument(deps.systems, who, system.id, {
      category,
      documentKind: textOf(given, 'documentKind'),
      signatureType,
      fileName: document.name === '' ? null : document.name,
      document: document.bytes,
      signature: signatureType === 'simple' ? null : (signature?.bytes ?? null),
      // ES-9.1.2b: a simple signature names the person who is signed in.
      namedPerson: signatureType === 'simple' ? (who.name ?? null) : null,
      as: textOf(given, 'as') || null,
      recipients,
    }),
  );
  return isRefusal(done) ? { given, trouble: troubleOf(request.lang, done) } : `${home}?done=sent`;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  home: string,
  { given, trouble }: Tried,
): Promise<FastifyReply> {
  const { lang, csrf } = request;
  const w = sendWords[lang];
  const e = exchangeWords[lang];
  const { system, own, others } = await placeOf(request, deps);
  const { principal } = request;
  const ofOwner = principal.kind === 'staff' && principal.holderId === system.ownerId;
  const nameOf = ({ name, subjectId }: Participant): string => name ?? `${w.citizen} № ${subjectId ?? ''}`;
  // PD-5: a citizen has no name there; the owner of the system knows the number, and nobody else is shown that they are in it.
  const to = others.filter((one) => (own.length > 1 || one.id !== own[0]!.id) && (one.name !== null || ofOwner));
  const sheet = { lang, given, trouble };
  const path = `${home}/${system.id}/send`;
  return showDesk(
    { request, reply, deps, lang },
    {
      title: w.title,
      lead: w.lead,
      path,
      trouble,
      breadcrumbs: [{ text: e.title, href: home }],
      body: html`<p class="mk-small">${system.name[lang]}</p>${
        to.length === 0
          ? emptyState({ title: w.alone })
          : form(
              { action: path, csrf, multipart: true },
              fileUpload({
                lang,
                name: 'document',
                label: w.document,
                hint: w.documentHint,
                error: errorFor(trouble.errors, 'document'),
              }),
              radioField(sheet, {
                name: 'documentKind',
                label: w.kind,
                items: system.documentKinds.map(({ code }) => ({ value: code, text: code })),
              }),
              radioField(sheet, { name: 'category', label: w.category, items: itemsOf(w.categories) }),
              radioField(sheet, { name: 'signatureType', label: w.type, items: itemsOf(e.types) }),
              fileUpload({
                lang,
                name: 'signature',
                label: w.signature,
                hint: w.signatureHint,
                optional: true,
                error: errorFor(trouble.errors, 'signature'),
              }),
              own.length > 1 &&
                radioField(sheet, {
                  name: 'as',
                  label: w.as,
                  items: own.map((one) => ({ value: one.id, text: one.name ?? w.citizen })),
                }),
              checkboxes({
                lang,
                name: 'recipients',
                label: w.recipients,
                values: listOf(given, 'recipients'),
                error: errorFor(trouble.errors, 'recipients'),
                items: to.map((one) => ({ value: one.id, text: nameOf(one) })),
              }),
              button({ text: w.send }),
            )
      }${norms(lang, ['ES-10.4', 'ES-3.2'])}`,
    },
  );
}
