export { type BlankContent, blankCp8, blankForm, blankOf } from './blank.ts';
export { type CompletenessContext, checkComplete, complete } from './completeness.ts';
export * from './document.ts';
export { hasSeries, type IdentityDocumentType, identityDocumentTypes } from './identity-documents-data.ts';
export { type PrintedNotice, toNoticeInputs } from './notice-print.ts';
export { type Receipt, type ReceiptKind, toReceiptInputs } from './receipt.ts';
export {
  type FormInputs,
  formTexts,
  type PrintFacts,
  type SignatureMark,
  toFormInputs,
  wordingOf,
} from './render.ts';
export { originalAttachment, type TemplateHashes, templateHashes } from './template-hashes.ts';
