import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { langs } from '../../platform/text.ts';
import { checkPolicy, holdsSandbox, isSandbox, loadSalyk, mergePolicy, parsePolicy, type Policy } from './index.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const source = read('examples/salyk-kg/policy.yaml');
const overlay = read('examples/salyk-kg/sandbox-values.yaml');

function real(): Policy {
  const parsed = parsePolicy(source);
  if (parsed.kind === 'policy') return parsed.policy;
  throw new Error(parsed.refusals[0]?.text.en);
}

/** Line wraps, list marks and hyphenation of the printed source are not wording. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/(\d)- /g, '$1-')
    .toLowerCase();

function kyrgyzTexts(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  if ('ky' in value && 'ru' in value) return typeof value.ky === 'string' ? [value.ky] : [];
  return Object.values(value).flatMap(kyrgyzTexts);
}

test('the Kyrgyz text of the example is the wording of the source', () => {
  const printed = plain(read('law/003_257725c2b46f7ad6.txt'));
  // Paragraph 9 joins these three with others; the data needs them one by one.
  const cutOut = ['саясий көз караштары', 'диний көз караштары', 'ден соолугунун абалына тиешелүү'];
  const absent = kyrgyzTexts(real()).filter((text) => !printed.includes(plain(text)) && !cutOut.includes(text));
  assert.deepEqual(absent, []);
});

test('the example says nothing that the source does not say', () => {
  const policy = real();
  assert.equal(policy.holder.address, null);
  assert.equal(policy.document.lastUpdated, null);
  assert.equal(policy.specialCategories?.position, null);
  for (const purpose of policy.purposes ?? []) {
    assert.deepEqual([purpose.dataCategories, purpose.ground, purpose.recipients], [null, null, null]);
  }
});

test('the lint finds what the real policy lacks', () => {
  const found = new Map(checkPolicy(real()).map((finding) => [finding.code, finding]));
  const expected = [
    'HOLDER_ADDRESS_MISSING',
    'HOLDER_CONTACTS_MISSING',
    'HOLDER_TIN_MISSING',
    'HOLDER_CERTIFICATE_MISSING',
    'LAST_UPDATE_DATE_MISSING',
    'VERSION_MISSING',
    'PURPOSE_WITHOUT_CATEGORIES',
    'GROUND_MISSING',
    'SERVICE_NOT_STATED',
    'SPECIAL_POSITION_UNRESOLVED',
    'RIGHT_WORDED_AS_DUTY',
    'SECTION_NUMBER_TWICE',
    'STORAGE_TERM_MISSING',
    'CONSENT_TERM_MISSING',
    'WITHDRAWAL_NOT_MENTIONED',
    'RECIPIENTS_NOT_STATED',
    'CROSS_BORDER_NOT_STATED',
    'OTHER_USE_NOT_STATED',
    'PUBLIC_DISTRIBUTION_NOT_STATED',
    'CHARTER_AS_BASIS_OF_STATE_BODY',
    'ANSWER_TERM_TOO_LONG',
    'TERMINATION_BY_UPDATE',
    'SUBMISSION_SIGNATURE_NOT_STATED',
    'CHANGE_NOTICE_UNDER_A_MONTH',
    'CATEGORY_NOT_IN_DECREE',
    'PHOTO_MAY_BE_BIOMETRIC',
    'TAX_PURPOSE_MISSING',
    'REPEALED_LAW_CITED',
  ];
  assert.deepEqual(
    expected.filter((code) => !found.has(code)),
    [],
  );
  assert.equal(found.get('RIGHT_WORDED_AS_DUTY')?.path, 'subjectRights/correct_block_destroy');
  assert.equal(found.get('SPECIAL_POSITION_UNRESOLVED')?.law[0], 'SP-9a');
  assert.equal(found.get('CATEGORY_NOT_IN_DECREE')?.path, 'dataCategories/cookie/decreeCategory');
});

test('with the sandbox values the policy can carry consents: no error is left, the faults of its wording stay', () => {
  const found = checkPolicy(loadSalyk().policy);
  assert.deepEqual(
    found.filter(({ severity }) => severity === 'error'),
    [],
  );
  assert.ok(found.some(({ code }) => code === 'RIGHT_WORDED_AS_DUTY'));
});

test('the three purposes of the sandbox: a plain consent, a state service, a contract without consent', () => {
  const { policy } = loadSalyk();
  const purpose = (code: string) => policy.purposes?.find((one) => one.code === code);
  assert.equal(purpose('inform_by_email')?.ground?.code, 'PD-5.1-1');
  assert.equal(purpose('inform_by_email')?.service?.kind, 'none');
  assert.equal(purpose('access_to_services')?.service?.kind, 'state');
  for (const lang of langs) assert.ok(purpose('access_to_services')?.service?.name?.[lang]);
  assert.equal(purpose('civil_contracts')?.ground?.code, 'PD-5.1-2a');
});

test('every invented value is marked, and only those', () => {
  const { sandboxPaths, sandboxValues } = loadSalyk();
  assert.equal(sandboxPaths.length, sandboxValues.length);
  assert.ok(isSandbox('holder/address', sandboxPaths));
  assert.ok(isSandbox('holder/contacts/phone', sandboxPaths));
  assert.ok(!isSandbox('holder/name', sandboxPaths));
  assert.ok(!isSandbox('purposes/inform_by_email/text', sandboxPaths));
  assert.ok(holdsSandbox('purposes/inform_by_email', sandboxPaths));
  for (const { note } of sandboxValues) for (const lang of langs) assert.ok(note[lang].length > 5);
});

const merged = (values: string) =>
  mergePolicy(
    { source, file: 'policy.yaml' },
    { source: `format: makulduk/policy-sandbox/1\nvalues:\n${values}`, file: 'sandbox.yaml' },
  );
const refusalOf = (values: string): unknown => {
  const result = merged(values);
  return result.kind === 'unreadable' ? [result.refusals[0]?.code, result.refusals[0]?.details?.['line']] : null;
};
const note = 'note: { ky: ойдон чыгарылган, ru: вымышлено, en: invented }';

test('an invented value without its mark or its note is refused', () => {
  assert.deepEqual(refusalOf(`  - { path: holder/tin, value: "1", ${note} }\n`), ['OVERLAY_UNMARKED', 3]);
  assert.deepEqual(refusalOf('  - { path: holder/tin, value: "1", sandbox: true }\n'), ['OVERLAY_UNMARKED', 3]);
});

test('an invented value never replaces what the policy states', () => {
  const value = 'value: { ky: Башка, ru: Другой, en: Another }, sandbox: true';
  const result = merged(`  - { path: holder/name, ${value}, ${note} }\n`);
  assert.equal(result.kind === 'unreadable' && result.refusals[0]?.code, 'OVERLAY_CONTRADICTS');
});

test('an invented value needs a place in the policy and the shape of that place', () => {
  const code = (path: string, value: string) => {
    const result = merged(`  - { path: ${path}, value: ${value}, sandbox: true, ${note} }\n`);
    return result.kind === 'unreadable' ? result.refusals[0]?.code : 'ok';
  };
  assert.equal(code('purposes/marketing/ground', '{ code: PD-5.1-1 }'), 'OVERLAY_NO_PLACE');
  assert.equal(code('holder/nickname', 'x'), 'UNKNOWN_FIELD');
  assert.equal(code('purposes/civil_contracts/ground', '{ code: PD-5.1-9 }'), 'WRONG_VALUE');
  assert.equal(code('purposes/civil_contracts/ground', '{ code: PD-5.1-2a }'), 'ok');
});

test('the overlay is bounded like the policy', () => {
  const broken = mergePolicy({ source, file: 'a' }, { source: `${overlay}\nx: &y 1\n`, file: 'b' });
  assert.equal(broken.kind === 'unreadable' && broken.refusals[0]?.code, 'ALIAS');
});

test('invented contacts could reach nobody: reserved numbers, a reserved mail domain, a TIN that cannot exist', () => {
  const { holder } = loadSalyk().policy;
  const contacts = [holder.contacts, holder.responsiblePerson];
  for (const one of contacts) {
    assert.match(one?.phone ?? '', /^\+996 000 /);
    assert.match(one?.email ?? '', /@example\.kg$/);
  }
  assert.match(holder.tin ?? '', /^0\d{4}1899/);
  assert.ok(checkPolicy(loadSalyk().policy).some(({ code }) => code === 'HOLDER_TIN_CHECK_DIGIT'));
});
