import {
  context,
  DerError,
  type DerNode,
  elements,
  fields,
  inside,
  readOctets,
  readOid,
  readText,
  tags,
} from '../der/index.ts';
import { type Name, readName } from './names.ts';

// GeneralName ::= CHOICE (RFC 5280 4.2.1.6).
export type GeneralName =
  | { readonly form: 'other'; readonly type: string; readonly value: DerNode }
  | { readonly form: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly form: 'directory'; readonly name: Name }
  | { readonly form: 'ip'; readonly bytes: Buffer }
  | { readonly form: 'registered'; readonly oid: string }
  | { readonly form: 'x400' | 'edi'; readonly raw: Buffer };

const ia5 = { 1: 'email', 2: 'dns', 6: 'uri' } as const;

/** @throws DerError */
export function readGeneralName(node: DerNode): GeneralName {
  switch (node.tag) {
    case context(0): {
      const f = fields(node, node.tag);
      const type = readOid(f.next());
      const value = inside(f.next(context(0)));
      f.end();
      return { form: 'other', type, value };
    }
    case context(1):
    case context(2):
    case context(6):
      return { form: ia5[(node.tag & 0xff) as 1 | 2 | 6], text: readText(node, tags.ia5String) };
    case context(3):
    case context(5):
      return { form: node.tag === context(3) ? 'x400' : 'edi', raw: node.raw };
    // Name is a CHOICE, so its tag is explicit.
    case context(4):
      return { form: 'directory', name: readName(inside(node)) };
    case context(7):
      return { form: 'ip', bytes: readOctets(node, node.tag) };
    case context(8):
      return { form: 'registered', oid: readOid(node, node.tag) };
    default:
      throw new DerError('unexpected', node.start, 'no GeneralName');
  }
}

/** GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName, perhaps tagged implicitly. @throws DerError */
export const readGeneralNames = (node: DerNode, tag: number = tags.sequence): readonly GeneralName[] =>
  elements(node, tag, 1).map(readGeneralName);

/** Equal for names that are the same; for looking them up. */
export function generalNameKey(name: GeneralName): string {
  switch (name.form) {
    case 'other':
      return `other:${name.type}:${name.value.raw.toString('hex')}`;
    case 'email':
    case 'uri':
      return `${name.form}:${name.text}`;
    case 'dns':
      return `dns:${name.text.toLowerCase()}`;
    case 'directory':
      return `directory:${name.name.key}`;
    case 'ip':
      return `ip:${name.bytes.toString('hex')}`;
    case 'registered':
      return `registered:${name.oid}`;
    case 'x400':
    case 'edi':
      return `${name.form}:${name.raw.toString('hex')}`;
  }
}

/** The directory names among general names. */
export const directoryNames = (names: readonly GeneralName[]): Name[] =>
  names.flatMap((name) => (name.form === 'directory' ? [name.name] : []));
