import { der, type DerNode, fields } from '../../der/index.ts';
import { dayTime, readDay, readTextWithin, textWithin } from './sized.ts';

/** A document by its requisites: accreditation certificate, confirmation of means, power of attorney. Days are YYYY-MM-DD. */
export type DocumentDetails = {
  readonly title: string;
  readonly number: string;
  readonly issued: string;
  readonly issuedBy?: string;
  readonly validUntil?: string;
};

/** The same for the same requisites. */
export const nameOfDocument = ({ title, number, issued, issuedBy, validUntil }: DocumentDetails): string =>
  JSON.stringify([title, number, issued, issuedBy, validUntil]);

/** @throws RangeError */
export const documentDetails = (document: DocumentDetails): Buffer =>
  der.sequence(
    textWithin(document.title, 256),
    textWithin(document.number, 64),
    dayTime(document.issued),
    document.issuedBy === undefined ? undefined : der.explicit(0, textWithin(document.issuedBy, 256)),
    document.validUntil === undefined ? undefined : der.explicit(1, dayTime(document.validUntil)),
  );

/** @throws DerError */
export function readDocumentDetails(node: DerNode): DocumentDetails {
  const f = fields(node);
  const [title, number, issued] = [readTextWithin(f.next(), 256), readTextWithin(f.next(), 64), readDay(f.next())];
  const issuedBy = f.optionalExplicit(0);
  const validUntil = f.optionalExplicit(1);
  f.end();
  return {
    title,
    number,
    issued,
    ...(issuedBy === undefined ? {} : { issuedBy: readTextWithin(issuedBy, 256) }),
    ...(validUntil === undefined ? {} : { validUntil: readDay(validUntil) }),
  };
}
