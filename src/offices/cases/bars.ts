import { type CaseNow, type Data } from '../../cases/index.ts';
import { barsOf, consentById, openObligations } from '../../consent/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import { money } from '../../platform/i18n/index.ts';
import type { Lang } from '../../platform/text.ts';
import { dayOfParts, type Given, listOf, textOf } from '../holder/given.ts';
import { normText } from '../holder/trouble.ts';

// PD-9.4: what may hold a withdrawal back, as people call it: nobody types an identifier.

export type Bar =
  | {
      readonly id: string;
      readonly kind: 'obligation';
      readonly contract: string;
      readonly owed: string;
      readonly dueOn: string | null;
    }
  | { readonly id: string; readonly kind: 'ground'; readonly law: string; readonly until: Date | null };

const filing = (now: CaseNow) => now.history.acts.find(({ act }) => act === 'file')!;

/** What stands on record for the consent of the case, written down before the application: only that may be named. */
export async function recordedBars(tx: Tx, now: CaseNow): Promise<Bar[]> {
  const { subjectId, holderId } = now.head;
  const { at, data } = filing(now);
  const consent = subjectId === null ? null : await consentById(tx, null, subjectId, String(data['consentId']));
  if (consent === null) return [];
  const owed = await openObligations(tx, consent);
  const grounds = (await barsOf(tx, consent.subject_id, holderId, consent.purpose_id)).filter(
    ({ kind }) => kind === 'ground',
  );
  return [
    ...owed
      .filter(({ recordedAt }) => recordedAt < at)
      .map((one): Bar => {
        const { id, contract, dueOn } = one;
        // It becomes part of a document the subject reads: the sum as the acts write it, whatever language the officer reads in.
        return {
          id,
          kind: 'obligation',
          contract,
          owed: one.amountTyiyn === null ? (one.act ?? '') : money('ky', BigInt(one.amountTyiyn)),
          dueOn,
        };
      }),
    ...grounds
      .filter((one) => one.recorded_at < at && one.law !== null && one.law !== 'PD-5.1-1')
      .map((one): Bar => ({ id: one.id, kind: 'ground', law: one.law!, until: one.ended_at })),
  ];
}

/** What the holder relied on and has not lifted. */
export function standingBars({ history }: CaseNow): Bar[] {
  const upheld = history.acts.findLast(({ act }) => act === 'uphold')?.data;
  const lifted = history.acts.filter(({ act }) => act === 'lift').map(({ data }) => data['bar']);
  const list = (name: string): Data[] => (Array.isArray(upheld?.[name]) ? (upheld[name] as Data[]) : []);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const all = [
    ...list('named').map(
      (one): Bar => ({
        id: text(one['id']),
        kind: 'obligation',
        contract: text(one['contract']),
        owed: text(one['owed']),
        dueOn: text(one['dueOn']) || null,
      }),
    ),
    ...list('grounds').map(
      (one): Bar => ({
        id: text(one['id']),
        kind: 'ground',
        law: text(one['law']),
        until: one['until'] === undefined ? null : new Date(text(one['until'])),
      }),
    ),
  ];
  return all.filter(({ id }) => !lifted.includes(id));
}

export const barName = (lang: Lang, bar: Bar): string =>
  bar.kind === 'obligation'
    ? [bar.contract, bar.owed].filter((part) => part !== '').join(' — ')
    : normText(lang, bar.law) || bar.law;

/** The answer to `uphold` out of its form: the bars that are ticked, each as it is named there. */
export function upholdOf(given: Given, bars: readonly Bar[]): Data {
  const ticked = bars.filter(({ id }) => listOf(given, 'bars').includes(id));
  const said = (name: string, value: string | null): Data => (value === null || value === '' ? {} : { [name]: value });
  return {
    obligations: ticked.filter(({ kind }) => kind === 'obligation').map(({ id }) => id),
    named: ticked
      .filter(({ kind }) => kind === 'obligation')
      .map(({ id }) => ({
        id,
        ...said('contract', textOf(given, `contract-${id}`)),
        ...said('owed', textOf(given, `owed-${id}`)),
        ...said('dueOn', dayOfParts(given, `dueOn-${id}`)),
      })),
    grounds: ticked.flatMap((bar) =>
      bar.kind === 'ground'
        ? [{ id: bar.id, law: bar.law, ...(bar.until === null ? {} : { until: bar.until.toISOString() }) }]
        : [],
    ),
    ...said('reasons', textOf(given, 'reasons')),
  };
}

/** Where on the form a refusal's field stands. */
export function upholdField(field: string | undefined, given: Given, bars: readonly Bar[]): string | undefined {
  const [part, index, member] = (field ?? '').split('/');
  if (part === 'reasons') return 'reasons';
  if (part !== 'named') return field === undefined ? undefined : 'bars';
  const id = bars.filter((bar) => bar.kind === 'obligation' && listOf(given, 'bars').includes(bar.id))[Number(index)]
    ?.id;
  if (id === undefined) return 'bars';
  const missing =
    member ??
    (textOf(given, `contract-${id}`) === '' ? 'contract' : textOf(given, `owed-${id}`) === '' ? 'owed' : 'dueOn');
  return `${missing}-${id}`;
}
