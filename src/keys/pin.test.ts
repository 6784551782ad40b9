import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { testPin } from '../../test/support/people.ts';
import { isRefusal } from '../platform/refusal.ts';
import { parseDocumentNumber, splitDocumentNumber } from './document-number.ts';
import { parseEmail, parsePhone } from './phone.ts';
import { checkDigit, parseInn, parsePersonPin, parsePin } from './pin.ts';

const codeOf = (value: unknown): string => (isRefusal(value) ? value.code : 'accepted');

test('a PIN tells sex and birth date, and a wrong check digit stops nobody', () => {
  assert.deepEqual(parsePin(testPin(0)), {
    digits: testPin(0),
    of: 'person',
    sex: 'female',
    date: '1899-01-01',
    checkDigitHolds: false,
  });
  assert.deepEqual(parsePersonPin(` ${testPin(1).slice(0, 5)} ${testPin(1).slice(5)} `), {
    digits: testPin(1),
    of: 'person',
    sex: 'male',
    date: '1899-01-02',
    checkDigitHolds: false,
  });
});

test('the published INN of the authority for personal data holds its check digit', () => {
  assert.deepEqual(parseInn('01001202210023'), {
    digits: '01001202210023',
    of: 'organisation',
    sex: undefined,
    date: '2022-01-10',
    checkDigitHolds: true,
  });
});

test('a wrong shape is refused, whatever is wrong with it', () => {
  for (const bad of [
    '',
    '1',
    testPin(1).slice(1),
    `${testPin(1)}0`,
    `3${testPin(1).slice(1)}`,
    '13213189900010',
    '10113189900010',
    '1010117000001X',
    '10101170000010',
  ])
    assert.equal(codeOf(parsePin(bad)), 'PIN_SHAPE', bad);
  assert.equal(codeOf(parsePersonPin('01001202210023')), 'PIN_OF_ORGANISATION');
  assert.equal(codeOf(parseInn(testPin(3))), 'INN_OF_PERSON');
});

test('a day that no calendar has is read as no date: such numbers were issued', () => {
  const pin = parsePin('13102189900010');
  assert.ok(!isRefusal(pin) && pin.date === undefined);
});

test('no test PIN can be anybody’s: wrong check digit, born in 1899', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (n) => {
      const pin = parsePersonPin(testPin(n));
      assert.ok(!isRefusal(pin) && !pin.checkDigitHolds && pin.date?.startsWith('1899-'));
    }),
    runs(300),
  );
});

test('the check digit weighs thirteen digits: first pass, second pass, and 0 where both give 10', () => {
  const weighed = (head: string, weights: readonly number[]): number =>
    weights.reduce((sum, weight, i) => sum + weight * Number(head[i]), 0) % 11;
  let passes = [0, 0, 0];
  for (let n = 0; n < 5_000; n++) {
    const head = String(n * 7_919).padStart(13, '0');
    const first = weighed(head, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3]);
    const second = weighed(head, [3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3, 4, 5]);
    const pass = first < 10 ? 0 : second < 10 ? 1 : 2;
    passes = passes.map((count, index) => count + (index === pass ? 1 : 0));
    assert.equal(checkDigit(head), [first, second, 0][pass]);
  }
  assert.ok(
    passes.every((count) => count > 0),
    String(passes),
  );
});

test('a telephone number is stored in one form, however it was typed', () => {
  for (const typed of ['+996 000 123456', '0000123456', '996000123456', '00996 (000) 12-34-56'])
    assert.equal(parsePhone(typed), '+996000123456', typed);
  assert.equal(parsePhone('700 12 34 56'), '+996700123456');
  assert.equal(parsePhone('+7 495 000-00-00'), '+74950000000');
  for (const bad of ['', '+996', '+99600012345', '+9960001234567', '12345', '+0123456789', 'abc'])
    assert.equal(codeOf(parsePhone(bad)), 'PHONE_SHAPE', bad);
});

test('an e-mail address keeps what stands before @, and has a domain', () => {
  assert.equal(parseEmail(' Kishi.1@Example.KG '), 'Kishi.1@example.kg');
  for (const bad of [
    '',
    '@example.kg',
    'a@',
    'a@kg',
    'a b@example.kg',
    'a..b@example.kg',
    '.a@example.kg',
    'a@-x.kg',
    'a@x..kg',
    'a\n@x.kg',
    `${'a'.repeat(65)}@x.kg`,
  ])
    assert.equal(codeOf(parseEmail(bad)), 'EMAIL_SHAPE', bad);
});

test('document series typed in Cyrillic look-alikes are the Latin ones', () => {
  assert.deepEqual(parseDocumentNumber('id-card-2004', 'ас', '№ 0000001'), { series: 'AC', number: '0000001' });
  assert.deepEqual(splitDocumentNumber('AN № 0000001'), { series: 'AN', number: '0000001' });
  assert.deepEqual(parseDocumentNumber('birth-certificate', 'кр', '0000001'), { series: 'КР', number: '0000001' });
  assert.deepEqual(parseDocumentNumber('foreign-passport', '', 'x-000 0001'), { series: '', number: 'X0000001' });
  assert.equal(codeOf(parseDocumentNumber('id-card-2017', 'ЯЯ', '0000001')), 'DOCUMENT_SERIES_SHAPE');
  assert.equal(codeOf(parseDocumentNumber('id-card-2017', 'ID', '000001')), 'DOCUMENT_NUMBER_SHAPE');
  assert.equal(codeOf(parseDocumentNumber('id-card-2017', 'ID', ' ')), 'DOCUMENT_NUMBER_MISSING');
});
