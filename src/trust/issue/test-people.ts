// Invented people, centres and documents for tests of issuing. Nobody here lives, and the documents do not exist.

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from './algorithms.ts';
import { type CaKey, keyInMemory } from './ca-key.ts';
import type { DocumentDetails } from './content/document-details.ts';
import type { SignatureMeans } from './content/signature-means.ts';
import type { Draft } from './draft.ts';
import { keyIdentifierOf } from './extensions.ts';
import type { Kind } from './kinds.ts';
import { commonNameOf, nameOf, type SubjectName } from './names.ts';
import { newSerial } from './serial.ts';

export const t0 = new Date('2026-03-02T04:00:00Z');
export const day = 86_400_000;
export const later = (days: number, from: Date = t0): Date => new Date(from.getTime() + days * day);

export const authority: SubjectName = {
  countryName: 'KG',
  localityName: 'Бишкек',
  organizationName: 'Ыйгарым укуктуу орган (сыноо)',
  commonName: 'Кыргыз Республикасынын башкы күбөлөндүрүү борбору (сыноо)',
};
export const centre: SubjectName = {
  countryName: 'KG',
  localityName: 'Бишкек',
  streetAddress: 'Сыноо көчөсү, 1',
  organizationName: '«Ишеним» күбөлөндүрүү борбору',
  organizationIdentifier: 'NTRKG-000000-0001-ЖЧК',
  commonName: '«Ишеним» күбөлөндүрүү борбору',
};
export const trusted: SubjectName = {
  countryName: 'KG',
  localityName: 'Ош',
  organizationName: '«Ишеним» күбөлөндүрүү борбору',
  organizationalUnitName: 'Ишенимдүү жак: «Түштүк» ЖЧК',
  commonName: '«Ишеним», «Түштүк» ЖЧК аркылуу',
};
export const person = { surname: 'Сыноо-Өмүрзакова', name: 'Айгүл', patronymic: 'Ойдон чыгаровна' };
export const natural: SubjectName = {
  countryName: 'KG',
  surname: person.surname,
  givenName: `${person.name} ${person.patronymic}`,
  serialNumber: 'KG-0001',
  commonName: commonNameOf(person.surname, person.name, person.patronymic),
};
export const entity = {
  fullName: '«Сыноо үчүн ойдон чыгарылган эл аралык соода жана өндүрүш компаниясы» жоопкерчилиги чектелген коому',
  registrationNumber: '000001-3300-ЖЧК',
  registeredPlace: 'Бишкек ш., Сыноо көч., 2',
};
export const legal: SubjectName = {
  countryName: 'KG',
  localityName: 'Бишкек',
  organizationName: '«Сыноо компаниясы» ЖЧК',
  organizationIdentifier: `NTRKG-${entity.registrationNumber}`,
  commonName: '«Сыноо компаниясы» ЖЧК',
};

export const accreditation: DocumentDetails = {
  title: 'Аккредитация жөнүндө күбөлүк',
  number: 'А-1',
  issued: '2026-01-15',
  issuedBy: 'Ыйгарым укуктуу орган (сыноо)',
  validUntil: '2031-01-15',
};
export const accreditationUntil = new Date('2031-01-14T18:00:00Z');
export const confirmation: DocumentDetails = { title: 'Шайкештик тастыктамасы', number: 'Ш-7', issued: '2026-01-10' };
export const means: SignatureMeans = {
  means: [
    {
      use: ['createSignatureKey', 'createVerificationKey'],
      kind: 'signatureMeans',
      name: 'Makulduk signer',
      version: '1',
      confirmation,
    },
    { use: ['createCertificate'], kind: 'certificationCentreMeans', name: 'Makulduk CA', version: '1', confirmation },
  ],
};

const generated: Readonly<Record<SignatureAlgorithm, () => KeyObject>> = {
  'ecdsa-sha256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  'ecdsa-sha384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  'rsa-sha256': () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'rsa-pss-sha256': () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  ed25519: () => generateKeyPairSync('ed25519').privateKey,
};
export const newKey = (algorithm: SignatureAlgorithm = 'ecdsa-sha256'): CaKey =>
  keyInMemory(algorithm, generated[algorithm]());

export type TestIssuer = {
  readonly name: Buffer;
  readonly key: CaKey;
  readonly serial: Buffer;
  readonly certificate: Buffer;
};

const status = 'http://status.example.kg';
/** Addresses as the authority's host gives them (DECISIONS 36). */
export const addresses = {
  ocsp: `${status}/ocsp/ishenim`,
  caIssuers: `${status}/ca/ishenim.cer`,
  own: `${status}/crl/ishenim.crl`,
  after: `${status}/crl/after/ishenim.crl`,
  root: `${status}/crl/root.crl`,
  cps: 'https://ishenim.example.kg/rules',
  guides: [
    { url: 'https://ishenim.example.kg/guide/ky', lang: 'ky' },
    { url: 'https://ishenim.example.kg/guide/ru', lang: 'ru' },
  ],
};

/** The authority's issuer of status after a centre is gone. */
export const statusIssuer: SubjectName = { ...authority, commonName: 'Макам берүүчү (сыноо)' };

/** A draft of each kind with all that its kind must have. */
export function draftOf(
  kind: Kind,
  issuer: { readonly name: Buffer; readonly key: CaKey },
  spki: Buffer,
  centreNumber: Buffer,
): Draft {
  const underRoot = ['ACA', 'STATUS'].includes(kind);
  const base: Draft = {
    kind,
    serial: newSerial(),
    issuer: { name: issuer.name, keyIdentifier: keyIdentifierOf(issuer.key.spki) },
    notBefore: t0,
    notAfter: later(365),
    subject: natural,
    spki,
    cps: addresses.cps,
    crl: underRoot
      ? [{ url: addresses.root }]
      : [{ url: addresses.own }, { url: addresses.after, issuer: nameOf(statusIssuer) }],
    access: { ocsp: addresses.ocsp, caIssuers: addresses.caIssuers },
    means,
  };
  const issuerAccreditation = {
    certificate: accreditation,
    location: 'Бишкек ш., Сыноо көч., 1',
    centreCertificateNumber: centreNumber,
  };
  const qualified = { ...base, issuerAccreditation, guides: addresses.guides };
  const birth = { dateOfBirth: '1899-05-17', placeOfBirth: 'Ош ш.' };
  const { crl: _crl, access: _access, cps: _cps, ...bare } = base;
  switch (kind) {
    case 'ROOT':
      return { ...bare, subject: authority, notAfter: later(365 * 20), pathLength: 2 };
    case 'ACA':
      return {
        ...base,
        subject: centre,
        notAfter: later(365 * 4),
        pathLength: 1,
        mayIssue: ['QN', 'QL', 'QA', 'NQ', 'TP'],
        subjectAccreditation: accreditation,
        legalEntity: { ...entity, fullName: centre.organizationName!, registrationNumber: '000000-0001-ЖЧК' },
      };
    case 'TP':
      return {
        ...base,
        issuerAccreditation,
        subject: trusted,
        notAfter: later(365 * 3),
        pathLength: 0,
        mayIssue: ['QN', 'QL', 'QA', 'NQ'],
        legalEntity: { ...entity, fullName: trusted.organizationName! },
      };
    case 'QN':
      return { ...qualified, personal: { ...birth, patronymic: person.patronymic } };
    case 'QL':
      return {
        ...qualified,
        subject: {
          ...legal,
          surname: person.surname,
          givenName: `${person.name} ${person.patronymic}`,
          title: 'Башкы директор',
        },
        legalEntity: entity,
        representation: {
          basis: 'powerOfAttorney',
          document: { title: 'Ишеним кат', number: '12', issued: '2026-01-20' },
          validUntil: '2027-01-20',
        },
      };
    case 'QA':
      return { ...qualified, subject: legal, legalEntity: entity };
    case 'NQ':
      return { ...base, subject: { pseudonym: 'Бүркүт', commonName: 'Бүркүт' } };
    case 'STATUS':
      return { ...base, subject: statusIssuer, notAfter: later(365 * 10) };
    case 'OCSP':
      return {
        ...bare,
        subject: { countryName: 'KG', organizationName: centre.organizationName!, commonName: 'OCSP' },
      };
    case 'TSA':
      return {
        ...base,
        subject: {
          countryName: 'KG',
          localityName: 'Бишкек',
          organizationName: centre.organizationName!,
          commonName: 'Убакыт белгиси',
        },
      };
  }
}
