import { DerError, type DerNode, oids } from '../der/index.ts';
import {
  type DocumentDetails,
  type Kind,
  kindOfPolicies,
  type Power,
  readRepresentation,
  readSubjectLegalEntity,
  subjectNameOf,
  readThirdPartyPowers,
  readUsageLimits,
  type Representation,
  type SubjectLegalEntity,
  type SubjectName,
  type UsageLimits,
} from '../issue/index.ts';
import { visible } from '../../platform/text.ts';
import { type Certificate, extensionValue, formatName, type Name } from '../path/index.ts';

/** What the certificate says about its owner, beside the name (KG.3.3 to KG.3.6). */
export type OwnerFacts = {
  readonly kind: Kind | undefined;
  readonly name: SubjectName;
  readonly entity: SubjectLegalEntity | undefined;
  readonly representation: Representation | undefined;
  readonly powers: readonly Power[];
  readonly limits: UsageLimits | undefined;
  /** Extensions that are there and cannot be read: nobody can say what they limit. */
  readonly unreadable: readonly string[];
};

/** ES-12.3.3: the person whose key signed, as pages and programs show it. */
export type SignerView = {
  /** The owner in words: a natural person, or the organisation that the certificate was issued to. */
  readonly owner: string;
  readonly ownerKind: 'natural' | 'legal' | 'automatic' | 'other';
  readonly organisation: { readonly name: string; readonly registrationNumber: string | null } | null;
  /** ES-14.3: who acts for the organisation; null for a natural person's own and for an automatic signature. */
  readonly actingPerson: {
    readonly name: string;
    readonly position: string | null;
    readonly basis: 'constituentDocuments' | 'powerOfAttorney' | null;
    readonly document: string | null;
    readonly until: string | null;
  } | null;
  /** ES-17.3: rights to act for third parties, each with its term; `inForce` at the moment the certificate is judged at. */
  readonly powers: readonly {
    readonly principal: string;
    readonly scope: string;
    readonly from: string;
    readonly until: string | null;
    readonly inForce: boolean;
  }[];
  /** ES-17.2.6: the limits in the certificate's own words. */
  readonly limits: readonly { readonly lang: string; readonly text: string }[];
  readonly certificate: {
    readonly number: string;
    /** The issuer's whole name (RFC 4514), and the one people call it by. */
    readonly issuer: string;
    readonly issuerName: string;
    readonly from: string;
    readonly until: string;
    readonly sha256: string;
  };
};

/** Reads what the certificate says about its owner. Never throws: what cannot be read is named. */
export function ownerOf(certificate: Certificate): OwnerFacts {
  const unreadable: string[] = [];
  const value = <T>(oid: string, read: (node: DerNode) => T): T | undefined => {
    try {
      return extensionValue(certificate.extensions, oid, read);
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      unreadable.push(oid);
      return undefined;
    }
  };
  return {
    kind: kindOfPolicies((certificate.policies ?? []).map(({ policy }) => policy)),
    name: nameIn(certificate.subject),
    entity: value(oids.kgSubjectLegalEntity, readSubjectLegalEntity),
    representation: value(oids.kgRepresentation, readRepresentation),
    powers: value(oids.kgThirdPartyPowers, readThirdPartyPowers) ?? [],
    limits: value(oids.kgUsageLimits, readUsageLimits),
    unreadable,
  };
}

/** The name people call somebody by, where there is one; else the whole one. */
export function calledBy(name: Name): string {
  const { commonName, organizationName } = nameIn(name);
  return commonName ?? organizationName ?? formatName(name);
}

const namesRead = new WeakMap<Name, SubjectName>();

function nameIn(name: Name): SubjectName {
  let read = namesRead.get(name);
  if (read === undefined) namesRead.set(name, (read = readNameIn(name)));
  return read;
}

function readNameIn(name: Name): SubjectName {
  try {
    return subjectNameOf(name);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return {};
  }
}

const shown = (words: string | undefined): string | undefined => (words === undefined ? undefined : visible(words));

/** Every word of the certificate as it may be shown. `at`: the moment that powers are judged at. */
export function signerView(certificate: Certificate, facts: OwnerFacts, at: Date): SignerView {
  const { name, entity, kind } = facts;
  const person = visible([name.surname, name.givenName].filter((part) => part !== undefined).join(' '));
  const organisation = shown(entity?.fullName ?? name.organizationName);
  const isOrganisation = organisation !== undefined && kind !== 'QN';
  const fallback = visible(name.commonName ?? name.pseudonym ?? formatName(certificate.subject));
  return {
    owner: isOrganisation ? organisation : person || fallback,
    ownerKind: kind === 'QA' ? 'automatic' : isOrganisation ? 'legal' : person !== '' ? 'natural' : 'other',
    organisation: isOrganisation
      ? {
          name: organisation,
          registrationNumber: shown(entity?.registrationNumber ?? name.organizationIdentifier) ?? null,
        }
      : null,
    actingPerson: isOrganisation && person !== '' ? actingPerson(person, facts) : null,
    powers: facts.powers.map((power) => ({
      principal: visible(power.principal.name),
      scope: visible(power.scope),
      from: power.validFrom.toISOString(),
      until: power.validUntil?.toISOString() ?? null,
      inForce: power.validFrom <= at && (power.validUntil === undefined || at <= power.validUntil),
    })),
    limits: facts.limits?.text.map(({ lang, text }) => ({ lang, text: visible(text) })) ?? [],
    certificate: {
      number: certificate.serial,
      issuer: visible(formatName(certificate.issuer)),
      issuerName: visible(calledBy(certificate.issuer)),
      from: certificate.notBefore.toISOString(),
      until: certificate.notAfter.toISOString(),
      sha256: certificate.fingerprint,
    },
  };
}

const actingPerson = (name: string, facts: OwnerFacts): SignerView['actingPerson'] => ({
  name,
  position: shown(facts.representation?.position ?? facts.name.title) ?? null,
  basis: facts.representation?.basis ?? null,
  document: facts.representation?.document === undefined ? null : visible(inWords(facts.representation.document)),
  until: facts.representation?.validUntil ?? null,
});

const inWords = ({ title, number, issued }: DocumentDetails): string => `${title} № ${number}, ${issued}`;
