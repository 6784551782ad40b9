import type { Holder } from '../holders/index.ts';
import { checkGround, type Evidence, findGround, findOperation, type GroundCode, grounds } from '../law/index.ts';
import { fill, type Lang, type Text3 } from '../platform/text.ts';
import type { NoticeWords } from './purposes/notice.ts';
import type { GroundJudge } from './purposes/publishable.ts';
import type { PurposeBody } from './purposes/purpose.ts';

// Where the law's own data meets the consent module: grounds and operations by the id of the norm.

const byRow = new Map<string, GroundCode>(
  grounds.flatMap((ground) => ground.law.map((row) => [row, ground.code] as const)),
);
/** The law's code of a ground named by its row: 'PD-5.1-3a' -> 'public_powers'. */
export const groundCodeOf = (row: string): GroundCode | null => byRow.get(row) ?? null;
export const groundLabel = (row: string): Text3 | null => findGround(groundCodeOf(row) ?? '')?.label ?? null;
export const rowOfGround = (code: GroundCode): string => findGround(code)!.law[0]!;

const subjectLevel: Evidence = {
  consentId: 'per subject',
  consentState: 'active',
  contract: 'per subject',
  subjectIsParty: true,
  from: '1900-01-01',
  application: 'per subject',
  applicationState: 'open',
  protectedPerson: 'per subject',
  at: 'per subject',
  exclusive: true,
  balanceNote: 'per purpose',
};

/** Grounds as judged when a purpose is published: what belongs to one subject is recorded, and judged, per subject. */
export const groundJudge: GroundJudge = {
  check(ground, holderType) {
    const code = groundCodeOf(ground.code);
    if (code === null) return { code: 'NO_LEGAL_GROUND', law: ['PD-5.1', 'PD-4.1a'] };
    const evidence: Evidence = {
      ...subjectLevel,
      ...(ground.hasNorm ? { norm: 'given', programme: 'given', description: 'given' } : {}),
    };
    const fault = checkGround({ code, holderType, evidence, day: '2025-01-01' });
    if (fault === null) return null;
    if (fault.code === 'GROUND_NOT_FOR_HOLDER') return { code: 'GROUND_NOT_FOR_HOLDER', law: fault.law };
    return { code: 'GROUND_EVIDENCE_MISSING', law: fault.law, ...(fault.field === null ? {} : { field: fault.field }) };
  },
  better(facts) {
    // A norm given beside "consent" that is a law of the closed list means the law itself carries the processing.
    if (facts.norm === null || facts.legalBasisKind !== 'law') return null;
    const publicBody = facts.holderType !== 'legal_entity' && facts.holderType !== 'natural_person';
    const row = publicBody ? 'PD-5.1-3a' : 'PD-5.1-4';
    return { law: [row, 'PD-9.4b', 'SP-15b'], text: groundLabel(row)! };
  },
};

export const actionLabel = (code: string): Text3 =>
  extraActions[code] ?? findOperation(code)?.label ?? { ky: code, ru: code, en: code };
const extraActions: Readonly<Record<string, Text3>> = {
  use: { ky: 'пайдалануу', ru: 'использование', en: 'using' },
  transfer: { ky: 'үчүнчү жактарга берүү', ru: 'передача третьим лицам', en: 'transfer to third parties' },
  cross_border_transfer: { ky: 'трансчекаралык берүү', ru: 'трансграничная передача', en: 'cross-border transfer' },
};

const months: Text3 = {
  ky: 'кол коюлган күндөн тартып {n} ай',
  ru: '{n} мес. со дня подписания',
  en: '{n} months from the day of signing',
};
const service: Text3 = {
  ky: 'кызмат көрсөтүү жана ал жөнүндө маалыматты мыйзамга ылайык сактоо мөөнөтү',
  ru: 'срок оказания услуги и хранения сведений о ней по законодательству',
  en: 'while the service is provided and its records are stored under the law',
};

/** How long a consent for this purpose is valid, in words. */
export function termLabel(body: PurposeBody): Text3 {
  if (body.term === null) return service;
  if ('months' in body.term) return fill(months, { n: body.term.months });
  return 'event' in body.term ? body.term.event : body.term.byLaw;
}

export const noticeWords: NoticeWords = {
  groundText(body: PurposeBody, lang: Lang, basis: Text3 | null) {
    const label = groundLabel(body.ground!.code)?.[lang] ?? body.ground!.code;
    const said = body.ground!.norm === null ? label : `${label}: ${body.ground!.norm[lang]}`;
    // SP-12: the legal basis of the policy's closed list stands beside the ground it serves.
    return basis === null ? said : `${said} (${basis[lang]})`;
  },
  actionText: (code, lang) => actionLabel(code)[lang],
  termText: (body, lang) => termLabel(body)[lang],
};

export const holderNameOf = (holder: Holder, lang: Lang): string => holder.body.name[lang];
