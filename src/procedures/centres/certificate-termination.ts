import { Type } from 'typebox';
import { centre, document, effect, procedure, subject, tell } from '../../cases/index.ts';
import type { View } from '../../cases/index.ts';
import { day, line, longText } from './accreditation-data.ts';
import { certificateInForce, type CertificateEndFacts, knownByNow, numberOf } from './certificate-end-rules.ts';
import { certificateTerminationTexts as texts } from './certificate-termination.messages.ts';

/** ES-14.6.2: electronically by the owner, or on paper at the centre. */
const Ending = Type.Object(
  {
    certificateNumber: line,
    compromised: Type.Enum(['yes', 'no']),
    knownOn: Type.Optional(day),
    reason: Type.Optional(longText),
  },
  { additionalProperties: false },
);
const Striking = Type.Object({ explanation: longText }, { additionalProperties: false });

const entry = (view: View<CertificateEndFacts>) => ({
  certificateNumber: numberOf(view as View<never>, 'apply'),
  ground: '14(6)(2)',
  compromised: view.last('apply')!.data['compromised'],
  // ES-14.7a: with the application it became known.
  knownAt: view.last('apply')!.at.toISOString(),
});

const reported = (view: View<CertificateEndFacts>) => ({
  keySha256: view.facts.certificate!.keySha256,
  compromised: view.last('apply')!.data['compromised'],
  knownOn: view.last('apply')!.data['knownOn'] ?? null,
});

// ES-14.6.2, ES-14.7, ES-17.6.1b: on the owner's application, entered in the register within one working day.
export const certificateTermination = procedure({
  name: 'certificate-termination',
  version: 1,
  law: 'ES-14.6.2',
  about: 'subject',
  parties: { owner: subject, registrar: centre('registrar') },
  acts: {
    apply: {
      by: ['owner', 'registrar'],
      law: 'ES-14.6.2',
      ask: Ending,
      personal: ['reason'],
      guard: [certificateInForce, knownByNow],
      effects: [
        // ES-10.3, ES-17.6.1a: with the report nothing is signed with the key any more; the centre's entry comes later.
        effect<CertificateEndFacts>('certificate.report', reported),
        // ES-10.2b: so are all who were sent something signed with it.
        // ES-10.2a: who reports is told that the report is there.
        tell('registrar', 'owner'),
      ],
      stage: 'APPLIED',
      example: { certificateNumber: '01A2B3', compromised: 'yes' },
    },
    enter: {
      by: 'registrar',
      law: 'ES-14.7a',
      after: 'apply',
      guard: (view: View<CertificateEndFacts>) =>
        certificateInForce(view, { certificateNumber: numberOf(view as View<never>, 'apply') }),
      makes: document<CertificateEndFacts>('certificate-termination', (view) => ({
        cites: 'ES-14.7b',
        ...entry(view),
        at: view.now.toISOString(),
      })),
      effects: [effect<CertificateEndFacts>('certificate.end', entry), tell('owner')],
      stage: 'TERMINATED',
      ends: true,
    },
    strike: {
      by: 'registrar',
      law: 'ES-14.6.2',
      after: 'apply',
      ask: Striking,
      personal: ['explanation'],
      effects: [tell('owner')],
      stage: 'STRUCK',
      ends: true,
      example: { explanation: 'The paper application was not signed by the owner.' },
    },
  },
  duties: {
    entry: {
      of: 'registrar',
      to: 'owner',
      law: 'ES-14.7a',
      from: 'apply',
      within: 'ES-14.7a',
      doneBy: ['enter', 'strike'],
      late: [tell('owner', 'registrar')],
    },
  },
  texts,
});
