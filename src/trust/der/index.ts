// The door of src/trust/der. Readers begin with `read`, writers are named after the type they write.

export { DerError, type DerFault } from './errors.ts';
export { elements, expect, Fields, fields, inside, setElements } from './fields.ts';
export type { DerLimits, DerNode } from './node.ts';
export { oidBytes, oidName, oidText, readOid } from './oid.ts';
export { kgArc, oids } from './oids-data.ts';
export { asDer, readBer, readDer, readDerPrefix, walk } from './read.ts';
export { toDer } from './reencode.ts';
export { remembering } from './remember.ts';
export { context, tagName, tagOf, tags } from './tags.ts';
export { isIa5, isPrintable, readText } from './text.ts';
export { readGeneralizedTime, readTime, readUtcTime } from './times.ts';
export {
  type Bits,
  readBitOctets,
  readBits,
  readBoolean,
  readEnumerated,
  readInteger,
  readIntegerBytes,
  readNamedBits,
  readNull,
  readOctets,
  readSmallInteger,
} from './values.ts';
export * as der from './write.ts';
