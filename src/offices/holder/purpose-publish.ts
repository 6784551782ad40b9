import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { consentGroundRow, publishPurpose, type PurposeBody, purposesOf } from '../../consent/index.ts';
import { purposeBodyOf } from '../../consent/policy/index.ts';
import type { Holder, PolicyVersion } from '../../holders/index.ts';
import { html, inset } from '../../platform/html/index.ts';
import { type App, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import type { Lang } from '../../platform/text.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { sendPage } from '../shell.ts';
import { type Desk, deskOf, type HolderDeps, pageAnswers, pageFor, Posted, Uuid } from './deps.ts';
import { type Given, putText3, textOf } from './given.ts';
import { judgeFacts, pickerForm, stopPage } from './ground-picker.ts';
import { pickerWords } from './picker.messages.ts';
import { currentPolicy, sandboxPathsOf, wholePolicy } from './policy-facts.ts';
import { purposeForm } from './purpose-form.ts';
import { purposeFormWords } from './purpose-form.messages.ts';
import { givenOf, purposeOf, rowCount, rowKinds } from './purpose-given.ts';
import { purposeHere } from './purposes.ts';
import { purposeWords } from './purposes.messages.ts';
import { noTrouble, type Trouble, troubleOf } from './trouble.ts';
import { showDesk, type Visit, visitOf } from './visit.ts';

type World = { readonly desk: Desk; readonly holder: Holder; readonly policy: PolicyVersion | null };
const One = Type.Object({ purposeId: Uuid });

/** Publishing: the ground first, then the form. One address, whose hidden `step` says where the form stands. */
export function purposePublishPages(app: App, deps: HolderDeps): void {
  const config = pageFor('data-officer');
  app.get('/holder/purposes/new', { config, schema: { response: pageAnswers } }, async (request, reply) =>
    picker(visitOf(request, reply, deps), await worldOf(request, deps), {}, noTrouble),
  );
  app.post(
    '/holder/purposes/new',
    { config, bodyLimit: 1024 * 1024, schema: { body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const { lang, csrf } = visit;
      const given = request.body;
      const world = await worldOf(request, deps);
      const step = textOf(given, 'step');
      if (world.policy === null || step === 'again') return picker(visit, world, given, noTrouble);
      if (step === 'facts') {
        const picked = judgeFacts(lang, world.holder, world.policy, deps.clock.now(), given);
        if ('errors' in picked) return picker(visit, world, given, picked);
        if (picked.suggestion.askConsent && picked.suggestion.ground === 'consent')
          return showForm(
            visit,
            world,
            '/holder/purposes/new',
            await fresh(deps, world, textOf(given, 'code'), consentGroundRow, ''),
            null,
            noTrouble,
          );
        return sendPage(request, reply, deps, {
          title: pickerWords[lang].stopTitle,
          breadcrumbs: crumbs(lang),
          body: stopPage(lang, csrf, given, picked),
        });
      }
      if (step === 'form')
        return showForm(
          visit,
          world,
          '/holder/purposes/new',
          await fresh(deps, world, textOf(given, 'code'), textOf(given, 'ground'), textOf(given, 'norm')),
          null,
          noTrouble,
        );
      return publishOrAgain(
        visit,
        world,
        '/holder/purposes/new',
        given,
        await policyBody(deps, world, textOf(given, 'code')),
      );
    },
  );
  app.get(
    '/holder/purposes/:purposeId/new-version',
    { config, schema: { params: One, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const world = await worldOf(request, deps);
      const { base, url } = await currentOf(deps, world.desk, request.params.purposeId);
      return showForm(
        visit,
        world,
        `/holder/purposes/${request.params.purposeId}/new-version`,
        givenOf(base, url),
        base,
        noTrouble,
      );
    },
  );
  app.post(
    '/holder/purposes/:purposeId/new-version',
    { config, bodyLimit: 1024 * 1024, schema: { params: One, body: Posted, response: pageAnswers } },
    async (request, reply) => {
      const visit = visitOf(request, reply, deps);
      const world = await worldOf(request, deps);
      const { base } = await currentOf(deps, world.desk, request.params.purposeId);
      // The purpose is the address's, whatever the form says.
      return publishOrAgain(
        visit,
        world,
        `/holder/purposes/${request.params.purposeId}/new-version`,
        { ...request.body, code: base.code },
        base,
      );
    },
  );
}

async function worldOf(request: FastifyRequest, deps: HolderDeps): Promise<World> {
  const desk = deskOf(request);
  const [holder, policy] = await Promise.all([
    deps.consent.registers.holder(desk.holderId),
    currentPolicy(deps, desk.holderId),
  ]);
  return { desk, holder: holder!, policy };
}

async function currentOf(
  deps: HolderDeps,
  desk: Desk,
  purposeId: string,
): Promise<{ base: PurposeBody; url: string | null }> {
  const purpose = await purposeHere(deps, desk, purposeId);
  const version =
    purpose.currentVersionId === null ? null : await deps.consent.registers.version(purpose.currentVersionId);
  if (version === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  return { base: version.body, url: version.officialUrl };
}

/** What the policy already says about a purpose: the form begins with it. */
async function policyBody(deps: HolderDeps, { desk, policy }: World, code: string): Promise<PurposeBody | null> {
  const whole = policy === null ? null : wholePolicy(policy.body);
  const purpose = whole?.purposes?.find((one) => one.code === code);
  return whole === null || purpose === undefined
    ? null
    : purposeBodyOf(whole, purpose, await sandboxPathsOf(deps, desk.holderId, policy));
}

async function fresh(deps: HolderDeps, world: World, code: string, ground: string, norm: string): Promise<Given> {
  const body = await policyBody(deps, world, code);
  const filled: Given = body === null ? { code } : givenOf(body, null);
  const basis =
    (world.policy!.body.legalBases ?? []).find((one) =>
      ground === consentGroundRow ? one.kind === 'consent' : one.kind === 'law',
    )?.code ?? '';
  const same = body?.ground?.code === ground;
  return {
    ...filled,
    code,
    ground,
    ...(norm === '' ? {} : putText3('norm', { ky: norm, ru: norm, en: norm })),
    ...(same ? {} : { basis }),
  };
}

const crumbs = (lang: Lang) => [{ text: purposeWords[lang].title, href: '/holder/purposes' }];

async function picker(visit: Visit, world: World, given: Given, trouble: Trouble): Promise<FastifyReply> {
  const { lang, csrf, deps } = visit;
  const words = pickerWords[lang];
  const published = (await purposesOf(deps.consent.db, world.desk.holderId)).map((one) => one.code);
  return showDesk(visit, {
    title: words.title,
    lead: words.lead,
    trouble,
    breadcrumbs: crumbs(lang),
    body: html`${pickerForm({ lang, given, trouble }, csrf, world.policy, published)}`,
  });
}

async function showForm(
  visit: Visit,
  world: World,
  action: string,
  given: Given,
  base: PurposeBody | null,
  trouble: Trouble,
): Promise<FastifyReply> {
  const { lang, csrf } = visit;
  const words = purposeFormWords[lang];
  const title = action.endsWith('/new') ? words.titleNew : words.titleVersion;
  return showDesk(visit, {
    title,
    lead: words.lead,
    trouble,
    width: 'wide',
    breadcrumbs: crumbs(lang),
    body: html`${inset(html`<p>${action.endsWith('/new') ? words.basedOn : words.basedOnVersion}</p>`)}${purposeForm({ lang, given, trouble }, { action, csrf }, { holder: world.holder, policy: world.policy!, base })}`,
  });
}

async function publishOrAgain(
  visit: Visit,
  world: World,
  action: string,
  given: Given,
  base: PurposeBody | null,
): Promise<FastifyReply> {
  const { lang, deps, reply } = visit;
  const step = textOf(given, 'step');
  const more = rowKinds.find((kind) => step === `more-${kind}`);
  if (more !== undefined)
    return showForm(
      visit,
      world,
      action,
      { ...given, [`rows-${more}`]: String(rowCount(given, more) + 1) },
      base,
      noTrouble,
    );
  const read = purposeOf(lang, given, { holder: world.holder, policy: world.policy!, base });
  if (read.errors.length > 0)
    return showForm(visit, world, action, given, base, { errors: read.errors, law: ['PD-9.3'] });
  const done = await publishPurpose(deps.consent, world.desk, read.body, read.officialUrl);
  if (isRefusal(done)) return showForm(visit, world, action, given, base, troubleIn(lang, done, read.body));
  return reply.redirect(`/holder/purposes/${done.purposeId}?done=${done.widens ? 'publishedWide' : 'published'}`, 303);
}

const parts: Readonly<Record<string, string>> = {
  ground: 'ground',
  purposes: 'text',
  data_list: 'cat',
  term: 'term',
  processors: 'processors',
  third_party_transfer: 'recipients',
  operations: 'actions',
  methods: 'methods',
  other_use: 'otherUse',
  cross_border: 'crossBorder',
  public_distribution: 'publicD',
  service: 'serviceName',
};
const fields: Readonly<Record<string, string>> = {
  code: 'text',
  ground: 'ground',
  'ground/legalBasis': 'basis',
  media: 'media',
  'service/storage': 'serviceStorage',
  childText: 'childText',
  requiredDocuments: 'requiredDocuments',
};

/** The refusal at its field: what the notice lacks, part by part; a category at its own line. */
function troubleIn(lang: 'ky' | 'ru' | 'en', refusal: Refusal, body: PurposeBody): Trouble {
  const category = /^categories\/(\d+)$/.exec(refusal.field ?? '');
  if (category !== null)
    return troubleOf(lang, { ...refusal, field: `why-${body.categories[Number(category[1])]?.code ?? ''}` });
  const missing = refusal.details?.['missing'];
  if (refusal.field === undefined && Array.isArray(missing)) {
    const at = missing.map((part) => parts[String(part)]).filter((field) => field !== undefined);
    if (at.length > 0)
      return { errors: at.flatMap((field) => troubleOf(lang, { ...refusal, field }).errors), law: refusal.law };
  }
  const better = refusal.details?.['ground'] as { ky: string; ru: string; en: string } | undefined;
  const said =
    better === undefined
      ? refusal
      : {
          ...refusal,
          text: {
            ky: refusal.text.ky.replace('{ground}', better.ky),
            ru: refusal.text.ru.replace('{ground}', better.ru),
            en: refusal.text.en.replace('{ground}', better.en),
          },
        };
  return troubleOf(lang, said, (field) => fields[field]);
}
