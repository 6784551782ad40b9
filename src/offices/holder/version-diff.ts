import { actionLabel, groundLabel, type PurposeBody, termLabel } from '../../consent/index.ts';
import { type Html, html, tag } from '../../platform/html/index.ts';
import type { Lang, Text3 } from '../../platform/text.ts';
import { purposeWords } from './purposes.messages.ts';

// What a version changes, in words: for the person who decides whether to publish it, and for who reads the history.

type Named = { readonly key: string; readonly name: string };
type Part = {
  readonly title: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed?: { readonly from: string; readonly to: string };
};

export function partsOf(lang: Lang, before: PurposeBody, after: PurposeBody): readonly Part[] {
  const words = purposeWords[lang];
  const list = (title: string, of: (body: PurposeBody) => readonly Named[]): Part => {
    const [was, is] = [of(before), of(after)];
    const lacks = (list: readonly Named[], key: string): boolean => !list.some((one) => one.key === key);
    return {
      title,
      added: is.filter(({ key }) => lacks(was, key)).map(({ name }) => name),
      removed: was.filter(({ key }) => lacks(is, key)).map(({ name }) => name),
    };
  };
  const value = (title: string, of: (body: PurposeBody) => string): Part => {
    const [from, to] = [of(before), of(after)];
    return { title, added: [], removed: [], ...(from === to ? {} : { changed: { from, to } }) };
  };
  const said = (text: Text3 | null | undefined): string => text?.[lang] ?? words.notPlanned;
  return [
    value(words.purpose, (body) => body.text[lang]),
    value(words.ground, (body) =>
      [body.ground === null ? '' : (groundLabel(body.ground.code)?.[lang] ?? ''), body.ground?.norm?.[lang]]
        .filter(Boolean)
        .join(': '),
    ),
    list(words.categories, (body) => body.categories.map((one) => ({ key: one.code, name: one.text[lang] }))),
    list(words.actions, (body) => body.actions.map((code) => ({ key: code, name: actionLabel(code)[lang] }))),
    list(words.recipients, (body) =>
      (body.recipients ?? []).map((one) => ({ key: one.code, name: `${one.name[lang]} (${one.country})` })),
    ),
    list(words.processors, (body) => (body.processors ?? []).map((one) => ({ key: one.code, name: one.name[lang] }))),
    list(words.crossBorder, (body) =>
      (body.crossBorder ?? []).map((one) => ({ key: one.country, name: `${one.name[lang]} (${one.country})` })),
    ),
    value(words.notice_other, (body) =>
      body.otherUse?.possible === true ? said(body.otherUse.text) : words.notPlanned,
    ),
    value(words.notice_public, (body) =>
      body.publicDistribution?.planned === true ? said(body.publicDistribution.where) : words.notPlanned,
    ),
    value(words.methods, (body) => body.methods?.text[lang] ?? ''),
    value(words.term, (body) => termLabel(body)[lang]),
    value(words.notice_storage, (body) => body.service.storage?.text[lang] ?? body.storageTerm?.text[lang] ?? ''),
    value(words.service, (body) => body.service.name?.[lang] ?? ''),
    value(words.child, (body) => body.childText?.[lang] ?? words.notPlanned),
  ].filter((part) => part.added.length > 0 || part.removed.length > 0 || part.changed !== undefined);
}

export function diffList(lang: Lang, before: PurposeBody, after: PurposeBody): Html {
  const words = purposeWords[lang];
  const parts = partsOf(lang, before, after);
  if (parts.length === 0) return html`<p>${words.same}</p>`;
  const line = (tone: 'good' | 'bad' | 'info', title: string, text: Html | string): Html =>
    html`<li>${tag({ text: title, tone })} ${text}</li>`;
  return html`<dl>${parts.map((part) => html`<dt>${part.title}</dt><dd><ul>${part.added.map((name) => line('good', words.change_added, html`<ins>${name}</ins>`))}${part.removed.map((name) => line('bad', words.change_removed, html`<del>${name}</del>`))}${part.changed !== undefined && line('info', words.change_changed, html`<del>${part.changed.from || '—'}</del> <ins>${part.changed.to || '—'}</ins>`)}</ul></dd>`)}</dl>`;
}
