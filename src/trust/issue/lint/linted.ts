import { der, DerError, type DerNode, oids, readDer, remembering, tags } from '../../der/index.ts';
import { type Certificate, extensionValue, parseHashedCertificate } from '../../path/index.ts';
import { readIssuerAccreditation } from '../content/accreditation.ts';
import { readAdditionalInfo } from '../content/additional-info.ts';
import { readSubjectDirectoryAttributes } from '../content/birth.ts';
import { readDocumentDetails } from '../content/document-details.ts';
import { readRepresentation, readSubjectLegalEntity } from '../content/legal-entity.ts';
import { readThirdPartyPowers } from '../content/powers.ts';
import { readQcStatements } from '../content/qc-statements.ts';
import { readSignatureMeans } from '../content/signature-means.ts';
import { readUsageLimits } from '../content/usage-limits.ts';
import { type Kind, type KindRules, rulesOf } from '../kinds.ts';
import {
  nameAttributes,
  type NameAttribute,
  type SubjectName,
  subjectNameOf,
  subjectNameOfAttributes,
} from '../names.ts';

// The linter reads what will be signed, byte for byte, and not what the drafts meant to say.

// What a centre says of itself stands in all that it issues.
const readers = {
  personal: [oids.subjectDirectoryAttributes, readSubjectDirectoryAttributes],
  qc: [oids.qcStatements, remembering(readQcStatements)],
  means: [oids.kgSignatureMeans, remembering(readSignatureMeans)],
  issuerAccreditation: [oids.kgIssuerAccreditation, remembering(readIssuerAccreditation)],
  subjectAccreditation: [oids.kgSubjectAccreditation, readDocumentDetails],
  limits: [oids.kgUsageLimits, readUsageLimits],
  powers: [oids.kgThirdPartyPowers, readThirdPartyPowers],
  legalEntity: [oids.kgSubjectLegalEntity, readSubjectLegalEntity],
  representation: [oids.kgRepresentation, readRepresentation],
  additional: [oids.kgAdditionalInfo, readAdditionalInfo],
} as const satisfies Record<string, readonly [string, (node: DerNode) => unknown]>;

/** What the profile's own extensions of a certificate say. */
export type Content = { readonly [K in keyof typeof readers]?: ReturnType<(typeof readers)[K][1]> };

export type Linted = {
  readonly kind: Kind;
  readonly rules: KindRules;
  readonly certificate: Certificate;
  /** The components of the TBSCertificate. */
  readonly parts: readonly DerNode[];
  readonly subject: SubjectName;
  readonly subjectAttributes: readonly NameAttribute[];
  readonly issuer: SubjectName;
  readonly content: Content;
  /** Names of the private and qualified contents that do not read. */
  readonly broken: readonly string[];
};

/** What is wrong with bytes that are no certificate at all; a part of art. 14(2) that is not there is named. */
export type Unreadable = { readonly missing: 'validity' | 'subjectPublicKeyInfo' | undefined; readonly what: string };

// What is not signed yet has no fingerprint.
const unsigned = '';

/** Reads the TBSCertificate that is about to be signed as a certificate of `kind`. */
export function lintedOf(tbs: Uint8Array, kind: Kind): Linted | Unreadable {
  try {
    const parts = readDer(tbs).children;
    const algorithm = parts.find(({ tag, start }) => tag === tags.sequence && start > 0)?.raw ?? der.sequence();
    const certificate = parseHashedCertificate(der.sequence(tbs, algorithm, der.bitString(Buffer.alloc(1))), unsigned);
    const { content, broken } = contentOf(certificate);
    const subjectAttributes = nameAttributes(certificate.subject);
    return {
      kind,
      rules: rulesOf(kind),
      certificate,
      parts,
      subject: subjectNameOfAttributes(subjectAttributes),
      subjectAttributes,
      issuer: subjectNameOf(certificate.issuer),
      content,
      broken,
    };
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { missing: missingPart(tbs), what: error.message };
  }
}

/** The contents of a certificate's own extensions; those that do not read are named. */
export function contentOf(certificate: Certificate): { content: Content; broken: string[] } {
  const content: Record<string, unknown> = {};
  const broken: string[] = [];
  for (const [name, [oid, read]] of Object.entries<readonly [string, (node: DerNode) => unknown]>(readers))
    try {
      const value = extensionValue(certificate.extensions, oid, read);
      if (value !== undefined) content[name] = value;
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      broken.push(name);
    }
  return { content, broken };
}

// ES-14.2.1, ES-14.2.3: recognised by their shape, as neither has a tag of its own.
function missingPart(tbs: Uint8Array): Unreadable['missing'] {
  try {
    const parts = readDer(tbs).children.filter(({ tag }) => tag === tags.sequence);
    const isTime = (node: DerNode | undefined): boolean =>
      node?.tag === tags.utcTime || node?.tag === tags.generalizedTime;
    if (!parts.some(({ children }) => children.length === 2 && children.every(isTime))) return 'validity';
    const isKey = (node: DerNode): boolean => node.children[1]?.tag === tags.bitString;
    return parts.some(isKey) ? undefined : 'subjectPublicKeyInfo';
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
