// A small tree of XML and its one way onto paper: Exclusive XML Canonicalization 1.0 without comments. Whatever is written by it is in
// canonical form already, as a whole and each part by itself, so what is signed is what stands there.

export type Namespace = { readonly prefix: string; readonly uri: string };
export type Element = {
  readonly ns: Namespace;
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly (Element | string)[];
};

/** An element; children that are left out are left out. Attributes have no namespace, but for `xml:lang`. */
export const element =
  (ns: Namespace) =>
  (
    name: string,
    attributes: Readonly<Record<string, string>>,
    ...children: readonly (Element | string | undefined | readonly Element[])[]
  ): Element => ({
    ns,
    name,
    // C14N 2.2: those without a namespace first, then by namespace; each by name.
    attributes: Object.entries(attributes).sort(([a], [b]) => (rank(a) + a < rank(b) + b ? -1 : 1)),
    children: children.flat().filter((one) => one !== undefined),
  });
const rank = (name: string): string => (name.startsWith('xml:') ? '1' : '0');

/** The canonical form of an element that stands under nothing. */
export const canonicalXml = (root: Element): string => write(root, new Map());

function write({ ns, name, attributes, children }: Element, rendered: ReadonlyMap<string, string>): string {
  const known = rendered.get(ns.prefix) === ns.uri;
  const qualified = ns.prefix === '' ? name : `${ns.prefix}:${name}`;
  // Exclusive C14N 3: a namespace is declared where it is used and not in force already.
  const declared = known ? '' : ` xmlns${ns.prefix === '' ? '' : `:${ns.prefix}`}="${attributeText(ns.uri)}"`;
  const inForce = known ? rendered : new Map([...rendered, [ns.prefix, ns.uri]]);
  const given = attributes.map(([key, value]) => ` ${key}="${attributeText(value)}"`).join('');
  const inner = children.map((one) => (typeof one === 'string' ? text(one) : write(one, inForce))).join('');
  return `<${qualified}${declared}${given}>${inner}</${qualified}>`;
}

/** XML 1.0 2.2: what no document may hold, however it is written. */
const impossible = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
const text = (value: string): string => value.replace(impossible, '\u{FFFD}').replace(/[&<>\r]/g, (c) => escapes[c]!);
const attributeText = (value: string): string =>
  value.replace(impossible, '\u{FFFD}').replace(/[&<"\t\n\r]/g, (c) => escapes[c]!);
