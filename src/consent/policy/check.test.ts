import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRequirement } from '../../law/index.ts';
import { langs } from '../../platform/text.ts';
import { categoryFindings } from './check/categories.messages.ts';
import { documentFindings } from './check/document.messages.ts';
import type { FindingEntry } from './check/finding.ts';
import { holderFindings } from './check/holder.messages.ts';
import { purposeFindings } from './check/purposes.messages.ts';
import { rightFindings } from './check/rights.messages.ts';
import { tinShape } from './check/tin.ts';
import { transferFindings } from './check/transfers.messages.ts';
import { checkPolicy, loadSalyk, type Policy } from './index.ts';

const catalogue = {
  ...holderFindings,
  ...documentFindings,
  ...categoryFindings,
  ...purposeFindings,
  ...transferFindings,
  ...rightFindings,
};
type Code = keyof typeof catalogue;
const entries: readonly (readonly [string, FindingEntry])[] = Object.entries(catalogue);

const words = (ky: string) => ({ ky, ru: ky, en: ky });

/** A copy of the policy with other values at the given paths; list items are addressed by code. */
function put(policy: Policy, changes: Readonly<Record<string, unknown>>): Policy {
  const copy: unknown = structuredClone(policy);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('/');
    const last = steps.pop()!;
    const target = steps.reduce(child, copy) as Record<string, unknown>;
    target[last] = value;
  }
  return copy as Policy;
}
function child(here: unknown, step: string): unknown {
  if (Array.isArray(here)) return here.find((item: { code?: string }) => item.code === step);
  return (here as Record<string, unknown>)[step];
}

/** The sandbox policy with the faults of its wording mended: nothing is left to find. */
function mended(): Policy {
  const { policy } = loadSalyk();
  const bases = ['consent', 'contracts_with_subjects'];
  return put(policy, {
    'holder/tin': '00101189900016',
    'document/legalPurpose/text': words('мыйзам'),
    'specialCategories/text': words('ишке ашырылбайт/ишке ашырылат'),
    'document/sections': [{ number: '1', title: words('Жалпы жоболор') }],
    'dataCategories/cookie/decreeCategory': 'CP-F-26i',
    legalBases: policy.legalBases?.filter(({ code }) => bases.includes(code)),
    'consent/withdrawal': words('Макулдук кайта сурап алынат'),
    'submission/form': 'any',
    transferNotice: { par: null, text: words('Бир жумада билдирилет') },
    'subjectRights/correct_block_destroy/text': words('тактоого укуктуу'),
    'subjectRights/access_and_copy/text': words('көчүрмөсүн алууга'),
    'holderDuties/process_under_law/text': words('мыйзамда белгиленген тартипте иштетүүгө'),
    'holderDuties/consider_and_answer/deadline': { duration: 'P14D', days: 'calendar' },
    termination: [{ code: 'consent_withdrawn', par: null, text: words('макулдук кайта сурап алынды') }],
    'corrections/deadline': { duration: 'P7D', days: 'calendar' },
    residualRule: null,
    'changes/announcement': { duration: 'P31D', days: 'calendar' },
  });
}

const faultless = mended();
const email = 'purposes/inform_by_email';
const service = 'purposes/access_to_services';
const processor = 'holder/processors/makulduk-operator';
const silentOne = { ky: 'бир', ru: null, en: 'one' };

/** The smallest change of a faultless policy that must bring each finding. */
const slips: Readonly<Record<Code, Readonly<Record<string, unknown>>>> = {
  HOLDER_NAME_MISSING: { 'holder/name': null },
  HOLDER_TYPE_MISSING: { 'holder/type': null },
  HOLDER_ADDRESS_MISSING: { 'holder/address': null },
  HOLDER_CONTACTS_MISSING: { 'holder/contacts': { phone: null, email: null, website: 'https://example.kg' } },
  HOLDER_TIN_MISSING: { 'holder/tin': null },
  HOLDER_TIN_SHAPE: { 'holder/tin': '123' },
  HOLDER_TIN_CHECK_DIGIT: { 'holder/tin': '00101189900010' },
  HOLDER_CERTIFICATE_MISSING: { 'holder/registrationCertificate': null },
  RESPONSIBLE_PERSON_MISSING: { 'holder/responsiblePerson': null },
  DECREE_ACCESSION_MISSING: { 'holder/type': 'legal_entity' },
  PROCESSORS_NOT_STATED: { 'holder/processors': null, 'holder/roles': ['holder'] },
  PROCESSOR_ADDRESS_MISSING: { [`${processor}/address`]: null },
  PROCESSOR_CONTRACT_MISSING: { [`${processor}/contract`]: null },
  VERSION_MISSING: { 'document/version': null },
  LAST_UPDATE_DATE_MISSING: { 'document/lastUpdated': null },
  IN_FORCE_DATE_MISSING: { 'document/inForce': null },
  DATES_OUT_OF_ORDER: { 'document/adopted': '2027-01-01' },
  LEGAL_PURPOSE_MISSING: { 'document/legalPurpose': null },
  SCOPE_MISSING: { 'document/scope': null },
  SECTION_NUMBER_TWICE: {
    'document/sections': [
      { number: '6', title: words('а') },
      { number: '6', title: words('б') },
    ],
  },
  REPEALED_LAW_CITED: { 'document/legalPurpose/text': words('"Жеке мүнөздөгү маалымат жөнүндө" Мыйзам') },
  LANGUAGE_MISSING: { [`${email}/text`]: silentOne },
  CATEGORIES_MISSING: { dataCategories: [] },
  SUBJECTS_MISSING: { subjectCategories: null },
  SPECIAL_POSITION_UNRESOLVED: { 'specialCategories/position': null },
  SPECIAL_POSITION_MISSING: { specialCategories: null },
  SPECIAL_PROVISION_MISSING: { 'specialCategories/position': 'processed_under_art8' },
  SPECIAL_AGAINST_POSITION: { 'dataCategories/income/special': true },
  SPECIAL_UNCLEAR: { 'dataCategories/income/special': null },
  PHOTO_MAY_BE_BIOMETRIC: { 'dataCategories/photo/special': null },
  CRIMINAL_RECORD_NOT_SPECIAL: { 'dataCategories/income/decreeCategory': 'CP-F-26r' },
  CATEGORY_NOT_IN_DECREE: { 'dataCategories/income/decreeCategory': null },
  TIN_NOT_LISTED: { 'legalBases/consent/text': words('Салык кодекси') },
  PURPOSES_MISSING: { purposes: [] },
  PURPOSE_WITHOUT_CATEGORIES: { [`${email}/dataCategories`]: null },
  CATEGORY_NOT_DECLARED: { [`${email}/dataCategories`]: ['full_name', 'blood'] },
  CATEGORY_WITHOUT_PURPOSE: { [`${service}/dataCategories`]: ['full_name'], [`${service}/requiredDocuments`]: [] },
  GROUND_MISSING: { [`${email}/ground`]: null },
  GROUND_NORM_MISSING: { [`${email}/ground`]: { code: 'PD-5.1-4', norm: null, legalBasis: 'consent' } },
  GROUND_NOT_FOR_HOLDER: {
    'holder/type': 'legal_entity',
    [`${email}/ground`]: { code: 'PD-5.1-3a', norm: words('мыйзам'), legalBasis: 'consent' },
  },
  BASIS_NOT_DECLARED: { [`${email}/ground/legalBasis`]: 'custom' },
  BASES_WITHOUT_PURPOSE: { [`purposes/civil_contracts/ground/legalBasis`]: null },
  TAX_PURPOSE_MISSING: { 'legalBases/consent/text': words('Салык кодекси') },
  CHARTER_AS_BASIS_OF_STATE_BODY: { 'legalBases/consent/kind': 'internal' },
  CONSENT_ON_BASIS_OF_LAW: { 'legalBases/consent/kind': 'law' },
  NECESSITY_NOT_STATED: { [`${email}/necessity`]: null },
  ACTIONS_MISSING: { [`${email}/actions`]: [] },
  METHODS_MISSING: { 'conditions/methods': null },
  SERVICE_NOT_STATED: { [`${email}/service`]: null },
  SERVICE_NAME_MISSING: { [`${service}/service/name`]: null },
  SERVICE_STORAGE_MISSING: { [`${service}/service/storageTerm`]: null },
  CHILD_TEXT_MISSING: { [`${email}/childText`]: null },
  AGE_NOT_STATED: { [`${email}/ageAppropriate`]: null },
  DOCUMENT_EXCESSIVE: {
    [`${email}/requiredDocuments`]: [{ code: 'passport_copy', text: words('көчүрмө'), dataCategories: ['passport'] }],
  },
  RECIPIENTS_NOT_STATED: { [`${email}/recipients`]: null },
  RECIPIENT_WITHOUT_TRANSFER: { [`${service}/actions`]: ['collect'] },
  TRANSFER_WITHOUT_RECIPIENT: { [`${service}/recipients`]: [] },
  CROSS_BORDER_NOT_STATED: { [`${email}/crossBorder`]: null },
  CROSS_BORDER_WITHOUT_ACTION: {
    [`${email}/crossBorder`]: [{ code: 'kz', country: 'KZ', recipient: null, ground: 'PD-32.4-1' }],
  },
  CROSS_BORDER_GROUND_MISSING: {
    [`${email}/crossBorder`]: [{ code: 'kz', country: 'KZ', recipient: null, ground: null }],
  },
  OTHER_USE_NOT_STATED: { [`${email}/otherUse`]: null },
  OTHER_USE_UNDESCRIBED: { [`${email}/otherUse`]: { possible: true, text: null } },
  PUBLIC_DISTRIBUTION_NOT_STATED: { [`${email}/publicDistribution`]: null },
  TRANSFER_NOTICE_NOT_STATED: { transferNotice: null },
  CONSENT_TERM_MISSING: { [`${email}/consentTerm`]: null },
  STORAGE_TERM_MISSING: { [`${email}/storageTerm`]: null },
  RIGHTS_MISSING: { subjectRights: [] },
  RIGHT_WORDED_AS_DUTY: { 'subjectRights/other_rights/text': words('субъект маалыматын тактоого милдеттүү') },
  WITHDRAWAL_NOT_MENTIONED: { 'consent/withdrawal': null },
  SUBMISSION_SIGNATURE_NOT_STATED: { 'submission/form': 'electronic_document' },
  SUBMISSION_NO_PAPER: { 'submission/form': 'electronic_document' },
  ANSWER_TERM_TOO_LONG: { 'holderDuties/consider_and_answer/deadline/duration': 'P15D' },
  ANSWER_DAYS_NOT_STATED: { 'holderDuties/consider_and_answer/deadline/days': null },
  TERMINATION_BY_UPDATE: { termination: [{ code: 'data_updated', par: null, text: words('актуалдаштыруу') }] },
  TERMINATION_WITHOUT_WITHDRAWAL: { termination: [] },
  CORRECTION_TERM_MISSING: { 'corrections/deadline': null },
  SECURITY_MEASURES_INCOMPLETE: { 'security/measures': ['legal', 'technical'] },
  CHANGE_RULE_MISSING: { 'changes/announcement': null },
  CHANGE_NOTICE_SHORT: { 'changes/announcement': { duration: 'P13D', days: 'working' } },
  CHANGE_NOTICE_UNDER_A_MONTH: { 'changes/announcement': { duration: 'P14D', days: 'working' } },
  CHANGE_CHANNELS_MISSING: { 'changes/noticeChannels': null },
};

test('a faultless policy has no findings', () => {
  assert.deepEqual(
    checkPolicy(faultless).map(({ code, path }) => `${code} ${path}`),
    [],
  );
});

for (const [code, slip] of Object.entries(slips)) {
  test(`one slip brings ${code}`, () => {
    const found = checkPolicy(put(faultless, slip)).map((finding) => finding.code);
    assert.ok(found.includes(code), found.join(', '));
  });
}

test('every finding cites rows of the catalogue', () => {
  for (const [code, { law }] of entries) {
    assert.ok(law.length > 0, code);
    assert.deepEqual(
      law.filter((id) => !findRequirement(id)),
      [],
      code,
    );
  }
});

test('every finding reads in three languages, with the same places to fill', () => {
  const places = (text: string): string => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted().join(' ');
  for (const [code, { text, fix }] of entries) {
    for (const sentence of [text, fix]) {
      for (const lang of langs) {
        assert.match(sentence[lang], /\.$/, `${code} ${lang} ends as a sentence`);
        assert.equal(places(sentence[lang]), places(sentence.ky), `${code} ${lang}`);
      }
      assert.doesNotMatch(sentence.en, /[а-яё]/i, `${code}: no Cyrillic in the English`);
    }
  }
});

test('a finding names its values in the language of its sentence, and leaves no place unfilled', () => {
  for (const slip of Object.values(slips)) {
    for (const { code, text, fix } of checkPolicy(put(faultless, slip))) {
      for (const lang of langs) assert.doesNotMatch(text[lang] + fix[lang], /[{}]|undefined|\[object/, code);
    }
  }
  const [found] = checkPolicy(put(faultless, { 'dataCategories/income/decreeCategory': null }));
  assert.match(found?.text.ru ?? '', /сведения о доходах/);
  assert.match(found?.text.en ?? '', /information on income/);
});

test('the gravest findings come first', () => {
  const order = checkPolicy(put(faultless, { 'holder/address': null, 'document/version': null, termination: [] }));
  assert.deepEqual(
    order.map(({ severity }) => severity),
    ['error', 'warning', 'note'],
  );
});

test('what no purpose states is said once, what one lacks is said of it', () => {
  const all = put(faultless, {
    [`${email}/recipients`]: null,
    [`${service}/recipients`]: null,
    'purposes/civil_contracts/recipients': null,
  });
  const paths = (policy: Policy) =>
    checkPolicy(policy)
      .filter(({ code }) => code === 'RECIPIENTS_NOT_STATED')
      .map(({ path }) => path);
  assert.deepEqual(paths(all), ['purposes']);
  assert.deepEqual(paths(put(faultless, { [`${email}/recipients`]: null })), [`${email}/recipients`]);
});

test('a contract purpose needs no consent term and no service', () => {
  const contract = 'purposes/civil_contracts';
  const found = checkPolicy(put(faultless, { [`${contract}/service`]: null, [`${contract}/consentTerm`]: null }));
  assert.deepEqual(found, []);
});

test('the check digit of a published TIN fits; a digit changed anywhere does not', () => {
  const known = '01001202210023';
  assert.equal(tinShape(known), 'right');
  assert.equal(tinShape(known.slice(0, 13)), 'wrong');
  for (let at = 0; at < 14; at += 1) {
    const digit = (Number(known[at]) + 1) % 10;
    assert.notEqual(tinShape(known.slice(0, at) + digit + known.slice(at + 1)), 'right', String(at));
  }
});
