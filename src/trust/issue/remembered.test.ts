import assert from 'node:assert/strict';
import { test } from 'node:test';
import { der } from '../der/index.ts';
import { issuerAccreditation } from './content/accreditation.ts';
import { meansUse } from './content/signature-means.ts';
import { authorityInfoAccess, basicConstraints, certificatePolicies, cRLDistributionPoints } from './extensions.ts';
import { encodedOnce } from './remembered.ts';
import { accreditation, confirmation } from './test-people.ts';

test('what a centre says of itself is encoded once, however often it is said, and what is refused is refused each time', () => {
  let encoded = 0;
  const encode = encodedOnce(
    (text: string) => {
      encoded++;
      return der.ia5String(text);
    },
    (text) => text,
  );
  for (let times = 0; times < 3; times++)
    assert.deepEqual(encode('http://centre.kg'), der.ia5String('http://centre.kg'));
  assert.equal(encoded, 1);
  for (let times = 0; times < 2; times++) assert.throws(() => encode('борбор'), RangeError);
  assert.equal(encoded, 3);
  // Many others in between: what is forgotten is encoded anew, and nobody gets another's octets.
  for (let n = 0; n < 2000; n++)
    assert.deepEqual(encode(`http://centre.kg/${n}`), der.ia5String(`http://centre.kg/${n}`));
  assert.deepEqual(encode('http://centre.kg'), der.ia5String('http://centre.kg'));
});

test('two things that differ anywhere are encoded apart', () => {
  const issuer = der.sequence(der.integer(1));
  const distinct = (all: readonly Buffer[]): void =>
    assert.equal(new Set(all.map((one) => one.toString('hex'))).size, all.length);
  const document = { ...accreditation, issuedBy: 'A' };
  const at = { certificate: document, location: 'Бишкек', centreCertificateNumber: Buffer.of(1) };
  distinct([
    issuerAccreditation(at),
    issuerAccreditation({ ...at, location: 'Ош' }),
    issuerAccreditation({ ...at, centreCertificateNumber: Buffer.of(2) }),
    ...(['title', 'number', 'issuedBy'] as const).map((part) =>
      issuerAccreditation({ ...at, certificate: { ...document, [part]: 'other' } }),
    ),
    issuerAccreditation({ ...at, certificate: { ...document, issued: '2020-02-29' } }),
    issuerAccreditation({ ...at, certificate: { ...document, validUntil: '2049-02-28' } }),
  ]);
  const use = {
    use: ['createCertificate'],
    kind: 'signatureMeans',
    name: 'means',
    version: '1',
    confirmation,
  } as const;
  const { version: _version, ...unversioned } = use;
  const { confirmation: _confirmation, ...unconfirmed } = use;
  distinct([
    meansUse(use),
    meansUse(unversioned),
    meansUse(unconfirmed),
    meansUse({ ...use, use: ['createSignatureKey'] }),
    meansUse({ ...use, kind: 'certificationCentreMeans' }),
    meansUse({ ...use, name: 'other' }),
    meansUse({ ...use, version: '2' }),
    meansUse({ ...use, confirmation: { ...confirmation, number: 'other' } }),
  ]);
  distinct([
    cRLDistributionPoints([{ url: 'http://a.kg' }]),
    cRLDistributionPoints([{ url: 'http://a.kg', issuer }]),
    cRLDistributionPoints([{ url: 'http://a.kg', issuer: der.sequence(der.integer(2)) }]),
    cRLDistributionPoints([{ url: 'http://a.kg' }, { url: 'http://b.kg' }]),
    authorityInfoAccess({ ocsp: 'http://a.kg' }),
    authorityInfoAccess({ caIssuers: 'http://a.kg' }),
    authorityInfoAccess({ ocsp: 'http://a.kg', caIssuers: 'http://a.kg' }),
    basicConstraints(false, undefined),
    basicConstraints(true, undefined),
    basicConstraints(true, 0),
    basicConstraints(true, 1),
    certificatePolicies(['2.5.29.32.0'], 'http://a.kg'),
    certificatePolicies(['2.5.29.32.0'], 'http://a.kg', 'a notice'),
    certificatePolicies(['2.5.29.32.0', '2.999.1'], 'http://a.kg'),
  ]);
});
