import { mostOwnPdf } from '../../identity/index.ts';
import { fileUpload, form, html, type Html, inset, keyUse } from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { fileSize } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import { type CasesDeps, citizenOffice } from '../cases/deps.ts';
import { certificateWords } from '../citizen/certificate.messages.ts';
import { myTrail } from '../citizen/trail.ts';
import { pageAnswers } from '../holder/deps.ts';
import { norms, sendPage } from '../shell.ts';
import { officeWords } from './office.messages.ts';
import { signPdfWords } from './sign-pdf.messages.ts';

const path = '/me/certificates/sign';

/**
 * ES-4.1, ES-12.2: a person signs a PDF of their own with a key of the browser. The file is chosen and shown here, goes out to be
 * prepared, and the key is used only after the button that says so; what comes back is downloaded, nothing of it stays.
 */
export function signPdfPage(app: App, deps: CasesDeps): void {
  app.get(
    path,
    { config: { ...citizenOffice.config, framesOwnFile: true }, schema: { response: pageAnswers } },
    async (request, reply) => {
      const { lang, csrf } = request;
      const m = signPdfWords[lang];
      const sized = (text: string): string => text.replace('{size}', fileSize(lang, mostOwnPdf));
      const data = {
        'data-most': String(mostOwnPdf),
        'data-unit': m.unit,
        'data-no-file': m.noFile,
        'data-too-large': sized(m.tooLarge),
        'data-not-opened': m.notOpened,
      };
      return sendPage(request, reply, deps, {
        title: m.title,
        path,
        scripts: ['certificate.js'],
        breadcrumbs: [...myTrail(lang), { text: officeWords[lang].title, href: '/me/certificates' }],
        body: html`<h1>${m.title}</h1><p class="mk-lead">${m.lead}</p><noscript>${inset(html`<p>${m.noScript}</p>`)}</noscript>${form(
          { action: path, csrf },
          fileUpload({
            lang,
            name: 'document',
            label: m.file,
            hint: sized(m.fileHint),
            accept: '.pdf,application/pdf',
          }),
          html`<h2>${certificateWords[lang].title}</h2>`,
          keyUse(lang, 'pdf', { shown: shown(lang), data, confirm: m.confirm, apply: '/me/certificates/apply' }),
        )}${done(lang)}${norms(lang, ['ES-6.1a', 'ES-12.2.1'])}`,
      });
    },
  );
}

/** Filled by the script with the file that was chosen. */
function shown(lang: Lang): Html {
  const m = signPdfWords[lang];
  const row = (name: string, label: string): Html =>
    html`<div class="mk-summary__row"><dt class="mk-summary__key">${label}</dt><dd class="mk-summary__value" data-pdf-${name}></dd></div>`;
  return html`<dl class="mk-summary">${row('name', m.name)}${row('size', m.size)}${row('digest', 'SHA-256')}</dl>
<iframe class="mk-frame" data-pdf-frame title="${m.frame}" hidden></iframe><p><a data-pdf-open href="" target="_blank" rel="noopener">${m.open}</a></p>`;
}

/** ES-12.2.3: it is said that a signature was made. */
function done(lang: Lang): Html {
  const m = signPdfWords[lang];
  return html`<section class="mk-flow" data-pdf-done hidden><h2 tabindex="-1">${m.done}</h2><p>${m.doneText} <code data-pdf-number></code></p>
<p><a class="mk-button" download href="">${m.download}</a></p><p>${m.keep}</p><p><a href="/signatures/verify">${m.check}</a></p><p><a href="${path}">${m.another}</a></p></section>`;
}
