import type { Tx } from '../platform/db/index.ts';
import type { Refusal } from '../platform/refusal.ts';
import { fill } from '../platform/text.ts';
import { acceptanceOf, type AcceptanceRow, activeAgreement, type AgreementRow } from './agreement-store.ts';
import { type BindingRow, openBindingOf } from './binding-store.ts';
import type { SignatureBasis, SignatureType } from './evidence.ts';
import { refuse } from './refusals.ts';
import { isLower, simpleForbidden } from './simple-signature.ts';
import type { IdentityDeps } from './types.ts';

export function documentKind(deps: Pick<IdentityDeps, 'documentKinds'>, code: string) {
  const kind = deps.documentKinds.find((one) => one.code === code);
  if (kind === undefined) throw new Error(`document kind ${code} is not declared`);
  return kind;
}

/** What a basis is judged by, as recorded. */
export type BasisFacts = {
  readonly binding: Pick<BindingRow, 'state'> | undefined;
  readonly agreement: Pick<AgreementRow, 'id' | 'version' | 'document_kinds' | 'signature_types'> | undefined;
  /** The account's acceptance of that agreement. */
  readonly accepted: Pick<AcceptanceRow, 'id' | 'lang' | 'text_hash' | 'entry_id' | 'at'> | undefined;
};

/** ES-6.2a, ES-9.3a: what makes this type of signature count on this kind of document with this holder, or the refusal. */
export async function basisFor(
  deps: IdentityDeps,
  tx: Tx,
  accountId: string,
  holderId: string,
  kindCode: string,
  type: SignatureType,
): Promise<SignatureBasis | Refusal> {
  const [binding, agreement] = await Promise.all([openBindingOf(tx, accountId), activeAgreement(tx, holderId)]);
  const accepted = agreement === undefined ? undefined : await acceptanceOf(tx, agreement.id, accountId);
  return judgeBasis(deps, { binding, agreement, accepted }, holderId, kindCode, type);
}

/** The same from facts that were read already. Pure. */
export function judgeBasis(
  deps: Pick<IdentityDeps, 'documentKinds' | 'acts' | 'holdsStateSecrets' | 'meansCertifiedFor'>,
  { binding, agreement, accepted }: BasisFacts,
  holderId: string,
  kindCode: string,
  type: SignatureType,
): SignatureBasis | Refusal {
  const kind = documentKind(deps, kindCode);
  // ES-6.1b, ES-6.2b: where the form itself is forbidden, no type of signature and no agreement mends it.
  if (kind.electronicFormForbiddenBy !== undefined)
    return refuse('SIGN_ELECTRONIC_FORM_FORBIDDEN', { values: { act: kind.electronicFormForbiddenBy } });
  const forbidden =
    type === 'simple' ? simpleForbidden(kind, { holdsStateSecrets: deps.holdsStateSecrets === true }) : undefined;
  if (forbidden !== undefined) return forbidden;
  // ES-12.4a: a simple signature is forbidden there anyway (ES-9.5); the others need means certified for that level.
  const secrecy = kind.secrecyLevel ?? (kind.stateSecret === true || deps.holdsStateSecrets === true ? 1 : 0);
  if (secrecy > (deps.meansCertifiedFor ?? 0)) return refuse('SIGN_TOOL_SECRECY_LEVEL');
  if (kind.requires !== undefined && isLower(type, kind.requires.type)) {
    const refusal = refuse('SIGN_TYPE_NOT_ALLOWED', {
      details: { required: kind.requires.type, source: kind.requires.source, purpose: kind.requires.purpose },
    });
    return { ...refusal, text: fill(refusal.text, { source: kind.requires.source }) };
  }
  // ES-9.3.1: without a bound person nobody could say in whose name it is signed.
  if (binding?.state === 'contested') return refuse('PIN_CONTESTED');
  if (binding === undefined) return refuse('NOT_BOUND');
  // ES-6.1a: a qualified signature needs neither act nor agreement.
  if (type === 'qualified') return { kind: 'law', citation: 'ES-6.1a' };
  const act = deps.acts?.find((one) => one.documentKinds.includes(kindCode) && one.signatureTypes.includes(type));
  if (act !== undefined) return { kind: 'act', ...act };
  const covers =
    agreement !== undefined && agreement.document_kinds.includes(kindCode) && agreement.signature_types.includes(type);
  if (!covers || accepted === undefined)
    return refuse('SIGN_NO_BASIS', { details: { agreementToAccept: covers ? agreement.id : null } });
  return {
    kind: 'agreement',
    agreementId: agreement.id,
    holderId,
    version: agreement.version,
    textHash: accepted.text_hash,
    lang: accepted.lang,
    acceptanceId: accepted.id,
    acceptedAt: accepted.at.toISOString(),
    entryId: accepted.entry_id,
    documentKinds: agreement.document_kinds,
    signatureTypes: agreement.signature_types,
  };
}
