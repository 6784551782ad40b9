import { oids } from '../der/index.ts';
import { extensionTable, kinds, subjectTable } from './kinds-data.ts';

// What each kind of certificate is made of: the profile in force (ES-8.5.1, ES-17.4), ready to be asked by encoder and linter.

export { kinds };
export type Kind = (typeof kinds)[number];
export const isKind = (name: unknown): name is Kind => (kinds as readonly unknown[]).includes(name);
export type Presence = 'M' | 'C' | 'O' | '-';
export type SubjectField = keyof typeof subjectTable;
export type ExtensionName = keyof typeof extensionTable;

/** RFC 5280 4.2.1.3: the numbers of the key usage bits. */
export const usage = { digitalSignature: 0, contentCommitment: 1, keyCertSign: 5, cRLSign: 6 } as const;

export type KindRules = {
  readonly kind: Kind;
  /** Kinds that may sign it; ROOT signs itself. */
  readonly issuers: readonly Kind[];
  readonly ca: boolean;
  /** The policy that names the kind (section 3 of the plan of identifiers), if it has one. */
  readonly policy: string | undefined;
  /** The longest path below it that the profile allows; `undefined` in certificates that issue none. */
  readonly maxPathLength: number | undefined;
  /** The allowed sets of key usages. */
  readonly keyUsage: readonly (readonly number[])[];
  readonly requiredPurposes: readonly string[];
  readonly allowedPurposes: readonly string[];
  /** RFC 3161 2.3: the extended key usage of a time-stamp authority is critical. */
  readonly purposesCritical: boolean;
  readonly subject: Readonly<Record<SubjectField, Presence>>;
  readonly extensions: Readonly<Record<ExtensionName, Presence>>;
  /** The same by what must be there and what must not. */
  readonly subjectMust: readonly SubjectField[];
  readonly subjectNever: readonly SubjectField[];
  readonly extensionsMust: readonly ExtensionName[];
  readonly extensionsNever: readonly ExtensionName[];
};

/** The order in which attributes stand in a subject. */
export const subjectFields = Object.keys(subjectTable) as readonly SubjectField[];
export const extensionNames = Object.keys(extensionTable) as readonly ExtensionName[];
/** RFC 5280 and the profile: these extensions are critical; a time-stamp authority's extKeyUsage too. */
export const criticalExtensions: readonly ExtensionName[] = ['basicConstraints', 'keyUsage'];

type Own = Pick<KindRules, 'issuers' | 'ca' | 'maxPathLength' | 'keyUsage'> & {
  readonly policy?: string;
  readonly requires?: readonly string[];
  readonly allows?: readonly string[];
};

const issuing = { ca: true, keyUsage: [[usage.keyCertSign, usage.cRLSign]] };
const person = {
  ca: false,
  maxPathLength: undefined,
  issuers: ['ACA', 'TP'] as const,
  allows: [oids.kpDocumentSigning],
};
const service = { ca: false, maxPathLength: undefined };

const own: Readonly<Record<Kind, Own>> = {
  ROOT: { ...issuing, issuers: ['ROOT'], maxPathLength: 2 },
  ACA: { ...issuing, issuers: ['ROOT'], maxPathLength: 1, policy: oids.kgPolicyAccreditedCentre },
  TP: { ...issuing, issuers: ['ACA'], maxPathLength: 0, policy: oids.kgPolicyTrustedPerson },
  QN: { ...person, keyUsage: [[usage.contentCommitment]], policy: oids.kgPolicyQualifiedNatural },
  QL: { ...person, keyUsage: [[usage.contentCommitment]], policy: oids.kgPolicyQualifiedLegal },
  QA: {
    ...person,
    keyUsage: [[usage.contentCommitment], [usage.digitalSignature]],
    policy: oids.kgPolicyQualifiedAutomatic,
    requires: [oids.kgAutomaticSigning],
  },
  NQ: {
    ...person,
    // The installation's own seal stands directly under the root, which is no accredited centre (ES-16.9, DIVERGENCES).
    issuers: [...person.issuers, 'ROOT'],
    keyUsage: [[usage.contentCommitment], [usage.digitalSignature], [usage.digitalSignature, usage.contentCommitment]],
    policy: oids.kgPolicyNotQualified,
    allows: [oids.kpDocumentSigning, oids.kpEmailProtection, oids.kpClientAuth],
  },
  // DECISIONS 36: the authority's issuer of status for centres that are gone.
  STATUS: { ...service, issuers: ['ROOT'], keyUsage: [[usage.cRLSign]] },
  OCSP: {
    ...service,
    issuers: ['ROOT', 'ACA', 'TP'],
    keyUsage: [[usage.digitalSignature]],
    requires: [oids.kpOCSPSigning],
  },
  TSA: {
    ...service,
    issuers: ['ROOT', 'ACA'],
    keyUsage: [[usage.digitalSignature], [usage.contentCommitment], [usage.digitalSignature, usage.contentCommitment]],
    requires: [oids.kpTimeStamping],
  },
};

const column = <K extends string>(table: Readonly<Record<K, string>>, at: number): Record<K, Presence> =>
  Object.fromEntries(Object.entries<string>(table).map(([name, row]) => [name, row.trim().split(/\s+/)[at]])) as Record<
    K,
    Presence
  >;

const having = <K extends string>(of: Readonly<Record<K, Presence>>, presence: Presence): K[] =>
  (Object.keys(of) as K[]).filter((name) => of[name] === presence);

const rules = Object.fromEntries(
  kinds.map((kind, at): [Kind, KindRules] => {
    const { requires = [], allows = [], policy, ...rest } = own[kind];
    const [subject, extensions] = [column(subjectTable, at), column(extensionTable, at)];
    return [
      kind,
      {
        ...rest,
        kind,
        policy,
        requiredPurposes: requires,
        allowedPurposes: [...requires, ...allows],
        purposesCritical: kind === 'TSA',
        subject,
        extensions,
        subjectMust: having(subject, 'M'),
        subjectNever: having(subject, '-'),
        extensionsMust: having(extensions, 'M'),
        extensionsNever: having(extensions, '-'),
      },
    ];
  }),
) as Readonly<Record<Kind, KindRules>>;

export const rulesOf = (kind: Kind): KindRules => rules[kind];

/** ES-2.3: the kinds that are qualified certificates, end users' and issuers' alike (the law says nothing apart on the latter). */
export const isQualified = (kind: Kind): boolean => ['ACA', 'TP', 'QN', 'QL', 'QA'].includes(kind);
/** Qualified certificates of end users. */
export const isQualifiedEnd = (kind: Kind): boolean => ['QN', 'QL', 'QA'].includes(kind);

/** The kind a certificate's policies name, if any does. */
export const kindOfPolicies = (policies: Iterable<string>): Kind | undefined => {
  const found = new Set(policies);
  // An issuer's certificate also lists the policies it may issue under, so its own come first.
  return (['ACA', 'TP', 'QN', 'QL', 'QA', 'NQ'] as const).find((kind) => found.has(rules[kind].policy!));
};
