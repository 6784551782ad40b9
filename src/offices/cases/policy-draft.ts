import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  banner,
  button,
  buttonGroup,
  errorFor,
  fileUpload,
  form,
  html,
  type Html,
  textarea,
} from '../../platform/html/index.ts';
import type { App } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { deskOf, pageAnswers, pageFor } from '../holder/deps.ts';
import { wholePolicy } from '../holder/policy-facts.ts';
import { policyWords } from '../holder/policy.messages.ts';
import { noTrouble, refusedText, type Trouble, troubleOf, troubleTop } from '../holder/trouble.ts';
import { sendPage } from '../shell.ts';
import type { CasesDeps } from './deps.ts';
import { draftWords } from './policy-draft.messages.ts';
import { changesView, findingsView } from './policy-part.ts';
import { type Editing, editingAt, type Read, readDraft, saveDraft, yamlOf } from './policy-save.ts';

const largest = 512 * 1024;
const address = '/holder/policy/draft';
const Query = Type.Object({
  _csrf: Type.Optional(Type.String({ maxLength: 200 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});

/** SP-10a, SP-23: the next edition is drafted here, as a text or a file; the acts after that stand in its case. */
export function policyDraftPages(app: App, deps: CasesDeps): void {
  const config = pageFor('data-officer');
  app.get(address, { config, schema: { querystring: Query, response: pageAnswers } }, async (request, reply) => {
    const editing = await editingAt(deps, deskOf(request));
    const elsewhere = caseAhead(editing);
    if (elsewhere !== null) return reply.redirect(elsewhere, 303);
    return show(request, reply, deps, {
      editing,
      text: yamlOf(editing.draft ?? editing.inForce),
      trouble: noTrouble,
      read: null,
    });
  });
  app.post(
    address,
    { config, bodyLimit: 2 * largest, schema: { querystring: Query, response: pageAnswers } },
    async (request, reply) => {
      const { lang } = request;
      const desk = deskOf(request);
      const [sent, editing, holder] = await Promise.all([
        readSent(request),
        editingAt(deps, desk),
        deps.consent.registers.holder(desk.holderId),
      ]);
      const elsewhere = caseAhead(editing);
      if (elsewhere !== null) return reply.redirect(elsewhere, 303);
      const read = readDraft(sent.source, sent.name, holder!.code, editing.inForce);
      const text = typeof sent.source === 'string' ? sent.source : Buffer.from(sent.source).toString('utf8');
      const faults = 'unreadable' in read ? read.unreadable : read.faults;
      const trouble: Trouble =
        faults.length === 0
          ? noTrouble
          : {
              errors: faults.map((one) => ({ field: 'text', text: refusedText(lang, one) })),
              law: [...new Set(faults.flatMap(({ law }) => law))],
            };
      if ('unreadable' in read || faults.length > 0 || sent.step !== 'save')
        return show(request, reply, deps, { editing, text, trouble, read });
      const saved = await saveDraft(deps, desk, read.policy);
      if (isRefusal(saved))
        return show(request, reply, deps, {
          editing,
          text,
          trouble: troubleOf(lang, { ...saved, field: 'text' }),
          read,
        });
      return reply.redirect(`/holder/cases/change-of-policy/${saved.caseId}?done=draft`, 303);
    },
  );
}

/** Once it is approved an edition is not written any more: its case is the place. */
const caseAhead = ({ running, draft }: Editing): string | null =>
  running === null || draft !== null ? null : `/holder/cases/change-of-policy/${running.id}`;

type Sent = { readonly source: Uint8Array | string; readonly name: string; readonly step: string };

/** The text, or the file in its place; the whole body is read either way. */
async function readSent(request: FastifyRequest): Promise<Sent> {
  let [text, step] = ['', 'check'];
  let file: { bytes: Buffer; name: string } | null = null;
  if (!request.isMultipart()) return { source: text, name: 'policy.yaml', step };
  const limits = { fileSize: largest, fieldSize: largest, files: 1, fields: 10, parts: 12 };
  for await (const part of request.parts({ throwFileSizeLimit: false, limits } as Parameters<
    typeof request.parts
  >[0])) {
    if (part.type === 'file') {
      const chunks: Buffer[] = [];
      for await (const chunk of part.file) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      if (part.fieldname === 'file' && bytes.length > 0)
        file = { bytes, name: part.filename.slice(-80) || 'policy.yaml' };
    } else if (part.fieldname === 'text') text = String(part.value).replaceAll('\r\n', '\n');
    else if (part.fieldname === 'step') step = String(part.value);
  }
  return file === null ? { source: text, name: 'policy.yaml', step } : { source: file.bytes, name: file.name, step };
}

type Shown = {
  readonly editing: Editing;
  readonly text: string;
  readonly trouble: Trouble;
  readonly read: Read | null;
};

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: CasesDeps,
  { editing, text, trouble, read }: Shown,
): FastifyReply {
  const { lang, csrf } = request;
  const w = draftWords[lang];
  const failed = trouble.errors.length > 0;
  return sendPage(
    request,
    reply,
    deps,
    {
      title: w.title,
      path: address,
      width: 'wide',
      failed,
      breadcrumbs: [{ text: policyWords[lang].title, href: '/holder/policy' }],
      body: html`${troubleTop(lang, trouble)}${read !== null && !failed && banner({ lang, body: html`<p>${w.checked}</p>` })}<h1>${w.title}</h1><p class="mk-lead">${w.lead}</p>${found(lang, editing, read)}
${form(
  { action: address, csrf, multipart: true },
  textarea({
    lang,
    name: 'text',
    label: w.text,
    hint: w.textHint,
    value: text,
    rows: 28,
    error: errorFor(trouble.errors, 'text'),
  }),
  fileUpload({ lang, name: 'file', label: w.file, hint: w.fileHint, optional: true, accept: '.yaml,.yml,text/yaml' }),
  buttonGroup(
    button({ text: w.save, name: 'step', value: 'save' }),
    button({ text: w.check, name: 'step', value: 'check', kind: 'secondary' }),
  ),
)}`,
    },
    failed ? 422 : 200,
  );
}

function found(lang: Lang, { inForce }: Editing, read: Read | null): Html {
  if (read === null || 'unreadable' in read) return html``;
  const before = inForce === null ? null : wholePolicy(inForce.body);
  return html`${changesView(lang, before, read.policy)}${findingsView(lang, read.findings)}`;
}
