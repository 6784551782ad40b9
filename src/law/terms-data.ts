import type { Term, TermUnit } from './terms.ts';
import type { StartEvent } from './terms.messages.ts';

// Every term of the catalogue that has a figure. "Week" = 7 calendar days; "working" only where the text says so.
// Where the law leaves a term open and DECISIONS 23 fills it, the note says "default of the profile".

const term = (
  id: string,
  length: number,
  unit: TermUnit,
  starts: StartEvent,
  more: { back?: true; note?: string } = {},
): Term => ({
  id,
  starts,
  length,
  unit,
  direction: more.back ? 'backward' : 'forward',
  ends: unit === 'hours' ? 'moment' : 'end-of-day',
  ...(more.note === undefined ? {} : { note: more.note }),
});

const profileDefault = 'the law names no term: default of the profile';
const atOnce = 'at once';
const nearest = 'no term stated: the nearest norm is PD-34.1c';

export const terms = {
  'CP-5e': term('CP-5e', 0, 'hours', 'first-data', { back: true, note: 'notice first' }),
  'CP-12b': term('CP-12b', 7, 'days', 'transfer'),
  'CP-17b': term('CP-17b', 0, 'hours', 'application-filed', { note: atOnce }),
  'SP-4b-3': term('SP-4b-3', 30, 'days', 'application-filed'),
  'SP-23d': term('SP-23d', 14, 'working-days', 'policy-publication', { back: true }),
  'PD-4.6b': term('PD-4.6b', 14, 'days', 'purpose-ended', { note: 'term of PD-34.1c' }),
  'PD-5.1-7b': term('PD-5.1-7b', 14, 'days', 'purpose-ended', { note: nearest }),
  'PD-6.7a': term('PD-6.7a', 0, 'hours', 'circumstances-arise', { note: atOnce }),
  'PD-7.4': term('PD-7.4', 7, 'days', 'request-received'),
  'PD-7.5a': term('PD-7.5a', 0, 'hours', 'request-received', { note: atOnce }),
  'PD-8.5b': term('PD-8.5b', 3, 'years', 'last-audit'),
  'PD-9.4e': term('PD-9.4e', 7, 'days', 'withdrawal', { note: 'kr-strict: PD-23.6-2 read with PD-23.4a' }),
  'PD-10.4e': term('PD-10.4e', 14, 'days', 'application-filed'),
  'PD-11.4c': term('PD-11.4c', 14, 'days', 'application-filed', { note: profileDefault }),
  'PD-12.1a': term('PD-12.1a', 14, 'days', 'objection-filed', { note: profileDefault }),
  'PD-12.2a': term('PD-12.2a', 0, 'hours', 'objection-filed', { note: `${profileDefault}, at once` }),
  'PD-13.1b': term('PD-13.1b', 7, 'days', 'application-filed', { note: 'term of PD-35.2a' }),
  'PD-15.1': term('PD-15.1', 30, 'days', 'complaint-filed', { note: profileDefault }),
  'PD-20.1': term('PD-20.1', 30, 'days', 'application-filed', { note: profileDefault }),
  'PD-21.1-1': term('PD-21.1-1', 3, 'working-days', 'data-corrected', { note: profileDefault }),
  'PD-21.1-5': term('PD-21.1-5', 14, 'days', 'request-received'),
  'PD-21.1-6': term('PD-21.1-6', 14, 'days', 'application-filed'),
  'PD-21.1-9': term('PD-21.1-9', 7, 'days', 'authority-request'),
  'PD-22.2a': term('PD-22.2a', 30, 'days', 'application-filed', { note: profileDefault }),
  'PD-23.2': term('PD-23.2', 3, 'working-days', 'restriction-changed'),
  'PD-23.3a': term('PD-23.3a', 7, 'days', 'application-filed', { note: 'term of PD-35.2a' }),
  'PD-23.4a': term('PD-23.4a', 7, 'days', 'unlawfulness-established'),
  'PD-23.4b': term('PD-23.4b', 7, 'days', 'unlawfulness-established'),
  'PD-23.5': term('PD-23.5', 0, 'hours', 'decision-made', { note: atOnce }),
  'PD-23.6': term('PD-23.6', 7, 'days', 'application-filed', { note: profileDefault }),
  'PD-31.2a': term('PD-31.2a', 7, 'days', 'request-received'),
  'PD-34.1c': term('PD-34.1c', 14, 'days', 'purpose-ended'),
  'PD-35.2a': term('PD-35.2a', 7, 'days', 'application-filed'),
  'PD-37.1a': term('PD-37.1a', 72, 'hours', 'breach-discovered'),
  'PD-37.2': term('PD-37.2', 48, 'hours', 'breach-discovered-by-processor'),
  'PD-37.4': term('PD-37.4', 72, 'hours', 'breach-first-term'),
  'PD-42.4a': term('PD-42.4a', 1, 'years', 'last-report'),
  'PD-42.5-1': term('PD-42.5-1', 7, 'days', 'authority-request', {
    note: 'where the addressee is a holder (PD-21.1-9)',
  }),
  'PD-44.1-1': term('PD-44.1-1', 3, 'years', 'last-training'),
  'PD-44.1-2': term('PD-44.1-2', 1, 'years', 'last-training'),
  'PD-44.1-3': term('PD-44.1-3', 1, 'years', 'last-training', { note: 'and on appointment' }),
  'PD-44.1-4': term('PD-44.1-4', 1, 'years', 'last-training'),
  'PD-46.1': term('PD-46.1', 1, 'years', 'official-publication'),
  'ES-8.3b': term('ES-8.3b', 24, 'hours', 'information-held', { note: 'access round the clock' }),
  'ES-10.2c': term('ES-10.2c', 1, 'working-days', 'compromise-known'),
  'ES-13.6c': term('ES-13.6c', 1, 'months', 'cessation', { back: true }),
  'ES-13.6e': term('ES-13.6e', 1, 'months', 'functions-transferred', { back: true }),
  'ES-14.5a': term('ES-14.5a', 0, 'hours', 'certificate-issued'),
  'ES-14.5c': term('ES-14.5c', 0, 'hours', 'certificate-effective'),
  'ES-14.7a': term('ES-14.7a', 1, 'working-days', 'circumstances-known'),
  'ES-14.8c': term('ES-14.8c', 1, 'working-days', 'court-decision-received'),
  'ES-14.9c': term('ES-14.9c', 0, 'hours', 'register-entry', { back: true }),
  'ES-15.4.1': term('ES-15.4.1', 1, 'months', 'cessation', { back: true }),
  'ES-16.2b': term('ES-16.2b', 5, 'years', 'accredited'),
  'ES-16.5a': term('ES-16.5a', 30, 'days', 'accreditation-filed'),
  'ES-16.5b': term('ES-16.5b', 10, 'days', 'accredited'),
  'ES-16.5c': term('ES-16.5c', 10, 'days', 'accredited'),
  'ES-16.5d': term('ES-16.5d', 0, 'hours', 'accredited', { note: atOnce }),
  'ES-16.5f': term('ES-16.5f', 10, 'days', 'refused'),
  'ES-16.7b': term('ES-16.7b', 0, 'hours', 'circumstances-arise', { note: atOnce }),
  'ES-17.6.1b': term('ES-17.6.1b', 0, 'hours', 'compromise-known', { note: atOnce }),
  'ES-18.4': term('ES-18.4', 0, 'hours', 'certificate-issued', { note: atOnce }),
  'ES-20.1': term('ES-20.1', 15, 'days', 'official-publication', { note: 'in force after these days have passed' }),
} as const satisfies Record<string, Term>;

export type TermId = keyof typeof terms;

/** A norm that speaks of time without a figure: the event that bounds it. */
export type OpenTerm = { readonly id: string; readonly until: string };

const open = (id: string, until: string): OpenTerm => ({ id, until });

export const openTerms: Readonly<Record<string, OpenTerm>> = Object.fromEntries(
  [
    open('CP-10b', 'end of processing and of storage of the personal data'),
    open('CP-F-29b', 'end of the statutory storage period of information on the services provided'),
    open('SP-19a', 'the purposes of collection are fulfilled'),
    open('PD-4.6a', 'end of the retention term of the purpose'),
    open('PD-7.5b', 'the next print run'),
    open('PD-9.3', 'before consent is obtained'),
    open('PD-19.2', 'before work with personal data starts'),
    open('PD-19.4a', 'before processing starts'),
    open('PD-21.2b', 'end of the confidentiality regime of article 6'),
    open('PD-23.1-1', 'end of the consideration of the objection'),
    open('PD-23.1-2', "the term stated in the authority's demand"),
    open('PD-23.1-3', 'correction or deletion of the data'),
    open('PD-24.3b', 'in advance, before the change is made'),
    open('PD-24.7a', 'after the end of the services'),
    open('PD-25.1a', 'before processing starts'),
    open('PD-26.2b', 'simultaneously with publication of the arrangement'),
    open('PD-27.4b', 'at the first opportunity'),
    open('PD-32.3', 'before the cross-border transfer starts'),
    open('PD-34.2b', 'no term stated'),
    open('PD-42.7-2a', 'regularly, no figure'),
    open('ES-13.6a', 'the whole period of activity of the centre'),
    open('ES-15.3a', 'the whole period of operation of the centre'),
    open('ES-16.7a', 'the whole accreditation term'),
    open('ES-16.7d', 'the whole accreditation term'),
    open('ES-16.7e', 'the term set by the authority in the warning'),
    open('ES-16.7f', 'the term set by the authority in the warning'),
    open('ES-16.7k', 'the end of the term set in the warning'),
    open('ES-19.1b', 'the end of the term stated in the certificate of the former law'),
  ].map((entry) => [entry.id, entry]),
);
