import type { Holder } from '../../holders/index.ts';
import type { DateString } from '../../law/index.ts';
import type { Lang } from '../../platform/text.ts';
import { type BlankContent, blankOf, type ConsentDocument, type FormInputs, wordsIn } from '../document/index.ts';
import type { ConsentDeps } from '../deps.ts';
import { asksConsent, type PurposeBody, type PurposeVersion } from '../purposes/purpose.ts';
import { termLabel } from '../words.ts';
import { compose } from './compose.ts';

// An address that is not on record is left to the pen.
const byPen = { ky: '________', ru: '________', en: '________' };
const nobody = { ky: '', ru: '', en: '' };

/** CP-4c: whether a version of a purpose has a blank to be signed by hand. */
export const hasBlank = (body: PurposeBody): boolean => asksConsent(body) && body.media.includes('paper_blank');

/** The paper blank of a published version, as the template takes it. */
export function purposeBlank(deps: ConsentDeps, holder: Holder, version: PurposeVersion, lang: Lang): FormInputs {
  return blankOf(contentOf(deps, holder, version, lang), lang, deps.templates);
}

// The blank says what the document would say if everything were given: one act composes both.
function contentOf(deps: ConsentDeps, holder: Holder, version: PurposeVersion, lang: Lang): BlankContent {
  const { body } = version;
  const beside = lang === 'ky' ? null : lang;
  const now = version.publishedAt;
  const document = compose({
    consentId: version.id,
    holder: holder.body.address === null ? { ...holder, body: { ...holder.body, address: byPen } } : holder,
    version: {
      ...version,
      body: { ...body, processors: (body.processors ?? []).map((one) => ({ ...one, address: one.address ?? byPen })) },
    },
    notice: { id: version.id, hash: version.hash, lang, acquaintedAt: now },
    subject: null,
    representative: null,
    choices: {
      categories: body.categories.map(({ code }) => code),
      processing: true,
      transfer: true,
      crossBorder: true,
      place: '',
      acknowledged: false,
    },
    beside,
    medium: 'paper',
    templateHash: '',
    profile: deps.profile,
    salt: '',
    today: now.toISOString().slice(0, 10) as DateString,
    now,
    // Of a published version only what concerns the person is missing, and a blank has no person.
  }) as unknown as ConsentDocument;
  return {
    ...document,
    serviceName: body.service.kind === 'none' ? null : wordsIn(body.service.name ?? nobody, beside),
    validityEnd:
      body.term !== null && 'months' in body.term
        ? { kind: 'span', text: wordsIn(termLabel(body), beside) }
        : document.validity.end,
    purposeVersion: Buffer.from(version.hash).toString('hex'),
  };
}
