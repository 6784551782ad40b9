import { Type } from 'typebox';
import { centre, document, procedure, subject, tell, type View } from '../../cases/index.ts';
import { line } from './accreditation-data.ts';
import type { StepTerm } from '../../trust/rules/index.ts';
import { type CertificateEndFacts, ofTheOwner } from './certificate-end-rules.ts';
import { certificateCopyTexts as texts } from './certificate-copy.messages.ts';

const Ordered = Type.Object(
  { certificateNumber: line, language: Type.Enum(['ky', 'ru', 'en']) },
  { additionalProperties: false },
);
const Handed = Type.Object(
  { officer: line, way: Type.Enum(['handed', 'post']), proof: line },
  { additionalProperties: false },
);

const day = 86_400_000;
/** Where neither an act nor the centre has set a term. */
export const copyDays = 7;
export type CopyFacts = CertificateEndFacts & { readonly term: StepTerm };

// ES-14.4b: whoever has a certificate in electronic form gets a certified copy on paper. There is no act that refuses it.
export const certificateCopy = procedure({
  name: 'certificate-copy',
  version: 1,
  law: 'ES-14.4b',
  about: 'subject',
  parties: { owner: subject, registrar: centre('registrar') },
  acts: {
    order: {
      by: 'owner',
      law: 'ES-14.4b',
      ask: Ordered,
      guard: ofTheOwner,
      // ES-13.7b: the term that holds when the timer starts; a later rule changes nothing in it.
      adds: ({ facts }: View<CopyFacts>) => ({
        termDays: facts.term.days,
        termSetBy: facts.term.setBy,
        termAct: facts.term.act,
      }),
      effects: [tell('registrar')],
      stage: 'ORDERED',
      example: { certificateNumber: '01A2B3', language: 'ky' },
    },
    handOver: {
      by: 'registrar',
      law: 'ES-14.4b',
      after: 'order',
      ask: Handed,
      personal: ['officer', 'proof'],
      makes: document<CertificateEndFacts>('certificate-copy', (view) => ({
        cites: 'ES-14.4b',
        certificateNumber: view.last('order')!.data['certificateNumber'],
        ...view.last('handOver')!.data,
        at: view.now.toISOString(),
      })),
      effects: [tell('owner')],
      stage: 'HANDED_OVER',
      ends: true,
      example: { officer: 'Registrar', way: 'handed', proof: 'signature in the journal of copies, No. 3' },
    },
  },
  duties: {
    copy: {
      of: 'registrar',
      to: 'owner',
      law: 'ES-14.4b',
      from: 'order',
      // The law sets no term: an act does, or the centre, or a week; without one nobody would see that a copy waits.
      within: (view) =>
        new Date(view.last('order')!.at.getTime() + Number(view.last('order')!.data['termDays'] ?? copyDays) * day),
      doneBy: 'handOver',
      late: [tell('owner', 'registrar')],
    },
  },
  texts,
});
