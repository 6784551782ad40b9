import { plainArrays } from './plain-arrays.messages.ts';
import { plainAuthority } from './plain-authority.messages.ts';
import { plainConsent } from './plain-consent.messages.ts';
import { plainDecreeTransfers } from './plain-decree-transfers.messages.ts';
import { plainDecree } from './plain-decree.messages.ts';
import { plainEsignAccreditation } from './plain-esign-accreditation.messages.ts';
import { plainEsignBodies } from './plain-esign-bodies.messages.ts';
import { plainEsignCentre } from './plain-esign-centre.messages.ts';
import { plainEsignCertificate } from './plain-esign-certificate.messages.ts';
import { plainEsignChecks } from './plain-esign-checks.messages.ts';
import { plainEsignMeans } from './plain-esign-means.messages.ts';
import { plainEsignQualified } from './plain-esign-qualified.messages.ts';
import { plainEsignTerms } from './plain-esign-terms.messages.ts';
import { plainEsign } from './plain-esign.messages.ts';
import { plainForm } from './plain-form.messages.ts';
import { plainGrounds } from './plain-grounds.messages.ts';
import { plainOfficers } from './plain-officers.messages.ts';
import { plainOwners } from './plain-owners.messages.ts';
import { plainPolicy } from './plain-policy.messages.ts';
import { plainProcessing } from './plain-processing.messages.ts';
import { plainRemedies } from './plain-remedies.messages.ts';
import { plainRights } from './plain-rights.messages.ts';
import { plainSecurity } from './plain-security.messages.ts';
import { plainTerms } from './plain-terms.messages.ts';
import { plainTransfers } from './plain-transfers.messages.ts';

// What every row of the catalogue says, plainly, in Kyrgyz and Russian; English stands in the catalogue. One file an act's
// part, so that a translator finds the neighbours of a sentence beside it.

/** Kyrgyz and Russian rendering of a row's plain text. */
export type Plain = readonly [ky: string, ru: string];

const parts: readonly Readonly<Record<string, Plain>>[] = [
  plainArrays,
  plainAuthority,
  plainConsent,
  plainDecreeTransfers,
  plainDecree,
  plainEsignAccreditation,
  plainEsignBodies,
  plainEsignCentre,
  plainEsignCertificate,
  plainEsignChecks,
  plainEsignMeans,
  plainEsignQualified,
  plainEsignTerms,
  plainEsign,
  plainForm,
  plainGrounds,
  plainOfficers,
  plainOwners,
  plainPolicy,
  plainProcessing,
  plainRemedies,
  plainRights,
  plainSecurity,
  plainTerms,
  plainTransfers,
];

/** Every row that has its sentences, in the order of the parts. A row said twice stands twice: a test refuses it. */
export const plainEntries: readonly (readonly [id: string, plain: Plain])[] = parts.flatMap((part) =>
  Object.entries(part),
);

export const plainTexts: ReadonlyMap<string, Plain> = new Map(plainEntries);
