import { der, oids } from '../der/index.ts';
import { type AdditionalInfo, additionalInfo } from './content/additional-info.ts';
import { type IssuerAccreditation, issuerAccreditation } from './content/accreditation.ts';
import { type PersonalData, subjectDirectoryAttributes } from './content/birth.ts';
import { type DocumentDetails, documentDetails } from './content/document-details.ts';
import {
  type Representation,
  representation,
  type SubjectLegalEntity,
  subjectLegalEntity,
} from './content/legal-entity.ts';
import { type Power, thirdPartyPowers } from './content/powers.ts';
import { type QcStatements, qcStatements } from './content/qc-statements.ts';
import { type SignatureMeans, signatureMeans } from './content/signature-means.ts';
import { type UsageLimits, usageLimits } from './content/usage-limits.ts';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  type CrlPoint,
  cRLDistributionPoints,
  emailAltName,
  extension,
  extKeyUsage,
  keyIdentifierOf,
  keyUsage,
  mustBeSequence,
  ocspNoCheck,
  subjectKeyIdentifier,
} from './extensions.ts';
import { isQualifiedEnd, type Kind, rulesOf } from './kinds.ts';
import { nameOf, type SubjectName } from './names.ts';

/** Everything a certificate will say, before it is linted and signed. What is left out is left out: the linter judges. */
export type Draft = {
  readonly kind: Kind;
  readonly serial: Buffer;
  readonly issuer: {
    /** The issuer's subject, byte for byte. */
    readonly name: Buffer;
    readonly keyIdentifier: Buffer;
  };
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly subject: SubjectName;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer;
  readonly pathLength?: number;
  /** Policies beside the kind's own: what an issuer's certificate allows to be issued. */
  readonly mayIssue?: readonly Kind[];
  readonly keyUsage?: readonly number[];
  readonly purposes?: readonly string[];
  /** Address of the centre's rules. */
  readonly cps?: string;
  readonly crl?: readonly CrlPoint[];
  readonly access?: { readonly ocsp?: string; readonly caIssuers?: string };
  readonly personal?: PersonalData;
  readonly email?: string;
  readonly qc?: QcStatements;
  /** The security guide by address and language (ES-18.4), for the statement QcPDS. */
  readonly guides?: QcStatements['guides'];
  readonly means?: SignatureMeans;
  readonly issuerAccreditation?: IssuerAccreditation;
  readonly subjectAccreditation?: DocumentDetails;
  readonly limits?: UsageLimits;
  readonly powers?: readonly Power[];
  readonly legalEntity?: SubjectLegalEntity;
  readonly representation?: Representation;
  readonly additional?: AdditionalInfo;
};

/** The TBSCertificate (RFC 5280 4.1). `signature`: the AlgorithmIdentifier of the key that will sign it. @throws RangeError, DerError */
export const tbsCertificate = (draft: Draft, signature: Buffer): Buffer =>
  der.sequence(
    der.explicit(0, der.integer(2)),
    der.unsignedInteger(draft.serial),
    signature,
    mustBeSequence(draft.issuer.name),
    der.sequence(der.time(draft.notBefore), der.time(draft.notAfter)),
    nameOf(draft.subject),
    mustBeSequence(draft.spki),
    der.explicit(3, der.sequence(...extensionsOf(draft))),
  );

function extensionsOf(draft: Draft): Buffer[] {
  const rules = rulesOf(draft.kind);
  const purposes = draft.purposes ?? rules.requiredPurposes;
  const policies = [rules.policy, ...(draft.mayIssue ?? []).map((kind) => rulesOf(kind).policy)];
  const qc = draft.qc ?? (isQualifiedEnd(draft.kind) ? qcOf(draft) : undefined);
  const own = <T>(oid: string, value: T | undefined, encode: (value: T) => Buffer): Buffer | undefined =>
    value === undefined ? undefined : extension(oid, encode(value));
  const all = [
    subjectKeyIdentifier(keyIdentifierOf(draft.spki)),
    authorityKeyIdentifier(draft.issuer.keyIdentifier),
    basicConstraints(rules.ca, draft.pathLength),
    keyUsage(draft.keyUsage ?? rules.keyUsage[0]!),
    purposes.length === 0 ? undefined : extKeyUsage(purposes, rules.purposesCritical),
    draft.cps === undefined || rules.policy === undefined
      ? undefined
      : certificatePolicies(
          policies.filter((one) => one !== undefined),
          draft.cps,
          draft.limits?.text[0]?.text,
        ),
    draft.email === undefined ? undefined : emailAltName(draft.email),
    own(oids.subjectDirectoryAttributes, draft.personal, subjectDirectoryAttributes),
    own(oids.qcStatements, qc, qcStatements),
    draft.crl === undefined ? undefined : cRLDistributionPoints(draft.crl),
    draft.access === undefined ? undefined : authorityInfoAccess(draft.access),
    draft.kind === 'OCSP' ? ocspNoCheck() : undefined,
    own(oids.kgSignatureMeans, draft.means, signatureMeans),
    own(oids.kgIssuerAccreditation, draft.issuerAccreditation, issuerAccreditation),
    own(oids.kgSubjectAccreditation, draft.subjectAccreditation, documentDetails),
    own(oids.kgUsageLimits, draft.limits, usageLimits),
    own(oids.kgThirdPartyPowers, draft.powers, thirdPartyPowers),
    own(oids.kgSubjectLegalEntity, draft.legalEntity, subjectLegalEntity),
    own(oids.kgRepresentation, draft.representation, representation),
    own(oids.kgAdditionalInfo, draft.additional, additionalInfo),
  ];
  return all.filter((one) => one !== undefined);
}

/** Section 7 of the profile: the statements follow from the kind, the limits and the form of the owner's number. */
export function qcOf(draft: Pick<Draft, 'kind' | 'limits' | 'subject' | 'guides'>): QcStatements {
  const limit = draft.limits?.rules?.find((rule) => rule.kind === 'maxAmount');
  const natural = draft.kind === 'QN' && draft.subject.serialNumber?.startsWith('PNOKG-') === true;
  return {
    compliance: 'KG',
    type: draft.kind === 'QA' ? 'eseal' : 'esign',
    ...(limit === undefined ? {} : { limit: limit.value }),
    ...(draft.guides === undefined ? {} : { guides: draft.guides }),
    ...(draft.kind === 'QN' ? (natural ? { semantics: 'natural' } : {}) : { semantics: 'legal' }),
  };
}
