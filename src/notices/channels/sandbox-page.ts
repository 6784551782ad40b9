import { formatDateTime } from '../../platform/dates.ts';
import { emptyState, type Html, html, summaryList } from '../../platform/html/index.ts';
import { isLang, type Lang } from '../../platform/text.ts';
import { mailboxPage as words } from './mail.messages.ts';
import type { SandboxMail } from './sandbox-mailbox.ts';

/** The page /sandbox/mail: title and body, for the frame every page stands in. */
export function sandboxMailPage(
  lang: Lang,
  mails: readonly SandboxMail[],
): { readonly title: string; readonly body: Html } {
  const one = (mail: SandboxMail, index: number): Html => {
    const written = isLang(mail.lang) ? mail.lang : 'ky';
    return html`<article aria-labelledby="mail-${index}"><h2 id="mail-${index}" lang="${written}">${mail.subject}</h2>${summaryList(
      {
        lang,
        plain: true,
        rows: [
          { key: words.to[lang], value: mail.to },
          { key: words.at[lang], value: formatDateTime(lang, mail.at) },
          ...(mail.segments === null ? [] : [{ key: words.segments[lang], value: String(mail.segments) }]),
        ],
      },
    )}<div lang="${written}">${mail.text.split('\n\n').map((part) => html`<p>${part.split('\n').map((line, i) => html`${i > 0 && html`<br>`}${linked(line)}`)}</p>`)}</div></article>`;
  };
  const body = html`<h1>${words.title[lang]}</h1><p>${words.lead[lang]}</p>${mails.length === 0 ? emptyState({ title: words.empty[lang] }) : mails.map(one)}`;
  return { title: words.title[lang], body };
}

// A recovery link has to be followed here, because no real mailbox gets it.
const linked = (line: string): (string | Html)[] =>
  line.split(/(https?:\/\/\S+)/).map((part, i) => (i % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
