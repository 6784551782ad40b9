import { formatDate, formatDateTime } from '../../platform/dates.ts';
import { type Html, hashBlock, html, summaryList, tag } from '../../platform/html/index.ts';
import type { Lang } from '../../platform/text.ts';
import { oidName } from '../../trust/der/index.ts';
import {
  type CertificateContent,
  type CertificateState,
  contentOf,
  keyDigest,
  subjectNameOf,
} from '../../trust/issue/index.ts';
import type { Certificate } from '../../trust/path/index.ts';
import { contentWords } from './content.messages.ts';

// ES-18.3a: everything a certificate says, in words.

type Row = { readonly key: string; readonly lines: readonly string[] };
/** A part of what a certificate says: on a page and on paper alike. */
export type CertificatePart = { readonly title: string; readonly rows: readonly Row[] };
type Document = {
  readonly title: string;
  readonly number: string;
  readonly issued: string;
  readonly issuedBy?: string;
};

const documentText = (lang: Lang, { title, number, issued, issuedBy }: Document): string =>
  [`${title} № ${number}`, formatDate(lang, issued), issuedBy].filter((part) => part !== undefined).join(', ');

/** The number of a certificate as people compare it: in groups of four. */
export const numberText = (serial: string): string => serial.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');

export const stateTag = (lang: Lang, { state }: CertificateState): Html => {
  const tone =
    state === 'ACTIVE' ? 'good' : state === 'ISSUED_NOT_YET_EFFECTIVE' ? 'wait' : state === 'REVOKED' ? 'bad' : 'ended';
  return tag({ text: contentWords[lang].states[state], tone });
};

/** Owner, term, key, means, issuer: each field of art. 14(2) and 17(2) that the certificate has. */
export function certificateParts(lang: Lang, certificate: Certificate): readonly CertificatePart[] {
  const w = contentWords[lang];
  const { content } = contentOf(certificate);
  const { algorithm, raw } = certificate.publicKey;
  const known = oidName(algorithm);
  return [
    {
      title: w.certificate,
      rows: [
        ...row(w.number, numberText(certificate.serial)),
        ...row(w.from, formatDateTime(lang, certificate.notBefore)),
        ...row(w.until, formatDateTime(lang, certificate.notAfter)),
        ...limitRows(lang, content),
      ],
    },
    { title: w.owner, rows: ownerRows(lang, certificate, content) },
    {
      title: w.key,
      rows: [
        ...row(w.algorithm, w.algorithms[known] ?? known),
        ...row(w.keyDigest, inGroups(keyDigest(raw).toString('hex'))),
        ...meansRows(lang, content),
      ],
    },
    { title: w.issuer, rows: issuerRows(lang, certificate, content) },
  ];
}

/** The same on a page. */
export const certificateInWords = (lang: Lang, certificate: Certificate): Html =>
  html`${certificateParts(lang, certificate).map(({ title, rows }) =>
    summaryList({
      lang,
      title,
      rows: rows.map(({ key, lines }) => ({
        key,
        value: html`${lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`,
      })),
    }),
  )}
${hashBlock({ lang, label: contentWords[lang].digest, value: certificate.fingerprint })}`;

export const inGroups = (hex: string): string => hex.replace(/(.{8})(?=.)/g, '$1 ');

function ownerRows(
  lang: Lang,
  certificate: Certificate,
  { personal, legalEntity, representation }: CertificateContent,
): Row[] {
  const w = contentWords[lang];
  const subject = subjectNameOf(certificate.subject);
  const pin = subject.serialNumber?.startsWith('PNOKG-') === true;
  return [
    ...row(w.organisation, legalEntity?.fullName),
    ...row(w.registration, legalEntity?.registrationNumber),
    ...row(w.place, legalEntity?.registeredPlace ?? legalEntity?.actualPlace),
    ...row(w.surname, subject.surname),
    ...row(w.givenName, subject.givenName),
    ...row(w.position, subject.title),
    ...row(w.birthDate, personal?.dateOfBirth && formatDate(lang, personal.dateOfBirth)),
    ...row(w.birthPlace, personal?.placeOfBirth),
    ...row(pin ? w.pin : w.ownerNumber, pin ? subject.serialNumber!.slice('PNOKG-'.length) : subject.serialNumber),
    ...row(w.basis, representation && w.bases[representation.basis]),
    ...row(w.document, representation?.document && documentText(lang, representation.document)),
  ];
}

function limitRows(lang: Lang, { limits, powers }: CertificateContent): Row[] {
  const w = contentWords[lang];
  return [
    { key: w.limits, lines: limits === undefined ? [w.noLimits] : limits.text.map(({ text }) => text) },
    ...(powers ?? []).map(({ principal, scope, validFrom, validUntil, document }) => ({
      key: w.power,
      lines: [
        `${principal.name}: ${scope}`,
        `${w.from}: ${formatDate(lang, validFrom)}${validUntil === undefined ? '' : `; ${w.until}: ${formatDate(lang, validUntil)}`}`,
        ...(document === undefined ? [] : [documentText(lang, document)]),
      ],
    })),
  ];
}

const meansRows = (lang: Lang, { means }: CertificateContent): Row[] =>
  (means?.means ?? []).map(({ use, name, version, confirmation }) => ({
    key: use.includes('createCertificate') ? contentWords[lang].meansOfCentre : contentWords[lang].meansOfKey,
    lines: [
      `${name} ${version ?? ''}`.trim(),
      ...(confirmation === undefined ? [] : [documentText(lang, confirmation)]),
    ],
  }));

function issuerRows(lang: Lang, certificate: Certificate, { issuerAccreditation: own }: CertificateContent): Row[] {
  const w = contentWords[lang];
  const issuer = subjectNameOf(certificate.issuer);
  return [
    ...row(w.centre, issuer.organizationName),
    ...row(w.place, own?.location),
    ...row(w.accreditation, own && documentText(lang, own.certificate)),
    ...row(w.centreNumber, own && numberText(own.centreCertificateNumber.toString('hex'))),
  ];
}

const row = (key: string, value: string | undefined): Row[] =>
  value === undefined || value === '' ? [] : [{ key, lines: [value] }];
