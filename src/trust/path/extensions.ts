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
  tags,
} from '../der/index.ts';

export type Extension = {
  readonly oid: string;
  readonly critical: boolean /** What stands inside the OCTET STRING. */;
  readonly value: Buffer;
};
export type Extensions = ReadonlyMap<string, Extension>;

const MAX_EXTENSIONS = 100;

/** Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension; none may stand twice (RFC 5280 4.2). @throws DerError */
export function readExtensions(node: DerNode): Extensions {
  const all = new Map<string, Extension>();
  for (const element of elements(node, tags.sequence, 1)) {
    const f = fields(element);
    const oid = readOid(f.next());
    const critical = f.optional(tags.boolean);
    const value = readOctets(f.next());
    f.end();
    if (all.has(oid)) throw new DerError('unexpected', element.start, `extension ${oidName(oid)} stands twice`);
    if (all.size >= MAX_EXTENSIONS) throw new DerError('budget', element.start, 'too many extensions');
    all.set(oid, { oid, critical: critical !== undefined && readBoolean(critical), value });
  }
  return all;
}

export const noExtensions: Extensions = new Map();

/** Reads the value of an extension that is known, if it is there. @throws DerError */
export function extensionValue<T>(extensions: Extensions, oid: string, read: (node: DerNode) => T): T | undefined {
  const extension = extensions.get(oid);
  return extension && read(readDer(extension.value));
}

/** The critical extensions that are not among the ones understood. */
export function notUnderstood(extensions: Extensions, understood: ReadonlySet<string>): readonly string[] {
  let found: string[] | undefined;
  for (const { oid, critical } of extensions.values()) if (critical && !understood.has(oid)) (found ??= []).push(oid);
  return found ?? none;
}
const none: readonly string[] = [];
