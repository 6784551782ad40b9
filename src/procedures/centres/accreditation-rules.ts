import { addMonths, dayOf, endOfDay } from '../../law/index.ts';
import type { Guard, LawOfTerms, View } from '../../cases/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { isConfirmed, isLegalPerson, isPublicKind } from '../../trust/centres/index.ts';
import type { Application, Cover, Employee, Inspection, Refusing } from './accreditation-data.ts';
import type { AccreditationFacts } from './accreditation-facts.ts';
import { refuseAccreditation as refuse } from './accreditation-refusals.ts';

// ES-16.3: the four requirements. ES-16.6: what a refusal may rest on. Pure.

type Seen = View<AccreditationFacts>;
type Of<T> = Guard<T, AccreditationFacts>;

/** ES-16.3.1, ES-16.3.2: the law's thresholds, in tyiyn. */
const netAssetsAtLeast = 1_000_000_00;
const coverAtLeast = 1_500_000_00;
const staffAtLeast = 2;

const tyiyn = (amount: string): number => Math.round(Number(amount.replace(',', '.')) * 100);
const filled = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';

/** ES-16.3.4: an employee who creates and issues certificates and has the education, or less of it with the training. */
export const qualifies = ({ issues, education, training }: Employee): boolean =>
  issues === 'yes' &&
  (education === 'higher_it' ||
    education === 'higher_security' ||
    (training === 'yes' && (education === 'higher_other' || education === 'secondary')));

const coverSuffices = (cover: Cover, at: Date): boolean =>
  tyiyn(cover.amount) >= coverAtLeast && endOfDay(cover.until) >= at;
const staffSuffices = (staff: readonly Employee[]): boolean => staff.filter(qualifies).length >= staffAtLeast;

function toolsSuffice(application: Application, { means }: AccreditationFacts, at: Date): boolean {
  const named = application.means.map((number) => means.find(({ documentNumber }) => documentNumber === number));
  const all = named.every((one) => one !== undefined && isConfirmed(one, at));
  return all && (['signature', 'centre'] as const).every((kind) => named.some((one) => one?.kind === kind));
}

/** ES-16.3, ES-16.8: the requirements an application does not meet at a moment. */
export function unmet(application: Application, facts: AccreditationFacts, at: Date): Refusal[] {
  const { netAssets, cover, staff } = application;
  const money = facts.kind === null || !isPublicKind(facts.kind);
  return [
    ...(money && (netAssets === undefined || tyiyn(netAssets.amount) < netAssetsAtLeast)
      ? [refuse('ACC_NET_ASSETS', { field: 'netAssets' })]
      : []),
    ...(money && (cover === undefined || !coverSuffices(cover, at))
      ? [refuse('ACC_LIABILITY_COVER', { field: 'cover' })]
      : []),
    ...(toolsSuffice(application, facts, at) ? [] : [refuse('ACC_TOOLS', { field: 'means' })]),
    ...(staffSuffices(staff) ? [] : [refuse('ACC_STAFF', { field: 'staff' })]),
  ];
}

const applied = (view: View<never>): Application => view.last('apply')!.data as unknown as Application;

/** ES-16.1b. */
export const isLegal: Of<Application> = ({ facts }) =>
  facts.kind !== null && isLegalPerson(facts.kind) ? null : refuse('ACC_NOT_LEGAL_PERSON');

export const mayApply: Of<Application> = ({ facts }) => {
  if (facts.pending) return refuse('ACC_APPLICATION_PENDING');
  return facts.standing === 'active' || facts.standing === 'suspended' ? refuse('ACC_ALREADY') : null;
};

/** ES-16.2c: a term is asked for only where it is shorter than the law's. */
export const termIsShorter: Of<Application> = (_view, { requestedYears }) =>
  requestedYears !== undefined && requestedYears >= 5 ? refuse('ACC_TERM', { field: 'requestedYears' }) : null;

/** ES-16.4b: the documents on each requirement; to the bodies of ES-16.8 the first two do not apply. */
export const documentsNamed: Of<Application> = ({ facts }, { netAssets, cover, means, staff }) => {
  const money = facts.kind === null || !isPublicKind(facts.kind);
  const missing = (field: string, law: string): Refusal =>
    refuse('ACC_DOCS_MISSING', { field, law: ['ES-16.4b', law], details: { missing: law } });
  if (money && !filled(netAssets?.document)) return missing('netAssets/document', 'ES-16.3.1');
  if (money && !filled(cover?.document)) return missing('cover/document', 'ES-16.3.2');
  if (means.length === 0) return missing('means', 'ES-16.3.3');
  const bare = staff.findIndex(({ document }) => !filled(document));
  if (staff.length === 0 || bare >= 0) return missing(bare < 0 ? 'staff' : `staff/${bare}/document`, 'ES-16.3.4c');
  return null;
};

/** ES-16.3: every requirement that applies, on the day of the decision. */
export const meetsAll: Of<object> = (view) => {
  const [first, ...more] = unmet(applied(view as View<never>), view.facts, view.now);
  if (first === undefined) return null;
  return { ...first, law: [...first.law, 'ES-16.3'], details: { unmet: [first, ...more].map(({ code }) => code) } };
};

/** ES-16.5g, ES-16.6: a refusal has a reason, and each reason holds. */
export const groundsHold: Of<Refusing> = (view, { reasons }) => {
  if (reasons.length === 0) return refuse('ACC_REASONS_MISSING', { field: 'reasons' });
  const failing = unmet(applied(view as View<never>), view.facts, view.now).map(({ code }) => code);
  for (const [index, { ground, document, fact }] of reasons.entries()) {
    if (ground === 'ACC_FALSE_DATA') {
      if (!filled(document)) return refuse('ACC_FALSE_DATA_UNPROVEN', { field: `reasons/${index}/document` });
      if (!filled(fact)) return refuse('ACC_FALSE_DATA_UNPROVEN', { field: `reasons/${index}/fact` });
    } else if (!failing.includes(ground))
      return refuse('ACC_GROUND_DOES_NOT_HOLD', { field: `reasons/${index}/ground`, details: { failing } });
  }
  return null;
};

/** ES-16.2b, ES-16.2c: the last instant of the term. The day of the decision is day 0. */
export function termOf(requestedYears: number | undefined, decidedAt: Date, law: LawOfTerms): Date {
  return requestedYears === undefined
    ? law.due('ES-16.2b', decidedAt)
    : endOfDay(addMonths(dayOf(decidedAt), requestedYears * 12));
}
export const termEnds = (view: View<never>): Date =>
  termOf(applied(view).requestedYears, view.last('accredit')!.at, view.law);

/** ES-16.3.2: the cover that was last shown; none where none is asked for. */
export function coverEnds(view: View<never>): Date | null {
  const shown = (view.last('renewCover')?.data as unknown as Cover | undefined) ?? applied(view).cover;
  return shown === undefined ? null : endOfDay(shown.until);
}
export const coverHolds: Of<Cover> = (view, cover) => {
  if (!filled(cover.document)) return refuse('ACC_DOCS_MISSING', { field: 'document', law: ['ES-16.3.2'] });
  return coverSuffices(cover, view.now) ? null : refuse('ACC_LIABILITY_COVER', { field: 'amount' });
};

/** ES-16.7a: two are needed for the whole term. */
export const whatFollowsStaff = (view: View<never>): 'staffBreach' | null =>
  staffSuffices((view.last('recordStaff')!.data as { staff: Employee[] }).staff) ? null : 'staffBreach';

/** ES-8.2.1c: a breach that was found waits for its warning. */
export const owesWarning = (view: View<never>): boolean => {
  const last = view.last('inspect');
  const found = (last?.data as Inspection | undefined)?.outcome === 'breach';
  return found && (view.last('warn')?.seq ?? 0) < last!.seq;
};
export const noWarningOwed: Of<Inspection> = (view) =>
  owesWarning(view as View<never>) ? refuse('ACC_WARNING_OWED') : null;
/** No term in the law: the day of the finding. */
export const warningDue = (view: View<never>): Date | null =>
  owesWarning(view) ? endOfDay(dayOf(view.last('inspect')!.at)) : null;
export const inspectionDue = (view: View<never>): Date => endOfDay(String(view.last('planInspection')!.data['on']));
export const planAhead: Of<{ on: string }> = (view, { on }) =>
  endOfDay(on) > view.now ? null : refuse('ACC_DAY_PAST', { field: 'on', law: ['ES-16.7d'] });
export type { Seen };
