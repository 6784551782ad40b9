import { oids } from '../../der/index.ts';
import { isQualifiedEnd, type SubjectField, subjectFields } from '../kinds.ts';
import { type Rule, when } from './rule.ts';

// Section 10(1) of the profile: what must be there and what must not, and the fields of art. 14(2) and 17(2).

// ES-14.2.2a-c: what must be there for a certificate to name its owner at all; where the kind asks for them is in the tables.
const isLegal = (fields: Readonly<Partial<Record<SubjectField, string>>>): boolean =>
  fields.organizationName !== undefined;

const knownAttributes: ReadonlySet<string> = new Set(subjectFields.map((field) => oids[field]));

export const presenceRules: readonly Rule[] = [
  {
    id: 'profile.subject-mandatory',
    source: 'profile 4.2',
    norms: ['ES-14.2', 'ES-17.2'],
    code: 'ISS_FIELD_MISSING',
    check: ({ rules, subject }) =>
      rules.subjectMust.filter((field) => subject[field] === undefined).map((field) => `subject/${field}`),
  },
  {
    id: 'profile.subject-foreign',
    source: 'profile 1(6), 4.2',
    norms: ['ES-14.2.2c'],
    check: ({ rules, subject, subjectAttributes }) => {
      const unknown = subjectAttributes
        .filter(({ type }) => !knownAttributes.has(type))
        .map(({ type }) => `subject/${type}`);
      const absent = rules.subjectNever.filter((field) => subject[field] !== undefined);
      return [...absent.map((field) => `subject/${field}`), ...unknown];
    },
  },
  {
    id: 'profile.owner-named',
    source: 'art. 14(2)(2)',
    norms: ['ES-14.2.2a', 'ES-14.2.2b', 'ES-14.2.2c'],
    code: 'ISS_FIELD_MISSING',
    check: ({ kind, subject }) => {
      const person = subject.surname !== undefined && subject.givenName !== undefined;
      const other = subject.pseudonym !== undefined || subject.serialNumber !== undefined;
      return when(kind === 'NQ' && !person && !isLegal(subject) && !other, 'subject');
    },
  },
  {
    id: 'profile.extension-mandatory',
    source: 'profile 4.3',
    norms: ['ES-14.2', 'ES-17.2'],
    code: 'ISS_FIELD_MISSING',
    check: ({ rules, certificate }) => rules.extensionsMust.filter((name) => !certificate.extensions.has(oids[name])),
  },
  {
    id: 'profile.extension-foreign',
    source: 'profile 4.3',
    check: ({ rules, certificate }) => rules.extensionsNever.filter((name) => certificate.extensions.has(oids[name])),
  },
  {
    id: 'profile.contents-read',
    source: 'profile 6',
    check: ({ broken }) => broken,
  },
  {
    id: 'profile.policy-of-kind',
    source: 'profile 2, 3',
    check: ({ kind, rules, certificate: { policies } }) => {
      if (policies === undefined || rules.policy === undefined) return [];
      const others = policies.slice(1).map(({ policy }) => policy);
      const own = policies[0]!.policy === rules.policy;
      const endUser = isQualifiedEnd(kind) || kind === 'NQ';
      // An issuer's certificate lists what may be issued under it: never the root's own kind of certificate again.
      const foreign = others.some(
        (one) => !mayIssue.includes(one) || (kind === 'TP' && one === oids.kgPolicyTrustedPerson),
      );
      return when(!own || (endUser ? others.length > 0 : foreign), 'certificatePolicies');
    },
  },
  {
    id: 'profile.issuer-kind',
    source: 'profile 2',
    norms: ['ES-13.5', 'ES-16.5d'],
    check: ({ rules }, { issuerKind }) => when(!rules.issuers.includes(issuerKind), 'issuer'),
  },
  {
    // ES-14.2.5, ES-17.2.5a-b: the issuer's name and place, which a certificate can only have from its issuer's own.
    id: 'profile.issuer-named',
    source: 'art. 14(2)(5), 17(2)(5)',
    norms: ['ES-14.2.5', 'ES-17.2.5a', 'ES-17.2.5b'],
    code: 'ISS_FIELD_MISSING',
    check: ({ issuer }) =>
      (['countryName', 'localityName', 'organizationName', 'commonName'] as const)
        .filter((field) => issuer[field] === undefined)
        .map((field) => `issuer/${field}`),
  },
];

const mayIssue: readonly string[] = [
  oids.kgPolicyQualifiedNatural,
  oids.kgPolicyQualifiedLegal,
  oids.kgPolicyQualifiedAutomatic,
  oids.kgPolicyNotQualified,
  oids.kgPolicyTrustedPerson,
];
