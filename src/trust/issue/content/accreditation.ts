import { der, type DerNode, fields, readIntegerBytes } from '../../der/index.ts';
import { encodedOnce } from '../remembered.ts';
import { type DocumentDetails, documentDetails, nameOfDocument, readDocumentDetails } from './document-details.ts';
import { readTextWithin, textWithin } from './sized.ts';

/** ES-17.2.5b-d: where the centre is, the number of its own certificate from the root, the details of its accreditation. */
export type IssuerAccreditation = {
  readonly certificate: DocumentDetails;
  readonly location: string;
  /** The serial number of the centre's certificate, big-endian. */
  readonly centreCertificateNumber: Buffer;
};

/** @throws RangeError */
export const issuerAccreditation = encodedOnce(
  (value: IssuerAccreditation): Buffer =>
    der.sequence(
      documentDetails(value.certificate),
      textWithin(value.location, 500),
      der.unsignedInteger(value.centreCertificateNumber),
    ),
  (value) =>
    JSON.stringify([nameOfDocument(value.certificate), value.location, value.centreCertificateNumber.toString('hex')]),
);

/** @throws DerError */
export function readIssuerAccreditation(node: DerNode): IssuerAccreditation {
  const f = fields(node);
  const value = {
    certificate: readDocumentDetails(f.next()),
    location: readTextWithin(f.next(), 500),
    centreCertificateNumber: readIntegerBytes(f.next()),
  };
  f.end();
  return value;
}
