// Forms as they stand in a page's markup, read without the code that wrote them.

export type FoundField = {
  readonly name: string;
  readonly kind: string;
  /** Values it may be given, where they are listed. */
  readonly options: readonly string[];
  /** What it holds now. */
  readonly given: readonly string[];
};
export type FoundForm = {
  readonly page: string;
  readonly action: string;
  readonly pattern: string;
  readonly csrf: string;
  readonly multipart: boolean;
  readonly hidden: Readonly<Record<string, string>>;
  readonly fields: readonly FoundField[];
};

const text = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>])`).exec(tag);
  return found === null ? null : text(found[1] ?? '');
};

export function formsOf(page: string, url: string): FoundForm[] {
  return [...page.matchAll(/(<form [^>]*method="post"[^>]*>)(.*?)<\/form>/gs)].map(([, open, body]) => {
    const hidden: Record<string, string> = {};
    const fields = new Map<string, { kind: string; options: string[]; given: string[] }>();
    const put = (name: string, kind: string, value: string | null, option?: string): void => {
      const field = fields.get(name) ?? { kind, options: [], given: [] };
      if (option !== undefined) field.options.push(option);
      if (value !== null) field.given.push(value);
      fields.set(name, field);
    };
    for (const [tag] of body!.matchAll(/<input[^>]*>/g)) {
      const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type') ?? 'text'];
      const value = attribute(tag, 'value');
      if (name === null || attribute(tag, 'disabled') !== null) continue;
      if (type === 'hidden') hidden[name] = value ?? '';
      else if (type === 'radio' || type === 'checkbox')
        put(name, type, attribute(tag, 'checked') === null ? null : (value ?? 'on'), value ?? 'on');
      else put(name, type, value ?? '');
    }
    for (const [, tag, value] of body!.matchAll(/(<textarea[^>]*>)\n?(.*?)<\/textarea>/gs))
      put(attribute(tag!, 'name') ?? '', 'textarea', text(value!));
    for (const [, tag, inner] of body!.matchAll(/(<select[^>]*>)(.*?)<\/select>/gs))
      for (const [option] of inner!.matchAll(/<option[^>]*>/g))
        put(
          attribute(tag!, 'name') ?? '',
          'select',
          attribute(option, 'selected') === null ? null : attribute(option, 'value'),
          attribute(option, 'value') ?? '',
        );
    return {
      page: url,
      action: attribute(open!, 'action') ?? url,
      pattern: '',
      csrf: hidden['_csrf'] ?? '',
      multipart: attribute(open!, 'enctype') !== null,
      hidden,
      fields: [...fields].map(([name, field]) => ({ name, ...field })),
    };
  });
}

/** Addresses of this site that a page leads to. */
export const linksOf = (page: string): string[] =>
  [...page.matchAll(/<a [^>]*href="(\/[^"#]*)["#]/g)]
    .map(([, href]) => text(href!))
    .filter((href) => !/[?&]lang=/.test(href));

/** The pattern of the route that an address belongs to: the one with fewest places. */
export function patternOf(url: string, routes: readonly { readonly url: string }[]): string | null {
  const parts = url.split('?')[0]!.split('/');
  const fits = (pattern: string): boolean => {
    const wanted = pattern.split('/');
    return wanted.length === parts.length && wanted.every((one, index) => one === parts[index] || /[:*]/.test(one));
  };
  const places = (pattern: string): number => pattern.split(/[:*]/).length;
  return (
    routes
      .map((route) => route.url)
      .filter(fits)
      .toSorted((a, b) => places(a) - places(b))[0] ?? null
  );
}

/** Everything in a form given a value of its own; what of it the form has to show again. */
export function sendable({ fields, hidden }: FoundForm): {
  typed: Record<string, string | string[]>;
  expected: Record<string, string[]>;
} {
  const [typed, expected]: [Record<string, string | string[]>, Record<string, string[]>] = [{ ...hidden }, {}];
  for (const [index, { name, kind, options, given }] of fields.entries()) {
    if (kind === 'file' || kind === 'password') continue;
    const values =
      kind === 'checkbox'
        ? options.slice(0, 2)
        : kind === 'radio' || kind === 'select'
          ? options.slice(-1)
          : given.map((_, place) => `"<й${index}> & ${place}'`);
    typed[name] = values;
    expected[name] = values;
  }
  return { typed, expected };
}

/** What a browser sends of a form: its body and the body's kind. */
export function bodyOf(form: FoundForm, typed: Readonly<Record<string, string | readonly string[]>>) {
  const all = Object.entries({ ...typed, _csrf: form.csrf }).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value as string]),
  );
  if (!form.multipart)
    return { bytes: Buffer.from(new URLSearchParams(all).toString()), type: 'application/x-www-form-urlencoded' };
  const boundary = 'the-boundary-of-a-form';
  const parts = all.map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    bytes: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}
