// Walks the citizen's pages as a browser without JavaScript does: reads a page's forms, fills them in, follows redirects.
import assert from 'node:assert/strict';
import type { Answer, TestPlatform, Visitor } from '../../../test/support/platform.ts';
import { password } from '../../../test/support/platform.ts';

export type Form = {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  readonly buttons: readonly string[];
  readonly markup: string;
};

const unescape = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
export const textOf = (markup: string): string =>
  unescape(markup.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
export const mainOf = (body: string): string => /<main[^>]*>([\s\S]*?)<\/main>/.exec(body)![1]!;
export const headingOf = (body: string): string => textOf(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(body)?.[1] ?? '');

export function formsOf(body: string): Form[] {
  return [...mainOf(body).matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action, markup]) => ({
      action: unescape(action!),
      hidden: Object.fromEntries(
        [...markup!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
          name!,
          unescape(value!),
        ]),
      ),
      names: [...markup!.matchAll(/\bname="([^"]*)"/g)].map(([, name]) => name!),
      buttons: [...markup!.matchAll(/<button([^>]*)>/g)].map(([, given]) => /class="([^"]*)"/.exec(given!)?.[1] ?? ''),
      markup: markup!,
    }),
  );
}

export const formTo = (body: string, end: string): Form => {
  const found = formsOf(body).find((form) => form.action.endsWith(end));
  assert.ok(found, `no form to ${end} on “${headingOf(body)}”`);
  return found;
};

export type Step = Answer & { readonly url: string };

/** A page with its address, after any redirects. */
export async function open(visitor: Visitor, url: string): Promise<Step> {
  let at = url;
  for (let hop = 0; hop < 6; hop++) {
    const answer = await visitor.get(at);
    if (answer.status !== 303) return { ...answer, url: at };
    at = String(answer.headers.location);
  }
  throw new Error(`too many redirects from ${url}`);
}

export async function submit(
  visitor: Visitor,
  form: Form,
  values: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<Step> {
  const answer = await visitor.post(form.action, { form: { ...form.hidden, ...values } });
  return answer.status === 303 ? open(visitor, String(answer.headers.location)) : { ...answer, url: form.action };
}

export const purposeOf = (t: TestPlatform, code: string): string => t.sandbox.purposes[code]!;
export const everything: Readonly<Record<string, readonly string[]>> = {
  inform_by_email: ['full_name', 'email'],
  access_to_services: [
    'full_name',
    'birth_date',
    'photo',
    'address',
    'passport',
    'cookie',
    'email',
    'phone',
    'property',
    'income',
  ],
};

/** The notice, then the choices: up to the page that asks what is given. */
export async function toChoices(
  t: TestPlatform,
  visitor: Visitor,
  code: string,
  lang = 'ky',
): Promise<{ notice: Step; choices: Step }> {
  const notice = await open(visitor, `/me/consent/${purposeOf(t, code)}?lang=${lang}`);
  assert.equal(notice.status, 200, textOf(notice.body).slice(0, 400));
  return { notice, choices: await submit(visitor, formTo(notice.body, '/read')) };
}

export const choiceValues = (code: string, more: Readonly<Record<string, string | readonly string[]>> = {}) => ({
  given: everything[code]!,
  processing: 'yes',
  beside: '',
  ...(code === 'access_to_services' ? { place: 'Бишкек шаары', acknowledged: 'yes' } : {}),
  ...more,
});

/** On to the page where it is signed, the agreement accepted on the way. */
export async function toSigning(
  t: TestPlatform,
  visitor: Visitor,
  code: string,
  lang = 'ky',
  values: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<{ notice: Step; choices: Step; check: Step; sign: Step }> {
  const { notice, choices } = await toChoices(t, visitor, code, lang);
  const check = await submit(visitor, formTo(choices.body, '/choices'), choiceValues(code, values));
  assert.equal(check.status, 200, textOf(mainOf(check.body)).slice(0, 600));
  const link = /href="([^"]*\/sign\/[^"]*)"/.exec(mainOf(check.body))![1]!;
  let sign = await open(visitor, link);
  if (sign.url.startsWith('/agreement/')) sign = await submit(visitor, formsOf(sign.body)[0]!, { accepted: 'yes' });
  assert.equal(sign.status, 200, `${sign.url}: ${textOf(mainOf(sign.body)).slice(0, 600)}`);
  return { notice, choices, check, sign };
}

export async function give(
  t: TestPlatform,
  visitor: Visitor,
  code: string,
  lang = 'ky',
  values: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<{ notice: Step; choices: Step; check: Step; sign: Step; receipt: Step; consentId: string }> {
  const before = await toSigning(t, visitor, code, lang, values);
  const receipt = await submit(visitor, passwordForm(before.sign.body), { password });
  const consentId = /\/me\/consents\/([0-9a-f-]{36})\/receipt/.exec(receipt.url)?.[1];
  assert.ok(consentId, textOf(mainOf(receipt.body)).slice(0, 600));
  return { ...before, receipt, consentId };
}

export const passwordForm = (body: string): Form => formsOf(body).find((form) => form.names.includes('password'))!;
