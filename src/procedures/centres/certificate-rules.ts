import type { Guard, View } from '../../cases/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { StandingState } from '../../trust/centres/index.ts';
import type { ContractTerms } from '../../trust/rules/index.ts';
import { provenKey } from '../../trust/issue/index.ts';
import type {
  Authority,
  CertificateApplication,
  Identity,
  Information,
  Issue,
  KeptDocument,
} from './certificate-data.ts';
import { refuseCertificate as refuse } from './certificate-refusals.ts';

// ES-13.2.1, ES-14.1, ES-18: what must be there before a certificate is issued. Pure.

export type CertificateFacts = {
  /** ES-13.8: the terms of the standard offer in force, for the service applied for. */
  readonly contract: ContractTerms;
  /** How the centre stands today; null: it was never accredited. */
  readonly standing: StandingState | null;
  /** Whether the centre can issue at all. */
  readonly issues: boolean;
  /** What was issued in this case: number and SHA-256, hexadecimal. */
  /** The editions in force of what the centre tells in writing; null: it has published none. */
  readonly papers: { readonly information: string | null; readonly guide: string | null };
  readonly certificate: { readonly number: string; readonly digest: string } | null;
  /** ES-8.5.3: the confirmed means that signature keys are made with. */
  readonly signatureMeans: readonly ListedMeans[];
  /** The means of this installation that makes keys for applicants, as the list knows it; null: it is not confirmed. */
  readonly keyMaker: ListedMeans | null;
  /** The key that was made for the applicant in this case; null: none was. */
  readonly madeKey: MadeKeyFacts | null;
  readonly trusted: readonly IssuingPerson[];
  /** For which trusted person whoever acts now works; null: for none. */
  readonly officerOf: string | null;
};
/** ES-13.4a: a trusted person whose powers stand and who has the centre's certificate for them. */
export type IssuingPerson = { readonly id: string; readonly name: string };
export type ListedMeans = { readonly documentNumber: string; readonly name: string; readonly version: string };
/** `keySha256`: of the SubjectPublicKeyInfo, hexadecimal. `erasedAt`: from then on nothing of the signature key is here. */
export type MadeKeyFacts = { readonly keySha256: string; readonly madeAt: Date; readonly erasedAt: Date | null };
type Of<T> = Guard<T, CertificateFacts>;
const applied = (view: View<never>): CertificateApplication =>
  view.last('apply')!.data as unknown as CertificateApplication;

/** ES-18.2a: limits that are set are stated. */
export const limitsStated: Of<CertificateApplication> = (_view, { limits, limitsText }) =>
  limits === 'stated' && (limitsText ?? '').trim() === ''
    ? refuse('ISS_LIMITS_MISSING', { field: 'limitsText' })
    : null;

export const organisationNamed: Of<CertificateApplication> = (_view, { owner, organisation }) =>
  owner !== 'natural' && organisation === undefined
    ? refuse('ISS_FIELD_MISSING', { field: 'organisation/name' })
    : null;

/** ES-13.4a: through a trusted person who issues. */
export const throughTrusted: Of<CertificateApplication> = ({ facts }, { through }) =>
  through === undefined || facts.trusted.some(({ id }) => id === through)
    ? null
    : refuse('TRUSTED_PERSON_NOT_ISSUING', { field: 'through' });

/**
 * ES-13.4a: what was applied for through a trusted person is issued by who works there, as long as its powers stand; after them, as
 * everything else, by the centre itself.
 */
export const rightIssuer: Of<object> = (view) => {
  const { through } = applied(view as View<never>);
  const { officerOf, trusted } = view.facts;
  const stands = through !== undefined && trusted.some(({ id }) => id === through);
  if (officerOf !== null) return stands && officerOf === through ? null : refuse('TRUSTED_POWERS_ENDED');
  return stands ? refuse('TRUSTED_PERSON_ISSUES') : null;
};

/** ES-13.1.4b, RFC 2986: who makes the key proves at the application to hold it, and the key is a fit one. */
export const keyProven: Of<CertificateApplication> = ({ now }, { keys, request }) => {
  if (keys !== 'own') return null;
  if (request === undefined) return refuse('ISS_REQUEST_MISSING', { field: 'request' });
  const proven = provenKey(Buffer.from(request), now);
  return isRefusal(proven) ? { ...proven, field: 'request' } : null;
};

/** ES-17.2.2b: of a natural person the place of birth is taken from the document. */
export const birthPlaceTaken: Of<Identity> = (view, { outcome, birthPlace }) =>
  outcome === 'established' && applied(view as View<never>).owner === 'natural' && birthPlace === undefined
    ? refuse('ISS_BIRTH_PLACE_MISSING', { field: 'birthPlace' })
    : null;

/** ES-17.2.2d, ES-17.2.2e: the legal entity that was applied for is the one that is registered. */
export const asRegistered: Of<Authority> = (view, { registered }) => {
  const { owner, organisation } = applied(view as View<never>);
  if (owner === 'natural') return null;
  if (registered.registrationNumber !== organisation?.registrationNumber)
    return refuse('ISS_DATA_MISMATCH', { field: 'registered/registrationNumber' });
  return registered.name === organisation.name
    ? null
    : refuse('ISS_DATA_MISMATCH', { law: ['ES-17.2.2d'], field: 'registered/name' });
};

/** ES-17.3: who acts for others says for whom, how far and on which document. */
export const powersNamed: Of<CertificateApplication> = (_view, { onBehalf, powers }) =>
  onBehalf === 'yes' && powers.length === 0 ? refuse('ISS_POWERS_MISSING', { field: 'powers' }) : null;

/** ES-18.2b, ES-18.2.1c: originals or notarised copies; the number of registration is the one applied with. */
export const documentTrue: Of<KeptDocument> = (view, { slot, form, number, notary }) => {
  if (form === 'plain_copy') return refuse('ISS_PLAIN_COPY', { field: 'form' });
  if (form === 'notarised_copy' && (notary ?? '').trim() === '') return refuse('ISS_PLAIN_COPY', { field: 'notary' });
  const { organisation } = applied(view as View<never>);
  return slot === 'registration' && number !== organisation?.registrationNumber
    ? refuse('ISS_DATA_MISMATCH', { field: 'number' })
    : null;
};

/** ES-18.2: the documents that this application needs. */
export function neededDocuments(application: CertificateApplication): [slot: string, law: string][] {
  const { owner, organisation, onBehalf } = application;
  return [
    ['identity', 'ES-18.2.1a'],
    ...(owner !== 'natural'
      ? ([
          ['constituent', 'ES-18.2.1b'],
          ['registration', 'ES-18.2.1c'],
        ] as [string, string][])
      : []),
    ...(organisation?.foreign === 'yes' ? ([['translation', 'ES-18.2.2']] as [string, string][]) : []),
    ...(onBehalf === 'yes' ? ([['power', 'ES-18.2.3']] as [string, string][]) : []),
  ];
}

const missingDocument = (view: View<never>): Refusal | null => {
  const kept = new Set(view.all('keepDocument').map(({ data }) => data['slot']));
  const missing = neededDocuments(applied(view)).find(([slot]) => !kept.has(slot));
  return missing === undefined
    ? null
    : refuse('ISS_DOCS_MISSING', { law: [missing[1]], details: { missing: missing[0] } });
};

/** What is missing for issuing, in the order in which the law asks for it. */
export const readyToIssue: Of<object> = (seen) => {
  const view = seen as View<never>;
  if (view.last('inform') === undefined) return refuse('ISS_INFORMATION_NOT_GIVEN');
  if ((view.last('establish')?.data as Identity | undefined)?.outcome !== 'established')
    return refuse('ISS_IDENTITY_NOT_ESTABLISHED');
  const authority = view.last('confirmAuthority')?.data as Authority | undefined;
  if (applied(view).owner !== 'natural' && authority?.coversApplying !== 'yes')
    return refuse('ISS_AUTHORITY_NOT_CONFIRMED');
  const missing = missingDocument(view);
  if (missing !== null) return missing;
  if (view.last('agree') === undefined) return refuse('ISS_NO_AGREEMENT');
  if (seen.facts.standing !== 'active') return refuse('ISS_ACCREDITATION_NOT_ACTIVE');
  return seen.facts.issues ? null : refuse('ISS_ISSUING_ABSENT');
};

/** ES-13.2.1: all three parts, of the edition that is published. */
export const editionInForce: Of<Information> = ({ facts }, { conditions, risks, security }) => {
  const { information } = facts.papers;
  const parts = { conditions, risks, security };
  const [wrong] = Object.entries(parts).find(([, edition]) => information === null || edition !== information) ?? [];
  return wrong === undefined ? null : refuse('ISS_EDITION_NOT_IN_FORCE', { field: wrong });
};

/** ES-18.4: the guide that is given with the certificate is the one that is published. */
export const guideInForce: Of<Issue> = ({ facts }, { guideEdition }) =>
  facts.papers.guide !== null && guideEdition === facts.papers.guide
    ? null
    : refuse('ISS_EDITION_NOT_IN_FORCE', { law: ['ES-18.4'], field: 'guideEdition' });

/** ES-13.2.1a: the information comes before the agreement. */
export const informedFirst: Of<object> = (view) =>
  view.last('inform') === undefined ? refuse('ISS_INFORMATION_NOT_GIVEN') : null;

/** ES-18.3: nothing is handed over that the applicant has not been acquainted with against receipt. */
export const receiptGiven: Of<object> = (view) =>
  view.last('receipt') === undefined ? refuse('ISS_RECEIPT_MISSING') : null;
