import { type Static, Type } from 'typebox';
import { oidName } from '../der/index.ts';
import { contentOf, keyDigest, type Kind, subjectNameOf } from '../issue/index.ts';
import type { Certificate } from '../path/index.ts';
import { type DisclosedPart, disclosedParts } from '../rules/index.ts';
import { nullable } from '../../platform/shapes.ts';

// ES-13.1.5b: what stands in a certificate, field by field, as its register tells it. It is read from the certificate whenever it is told:
// a second copy could differ from the first.

const line = nullable(Type.String());
/** ES-8.4.2b: null where the disclosure policy in force does not open it. */
const closable = nullable;
const ownerKinds = ['natural', 'legal', 'service'] as const;

export const ContentsView = Type.Object({
  number: Type.String({ description: 'ES-14.2.1' }),
  validFrom: Type.String({ format: 'date-time' }),
  validUntil: Type.String({ format: 'date-time' }),
  owner: closable(
    Type.Object(
      {
        kind: Type.Unsafe<(typeof ownerKinds)[number]>(Type.Union(ownerKinds.map((one) => Type.Literal(one)))),
        name: Type.String({ description: 'The full name of a person, or of a legal entity' }),
        number: Type.String({
          description: 'The owner’s number in the certificate; of a legal entity that of its registration',
        }),
        place: line,
        birthDate: line,
        birthPlace: line,
      },
      { description: 'ES-2.4: one owner, of one kind' },
    ),
  ),
  actingPerson: nullable(
    Type.Object({ name: Type.String(), position: line }, { description: 'ES-14.3: who acts for the owner' }),
  ),
  key: closable(
    Type.Object({ algorithm: Type.String(), sha256: Type.String({ description: 'Of subjectPublicKeyInfo' }) }),
  ),
  means: closable(Type.Array(Type.Object({ name: Type.String(), version: line, confirmation: line }))),
  limits: closable(Type.Array(Type.Object({ lang: Type.String(), text: Type.String() }))),
  powers: closable(
    Type.Array(Type.Object({ principal: Type.String(), scope: Type.String(), from: Type.String(), until: line })),
  ),
  issuer: closable(Type.Object({ name: Type.String(), place: line, accreditation: line, certificateNumber: line })),
});
export type Contents = Static<typeof ContentsView>;
/** Everything a certificate says. */
export type WholeContents = {
  readonly [K in keyof Contents]: K extends DisclosedPart ? NonNullable<Contents[K]> : Contents[K];
};

/** ES-8.4.2b: what of an entry anybody is told. `open`: the parts that the disclosure policy opens. */
export function disclose(whole: WholeContents, open: readonly DisclosedPart[]): Contents {
  const of = <K extends DisclosedPart & keyof Contents>(part: K): WholeContents[K] | null =>
    open.includes(part) ? whole[part] : null;
  const owner = of('owner');
  return {
    ...whole,
    owner: owner === null || open.includes('birth') ? owner : { ...owner, birthDate: null, birthPlace: null },
    actingPerson: owner === null ? null : whole.actingPerson,
    key: of('key'),
    means: of('means'),
    limits: of('limits'),
    powers: of('powers'),
    issuer: of('issuer'),
  };
}

/** The certificate itself says all of it: it is given where nothing is closed. */
export const isWhole = (open: readonly DisclosedPart[]): boolean => disclosedParts.every((part) => open.includes(part));

/** ES-14.2, ES-17.2: the fields of a certificate of a kind. Never throws for one that its register has: it was linted before. */
export function contentsOf(certificate: Certificate, kind: Kind): WholeContents {
  const { content } = contentOf(certificate);
  const subject = subjectNameOf(certificate.subject);
  const issuer = subjectNameOf(certificate.issuer);
  const { legalEntity, personal, representation, issuerAccreditation: own } = content;
  const person = [subject.surname, subject.givenName].filter((part) => part !== undefined).join(' ');
  const organisation = legalEntity?.fullName ?? (person === '' ? subject.organizationName : undefined);
  const ownerKind =
    kind === 'OCSP' || kind === 'TSA' || kind === 'STATUS'
      ? 'service'
      : organisation === undefined
        ? 'natural'
        : 'legal';
  const natural = ownerKind === 'natural';
  return {
    number: certificate.serial,
    validFrom: certificate.notBefore.toISOString(),
    validUntil: certificate.notAfter.toISOString(),
    owner: {
      kind: ownerKind,
      name: (ownerKind === 'service' ? subject.commonName : (organisation ?? person)) || (subject.commonName ?? ''),
      number:
        (natural ? subject.serialNumber : legalEntity?.registrationNumber) ?? subject.organizationIdentifier ?? '',
      place: legalEntity?.registeredPlace ?? legalEntity?.actualPlace ?? null,
      birthDate: personal?.dateOfBirth ?? null,
      birthPlace: personal?.placeOfBirth ?? null,
    },
    actingPerson:
      natural || person === '' ? null : { name: person, position: representation?.position ?? subject.title ?? null },
    key: {
      algorithm: oidName(certificate.publicKey.algorithm),
      sha256: keyDigest(certificate.publicKey.raw).toString('hex'),
    },
    means: (content.means?.means ?? []).map(({ name, version, confirmation }) => ({
      name,
      version: version ?? null,
      confirmation: confirmation?.number ?? null,
    })),
    limits: (content.limits?.text ?? []).map(({ lang, text }) => ({ lang, text })),
    powers: (content.powers ?? []).map(({ principal, scope, validFrom, validUntil }) => ({
      principal: principal.name,
      scope,
      from: validFrom.toISOString(),
      until: validUntil?.toISOString() ?? null,
    })),
    issuer: {
      name: issuer.organizationName ?? issuer.commonName ?? '',
      place: own?.location ?? null,
      accreditation: own?.certificate.number ?? null,
      certificateNumber: own?.centreCertificateNumber.toString('hex') ?? null,
    },
  };
}
