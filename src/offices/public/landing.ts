import type { FastifyRequest } from 'fastify';
import { type ActCode, actCodes, acts, requirements } from '../../law/index.ts';
import { latestNote } from '../../record/index.ts';
import { publicScope } from '../../platform/db/index.ts';
import {
  band,
  card,
  cardGrid,
  hero,
  html,
  type Html,
  linkButton,
  points,
  statTiles,
  tag,
} from '../../platform/html/index.ts';
import { number } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { PageInput } from '../deps.ts';
import type { PublicDeps } from './deps.ts';
import { landingWords } from './landing.messages.ts';
import { standingTone } from './law-words.ts';
import { readRegister } from './register.ts';

/** The front page: what this is, for whom, how it goes, and how to check it. */
export async function landing(request: FastifyRequest, deps: PublicDeps): Promise<PageInput> {
  const { lang, principal } = request;
  const m = landingWords[lang];
  const begin =
    principal.kind === 'citizen'
      ? linkButton({ text: m.mine, href: '/me', start: true })
      : linkButton({ text: m.start, href: principal.kind === 'staff' ? '/holder' : '/me', start: true });
  return {
    title: m.title,
    description: m.description,
    width: 'full',
    body: html`${hero({ title: m.title, lead: m.lead, actions: html`${begin}${linkButton({ text: m.registers, href: '/registers', kind: 'secondary' })}`, note: m.note })}
${band({ title: m.how }, points({ numbered: true, items: m.steps.map(({ title, text }) => ({ title, body: html`<p>${text}</p>` })) }))}
${band({ tint: true, title: m.who }, cardGrid(whom(m.citizens, '/me'), whom(m.holders, '/registers'), whom(m.officers, '/verify')))}
${band({ title: m.trust }, html`<p class="mk-lead">${m.trustLead}</p>`, points({ items: m.proofs.map((one) => ({ title: one.title, body: html`<p>${one.text}</p><p><a href="${one.href}">${one.link}</a></p>` })) }), html`<div class="mk-section">${await facts(lang, deps)}</div>`)}
${band({ tint: true, title: m.law }, html`<p class="mk-lead">${m.lawLead}</p>`, theActs(lang))}
${band({ title: m.builders }, html`<p class="mk-lead">${m.buildersText}</p>`, linkButton({ text: m.buildersLink, href: '/developers', kind: 'secondary' }))}`,
  };
}

const whom = (words: { title: string; text: string; link: string }, href: string): Html =>
  card({
    level: 3,
    title: words.title,
    body: html`<p>${words.text}</p>`,
    actions: html`<a href="${href}">${words.link}</a>`,
  });

async function facts(lang: Lang, deps: PublicDeps): Promise<Html> {
  const { facts: words } = landingWords[lang];
  const [log, holders] = await Promise.all([deps.consent.db.tx(publicScope(), latestNote), readRegister(deps.consent)]);
  return statTiles([
    { label: words.records, value: number(lang, log?.row.size ?? 0), href: '/log' },
    { label: words.holders, value: number(lang, holders.length), href: '/registers' },
    {
      label: words.forms,
      value: number(
        lang,
        holders.reduce((sum, { forms }) => sum + forms.length, 0),
      ),
      href: '/registers',
    },
    { label: words.rules, value: number(lang, requirements.length), href: '/law' },
  ]);
}

const theActs = (lang: Lang): Html => {
  const one = (code: ActCode): Html =>
    card({
      level: 3,
      title: acts[code].short[lang],
      href: `/law/${code}`,
      body: html`<p>${tag({ text: acts[code].statusLabel[lang], tone: standingTone(acts[code].status) })}</p>`,
    });
  return html`<div class="mk-columns mk-columns--even">${actCodes.map(one)}</div>`;
};
