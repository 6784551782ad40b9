// Tags as numbers: the class in the high half, the number in the low half, so that a tag compares with ===.

export const tags = {
  endOfContents: 0,
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  real: 9,
  enumerated: 10,
  utf8String: 12,
  relativeOid: 13,
  sequence: 16,
  set: 17,
  numericString: 18,
  printableString: 19,
  teletexString: 20,
  ia5String: 22,
  utcTime: 23,
  generalizedTime: 24,
  visibleString: 26,
  universalString: 28,
  bmpString: 30,
} as const;

export const MAX_TAG_NUMBER = 0xffff;

export const UNIVERSAL = 0;
export const APPLICATION = 1;
export const CONTEXT = 2;
export const PRIVATE = 3;

/** The tag of class `tagClass` (0 to 3) and `number` (0 to 65,535). */
export const tagOf = (tagClass: number, number: number): number => tagClass * 0x10000 + number;

/** The context-specific tag [number]. */
export const context = (number: number): number => tagOf(CONTEXT, number);

/** How a tag is written in messages: `[0]`, `SEQUENCE`, `application 3`. */
export function tagName(tag: number): string {
  const [tagClass, number] = [tag >>> 16, tag & 0xffff];
  if (tagClass === CONTEXT) return `[${number}]`;
  if (tagClass !== UNIVERSAL) return `${tagClass === APPLICATION ? 'application' : 'private'} ${number}`;
  return Object.entries(tags).find(([, value]) => value === number)?.[0] ?? `universal ${number}`;
}

/** In BER these may be cut into segments; in DER they are primitive (X.690 10.2). */
const strings: ReadonlySet<number> = new Set([3, 4, 12, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 30]);
export const isStringTag = (tag: number): boolean => strings.has(tag);

/** SEQUENCE, SET, EXTERNAL and EMBEDDED PDV are always constructed, every other universal type in DER never. */
export const isConstructedTag = (tag: number): boolean => tag === 16 || tag === 17 || tag === 8 || tag === 11;
