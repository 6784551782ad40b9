import type { Refusal } from '../platform/refusal.ts';
import type { SignatureType } from './evidence.ts';
import { refuse } from './refusals.ts';
import type { DocumentKind } from './types.ts';

// Article 9 as pure rules. None of them asks for a certificate, a verification key or a confirmed tool (ES-9.2, ES-9.4).

/** ES-9.5: where a simple signature is forbidden whatever the parties agree. */
export function simpleForbidden(
  kind: DocumentKind,
  system: { readonly holdsStateSecrets: boolean },
): Refusal | undefined {
  if (kind.stateSecret === true) return refuse('SIGN_SIMPLE_STATE_SECRET');
  if (system.holdsStateSecrets) return refuse('SIGN_SIMPLE_SECRET_SYSTEM');
  if (kind.needsNotary === true) return refuse('SIGN_SIMPLE_NOTARY');
  if (kind.needsStateRegistration === true) return refuse('SIGN_SIMPLE_STATE_REGISTRATION');
  return undefined;
}

const order: readonly SignatureType[] = ['simple', 'unqualified', 'qualified'];

/** A stronger type than the required one has all the features of it (ES-5.4). */
export const isLower = (type: SignatureType, required: SignatureType): boolean =>
  order.indexOf(type) < order.indexOf(required);

/** ES-4.1: every type the person holds, unless an act or agreement requires one; then no lower one, with its source. */
export function offeredTypes(
  kind: DocumentKind,
  held: readonly SignatureType[],
  system: { readonly holdsStateSecrets: boolean },
): readonly SignatureType[] {
  const required = kind.requires?.type;
  return order.filter(
    (type) =>
      held.includes(type) &&
      (required === undefined || !isLower(type, required)) &&
      (type !== 'simple' || simpleForbidden(kind, system) === undefined),
  );
}

/** A document as the checker of a simple signature sees it. */
export type SimplySigned = {
  /** ES-9.1.1: the signature block inside the document itself. */
  readonly embedded: { readonly person: string; readonly presentedAt: string } | null;
  /** ES-9.1.2a: the operator's rules (id and version) under which the key had to be presented to create or send it. */
  readonly keyRequiredBy: { readonly rules: string; readonly presentedAt: string } | null;
  /** ES-9.1.2b: the person whom the document itself names as the one in whose name it was made. */
  readonly namedPerson: string | null;
};
export type SimpleVerdict =
  | { readonly signed: true; readonly basis: 'ES-9.1.1' | 'ES-9.1.2' }
  | { readonly signed: false; readonly missing: readonly ('ES-9.1.1' | 'ES-9.1.2a' | 'ES-9.1.2b')[] };

/** ES-9.1: either condition is enough; the answer says which one was met. */
export function checkSimpleSignature(document: SimplySigned): SimpleVerdict {
  if (document.embedded !== null) return { signed: true, basis: 'ES-9.1.1' };
  const missing = [
    'ES-9.1.1' as const,
    ...(document.keyRequiredBy === null ? (['ES-9.1.2a'] as const) : []),
    ...(document.namedPerson === null || document.namedPerson.trim() === '' ? (['ES-9.1.2b'] as const) : []),
  ];
  return missing.length === 1 ? { signed: true, basis: 'ES-9.1.2' } : { signed: false, missing };
}

/** ES-5.1, ES-5.2: which type an evidence of ours is. */
export const isEnhanced = (type: SignatureType): boolean => type !== 'simple';
