import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { mayBatch, mayReasons, type PurposeVersion } from '../../consent/index.ts';
import { recipientTypes } from '../../law/index.ts';
import {
  button,
  buttonGroup,
  emptyState,
  type FieldError,
  filterForm,
  form,
  html,
  select,
  summaryList,
  warningText,
} from '../../platform/html/index.ts';
import { type App, once, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { executeTransfer, groundless, noticeDueAt, refuseTransfer, type TransferInput } from '../../transfers/index.ts';
import { commonWords } from '../holder/common.messages.ts';
import { pageAnswers, pageFor, Posted, Uuid } from '../holder/deps.ts';
import { type Given, textOf } from '../holder/given.ts';
import { type NamedPurpose, namedPurposes } from '../holder/names.ts';
import { type Trouble, troubleFrom, troubleOf } from '../holder/trouble.ts';
import { showDesk, type Tried, untried, type Visit, visitOf } from '../holder/visit.ts';
import { norms } from '../shell.ts';
import { offeredGrounds } from '../holder/grounds.ts';
import { executeForm } from './execute-form.ts';
import { type Typed, typedTransfer } from './execute-given.ts';
import { arePeople, checkedPeople, type Named, nameOfSubject, peopleOf } from './execute-people.ts';
import { executeWords } from './execute.messages.ts';
import type { TransferPagesDeps } from './index.ts';
import { transferWords } from './transfers.messages.ts';
import { moment, sourceText } from './views.ts';

const config = pageFor('clerk', 'data-officer');
const path = '/holder/transfers/new';
const About = Type.Object({ purpose: Type.Optional(Uuid), lang: Type.Optional(Type.String({ maxLength: 5 })) });
type Asked = { readonly named: NamedPurpose; readonly version: PurposeVersion };
type Ready = { readonly people: readonly Named[]; readonly input: TransferInput };
type Wrong = readonly FieldError[];

/** CP-11, CP-12: a clerk transfers data to a third party: the purpose, what is transferred, the check, the transfer. */
export function executePages(app: App, deps: TransferPagesDeps): void {
  app.get(path, { config, schema: { querystring: About, response: pageAnswers } }, async (request, reply) => {
    const visit = visitOf(request, reply, deps);
    const { purpose } = request.query;
    return purpose === undefined ? choose(visit) : show(visit, await askedOf(visit, purpose), untried);
  });
  app.post(
    path,
    { config, schema: { querystring: About, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const asked = await askedOf(visit, request.query.purpose);
      const given = request.body;
      const step = textOf(given, 'step');
      if (step === 'change') return show(visit, asked, { ...untried, given });
      if (step === 'execute') {
        const input = checkedInput(visit, asked, given);
        return 'errors' in input
          ? show(visit, asked, { given, trouble: input })
          : execute(deps, visit, asked, input, given);
      }
      const ready = await readyOf(visit, asked, given);
      return 'errors' in ready ? show(visit, asked, { given, trouble: ready }) : check(visit, asked, ready, given);
    },
  );
}

const offers = ({ body }: PurposeVersion): boolean =>
  body.actions.some((action) => action === 'transfer' || action === 'cross_border_transfer');

async function openPurposes({ deps, desk, lang }: Visit): Promise<readonly Asked[]> {
  const all = await Promise.all(
    (await namedPurposes(deps, desk, lang)).map(async (named) => {
      const id = named.purpose.state === 'active' ? named.purpose.currentVersionId : null;
      const version = id === null ? null : await deps.consent.registers.version(id);
      return version !== null && offers(version) ? [{ named, version }] : [];
    }),
  );
  return all.flat();
}

async function askedOf(visit: Visit, id: string | undefined): Promise<Asked> {
  const found = (await openPurposes(visit)).find(({ named }) => named.purpose.id === id);
  if (found === undefined) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return found;
}

/** The transfer as it was checked: the people who were found and the consents that were read, no others. */
function checkedInput(visit: Visit, asked: Asked, given: Given): TransferInput | Trouble {
  const typed = typedTransfer(visit.lang, given, asked.version);
  const ids = checkedPeople(visit, given);
  if (!isTyped(typed) || !areIds(ids))
    return troubleFrom(...(areIds(ids) ? [] : ids), ...(isTyped(typed) ? [] : typed));
  const read = textOf(given, 'consents').split(' ');
  const subjects = ids.map((subjectId, i) => ({ subjectId, consentId: (read[i] ?? '') || null }));
  return { ...typed, purposeId: asked.named.purpose.id, subjects };
}
const areIds = (found: readonly string[] | Wrong): found is readonly string[] =>
  found.every((one) => typeof one === 'string');

/** The transfer as typed with the people found, each with a ground at this moment. */
async function readyOf(visit: Visit, asked: Asked, given: Given): Promise<Ready | Trouble> {
  const { lang, deps, desk } = visit;
  const typed = typedTransfer(lang, given, asked.version);
  const people = await peopleOf(visit, given);
  if (!isTyped(typed) || !arePeople(people))
    return troubleFrom(...(arePeople(people) ? [] : people), ...(isTyped(typed) ? [] : typed));
  const { recipient, items } = typed;
  const purposeId = asked.named.purpose.id;
  const answers = await mayBatch(
    deps.consent,
    desk.holderId,
    people.map(({ subjectId }) => ({
      purposeId,
      subjectId,
      categories: items.map((item) => item.category),
      action: recipient.country === 'KG' ? 'transfer' : 'cross_border_transfer',
      recipient: { code: recipient.code, country: recipient.country },
    })),
  );
  const input: TransferInput = {
    ...typed,
    purposeId,
    subjects: people.map(({ subjectId }, i) => ({ subjectId, consentId: answers[i]!.consentId ?? null })),
  };
  const without = groundless(input, answers);
  if (without.length > 0) return troubleOfGroundless(visit, people, refuseTransfer('NO_LEGAL_GROUND_ART5'), without);
  return { people, input };
}
const isTyped = (typed: ReturnType<typeof typedTransfer>): typed is Typed => 'recipient' in typed;

async function troubleOfGroundless(
  visit: Visit,
  people: readonly Named[],
  refusal: Refusal,
  without: ReturnType<typeof groundless>,
): Promise<Trouble> {
  const { lang } = visit;
  const w = executeWords[lang];
  const first = troubleOf(lang, refusal, () => 'ground');
  const law = new Set(refusal.law);
  const errors: FieldError[] = [];
  for (const { subjectId, reason } of without) {
    const known = Object.hasOwn(mayReasons, reason) ? mayReasons[reason as keyof typeof mayReasons] : undefined;
    for (const norm of known?.law ?? []) law.add(norm);
    const name = people.find((one) => one.subjectId === subjectId)?.name ?? (await nameOfSubject(visit, subjectId));
    errors.push({ field: 'people', text: w.without(name, known?.text[lang] ?? w.otherGround) });
  }
  return { errors: [...first.errors, ...errors], law: [...law], status: refusal.status };
}

// What the act refuses, at the field that asked for it.
const fields: Readonly<Record<string, string>> = {
  recipient: 'recipient',
  'recipient/type': 'recipientType',
  'recipient/country': 'recipient',
  'exemption/code': 'exemption',
};

async function execute(
  deps: TransferPagesDeps,
  visit: Visit,
  asked: Asked,
  input: TransferInput,
  given: Given,
): Promise<FastifyReply> {
  const { desk, request, reply, lang } = visit;
  const who = { holderId: desk.holderId, actor: { kind: 'account', id: desk.accountId } } as const;
  try {
    const done = await once(request, deps.transfers, (db) => executeTransfer(deps.transfers, who, input, db));
    return reply.redirect(`/holder/transfers/${done.transferId}?done=executed`, 303);
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
    const { refusal } = error;
    const without = refusal.details?.['subjects'] as ReturnType<typeof groundless> | undefined;
    const trouble =
      without !== undefined && without.length > 0
        ? await troubleOfGroundless(visit, [], refusal, without)
        : troubleOf(lang, refusal, (field) =>
            field === 'exemption/justification' ? justificationField(given) : (fields[field] ?? field),
          );
    return show(visit, asked, { given, trouble });
  }
}
const justificationField = (given: Given): string =>
  textOf(given, 'exemption') === 'ART15_1_2_B' ? 'justificationB' : 'justification';

const crumbs = ({ lang }: Visit) => [{ text: transferWords[lang].title, href: '/holder/transfers' }];
const address = ({ named }: Asked): string => `${path}?purpose=${named.purpose.id}`;

async function choose(visit: Visit): Promise<FastifyReply> {
  const { lang } = visit;
  const w = executeWords[lang];
  const open = await openPurposes(visit);
  return showDesk(visit, {
    title: w.title,
    lead: w.lead,
    breadcrumbs: crumbs(visit),
    body:
      open.length === 0
        ? emptyState({ title: w.noPurpose })
        : filterForm(
            { action: path, label: w.purpose },
            select({
              lang,
              name: 'purpose',
              label: w.purpose,
              options: open.map(({ named }) => ({ value: named.purpose.id, text: named.text })),
            }),
            button({ text: commonWords[lang].goOn }),
          ),
  });
}

function show(visit: Visit, asked: Asked, { given, trouble }: Tried): FastifyReply {
  const { lang, csrf } = visit;
  const w = executeWords[lang];
  return showDesk(visit, {
    title: w.title,
    lead: w.lead,
    trouble,
    breadcrumbs: crumbs(visit),
    body: html`${summaryList({ lang, plain: true, rows: [{ key: w.purpose, value: asked.named.text }] })}
${executeForm({ lang, given, trouble }, csrf, address(asked), asked.version)}${norms(lang, ['CP-11', 'CP-12b', 'CP-12c', 'CP-15'])}`,
  });
}

/** Everything once more before it is done: what was typed goes along, and comes back where it is to be changed. */
function check(visit: Visit, asked: Asked, { people, input }: Ready, given: Given): FastifyReply {
  const { lang, csrf, deps } = visit;
  const w = executeWords[lang];
  const { body } = asked.version;
  const { recipient, ground, items, methods, exemption } = input;
  const label = (code: string): string => body.categories.find((one) => one.code === code)?.text[lang] ?? code;
  const type = recipientTypes.find((one) => one.code === recipient.type)?.label[lang] ?? recipient.type;
  return showDesk(visit, {
    title: w.checkTitle,
    breadcrumbs: [...crumbs(visit), { text: w.title, href: address(asked) }],
    body: html`${summaryList({
      lang,
      rows: [
        { key: w.purpose, value: asked.named.text },
        {
          key: `${w.subjects}: ${people.length}`,
          value: html`<ul>${people.map((one) => html`<li>${one.name}</li>`)}</ul>`,
        },
        { key: w.recipient, value: `${recipient.name}, ${type}, ${recipient.country}` },
        {
          key: w.ground,
          value: ground!.kind === 'consent' ? w.consent : `${groundText(lang, ground!.code)}: ${ground!.document}`,
        },
        {
          key: w.items,
          value: html`<ul>${items.map((item) => html`<li>${label(item.category)} — ${sourceText(lang, item.source!)}</li>`)}</ul>`,
        },
        { key: w.methods, value: methods?.[lang] ?? body.methods?.text[lang] ?? '' },
        { key: w.channel, value: w.channels[input.channel as keyof typeof w.channels] },
        {
          key: w.exemption,
          value:
            exemption === null
              ? w.notExempt
              : `${exemption.code === 'ART15_1_2_A' ? w.exemptA : w.exemptB}. ${exemption.justification}`,
        },
        ...(exemption === null ? [{ key: w.due, value: moment(lang, noticeDueAt(deps.clock.now())) }] : []),
      ],
    })}
${warningText(lang, w.final)}
${form(
  { action: address(asked), csrf, key: uuidv7(deps.clock.real()) },
  carried(given),
  html`<input type="hidden" name="subjects" value="${input.subjects.map((one) => one.subjectId).join(' ')}"><input type="hidden" name="consents" value="${input.subjects.map((one) => one.consentId ?? '').join(' ')}">`,
  buttonGroup(
    button({ text: w.execute, name: 'step', value: 'execute' }),
    button({ text: w.change, name: 'step', value: 'change', kind: 'secondary' }),
  ),
)}${norms(lang, ['CP-11', 'CP-12a', 'CP-12b', 'CP-15'])}`,
  });
}

const groundText = (lang: Visit['lang'], code: string): string =>
  offeredGrounds.find((one) => one.row === code)?.label[lang] ?? code;

// What the check found stands beside what was typed.
const ofCheck: ReadonlySet<string> = new Set(['step', 'subjects', 'consents']);
const carried = (given: Given) =>
  Object.entries(given)
    .filter(([name]) => !name.startsWith('_') && !ofCheck.has(name))
    .flatMap(([name, value]) => [value].flat().map((one) => html`<input type="hidden" name="${name}" value="${one}">`));
