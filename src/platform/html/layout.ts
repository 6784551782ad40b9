// The whole document around a page's content.
import { assetUrl } from '../assets/assets.ts';
import { type Lang, langs } from '../text.ts';
import { hiddenInputs } from './buttons.ts';
import { attrs, type Content, classes, type Html, html, type Slot } from './html.ts';
import { icon, mark } from './icons.ts';
import { type Link, breadcrumbs } from './navigation.ts';
import { ui } from './ui.messages.ts';

export type Office = { readonly name: Content; readonly href: string; readonly nav: readonly Link[] };

export type Account = {
  /** For scripts: whose keys of this browser they may use. */
  readonly id?: string;
  readonly name: string;
  /** "State Tax Service, clerk": in whose name this person acts. */
  readonly role?: Content;
  readonly links?: readonly Link[];
  /** Signing out changes something, so it is a form. */
  readonly signOut?: { readonly action: string; readonly csrf: string };
};

export type Page = {
  readonly lang: Lang;
  /** The h1's words. "— Макулдук" is added; with `failed` the word "Error" comes first. */
  readonly title: string;
  /** Path with query, as requested: the language links keep it. */
  readonly path: string;
  readonly body: Slot;
  readonly office?: Office | undefined;
  readonly account?: Account | undefined;
  /** Address of the log-in page, shown when nobody is signed in. */
  readonly signIn?: string | undefined;
  /** Law time in words; the sandbox banner stands only when given. */
  readonly sandboxTime?: { readonly text: string; readonly href?: string } | undefined;
  readonly breadcrumbs?: readonly Link[] | undefined;
  /** Back link or other things above the main heading. */
  readonly before?: Slot;
  /** Names of further scripts among the assets: 'passkey.js'. */
  readonly scripts?: readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly failed?: boolean | undefined;
  /** `wide` for dashboards and tables, `full` for a page that sets its own widths (landing). Default: reading width. */
  readonly width?: 'read' | 'wide' | 'full' | undefined;
};

const languageNames: Readonly<Record<Lang, string>> = { ky: 'Кыргызча', ru: 'Русский', en: 'English' };

/** The same page in another language. */
export function inLanguage(path: string, lang: Lang): string {
  const url = new URL(path, 'http://page');
  url.searchParams.delete('_csrf');
  url.searchParams.set('lang', lang);
  return url.pathname + url.search;
}

const languageSwitch = (p: Page): Html =>
  html`<nav class="mk-languages" aria-label="${ui(p.lang).languages}"><ul>${langs.map((l) =>
    l === p.lang
      ? html`<li><span aria-current="true" lang="${l}">${languageNames[l]}</span></li>`
      : html`<li><a href="${inLanguage(p.path, l)}" hreflang="${l}" lang="${l}" rel="alternate">${languageNames[l]}</a></li>`,
  )}</ul></nav>`;

function accountMenu(p: Page): Html {
  const words = ui(p.lang);
  const a = p.account;
  if (a === undefined)
    return html`${p.signIn !== undefined && html`<a class="mk-header__sign-in" href="${p.signIn}">${icon('user')}${words.signIn}</a>`}`;
  return html`<details class="mk-account" data-menu><summary class="mk-account__summary">${icon('user')}<span class="mk-hidden">${words.account}: </span><span class="mk-account__name">${a.name}</span></summary><div class="mk-account__menu">${
    a.role !== undefined && html`<p class="mk-account__role">${a.role}</p>`
  }<ul>${(a.links ?? []).map((l) => html`<li><a${attrs({ href: l.href, 'aria-current': l.current ? 'page' : undefined })}>${l.text}</a></li>`)}</ul>${
    a.signOut !== undefined &&
    html`<form method="post" action="${a.signOut.action}">${hiddenInputs({ _csrf: a.signOut.csrf })}<button class="mk-link-button" type="submit">${words.signOut}</button></form>`
  }</div></details>`;
}

const officeBar = (p: Page, office: Office): Html =>
  html`<div class="mk-office"><div class="mk-width mk-office__row"><a class="mk-office__name" href="${office.href}">${office.name}</a>${
    office.nav.length > 0 &&
    html`<nav class="mk-office__nav" aria-label="${ui(p.lang).officeNavigation}"><ul>${office.nav.map((l) => html`<li><a${attrs({ href: l.href, 'aria-current': l.current ? 'true' : undefined })}>${l.text}</a></li>`)}</ul></nav>`
  }</div></div>`;

function sandbox(p: Page): Html {
  const words = ui(p.lang);
  const time = p.sandboxTime;
  if (time === undefined) return html``;
  return html`<div class="mk-phase"><div class="mk-width mk-phase__row"><strong class="mk-phase__tag">${words.sandbox}</strong><span class="mk-phase__text">${words.sandboxText}</span><span class="mk-phase__time">${icon('clock')}<span>${words.lawTime} <strong>${time.text}</strong></span>${time.href !== undefined && html` <a href="${time.href}">${words.travel}</a>`}</span></div></div>`;
}

const footerLinks = {
  log: '/log',
  verify: '/verify',
  registers: '/registers',
  api: '/developers',
  accessibility: '/accessibility',
  licence: '/licence',
} as const;

function footer(p: Page): Html {
  const words = ui(p.lang);
  const keys = Object.keys(footerLinks) as (keyof typeof footerLinks)[];
  return html`<footer class="mk-footer"><div class="mk-felt" aria-hidden="true"></div><div class="mk-width mk-footer__row"><div class="mk-footer__about"><p class="mk-footer__name">${mark()}<span>${words.product}</span></p><p>${words.slogan}</p></div><nav aria-label="${words.footerLinks}"><ul class="mk-footer__links">${keys.map((k) => html`<li><a href="${footerLinks[k]}">${words.footer[k]}</a></li>`)}</ul></nav><p class="mk-footer__note">${words.authentic}</p></div></footer>`;
}

/**
 * The fonts that every page of a language needs, digits and spaces are Latin ones: asked for with the style sheet, so that they are there
 * for the first lines, and after it (`fetchpriority`). A font that comes later than those waits for the next page (`font-display: optional`):
 * no line moves under a finger.
 */
const preloads: Readonly<Record<Lang, readonly string[]>> = {
  ky: ['golos-cyrillic-400.woff2', 'golos-cyrillic-ext-400.woff2', 'golos-latin-400.woff2'],
  ru: ['golos-cyrillic-400.woff2', 'golos-cyrillic-600.woff2', 'golos-latin-400.woff2'],
  en: ['golos-latin-400.woff2', 'golos-latin-600.woff2'],
};

export function page(p: Page): string {
  const words = ui(p.lang);
  const title = `${p.failed ? `${words.error}: ` : ''}${p.title} — ${words.product}`;
  return html`<!doctype html>
<html${attrs({ lang: p.lang, 'data-account': p.account?.id })}>
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#0d3b44">
${p.description !== undefined && html`<meta name="description" content="${p.description}">`}
${preloads[p.lang].map((f) => html`<link rel="preload" as="font" type="font/woff2" href="${assetUrl(f)}" crossorigin fetchpriority="low">`)}
<link rel="stylesheet" href="${assetUrl('app.css')}">
<link rel="icon" type="image/svg+xml" href="${assetUrl('mark.svg')}">
${['app.js', ...(p.scripts ?? [])].map((s) => html`<script src="${assetUrl(s)}" type="module"></script>`)}
</head>
<body class="mk-body">
<a class="mk-skip" href="#main">${words.skip}</a>
<header><div class="mk-header"><div class="mk-width mk-header__row"><a class="mk-header__brand" href="/">${mark()}<span class="mk-header__name">${words.product}</span></a>${languageSwitch(p)}${accountMenu(p)}</div><div class="mk-felt" aria-hidden="true"></div></div>
${sandbox(p)}${p.office !== undefined && officeBar(p, p.office)}</header>
<div class="${classes('mk-width', 'mk-page', `mk-page--${p.width ?? 'read'}`)}">
${p.breadcrumbs !== undefined && p.breadcrumbs.length > 0 && breadcrumbs(p.lang, p.breadcrumbs)}${p.before}
<main class="mk-main" id="main" tabindex="-1">${p.body}</main>
</div>
${footer(p)}
</body>
</html>`.toString();
}
