import { DerError, oids } from '../der/index.ts';
import { readSubjectDirectoryAttributes, type PersonalData, isQualifiedEnd } from '../issue/index.ts';
import { type Certificate, extensionValue } from '../path/index.ts';
import { ownerOf } from '../verify/index.ts';

/** Whom a certificate names as its owner, as far as a person can be told by it (ES-17.2.2). */
export type OwnerOfKey = {
  /** A person's own certificate: no organisation's, no automatic one's, no pseudonym. */
  readonly natural: boolean;
  readonly pin: string | null;
  readonly surname: string | null;
  readonly givenName: string | null;
  readonly patronymic: string | null;
  /** YYYY-MM-DD. */
  readonly birthDate: string | null;
};

// Profile: the personal number stands in the name's serialNumber, after this (EN 319 412-1 5.1.3), only where the owner asked for it.
const personalNumber = /^PNOKG-(\d{14})$/;

/** What the certificate says; what it does not say is null. Never throws. */
export function ownerFacts(certificate: Certificate): OwnerOfKey {
  const { name, kind, entity } = ownerOf(certificate);
  const personal = personalData(certificate);
  const person = name.surname !== undefined && name.organizationName === undefined && entity === undefined;
  return {
    natural: person && (kind === 'QN' || kind === undefined || !isQualifiedEnd(kind)),
    pin: personalNumber.exec(name.serialNumber ?? '')?.[1] ?? null,
    surname: name.surname ?? null,
    givenName: givenNames(name.givenName, personal.patronymic),
    patronymic: personal.patronymic ?? null,
    birthDate: personal.dateOfBirth ?? null,
  };
}

// Profile: the patronymic is also the second word of givenName.
const givenNames = (given: string | undefined, patronymic: string | undefined): string | null =>
  given === undefined
    ? null
    : patronymic !== undefined && given.endsWith(` ${patronymic}`)
      ? given.slice(0, -patronymic.length - 1)
      : given;

function personalData(certificate: Certificate): PersonalData {
  try {
    return (
      extensionValue(certificate.extensions, oids.subjectDirectoryAttributes, readSubjectDirectoryAttributes) ?? {}
    );
  } catch (error) {
    if (error instanceof DerError) return {};
    throw error;
  }
}
