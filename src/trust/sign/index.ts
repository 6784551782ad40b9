// The door of src/trust/sign: signatures that are made here with keys of others, and judged before they count (ES-11, ES-12.2).
export { completeMessage } from './complete-message.ts';
export { completeSignature, type Completed, type Completion } from './complete.ts';
export { beyondLimits, limitsInWords } from './limits.ts';
export { ownerFacts, type OwnerOfKey } from './owner.ts';
export { prepareSignature, type ToSign } from './prepare.ts';
export { refuse as refuseSigning } from './refusals.ts';
export { certifiedPdf, sealedContainer, sealedJson, type Sealer } from './seal.ts';
export { keyMakingMeans, signingMeans } from './means.ts';
export { completeOwnPdf, prepareOwnPdf } from './own-pdf.ts';
