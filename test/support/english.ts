// English left on a page of another language: what a reader who knows none of it would stumble over.

const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
// What is copied or spelt letter by letter: commands, addresses, digests.
const verbatim = new Set('script style code pre kbd samp textarea'.split(' '));
const little = new Set(
  'a an and are as at be been but by can for from had has have he her his if in into is it its may must no not of on one or she so such than that the their them then there they this to was we were what when where which who will with you your'.split(
    ' ',
  ),
);

/** The text of a page that claims to be in the page's own language: without elements in English and what is verbatim. */
export function ownText(html: string): string {
  let text = '';
  const open: { readonly name: string; readonly hidden: boolean }[] = [];
  const hidden = (): boolean => open.at(-1)?.hidden ?? false;
  for (const [, comment, closing, name, attributes, words] of html.matchAll(
    /(<!--[^]*?-->)|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+|<)/g,
  )) {
    if (comment !== undefined) continue;
    if (name === undefined) {
      if (!hidden()) text += words ?? '';
      continue;
    }
    const tag = name.toLowerCase();
    if (closing === '/') {
      const at = open.findLastIndex((one) => one.name === tag);
      if (at >= 0) open.length = at;
    } else if (!voids.has(tag) && !attributes!.endsWith('/')) {
      const lang = /\blang="([^"]*)"/.exec(attributes!)?.[1];
      // An element inside an English one may be in the page's language again.
      const here = verbatim.has(tag) || (lang === undefined ? hidden() : lang === 'en');
      open.push({ name: tag, hidden: here });
    }
    // A word does not run over the edge of an element, a sentence does: only blocks end one.
    text += /^(?:a|abbr|b|bdi|em|i|small|span|strong|sup)$/.test(tag) ? '' : '\n';
  }
  return text
    .replaceAll(/&(?:nbsp|#160);/g, ' ')
    .replaceAll(/&(?:#39|rsquo|#8217);/g, '’')
    .replaceAll(/&\w+;|&#\d+;/g, ' ');
}

/** Runs of three or more English words, of which one at least is no name but a little word such as "the". */
export const englishIn = (html: string): string[] =>
  [...ownText(html).matchAll(/(?<![\w.@/-])[A-Za-z][A-Za-z’'-]*(?:[ ,;:]+[A-Za-z][A-Za-z’'-]*){2,}/g)]
    .map(([run]) => run)
    .filter((run) => run.split(/[ ,;:]+/).some((word) => little.has(word.toLowerCase())));
