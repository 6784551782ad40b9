import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der, DerError, readDer } from '../der/index.ts';
import { issuerAccreditation, readIssuerAccreditation } from './content/accreditation.ts';
import { additionalInfo, readAdditionalInfo } from './content/additional-info.ts';
import { readSubjectDirectoryAttributes, subjectDirectoryAttributes } from './content/birth.ts';
import { documentDetails, readDocumentDetails } from './content/document-details.ts';
import {
  readRepresentation,
  readSubjectLegalEntity,
  representation,
  subjectLegalEntity,
} from './content/legal-entity.ts';
import { readThirdPartyPowers, thirdPartyPowers } from './content/powers.ts';
import { qcStatements, readQcStatements } from './content/qc-statements.ts';
import { readSignatureMeans, type SignatureMeans, signatureMeans } from './content/signature-means.ts';
import { readTerminationGround, terminationGround } from './content/termination-ground.ts';
import { readUsageLimits, type UsageLimits, usageLimits } from './content/usage-limits.ts';
import { accreditation, confirmation, means } from './test-people.ts';

const limits: UsageLimits = {
  text: [
    { lang: 'ky', text: 'Салык отчеттуулугу үчүн гана' },
    { lang: 'ru', text: 'Только для налоговой отчётности' },
  ],
  rules: [
    { kind: 'documentKinds', values: ['salyk.report'] },
    { kind: 'informationSystems', values: ['salyk.kg'] },
    { kind: 'counterparties', values: ['Салык кызматы'] },
    { kind: 'maxAmount', value: { currency: 'KGS', amount: 5, exponent: 6 } },
    { kind: 'period', value: { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2026-07-01T00:00:00Z') } },
  ],
};

test('every private extension reads back what was written, with all parts and with the least', () => {
  const one: SignatureMeans = { standards: [{ oid: '1.2.840.10045.2.1' }, { name: 'ГОСТ Р 34.10-2012' }] };
  for (const value of [means, one, { ...means, ...one }])
    assert.deepEqual(readSignatureMeans(readDer(signatureMeans(value))), value);
  for (const value of [accreditation, confirmation])
    assert.deepEqual(readDocumentDetails(readDer(documentDetails(value))), value);
  const issuer = {
    certificate: accreditation,
    location: 'Бишкек',
    centreCertificateNumber: Buffer.from('40ff', 'hex'),
  };
  assert.deepEqual(readIssuerAccreditation(readDer(issuerAccreditation(issuer))), issuer);
  for (const value of [limits, { text: limits.text }])
    assert.deepEqual(readUsageLimits(readDer(usageLimits(value))), value);
  const powers = [
    {
      principal: { kind: 'legal', name: 'ЖЧК', identifier: '1' },
      scope: 'бардыгы',
      validFrom: new Date(0),
      validUntil: new Date(1e12),
      document: confirmation,
    },
    { principal: { kind: 'natural', name: 'А. Б.' }, scope: 'х', validFrom: new Date(0) },
  ] as const;
  assert.deepEqual(readThirdPartyPowers(readDer(thirdPartyPowers(powers))), powers);
  for (const value of [
    { fullName: 'а', registrationNumber: '1', actualPlace: 'Ош' },
    { fullName: 'а', registrationNumber: '1', executiveBody: 'б', registeredPlace: 'в', actualPlace: 'г' },
  ])
    assert.deepEqual(readSubjectLegalEntity(readDer(subjectLegalEntity(value))), value);
  for (const value of [
    { basis: 'constituentDocuments' },
    { basis: 'powerOfAttorney', document: confirmation, validUntil: '2027-02-28', position: 'директор' },
  ] as const)
    assert.deepEqual(readRepresentation(readDer(representation(value))), value);
  const info = [{ type: 'телефон', value: '+996 000 00 00 00' }];
  assert.deepEqual(readAdditionalInfo(readDer(additionalInfo(info))), info);
  const ground = { ground: '14(6)(2)', status: 'terminated', entryNumber: 2n ** 40n } as const;
  assert.deepEqual(readTerminationGround(readDer(terminationGround(ground))), ground);
});

test('statements of qualification read back, and compliance always stands beside its country', () => {
  const qc = {
    compliance: 'KG',
    type: 'eseal',
    limit: { currency: 'KGS', amount: 100, exponent: 3 },
    guides: [{ url: 'https://a.example.kg', lang: 'ky' }],
    semantics: 'legal',
  } as const;
  const read = readQcStatements(readDer(qcStatements(qc)));
  const { statements, ...rest } = read;
  assert.deepEqual(rest, qc);
  assert.equal(statements[0], '0.4.0.1862.1.1');
  assert.equal(statements[1], '0.4.0.1862.1.7');
});

test('ES-17.2.2c: a date of birth is the same calendar day in UTC and in Bishkek, and no other hour is read', () => {
  const born = { dateOfBirth: '1899-12-31', placeOfBirth: 'Каракол ш.', patronymic: 'Ойдон чыгаровна' };
  const bytes = subjectDirectoryAttributes(born);
  assert.deepEqual(readSubjectDirectoryAttributes(readDer(bytes)), born);
  assert.ok(bytes.includes('18991231120000Z'));
  const moment = new Date('1899-12-31T12:00:00Z');
  for (const timeZone of ['UTC', 'Asia/Bishkek'])
    assert.equal(new Intl.DateTimeFormat('sv-SE', { timeZone }).format(moment), '1899-12-31');
  const midnight = Buffer.from(bytes.toString('latin1').replace('120000Z', '000000Z'), 'latin1');
  assert.throws(() => readSubjectDirectoryAttributes(readDer(midnight)), DerError);
});

test('bounds are held when writing and when reading', () => {
  const long = (n: number): string => 'ү'.repeat(n);
  assert.throws(() => documentDetails({ ...confirmation, title: long(257) }), RangeError);
  assert.throws(() => documentDetails({ ...confirmation, number: '' }), RangeError);
  assert.throws(() => documentDetails({ ...confirmation, issued: '2026-02-30' }), RangeError);
  assert.throws(() => usageLimits({ text: [] }), RangeError);
  assert.throws(() => signatureMeans({}), RangeError);
  assert.throws(() => readSignatureMeans(readDer(der.sequence())), DerError);
  assert.throws(() => readAdditionalInfo(readDer(der.sequence())), DerError);
  const wide = der.sequence(
    ...Array.from({ length: 33 }, () => der.sequence(der.utf8String('а'), der.utf8String('б'))),
  );
  assert.throws(() => readAdditionalInfo(readDer(wide)), DerError);
  const outside = der.sequence(der.printableString('17(5)'), der.enumerated(2), der.integer(1));
  assert.throws(() => readTerminationGround(readDer(outside)), DerError);
});

test('a reader of any of the types ends in a DerError on every cut of the bytes', () => {
  const bytes = usageLimits(limits);
  for (let length = 0; length < bytes.length; length++)
    assert.throws(() => readUsageLimits(readDer(bytes.subarray(0, length))), DerError);
});
