import type { Text3 } from '../../platform/text.ts';
import type { PurposeBody } from '../purposes/purpose.ts';
import { type Purpose, spoken, type Policy, type Spoken, type Term } from './policy.ts';
import { type ResolvedPurpose, resolvePurpose } from './resolve.ts';
import { termText } from './term-text.ts';
import { lengthOf } from './terms.ts';

// From the policy's words to the purpose that the platform publishes. Nothing is added: what the policy leaves open stays
// null, and publication refuses it with the norm.

export function purposeBodyOf(policy: Policy, purpose: Purpose, sandboxPaths: readonly string[] = []): PurposeBody {
  const said: Spoken<ResolvedPurpose> = spoken(resolvePurpose(policy, purpose));
  const folder = `purposes/${purpose.code}/`;
  return {
    code: said.code,
    text: said.text,
    categories: categoriesOf(said),
    ground: said.ground,
    service: serviceOf(said),
    actions: said.actions ?? [],
    recipients: recipientsOf(said),
    processors: said.processors,
    otherUse: said.otherUse,
    publicDistribution: distributionOf(said),
    crossBorder:
      said.crossBorder?.map(({ country, recipient }) => ({ country, name: recipient ?? sameText(country) })) ?? null,
    methods: said.methods,
    profiling: said.profiling ?? false,
    term: consentTermOf(said.consentTerm),
    storageTerm: storageOf(said.storageTerm),
    ageAppropriate: said.ageAppropriate ?? false,
    childText: said.childText,
    requiredDocuments: (said.requiredDocuments ?? []).map(({ code, text, dataCategories }) => ({
      code,
      text,
      categories: dataCategories,
    })),
    media: ['paper_blank', 'electronic_document'],
    strictForm: null,
    signature: { least: 'simple', basis: null },
    documentFlags: { stateSecret: false, needsNotary: false, needsStateRegistration: false },
    extra: [],
    sandboxPaths: sandboxPaths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length)),
  };
}

type Said = Spoken<ResolvedPurpose>;

// PD-4.4: a necessity that the policy does not state stays empty, and publication refuses the category as excessive.
function categoriesOf({ dataCategories, necessity }: Said): PurposeBody['categories'] {
  return (dataCategories ?? []).map(({ code, text, decreeCategory, special, specialCategory }) => {
    const need = necessity?.find(({ category }) => category === code);
    return {
      code,
      text,
      decreeCategory,
      special: special === true ? (specialCategory ?? 'PD-8.1') : null,
      required: need?.required ?? true,
      necessity: need?.text ?? sameText(''),
    };
  });
}

function serviceOf({ service, code }: Said): PurposeBody['service'] {
  const term = service?.storageTerm ?? null;
  const storage = term && { text: termText(term), act: term.act, months: monthsOf(term) };
  return { kind: service?.kind ?? 'none', code, name: service?.name ?? null, storage };
}

/** A recipient abroad is a recipient too (CP-2). */
function recipientsOf({ recipients, crossBorder }: Said): PurposeBody['recipients'] {
  if (recipients === null) return null;
  const abroad = (crossBorder ?? []).flatMap(({ code, country, recipient }) =>
    recipient ? [{ code, name: recipient, country }] : [],
  );
  return [...recipients.map(({ code, name }) => ({ code, name, country: 'KG' })), ...abroad];
}

function distributionOf({ publicDistribution: given, dataCategories }: Said): PurposeBody['publicDistribution'] {
  if (given === null) return null;
  const items = given.possible ? (dataCategories ?? []).map(({ code }) => code) : [];
  return { planned: given.possible, where: given.text, items };
}

function consentTermOf(term: Spoken<Term> | null): PurposeBody['term'] {
  const months = term && monthsOf(term);
  if (months !== null) return { months };
  if (term?.event) return { event: term.event };
  return term?.act ? { byLaw: term.act } : null;
}

function storageOf(term: Spoken<Term> | null): PurposeBody['storageTerm'] {
  const months = term && monthsOf(term);
  return term === null || months === null ? null : { months, text: termText(term) };
}

/** Whole months only: days are never rounded up into a longer term. */
function monthsOf({ duration }: Pick<Term, 'duration'>): number | null {
  if (duration === null) return null;
  const { months, days } = lengthOf(duration);
  return days === 0 ? months : null;
}

const sameText = (word: string): Text3 => ({ ky: word, ru: word, en: word });
