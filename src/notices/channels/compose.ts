import { html, raw } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Content } from '../types.ts';
import { footer } from './mail.messages.ts';

export type Mail = { readonly subject: string; readonly text: string; readonly html: string };

/** The two parts of a mail: what stands in one stands in the other. */
export function composeMail(content: Content, lang: Lang, publicUrl: string): Mail {
  const facts = (content.facts ?? []).map((fact) => ({ label: fact.label[lang], value: fact.value[lang] }));
  const link = content.link && { href: publicUrl + content.link.path, label: content.link.label[lang] };
  const text = [
    ...content.lines.map((line) => line[lang]),
    facts.map((fact) => `${fact.label}: ${fact.value}`).join('\n'),
    link === undefined ? '' : `${link.label}:\n${link.href}`,
    `--\n${footer.automatic[lang]}`,
  ];
  const body = html`<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${content.subject[lang]}</title></head><body>
${content.lines.map((line) => html`<p>${line[lang]}</p>\n`)}${
  facts.length === 0
    ? null
    : html`<table cellpadding="4">${facts.map((fact) => html`<tr><th align="left" valign="top" scope="row">${fact.label}</th><td>${fact.value}</td></tr>\n`)}</table>\n`
}${link === undefined ? null : html`<p><a href="${link.href}">${link.label}</a></p>\n`}<hr><p><small>${footer.automatic[lang]}</small></p>
</body></html>`;
  return {
    subject: content.subject[lang],
    text: `${text.filter((part) => part !== '').join('\n\n')}\n`,
    html: html`${raw('<!DOCTYPE html>')}${body}`.toString(),
  };
}

/** The short address only: each letter of a deeper one would be paid for. */
export const smsText = (content: Content, lang: Lang, publicUrl: string): string =>
  content.sms[lang].replace('{link}', publicUrl);
