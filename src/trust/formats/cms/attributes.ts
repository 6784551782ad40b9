import { DerError, type DerNode, der, fields, readBer, readOid, setElements, tags, toDer } from '../../der/index.ts';

/** Attribute ::= SEQUENCE { attrType, attrValues SET OF ANY } (RFC 5652 5.3). */
export type Attribute = { readonly type: string; readonly values: readonly DerNode[]; readonly node: DerNode };

/** @throws DerError */
export function readAttribute(node: DerNode): Attribute {
  const f = fields(node);
  const type = readOid(f.next());
  const values = setElements(f.next());
  f.end();
  return { type, values, node };
}

/** Attributes by type. How many of a type there may be is the business of who asks. */
export class Attributes {
  readonly all: readonly Attribute[];
  constructor(all: readonly Attribute[]) {
    this.all = all;
  }

  has(type: string): boolean {
    return this.all.some((attribute) => attribute.type === type);
  }

  /** Every value of every attribute of the type, in order. */
  values(type: string): readonly DerNode[] {
    return this.all.flatMap((attribute) => (attribute.type === type ? attribute.values : []));
  }

  /** The value of an attribute that is there once with one value. @throws AttributeError where it is there otherwise */
  one(type: string): DerNode | undefined {
    const found = this.all.filter((attribute) => attribute.type === type);
    if (found.length === 0) return undefined;
    const value = found[0]!.values[0];
    if (found.length > 1 || found[0]!.values.length !== 1 || value === undefined) throw new AttributeError(type);
    return value;
  }
}

/** An attribute that may be there once is there more often, or has no value or several. */
export class AttributeError extends Error {
  override readonly name = 'AttributeError';
  readonly type: string;
  constructor(type: string) {
    super(`attribute ${type} is not there once with one value`);
    this.type = type;
  }
}

/** [number] IMPLICIT SET OF Attribute. @throws DerError, also where there is none in it */
export const readAttributes = (node: DerNode, tag: number = tags.set): Attributes =>
  new Attributes(setElements(node, tag, 1).map(readAttribute));

/**
 * What may have been signed for signed attributes (RFC 5652 5.4): their DER encoding with the tag of a SET. Of a message in BER
 * also each in DER but in the order they came: many signers leave them unsorted, and OpenSSL computes over that. A signature over
 * octets that are no DER otherwise is none. @throws DerError
 */
export function signedForms(node: DerNode): readonly Buffer[] {
  const asCame = Buffer.from(node.raw);
  asCame[0] = 0x31;
  if (!node.reading.ber) return [asCame];
  const canonical = toDer(readBer(asCame));
  const unsorted = der.sequenceOf(node.children.map((child) => toDer(child)));
  unsorted[0] = 0x31;
  return unsorted.equals(canonical) ? [canonical] : [canonical, unsorted];
}

export const attribute = (type: string, ...values: readonly Uint8Array[]): Buffer =>
  der.sequence(der.oid(type), der.setOf(...values));

/** What reading an attribute found: its value, or that it is malformed or repeated. */
export function attempt<T>(read: () => T): T | 'attribute-malformed' | 'attribute-repeated' {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return 'attribute-malformed';
    if (error instanceof AttributeError) return 'attribute-repeated';
    throw error;
  }
}
