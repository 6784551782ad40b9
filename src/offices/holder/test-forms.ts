import assert from 'node:assert/strict';

/** What a form on the page would send: its hidden and filled fields, ticked boxes, chosen options. */
export type Sent = Record<string, string | string[]>;

const decode = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

export function formOf(page: string, action: string): Sent {
  const form = page
    .split('<form')
    .find((part) => decode(part.slice(0, part.indexOf('>'))).includes(`action="${action}`));
  assert.ok(form !== undefined, `no form to ${action}`);
  const body = form.slice(0, form.indexOf('</form>'));
  const sent: Sent = {};
  const put = (name: string, value: string): void => {
    const clear = decode(value);
    sent[name] = sent[name] === undefined ? clear : [sent[name], clear].flat();
  };
  const attribute = (text: string, name: string): string | undefined =>
    new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1];
  for (const [, text] of body.matchAll(/<input([^>]*)>/g)) {
    const name = attribute(text!, 'name');
    const type = attribute(text!, 'type') ?? 'text';
    if (name === undefined || name === '_csrf' || type === 'file') continue;
    if ((type === 'checkbox' || type === 'radio') && !/\schecked\b/.test(text!)) continue;
    put(name, attribute(text!, 'value') ?? '');
  }
  for (const [, text, value] of body.matchAll(/<textarea([^>]*)>([^<]*)<\/textarea>/g))
    put(attribute(text!, 'name')!, value!.replace(/^\n/, ''));
  for (const [, text, options] of body.matchAll(/<select([^>]*)>(.*?)<\/select>/gs))
    put(attribute(text!, 'name')!, attribute(/<option[^>]*\sselected[^>]*>/.exec(options!)?.[0] ?? '', 'value') ?? '');
  return sent;
}
