// What is printed on the standard form, in printed order: the values of a language, joined, are the form's whole text but for
// its blanks, tick-boxes and line numbers.
export type FormTexts = {
  readonly annex: string;
  readonly titleLine: string;
  readonly titleName: string;
  readonly head: string;
  readonly i: string;
  readonly iCaption: string;
  readonly address: string;
  readonly document: string;
  readonly documentCaption: string;
  readonly series: string;
  readonly number: string;
  readonly issued: string;
  readonly issuedCaption: string;
  readonly issuedByCaption: string;
  readonly attorney: string;
  readonly principal: string;
  readonly principalCaption: string;
  readonly principalAddress: string;
  readonly principalDocument: string;
  readonly principalDocumentCaption: string;
  readonly principalSeries: string;
  readonly principalNumber: string;
  readonly principalIssued: string;
  readonly principalIssuedCaption: string;
  readonly principalIssuedByCaption: string;
  readonly basis: string;
  readonly basisCaption: string;
  readonly declaration: string;
  readonly declarationCaption: string;
  readonly permitProcessing: string;
  readonly permitTransfer: string;
  readonly permitCrossBorder: string;
  readonly examples: string;
  readonly purpose: string;
  readonly purposeCaption: string;
  readonly acquainted: string;
  readonly acquainted1: string;
  readonly acquainted2: string;
  readonly acquainted3: string;
  readonly starts: string;
  readonly startsCaption: string;
  readonly century: string;
  readonly yearMark: string;
  readonly quoteOpen: string;
  readonly quoteClose: string;
  readonly signature: string;
  readonly signatureName: string;
};

/** A tick-box, empty or ticked. */
export const tickBox = (ticked: boolean | null): string => (ticked === true ? '☑' : '☐');
