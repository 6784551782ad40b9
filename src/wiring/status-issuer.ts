import type { Tx } from '../platform/db/index.ts';
import { issuersOf, nameOf, registerOf, subjectNameOf, type SubjectName } from '../trust/issue/index.ts';
import { parseCertificate } from '../trust/path/index.ts';

/**
 * DECISIONS 36: the name under which the authority answers for centres that are gone, as certificates carry it from their first day.
 * That of the STATUS issuer in the root's register; before there is one, the name it will have: the root's own, with these words.
 */
export async function statusIssuerName(tx: Tx): Promise<Buffer> {
  const register = await registerOf(tx, null);
  const issuers = register === undefined ? [] : await issuersOf(tx, register.id);
  const status = issuers.findLast(({ kind }) => kind === 'STATUS');
  if (status !== undefined) return parseCertificate(status.der).subject.raw;
  const root = issuers.findLast(({ kind }) => kind === 'ROOT');
  if (root === undefined) throw new Error('the root has no register');
  return nameOf(authorityUnder(root.der, statusIssuerCommonName));
}

/** A service of the authority that has the root `root` (DER): the root's own name with other last words. */
export function authorityUnder(root: Uint8Array, commonName: string): SubjectName {
  const { countryName, localityName, organizationName } = subjectNameOf(parseCertificate(root).subject);
  return {
    countryName: countryName!,
    localityName: localityName!,
    organizationName: organizationName!,
    commonName,
  };
}

/** The common name of the authority's issuer of status. */
export const statusIssuerCommonName = 'Сертификаттардын абалын жарыялоочу';
