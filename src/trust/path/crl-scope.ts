import { oids } from '../der/index.ts';
import { type Certificate, isCa } from './certificate.ts';
import type { Crl } from './crl.ts';
import type { DistributionPoint, PointName, Reasons } from './extension-values.ts';
import { directoryNames, generalNameKey } from './general-names.ts';
import { below, type Name } from './names.ts';

// RFC 5280 6.3.3(b) to (e): whether a CRL speaks about a certificate at all, and about which reasons.

/** Bits 1 to 8 of ReasonFlags. */
export const allReasons = 0b1_1111_1110;

const maskOf = (reasons: Reasons | undefined): number =>
  reasons === undefined ? allReasons : [...reasons].reduce((mask, bit) => mask | (1 << bit), 0) & allReasons;

/** (d): the reasons that both the point and the CRL cover. */
export const coveredReasons = (crl: Crl, point: DistributionPoint): number =>
  maskOf(point.reasons) & maskOf(crl.issuingPoint?.onlySomeReasons);

/** The names whose CRLs a distribution point means. */
export const issuersOf = (certificate: Certificate, point: DistributionPoint): readonly Name[] =>
  point.crlIssuer === undefined ? [certificate.issuer] : directoryNames(point.crlIssuer);

/** (b): issuer and scope. */
export function isInScope(crl: Crl, certificate: Certificate, point: DistributionPoint): boolean {
  const issuing = crl.issuingPoint;
  if (!issuersOf(certificate, point).some(({ key }) => key === crl.issuer.key)) return false;
  if (point.crlIssuer !== undefined && issuing?.indirect !== true) return false;
  if (issuing === undefined) return true;
  if (issuing.onlyUsers && isCa(certificate)) return false;
  if (issuing.onlyCas && !isCa(certificate)) return false;
  if (issuing.onlyAttributes) return false;
  return issuing.name === undefined || namesMeet(keysOf(issuing.name, crl.issuer), pointKeys(certificate, point));
}

function namesMeet(a: readonly string[], b: readonly string[]): boolean {
  const wanted = new Set(b);
  return a.some((key) => wanted.has(key));
}

/** How many names `isInScope` looks at: for the budget. */
export const scopeCost = (crl: Crl, point: DistributionPoint): number =>
  1 + sizeOf(crl.issuingPoint?.name) + sizeOf(point.name) + (point.crlIssuer?.length ?? 0);

const sizeOf = (name: PointName | undefined): number => (name !== undefined && 'full' in name ? name.full.length : 1);

// (b)(2)(i): without a name in the point, the names of its CRL issuer stand in.
function pointKeys(certificate: Certificate, point: DistributionPoint): readonly string[] {
  if (point.name === undefined) return (point.crlIssuer ?? []).map(generalNameKey);
  const [only, ...others] = issuersOf(certificate, point);
  // 4.2.1.13: a relative name needs exactly one issuer.
  if (!('full' in point.name) && (only === undefined || others.length > 0)) return [];
  return keysOf(point.name, only ?? certificate.issuer);
}

function keysOf(name: PointName, base: Name): readonly string[] {
  if (!('full' in name)) return [generalNameKey({ form: 'directory', name: below(base, name.relative) })];
  let keys = fullKeys.get(name);
  if (keys === undefined) fullKeys.set(name, (keys = name.full.map(generalNameKey)));
  return keys;
}
const fullKeys = new WeakMap<PointName, readonly string[]>();

/** The last resort of 6.3.3: any CRL of the issuer itself. */
export const ownPoint = ({ issuer, issuerAltNames }: Certificate): DistributionPoint => ({
  name: { full: [{ form: 'directory', name: issuer }, ...issuerAltNames] },
  reasons: undefined,
  crlIssuer: undefined,
});

const sameExtension = (a: Crl, b: Crl, oid: string): boolean => {
  const [first, second] = [a.extensions.get(oid)?.value, b.extensions.get(oid)?.value];
  return first === undefined || second === undefined ? first === second : first.equals(second);
};

/** (c) and 5.2.4: whether `delta` can be laid over the complete CRL. */
export const isDeltaOf = (delta: Crl, complete: Crl): boolean =>
  delta.deltaBase !== undefined &&
  delta.number !== undefined &&
  complete.number !== undefined &&
  delta.deltaBase <= complete.number &&
  complete.number < delta.number &&
  delta.issuer.key === complete.issuer.key &&
  sameExtension(delta, complete, oids.issuingDistributionPoint) &&
  sameExtension(delta, complete, oids.authorityKeyIdentifier);
