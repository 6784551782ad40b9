import {
  DerError,
  type DerNode,
  elements,
  fields,
  oidName,
  readBoolean,
  readDer,
  readOctets,
  readOid,
  remembering,
  tags,
} from '../der/index.ts';

export class Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** What stands inside the OCTET STRING. */
  readonly value: Buffer;
  #reader: unknown;
  #read: unknown;

  constructor(oid: string, critical: boolean, value: Buffer) {
    this.oid = oid;
    this.critical = critical;
    this.value = value;
  }

  /** The value as a reader reads it: by the same reader once. @throws DerError */
  readBy<T>(read: (node: DerNode) => T): T {
    if (this.#reader === read) return this.#read as T;
    const value = read(readDer(this.value));
    [this.#reader, this.#read] = [read, value];
    return value;
  }
}
export type Extensions = ReadonlyMap<string, Extension>;

const MAX_EXTENSIONS = 100;

/** Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension; none may stand twice (RFC 5280 4.2). @throws DerError */
export function readExtensions(node: DerNode): Extensions {
  const all = new Map<string, Extension>();
  for (const element of elements(node, tags.sequence, 1)) {
    const extension = readExtension(element);
    const { oid } = extension;
    if (all.has(oid)) throw new DerError('unexpected', element.start, `extension ${oidName(oid)} stands twice`);
    if (all.size >= MAX_EXTENSIONS) throw new DerError('budget', element.start, 'too many extensions');
    all.set(oid, extension);
  }
  return all;
}

// Most of what an issuer says in a certificate it says in all of them.
const readExtension = remembering((node: DerNode): Extension => {
  const f = fields(node);
  const oid = readOid(f.next());
  const critical = f.optional(tags.boolean);
  const value = readOctets(f.next());
  f.end();
  return new Extension(oid, critical !== undefined && readBoolean(critical), value);
});

export const noExtensions: Extensions = new Map();

/** Reads the value of an extension that is known, if it is there. @throws DerError */
export function extensionValue<T>(extensions: Extensions, oid: string, read: (node: DerNode) => T): T | undefined {
  return extensions.get(oid)?.readBy(read);
}

/** The critical extensions that are not among the ones understood. */
export function notUnderstood(extensions: Extensions, understood: ReadonlySet<string>): readonly string[] {
  let found: string[] | undefined;
  for (const { oid, critical } of extensions.values()) if (critical && !understood.has(oid)) (found ??= []).push(oid);
  return found ?? none;
}
const none: readonly string[] = [];
