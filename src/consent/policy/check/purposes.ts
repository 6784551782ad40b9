import { type Policy, type Purpose, text3 } from '../policy.ts';
import type { Words } from '../shape.ts';
import { citesTaxCode } from './categories.ts';
import { type Finding, findings, isStateBody, joined, lacking, mayAskConsent, type Rule, when } from './finding.ts';
import { purposeFindings } from './purposes.messages.ts';

const find = findings(purposeFindings);

const each = (policy: Policy, look: (purpose: Purpose, path: string) => readonly Finding[]): readonly Finding[] =>
  (policy.purposes ?? []).flatMap((purpose) => look(purpose, `purposes/${purpose.code}`));
const named = (purpose: Purpose) => ({ purpose: text3(purpose.text) });

// A category the policy does not declare has no name: its code stands for it.
const categoriesOf = ({ dataCategories }: Policy, codes: readonly string[]): readonly { readonly text: Words }[] =>
  codes.map((code) => dataCategories?.find((one) => one.code === code) ?? { text: { ky: code, ru: code, en: code } });

const listed: Rule = ({ purposes }) => when(!purposes?.length, () => find('PURPOSES_MISSING', 'purposes'));

// SP-8a, PD-4.4: the purpose x category matrix. Without it neither "adequate" nor "excessive" means anything.
const linked: Rule = (policy) =>
  lacking(
    policy,
    ({ dataCategories }) => !dataCategories?.length,
    'dataCategories',
    (path, purposes) => find('PURPOSE_WITHOUT_CATEGORIES', path, { purposes }),
  );
const declared: Rule = (policy) =>
  each(policy, ({ dataCategories }, path) =>
    (dataCategories ?? [])
      .filter((code) => !policy.dataCategories?.some((category) => category.code === code))
      .map((category) => find('CATEGORY_NOT_DECLARED', `${path}/dataCategories`, { category })),
  );
const purposeless: Rule = (policy) => {
  const used = new Set((policy.purposes ?? []).flatMap(({ dataCategories }) => dataCategories ?? []));
  if (used.size === 0) return [];
  return (policy.dataCategories ?? [])
    .filter(({ code }) => !used.has(code))
    .map(({ code, text }) => find('CATEGORY_WITHOUT_PURPOSE', `dataCategories/${code}`, { category: text3(text) }));
};

const grounded: Rule = (policy) =>
  lacking(
    policy,
    ({ ground }) => ground === null,
    'ground',
    (path, purposes) => find('GROUND_MISSING', path, { purposes }),
  );
const groundsOfLaw = ['PD-5.1-3a', 'PD-5.1-3b', 'PD-5.1-4', 'PD-5.1-7a'];
const norm: Rule = (policy) =>
  each(policy, (purpose, path) =>
    when(purpose.ground !== null && groundsOfLaw.includes(purpose.ground.code) && purpose.ground.norm === null, () =>
      find('GROUND_NORM_MISSING', `${path}/ground/norm`, named(purpose)),
    ),
  );
const publicPowers: Rule = (policy) =>
  each(policy, (purpose, path) =>
    when(purpose.ground?.code === 'PD-5.1-3a' && policy.holder.type !== null && !isStateBody(policy), () =>
      find('GROUND_NOT_FOR_HOLDER', `${path}/ground`, named(purpose)),
    ),
  );

// SP-12: the list of legal bases is closed, both ways.
const basis: Rule = (policy) =>
  each(policy, ({ ground }, path) => {
    const cited = ground?.legalBasis ?? null;
    return when(cited !== null && !policy.legalBases?.some(({ code }) => code === cited), () =>
      find('BASIS_NOT_DECLARED', `${path}/ground/legalBasis`, { basis: cited ?? '' }),
    );
  });
// The ground picker's question, asked of a policy: consent beside a law that obliges only looks like a choice.
const consentBesideLaw: Rule = (policy) =>
  each(policy, (purpose, path) => {
    const basisOf = policy.legalBases?.find(({ code }) => code === purpose.ground?.legalBasis);
    if (purpose.ground?.code !== 'PD-5.1-1' || basisOf?.kind !== 'law') return [];
    const values = { ...named(purpose), basis: text3(basisOf.text) };
    return [find('CONSENT_ON_BASIS_OF_LAW', `${path}/ground/legalBasis`, values)];
  });
const necessity: Rule = (policy) =>
  each(policy, (purpose, path) => {
    const bare = (purpose.dataCategories ?? []).filter(
      (code) => !purpose.necessity?.some(({ category }) => category === code),
    );
    const values = { ...named(purpose), categories: joined(categoriesOf(policy, bare)) };
    return when(bare.length > 0, () => find('NECESSITY_NOT_STATED', `${path}/necessity`, values));
  });
const unusedBases: Rule = ({ purposes, legalBases }) => {
  const cited = new Set((purposes ?? []).map(({ ground }) => ground?.legalBasis));
  const idle = (legalBases ?? []).filter(({ code }) => !cited.has(code));
  return when(idle.length > 0, () => find('BASES_WITHOUT_PURPOSE', 'legalBases', { bases: joined(idle) }));
};
const taxPurpose: Rule = (policy) =>
  when(
    citesTaxCode(policy) &&
      !policy.purposes?.some(({ text }) => /салык|налог|\btax\b/i.test(Object.values(text).join(' '))),
    () => find('TAX_PURPOSE_MISSING', 'purposes'),
  );
const charter: Rule = (policy) =>
  (policy.legalBases ?? [])
    .filter(({ kind }) => kind === 'internal' && isStateBody(policy))
    .map(({ code, text }) => find('CHARTER_AS_BASIS_OF_STATE_BODY', `legalBases/${code}`, { basis: text3(text) }));

const actions: Rule = (policy) =>
  lacking(
    policy,
    (purpose) => !purpose.actions?.length,
    'actions',
    (path, purposes) => find('ACTIONS_MISSING', path, { purposes }),
  );
const methods: Rule = (policy) =>
  lacking(
    policy,
    (purpose) => purpose.methods === null,
    'methods',
    (path, purposes) => find('METHODS_MISSING', path, { purposes }),
  );

// CP-S2, CP-9: the kind of service decides which document the consent is.
const service: Rule = (policy) =>
  lacking(
    policy,
    (purpose) => mayAskConsent(purpose) && purpose.service === null,
    'service',
    (path, purposes) => find('SERVICE_NOT_STATED', path, { purposes }),
  );
const isService = ({ service: given }: Purpose): boolean => given !== null && given.kind !== 'none';
const serviceName: Rule = (policy) =>
  each(policy, (purpose, path) =>
    when(isService(purpose) && purpose.service?.name === null, () =>
      find('SERVICE_NAME_MISSING', `${path}/service/name`, named(purpose)),
    ),
  );
const serviceStorage: Rule = (policy) =>
  each(policy, (purpose, path) =>
    when(isService(purpose) && !(purpose.service?.storageTerm?.duration && purpose.service.storageTerm.act), () =>
      find('SERVICE_STORAGE_MISSING', `${path}/service/storageTerm`, named(purpose)),
    ),
  );

const childText: Rule = (policy) =>
  each(policy, (purpose, path) =>
    when(purpose.ageAppropriate === true && purpose.childText === null, () =>
      find('CHILD_TEXT_MISSING', `${path}/childText`, named(purpose)),
    ),
  );
const age: Rule = (policy) =>
  lacking(
    policy,
    (purpose) => mayAskConsent(purpose) && purpose.ageAppropriate === null,
    'ageAppropriate',
    (path, purposes) => find('AGE_NOT_STATED', path, { purposes }),
  );

const documents: Rule = (policy) =>
  each(policy, (purpose, path) =>
    (purpose.requiredDocuments ?? []).flatMap((document): readonly Finding[] => {
      const excess = document.dataCategories.filter((code) => !purpose.dataCategories?.includes(code));
      const values = { document: text3(document.text), categories: joined(categoriesOf(policy, excess)) };
      return when(excess.length > 0, () =>
        find('DOCUMENT_EXCESSIVE', `${path}/requiredDocuments/${document.code}`, values),
      );
    }),
  );

export const purposeRules: readonly Rule[] = [
  listed,
  linked,
  declared,
  purposeless,
  grounded,
  norm,
  publicPowers,
  basis,
  consentBesideLaw,
  necessity,
  unusedBases,
  taxPurpose,
  charter,
  actions,
  methods,
  service,
  serviceName,
  serviceStorage,
  childText,
  age,
  documents,
];
