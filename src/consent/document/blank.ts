import type { Lang, Text3 } from '../../platform/text.ts';
import { blankSay } from './blank.messages.ts';
import type { ConsentDocument, Sha256, ValidityEnd, Words } from './document.ts';
import { actionNames, foot, norms, say } from './document.messages.ts';
import { tickBox } from './form-texts.ts';
import { formTextKy } from './form-texts-ky.ts';
import { besideOf, inLanguage, type Pair, place, type Printer, printer, type Row, type Section } from './printing.ts';
import { emptyPerson, type FormInputs, formFrame, holderLine } from './render.ts';
import {
  actionSection,
  askedSection,
  extraSection,
  groundSection,
  holderSection,
  processorSection,
  sharingSection,
  termSection,
} from './sections.ts';

// CP-4c: consent forms for the pen. What the holder knows beforehand is printed; what the subject says is left to lines and boxes.

/** What a version of a purpose puts on its blank. */
export type BlankContent = Pick<
  ConsentDocument,
  | 'holder'
  | 'obtainedBy'
  | 'processors'
  | 'grounds'
  | 'purposes'
  | 'dataItems'
  | 'actions'
  | 'thirdPartyTransfer'
  | 'otherUse'
  | 'publicDistribution'
  | 'crossBorder'
  | 'methods'
  | 'storageTerm'
  | 'extra'
> & {
  /** CP-9: the service whose standard form it is; null = a consent outside services (CP-8). */
  readonly serviceName: Words | null;
  /** Counted from the day the pen writes. */
  readonly validityEnd: ValidityEnd | { readonly kind: 'span'; readonly text: Words };
  readonly purposeVersion: Sha256;
};

/** The standard form with its supplement for a service, the document of CP-8 for any other purpose. */
export const blankOf = (
  content: BlankContent,
  lang: Lang,
  hashes: { readonly 'standard-form': Sha256; readonly 'consent-cp8-blank': Sha256 },
): FormInputs =>
  content.serviceName === null
    ? blankCp8(content, lang, hashes['consent-cp8-blank'])
    : blankForm(content, lang, hashes['standard-form']);

const footer = (hash: Sha256) => ({ lines: [foot.blank, place(foot.templateHash, { hash })] });

/** Without a purpose the blank is the decree's own form, wholly empty. */
export function blankForm(purpose: BlankContent | null, lang: Lang, templateHash: Sha256): FormInputs {
  const p = printer(besideOf(lang));
  const holder = purpose === null ? null : holderLine(p, purpose);
  const service = purpose === null || purpose.serviceName === null ? null : p.words(purpose.serviceName);
  return {
    template: 'standard-form',
    data: {
      ...formFrame(p),
      values: {
        head: '',
        signatory: emptyPerson,
        principal: emptyPerson,
        basis: '',
        basisGloss: null,
        holder: holder?.ky ?? '',
        holderGloss: holder?.gloss ?? null,
        permits: [null, null, null].map(tickBox),
        items: (purpose?.dataItems ?? []).map((item) => p.words(item.text)),
        service: service?.ky ?? '',
        serviceGloss: service?.gloss ?? null,
        starts: '',
        startsGloss: null,
        signed: { year: '', day: '', month: '' },
        signatureName: '',
      },
      // DECISION 4: what of CP-8 the form has no line for is known beforehand and travels with it.
      supplement:
        purpose === null
          ? null
          : {
              above: p.say(say.supplementAbove),
              heading: p.say(say.supplementHeading),
              intro: [p.say(say.supplementIntro)],
              sections: [
                holderSection(p, purpose),
                groundSection(p, purpose),
                askedSection(p, purpose.dataItems, purpose.purposes),
                processorSection(p, purpose),
                actionSection(p, purpose),
                sharingSection(p, purpose),
                termOf(p, purpose, true),
                ...extraSection(p, purpose.extra),
              ],
              signatureName: '',
            },
      stamp: null,
      footer: footer(templateHash),
    },
  };
}

/** A line for the pen, a box to tick, or a fact printed beforehand. */
type Entry =
  | { readonly kind: 'line'; readonly id: string; readonly label: Pair; readonly lines: number }
  | { readonly kind: 'tick'; readonly id: string; readonly text: Pair }
  | { readonly kind: 'note'; readonly text: Pair }
  | ({ readonly kind: 'fact' } & Row);
type Part = Omit<Section, 'rows'> & { readonly entries: readonly Entry[] };

const factsOf = (section: Section): Part => ({
  heading: section.heading,
  law: section.law,
  entries: section.rows.map((row) => ({ kind: 'fact', ...row })),
});

/** CP-8 a..h for the pen; without a purpose every element is an empty line. */
export function blankCp8(purpose: BlankContent | null, lang: Lang, templateHash: Sha256): FormInputs {
  const p = printer(besideOf(lang));
  const line = (id: string, label: Text3, lines = 1): Entry => ({ kind: 'line', id, label: p.say(label), lines });
  const part = (heading: Text3, law: keyof typeof norms, ...entries: readonly Entry[]): Part => ({
    heading: p.say(heading),
    law: norms[law],
    entries,
  });
  const person = (id: 'a' | 'b'): readonly Entry[] => [
    line(`CP-8${id}-1`, say.name),
    line(`CP-8${id}-2`, say.address, 2),
    line(`CP-8${id}-3`, blankSay.identity, 2),
  ];
  return {
    template: 'consent-cp8-blank',
    data: {
      template: 'consent-cp8-blank',
      title: say.consentHeading.ky,
      beside: p.beside,
      ky: formTextKy,
      heading: p.say(say.consentHeading),
      opening: p.say(blankSay.opening),
      parts: [
        part(say.subject, 'person', ...person('a')),
        part(
          say.representative,
          'representative',
          { kind: 'note', text: p.say(blankSay.representativeOnly) },
          ...person('b'),
          line('CP-8b-4', blankSay.authority, 2),
        ),
        ...(purpose === null ? emptyParts(part, line) : knownParts(p, purpose, part)),
        part(say.notice, 'notice', line('CP-5', blankSay.acquainted), ...versionOf(p, purpose)),
      ],
      closing: [p.say(say.withdrawal), p.say(say.draftLaw)],
      signedOnLabel: p.say(say.signedOn),
      footer: footer(templateHash),
    },
  };
}

type PartMaker = (heading: Text3, law: keyof typeof norms, ...entries: readonly Entry[]) => Part;

const emptyParts = (part: PartMaker, line: (id: string, label: Text3, lines?: number) => Entry): readonly Part[] => [
  part(say.holder, 'content', line('CP-8c-1', say.organisation), line('CP-8c-2', say.place)),
  part(say.groundAndPurpose, 'told', line('CP-8d-1', say.grounds, 2), line('CP-8d-2', say.purposes, 2)),
  part(say.data, 'told', line('CP-8e', blankSay.dataLines, 6)),
  part(say.processors, 'content', line('CP-8f-1', blankSay.party, 2)),
  part(
    say.actions,
    'content',
    line('CP-8g-1', say.actionList, 2),
    line('CP-8g-4', say.methods, 2),
    line('CP-8g-3', say.otherUse),
  ),
  part(
    say.sharing,
    'told',
    line('CP-8g-2', say.thirdParties, 2),
    line('PD-9.6-6', say.crossBorder),
    line('PD-9.6-5', say.publicly),
  ),
  part(say.term, 'content', line('CP-8h-1', say.validity), line('storage', say.storage)),
];

function knownParts(p: Printer, purpose: BlankContent, part: PartMaker): readonly Part[] {
  const { actions, thirdPartyTransfer, crossBorder } = purpose;
  const tick = (id: string, text: Pair): Entry => ({ kind: 'tick', id, text });
  const names = (all: readonly Words[]) => (lang: Lang) => all.map((one) => inLanguage(one, lang)).join('; ');
  const own = actions.filter((code) => code !== 'transfer' && code !== 'cross_border_transfer');
  const { rows } = actionSection(p, purpose);
  const sharing = factsOf(sharingSection(p, purpose));
  return [
    factsOf(holderSection(p, purpose)),
    factsOf(groundSection(p, purpose)),
    part(
      say.data,
      'told',
      { kind: 'note', text: p.say(blankSay.tickData) },
      ...(askedSection(p, purpose.dataItems, purpose.purposes).rows[0]?.values ?? []).map((text) =>
        tick('CP-8e', text),
      ),
    ),
    factsOf(processorSection(p, purpose)),
    part(
      say.actions,
      'content',
      { kind: 'note', text: p.say(blankSay.tickActions) },
      tick(
        'CP-8g-1',
        p.say(blankSay.processing, { actions: (lang) => own.map((code) => actionNames[code][lang]).join(', ') }),
      ),
      ...(thirdPartyTransfer.possible
        ? [
            tick(
              'CP-8g-2',
              p.say(blankSay.transfer, { recipients: names(thirdPartyTransfer.recipients.map((one) => one.name)) }),
            ),
          ]
        : []),
      ...(crossBorder?.planned === true
        ? [
            tick(
              'PD-9.6-6',
              p.say(blankSay.crossBorder, { countries: names(crossBorder.countries.map((one) => one.name)) }),
            ),
          ]
        : []),
      ...rows.slice(1).map((row): Entry => ({ kind: 'fact', ...row })),
    ),
    sharing,
    factsOf(termOf(p, purpose, false)),
    ...extraSection(p, purpose.extra).map(factsOf),
  ];
}

// CP-8h: a term in months has no last day before the pen has written the first.
function termOf(p: Printer, { validityEnd, storageTerm }: BlankContent, onForm: boolean): Section {
  if (validityEnd.kind !== 'span') return termSection(p, { end: validityEnd, from: null, storageTerm, onForm });
  const section = termSection(p, {
    end: { kind: 'event', event: validityEnd.text },
    from: null,
    storageTerm,
    onForm,
  });
  const [first, ...rest] = section.rows;
  return { ...section, rows: [{ ...first!, values: [p.words(validityEnd.text), ...first!.values.slice(1)] }, ...rest] };
}

const versionOf = (p: Printer, purpose: BlankContent | null): readonly Entry[] =>
  purpose === null ? [] : [{ kind: 'fact', label: p.say(blankSay.notice), values: [p.plain(purpose.purposeVersion)] }];
