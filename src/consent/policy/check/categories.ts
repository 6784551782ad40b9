import { type DataCategory, type Policy, text3 } from '../policy.ts';
import { categoryFindings } from './categories.messages.ts';
import { type Finding, findings, type Rule, when } from './finding.ts';

const find = findings(categoryFindings);

const each = (policy: Policy, look: (category: DataCategory, path: string) => readonly Finding[]): readonly Finding[] =>
  (policy.dataCategories ?? []).flatMap((category) => look(category, `dataCategories/${category.code}`));
const named = (category: DataCategory) => ({ category: text3(category.text) });

const listed: Rule = (policy) =>
  when(!policy.dataCategories?.length, () => find('CATEGORIES_MISSING', 'dataCategories'));
const subjects: Rule = (policy) =>
  when(!policy.subjectCategories?.length, () => find('SUBJECTS_MISSING', 'subjectCategories'));

// "…байт/…ат", "не …/…": a choice that the author of the template left to the holder.
const alternative =
  /(бай|бей|бой|бөй)т\s*\/\s*\S|не осуществляется\s*\/\s*осуществляется|is not \S+( out)?\s*\/\s*is /i;
// SP-9a: a template alternative left in the text binds nobody to anything.
const position: Rule = ({ specialCategories: special }) => {
  if (special?.position) return [];
  if (!alternative.test(Object.values(special?.text ?? {}).join(' '))) {
    return [find('SPECIAL_POSITION_MISSING', 'specialCategories/position')];
  }
  return [find('SPECIAL_POSITION_UNRESOLVED', 'specialCategories/position', { par: special?.par ?? '?' })];
};
const provision: Rule = ({ specialCategories: special }) =>
  when(special?.position === 'processed_under_art8' && special.provision === null, () =>
    find('SPECIAL_PROVISION_MISSING', 'specialCategories/provision'),
  );
const against: Rule = (policy) =>
  each(policy, (category, path) =>
    when(category.special === true && policy.specialCategories?.position === 'not_processed', () =>
      find('SPECIAL_AGAINST_POSITION', `${path}/special`, named(category)),
    ),
  );

// PD-8.1-11: the same picture is ordinary or biometric by its use alone.
const unclear: Rule = (policy) =>
  each(policy, (category, path) =>
    when(category.special === null, () =>
      category.decreeCategory === 'CP-F-26t'
        ? find('PHOTO_MAY_BE_BIOMETRIC', `${path}/special`)
        : find('SPECIAL_UNCLEAR', `${path}/special`, named(category)),
    ),
  );
const criminalRecord: Rule = (policy) =>
  each(policy, (category, path) =>
    when(category.decreeCategory === 'CP-F-26r' && category.special === false, () =>
      find('CRIMINAL_RECORD_NOT_SPECIAL', `${path}/special`),
    ),
  );

const notInDecree: Rule = (policy) =>
  each(policy, (category, path) =>
    when(category.decreeCategory === null, () =>
      find('CATEGORY_NOT_IN_DECREE', `${path}/decreeCategory`, named(category)),
    ),
  );
const tinListed: Rule = (policy) =>
  when(
    citesTaxCode(policy) && !policy.dataCategories?.some(({ decreeCategory }) => decreeCategory === 'CP-F-26k'),
    () => find('TIN_NOT_LISTED', 'dataCategories'),
  );

export const citesTaxCode = ({ legalBases }: Policy): boolean =>
  (legalBases ?? []).some(({ text }) => /Салык кодекс|Налогов\S+ кодекс|Tax Code/i.test(Object.values(text).join(' ')));

export const categoryRules: readonly Rule[] = [
  listed,
  subjects,
  position,
  provision,
  against,
  unclear,
  criminalRecord,
  notInDecree,
  tinListed,
];
