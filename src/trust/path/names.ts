import {
  DerError,
  type DerNode,
  elements,
  fields,
  oidName,
  oids,
  readOid,
  readText,
  remembering,
  setElements,
  tags,
} from '../der/index.ts';
import { preparedText } from './name-text.ts';

export type NameAttribute = {
  readonly type: string;
  readonly value: DerNode;
  /** undefined where the value is no character string. */
  readonly text: string | undefined;
};

/** One relative distinguished name. `key` is equal where RFC 5280 7.1 holds two of them for equal. */
export type Rdn = { readonly attributes: readonly NameAttribute[]; readonly key: string };

/** A distinguished name. Compare by `key`; `raw` is its encoding as it stands. */
export type Name = { readonly raw: Buffer; readonly rdns: readonly Rdn[]; readonly key: string };

const stringTags: ReadonlySet<number> = new Set([
  tags.utf8String,
  tags.printableString,
  tags.ia5String,
  tags.teletexString,
  tags.bmpString,
  tags.universalString,
  tags.numericString,
  tags.visibleString,
]);

// Normalising makes some texts many times longer.
const MAX_NAME = 64 * 1024;

/** Name ::= SEQUENCE OF SET OF AttributeTypeAndValue (RFC 5280 4.1.2.4), of at most 64 KiB. @throws DerError */
export const readName = remembering((node: DerNode): Name => {
  if (node.raw.length > MAX_NAME) throw new DerError('range', node.start, 'a name longer than 64 KiB');
  return new ReadName(
    node.raw,
    elements(node).map((rdn) => readRdn(rdn)),
  );
});

// Keys are made when somebody compares: folding and normalising take longer than reading, and most names of people are compared with none.
class ReadName implements Name {
  readonly raw: Buffer;
  readonly rdns: readonly Rdn[];
  #key: string | undefined;
  constructor(raw: Buffer, rdns: readonly Rdn[]) {
    this.raw = raw;
    this.rdns = rdns;
  }
  get key(): string {
    return (this.#key ??= this.rdns.map(({ key }) => key).join('\u0003'));
  }
}

class ReadRdn implements Rdn {
  readonly attributes: readonly NameAttribute[];
  #key: string | undefined;
  constructor(attributes: readonly NameAttribute[]) {
    this.attributes = attributes;
  }
  get key(): string {
    return (this.#key ??= this.attributes.map(attributeKey).sort().join('\u0002'));
  }
}

/** A RelativeDistinguishedName, or one tagged implicitly. @throws DerError */
export function readRdn(node: DerNode, tag: number = tags.set): Rdn {
  return new ReadRdn(setElements(node, tag, 1).map(readAttribute));
}

function readAttribute(node: DerNode): NameAttribute {
  const f = fields(node);
  const type = readOid(f.next());
  const value = f.next();
  f.end();
  return { type, value, text: stringTags.has(value.tag) ? readText(value) : undefined };
}

function attributeKey({ type, value, text }: NameAttribute): string {
  const prepared = text === undefined ? undefined : preparedText(text);
  return `${type}\u0001${prepared === undefined ? `#${value.raw.toString('hex')}` : `=${prepared}`}`;
}

export const sameName = (a: Name, b: Name): boolean => a.key === b.key;

/** Whether `name` is `base` or lies below it in the directory tree (RFC 5280 4.2.1.10). */
export const isWithin = (name: Name, base: Name): boolean =>
  name.rdns.length >= base.rdns.length && base.rdns.every(({ key }, at) => key === name.rdns[at]!.key);

/** `name` with one more RDN: what nameRelativeToCRLIssuer means (RFC 5280 4.2.1.13). The result has no encoding of its own. */
export const below = (name: Name, rdn: Rdn): Name => {
  return new ReadName(Buffer.alloc(0), [...name.rdns, rdn]);
};

/** All values of an attribute in the name, as text. */
export const attributesOf = (name: Name, type: string): string[] =>
  name.rdns.flatMap(({ attributes }) =>
    attributes.flatMap((attribute) =>
      attribute.type === type && attribute.text !== undefined ? [attribute.text] : [],
    ),
  );

const short: Readonly<Record<string, string>> = {
  [oids.commonName]: 'CN',
  [oids.countryName]: 'C',
  [oids.localityName]: 'L',
  [oids.stateOrProvinceName]: 'ST',
  [oids.streetAddress]: 'STREET',
  [oids.organizationName]: 'O',
  [oids.organizationalUnitName]: 'OU',
  [oids.domainComponent]: 'DC',
  [oids.userId]: 'UID',
};

const formatted = new WeakMap<Name, string>();

/** RFC 4514: for people to read, most specific first. Not for comparing. Issuers are few, and their names are read once: written once too. */
export function formatName(name: Name): string {
  let text = formatted.get(name);
  if (text === undefined) formatted.set(name, (text = format(name)));
  return text;
}

const format = (name: Name): string =>
  name.rdns
    .toReversed()
    .map(({ attributes }) =>
      attributes
        .map(
          ({ type, value, text }) =>
            `${short[type] ?? oidName(type)}=${escaped(text) ?? `#${value.raw.toString('hex')}`}`,
        )
        .join('+'),
    )
    .join(',');

const escaped = (text: string | undefined): string | undefined =>
  text
    ?.replace(/[",+;<>\\]/g, '\\$&')
    .replace(/^[ #]|(?<!\\) $/g, '\\$&')
    .replaceAll('\0', '\\00');
