import { der, type DerNode, fields } from '../../der/index.ts';
import { type DocumentDetails, documentDetails, readDocumentDetails } from './document-details.ts';
import { choice, dayTime, maybe, readChoice, readDay, readTextWithin, textWithin } from './sized.ts';

/** ES-17.2.2d-f: the legal person in full. At least one of the two places, which the linter sees to. */
export type SubjectLegalEntity = {
  readonly fullName: string;
  readonly registrationNumber: string;
  readonly executiveBody?: string;
  readonly registeredPlace?: string;
  readonly actualPlace?: string;
};

/** @throws RangeError */
export function subjectLegalEntity(entity: SubjectLegalEntity): Buffer {
  const place = (text: string | undefined): Buffer | undefined =>
    text === undefined ? undefined : textWithin(text, 500);
  return der.sequence(
    textWithin(entity.fullName, 1000),
    textWithin(entity.registrationNumber, 64),
    maybe(0, place(entity.executiveBody)),
    maybe(1, place(entity.registeredPlace)),
    maybe(2, place(entity.actualPlace)),
  );
}

/** @throws DerError */
export function readSubjectLegalEntity(node: DerNode): SubjectLegalEntity {
  const f = fields(node);
  const [fullName, registrationNumber] = [readTextWithin(f.next(), 1000), readTextWithin(f.next(), 64)];
  const [executiveBody, registeredPlace, actualPlace] = [
    f.optionalExplicit(0),
    f.optionalExplicit(1),
    f.optionalExplicit(2),
  ];
  f.end();
  return {
    fullName,
    registrationNumber,
    ...(executiveBody === undefined ? {} : { executiveBody: readTextWithin(executiveBody, 500) }),
    ...(registeredPlace === undefined ? {} : { registeredPlace: readTextWithin(registeredPlace, 500) }),
    ...(actualPlace === undefined ? {} : { actualPlace: readTextWithin(actualPlace, 500) }),
  };
}

export const representationBases = ['constituentDocuments', 'powerOfAttorney'] as const;

/** ES-14.3b: on what the natural person acts for the legal person. */
export type Representation = {
  readonly basis: (typeof representationBases)[number];
  readonly document?: DocumentDetails;
  readonly validUntil?: string;
  readonly position?: string;
};

/** @throws RangeError */
export const representation = (value: Representation): Buffer =>
  der.sequence(
    choice(value.basis, representationBases),
    maybe(0, value.document && documentDetails(value.document)),
    maybe(1, value.validUntil === undefined ? undefined : dayTime(value.validUntil)),
    maybe(2, value.position === undefined ? undefined : textWithin(value.position, 256)),
  );

/** @throws DerError */
export function readRepresentation(node: DerNode): Representation {
  const f = fields(node);
  const basis = readChoice(f.next(), representationBases);
  const [document, validUntil, position] = [f.optionalExplicit(0), f.optionalExplicit(1), f.optionalExplicit(2)];
  f.end();
  return {
    basis,
    ...(document === undefined ? {} : { document: readDocumentDetails(document) }),
    ...(validUntil === undefined ? {} : { validUntil: readDay(validUntil) }),
    ...(position === undefined ? {} : { position: readTextWithin(position, 256) }),
  };
}
