import { isQualifiedEnd } from '../issue/index.ts';
import type { Integrity } from './condition-integrity.ts';
import type { Issuance } from './condition-issuer.ts';
import type { TrustContext } from './context.ts';
import type { FoundSignature } from './found.ts';
import type { LegacyView } from './legacy.ts';
import { type Feature, feature, type Finding, finding, type SignatureClass, statusOf } from './report.ts';
import type { OwnerFacts } from './signer.ts';

const byKeyFails: ReadonlySet<Finding['code']> = new Set([
  'SIGNATURE_CHANGED',
  'DOCUMENT_OR_SIGNATURE_CHANGED',
  'STRUCTURE_CHANGED',
]);

/**
 * ES-5.3, ES-5.4, ES-7.1, DECISIONS 41: the features of article 5 one by one, by what is technically there and on record; the
 * same for signatures of any state. `reference`: the moment that the means of signing are looked up at.
 */
export function featuresOf(
  found: FoundSignature,
  integrity: Integrity,
  issuance: Issuance | undefined,
  owner: OwnerFacts | undefined,
  reference: Date,
  context: TrustContext,
  legacy: LegacyView | null = null,
): Feature[] {
  const { owner: binding, changes, cryptography } = integrity;
  return [
    feature('ES-5.3.1', [
      ...cryptography,
      ...changes.filter(({ code }) => byKeyFails.has(code)),
      ...(cryptography.length === 0 ? [finding('BY_KEY', found.algorithm)] : []),
    ]),
    feature('ES-5.3.2', binding.length > 0 ? binding : [finding('SIGNER_BOUND')]),
    feature('ES-5.3.3', changes.length > 0 ? changes : [finding('CHANGES_SHOW')]),
    feature('ES-5.3.4', [finding('UNDER_CONTROL')]),
    feature('ES-5.4.1', qualifiedCertificate(issuance, owner)),
    // ES-19.2a: of a document of the former law nobody asks for means that were confirmed under this one.
    feature('ES-5.4.2', legacy?.basis === '19(2)' ? [finding('LEGACY_DOCUMENT')] : meansOf(found, reference, context)),
  ];
}

// ES-2.3: a certificate is qualified by whoever issued it and how that one stood, not by what it says about itself.
function qualifiedCertificate(issuance: Issuance | undefined, owner: OwnerFacts | undefined): readonly Finding[] {
  if (issuance === undefined || owner === undefined) return [finding('SIGNER_CERTIFICATE_MISSING')];
  const against = issuance.findings.filter(({ status }) => status !== 'met');
  if (against.length > 0) return against;
  // ES-19.1c
  if (issuance.under === 'legacy') return [finding('LEGACY_RECOGNISED')];
  return owner.kind !== undefined && isQualifiedEnd(owner.kind)
    ? [finding('CERTIFICATE_QUALIFIED')]
    : [finding('CERTIFICATE_NOT_QUALIFIED')];
}

function meansOf({ creationMeans: means }: FoundSignature, reference: Date, context: TrustContext): Finding[] {
  if (means === undefined) return [finding('MEANS_NOT_STATED')];
  const about = [means.name, means.version].filter((part) => part !== undefined).join(' ');
  const answer = context.meansAt({ name: means.name, version: means.version }, reference);
  if (answer === 'confirmed') return [finding('MEANS_CONFIRMED', about)];
  return [finding(answer === 'unknown' ? 'MEANS_UNKNOWN' : 'MEANS_NOT_CONFIRMED', about)];
}

/** The highest class that is proven; null where it is not even proven to be a signature over this document. */
export function classOf(features: readonly Feature[]): SignatureClass | null {
  const met = (prefix: string): boolean => statusOf(features.filter(({ name }) => name.startsWith(prefix))) === 'met';
  if (!met('ES-5.3')) return null;
  return met('ES-5.4') ? 'qualified' : 'unqualified';
}
