import { formatDate, formatDateTime, monthOfDate } from '../../platform/dates.ts';
import type { Lang } from '../../platform/text.ts';
import {
  type ConsentDocument,
  fullName,
  givenItems,
  type IdentityDocument,
  type Person,
  type Sha256,
  signatoryOf,
  type Words,
} from './document.ts';
import { blankSay } from './blank.messages.ts';
import { foot, norms, say, signatureClassNames } from './document.messages.ts';
import { type FormTexts, tickBox } from './form-texts.ts';
import { formTextEn } from './form-texts-en.ts';
import { formTextKy } from './form-texts-ky.ts';
import { formTextRu } from './form-texts-ru.ts';
import {
  besideOf,
  inLanguage,
  type Pair,
  place,
  printable,
  type Printer,
  printer,
  type Section,
  type Stamp,
} from './printing.ts';
import {
  actionSection,
  authorityIn,
  dataSection,
  extraSection,
  groundSection,
  holderSection,
  noticeSection,
  processorSection,
  representativeSection,
  sharingSection,
  subjectSection,
  termSection,
} from './sections.ts';

/** What the PDF service is given: a template's name and its data, which is only ever set as text. */
export type FormInputs = { readonly template: string; readonly data: Readonly<Record<string, unknown>> };

export const formTexts: Readonly<Record<Lang, FormTexts>> = { ky: formTextKy, ru: formTextRu, en: formTextEn };

/** An electronic signature as shown on paper: who, when, of which class, and where its proof is. */
export type SignatureMark = {
  readonly signer: string;
  readonly at: Date;
  readonly signatureClass: keyof typeof signatureClassNames;
  readonly evidenceId: string;
};

export type PrintFacts = {
  /** Hash of the original: the canonical JSON's bytes. */
  readonly documentHash: Sha256;
  /** null: to be signed by hand, or not signed yet. */
  readonly signature: SignatureMark | null;
};

function stampOf(p: Printer, mark: SignatureMark | null): Stamp | null {
  if (mark === null) return null;
  return {
    heading: p.say(say.stampHeading),
    rows: [
      { label: say.stampSigner.ky, value: printable(mark.signer) },
      { label: say.stampAt.ky, value: formatDateTime('ky', mark.at) },
      { label: say.stampClass.ky, value: signatureClassNames[mark.signatureClass].ky },
      { label: say.stampEvidence.ky, value: printable(mark.evidenceId) },
    ],
  };
}

const footOf = (doc: ConsentDocument, facts: PrintFacts) => ({
  lines: [place(foot.original, { id: doc.consentId }), place(foot.hash, { hash: facts.documentHash })],
});

/** The consent as its own template prints it: the standard form with its supplement, or the CP-8 document. */
export function toFormInputs(doc: ConsentDocument, lang: Lang, facts: PrintFacts): FormInputs {
  const p = printer(besideOf(lang));
  return doc.serviceKind === 'none' ? cp8Inputs(doc, p, facts) : standardInputs(doc, p, facts);
}

// DECISION 4: what of CP-8, PD-9.3 and PD-9.6 the form has no blank for.
export const supplementSections = (doc: ConsentDocument, p: Printer): readonly Section[] => [
  holderSection(p, doc),
  groundSection(p, doc),
  dataSection(p, doc),
  processorSection(p, doc),
  actionSection(p, doc),
  sharingSection(p, doc),
  termSection(p, { end: doc.validity.end, from: doc.validity.from, storageTerm: doc.storageTerm, onForm: true }),
  ...extraSection(p, doc.extra),
  noticeSection(p, doc),
];

const cp8Sections = (doc: ConsentDocument, p: Printer): readonly Section[] => [
  subjectSection(p, doc),
  ...representativeSection(p, doc),
  holderSection(p, doc),
  groundSection(p, doc),
  dataSection(p, doc),
  processorSection(p, doc),
  actionSection(p, doc),
  sharingSection(p, doc),
  termSection(p, { end: doc.validity.end, from: doc.validity.from, storageTerm: doc.storageTerm, onForm: false }),
  ...extraSection(p, doc.extra),
  noticeSection(p, doc),
];

function cp8Inputs(doc: ConsentDocument, p: Printer, facts: PrintFacts): FormInputs {
  const name = fullName(doc.subject.name);
  const { representative } = doc;
  return {
    template: 'consent-cp8',
    data: {
      template: 'consent-cp8',
      title: say.consentHeading.ky,
      beside: p.beside,
      ky: formTextKy,
      heading: p.say(say.consentHeading),
      opening:
        representative === null
          ? p.say(say.openingSubject, { name })
          : p.say(say.openingRepresentative, { name, representative: fullName(representative.name) }),
      sections: cp8Sections(doc, p),
      closing: [p.say(say.withdrawal), p.say(say.draftLaw)],
      signedOnLabel: p.say(say.signedOn),
      signedOn: formatDate('ky', doc.signedOn),
      signatureName: printable(fullName(doc.signatureName)),
      stamp: stampOf(p, facts.signature),
      footer: footOf(doc, facts),
    },
  };
}

type PersonBlanks = Readonly<
  Record<'name' | 'address' | 'documentType' | 'series' | 'number' | 'issuedOn' | 'issuedBy', string>
> & {
  readonly documentTypeGloss: string | null;
  readonly issuedOnGloss: string | null;
};
export const emptyPerson: PersonBlanks = {
  name: '',
  address: '',
  documentType: '',
  documentTypeGloss: null,
  series: '',
  number: '',
  issuedOn: '',
  issuedOnGloss: null,
  issuedBy: '',
};

function personBlanks(p: Printer, person: Person): PersonBlanks {
  const document: IdentityDocument = person.identityDocument;
  const type = p.words(document.typeName);
  return {
    name: printable(fullName(person.name)),
    address: printable(person.address.text),
    documentType: type.ky,
    documentTypeGloss: type.gloss,
    series: printable(document.series ?? '—'),
    number: printable(document.number),
    issuedOn: formatDate('ky', document.issuedOn),
    issuedOnGloss: p.each((lang) => formatDate(lang, document.issuedOn)).gloss,
    issuedBy: printable(document.issuedBy),
  };
}

// CP-F-21a..c: name, address, processor's name in one blank of three lines.
export function holderLine(p: Printer, doc: Pick<ConsentDocument, 'holder' | 'processors'>): Pair {
  const parts: readonly Words[] = [
    doc.holder.name,
    doc.holder.address,
    ...(doc.processors.stated === 'named' ? doc.processors.list.map((party) => party.name) : []),
  ];
  return p.each((lang) => parts.map((words) => inLanguage(words, lang)).join('; '));
}

const day = (date: string) => ({
  year: date.slice(2, 4),
  day: String(Number(date.slice(8))),
  month: monthOfDate('ky', Number(date.slice(5, 7))),
});

export function formFrame(p: Printer) {
  return {
    template: 'standard-form',
    title: foot.formTitle,
    beside: p.beside,
    unofficial: say.unofficial[p.beside ?? 'ky'],
    ky: formTextKy,
    gloss: p.beside === null ? null : formTexts[p.beside],
  };
}

function standardInputs(doc: ConsentDocument, p: Printer, facts: PrintFacts): FormInputs {
  const form = doc.standardForm!;
  const { representative } = doc;
  const holder = holderLine(p, doc);
  const service = p.words(form.service.name);
  const basis = representative === null ? null : p.each((lang) => authorityIn(lang, representative.authority));
  const signatureName = printable(fullName(doc.signatureName));
  return {
    template: 'standard-form',
    data: {
      ...formFrame(p),
      values: {
        head: printable(`${form.place}, ${formatDate('ky', form.formDate)}`),
        signatory: personBlanks(p, signatoryOf(doc)),
        // DECISION 5: the block names the person represented.
        principal: representative === null ? emptyPerson : personBlanks(p, doc.subject),
        basis: basis?.ky ?? '',
        basisGloss: basis?.gloss ?? null,
        holder: holder.ky,
        holderGloss: holder.gloss,
        permits: [form.permits.processing, form.permits.transfer, form.permits.crossBorder].map(tickBox),
        items: givenItems(doc).map((item) => p.words(item.text)),
        service: service.ky,
        serviceGloss: service.gloss,
        // CP-F-32: in the order year, day, month.
        starts: formatDate('ky', form.processingStartsOn),
        startsGloss: p.each((lang) => formatDate(lang, form.processingStartsOn)).gloss,
        signed: day(doc.signedOn),
        signatureName,
      },
      supplement: {
        above: p.say(say.supplementAbove),
        heading: p.say(say.supplementHeading),
        intro: [p.say(say.supplementIntro)],
        sections: supplementSections(doc, p),
        signatureName,
      },
      stamp: stampOf(p, facts.signature),
      footer: footOf(doc, facts),
    },
  };
}

/** The fixed wording that belongs to a template's hash (CP-9). */
export const wordingOf = (template: string): unknown =>
  template === 'standard-form'
    ? { formTexts, say, norms, foot }
    : template === 'consent-cp8-blank'
      ? { blankSay, say, norms, foot }
      : { say, norms, foot };
