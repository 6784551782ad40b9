import type { Holder } from '../../holders/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import type { Text3 } from '../../platform/text.ts';
import type { ConsentDeps } from '../deps.ts';
import { asksConsent } from '../purposes/purpose.ts';
import { purposeById } from '../purposes/store.ts';
import { consentsOfPerson, type ConsentRow } from '../store.ts';
import { groundLabel } from '../words.ts';
import { type DataRecordRow, recordsOf } from './collect-store.ts';
import {
  arraysOfPurposes,
  type DisclosureRow,
  disclosuresOfPerson,
  groundsOfPerson,
  type GroundRow,
  type OperationRow,
  operationsOfPerson,
} from './data-view-store.ts';
import { subjectsOfPerson } from './subjects.ts';

/** One holder's processing of a person's data for one purpose. */
export type Processing = {
  readonly holder: { readonly id: string; readonly name: Text3 };
  readonly purpose: { readonly id: string; readonly code: string; readonly text: Text3; readonly state: string };
  readonly grounds: readonly {
    readonly code: string;
    readonly text: Text3 | null;
    readonly since: Date;
    readonly until: Date | null;
    readonly consentId: string | null;
  }[];
  readonly arrays: readonly { readonly id: string; readonly name: Text3; readonly categories: readonly string[] }[];
  /** What the purpose may process, in words. */
  readonly categories: readonly { readonly code: string; readonly text: Text3 }[];
  readonly records: readonly {
    readonly category: string;
    readonly source: string;
    /** Where it did not come from the person. */
    readonly sourceName: string | null;
    readonly ground: string;
    readonly collectedAt: Date;
  }[];
  readonly disclosures: readonly DisclosureRow[];
};

export type DataView = { readonly processing: readonly Processing[]; readonly history: readonly OperationRow[] };

const live = new Set(['active', 'pending', 'frozen']);

/** PD-4.5: who processes what about me, on which ground, for which purpose, who got it, and what was done. */
export async function dataView(
  deps: ConsentDeps,
  personId: string,
  page: { before?: string; limit: number },
): Promise<DataView> {
  const { scope, all } = await subjectsOfPerson(deps, personId);
  const [consents, records, grounds, disclosures, history] = await Promise.all([
    consentsOfPerson(deps.db, scope, all),
    recordsOf(deps.db, scope, all),
    groundsOfPerson(deps.db, scope, all),
    disclosuresOfPerson(deps.db, scope, all),
    operationsOfPerson(deps.db, scope, all, page.before, page.limit),
  ]);
  const now = deps.clock.now();
  const current = {
    consents: consents.filter((one) => live.has(one.state) && (one.valid_until === null || now < one.valid_until)),
    records: records.filter((one) => one.destroyed_at === null && one.superseded_at === null),
    grounds: grounds.filter((one) => one.ends_at === null || now < one.ends_at),
    disclosures,
  };
  const purposeIds = [
    ...new Set(
      [...current.consents, ...current.records, ...current.grounds, ...disclosures].map((one) => one.purpose_id),
    ),
  ];
  const arrays = await arraysOfPurposes(
    deps.db,
    systemScope('the names of the arrays a person’s data stands in'),
    purposeIds,
  );
  const processing = await Promise.all(purposeIds.map((id) => processingFor(deps, id, current, arrays)));
  return { processing: processing.filter((one) => one !== null), history };
}

type Current = {
  consents: readonly ConsentRow[];
  records: readonly DataRecordRow[];
  grounds: readonly GroundRow[];
  disclosures: readonly DisclosureRow[];
};
type Arrays = Awaited<ReturnType<typeof arraysOfPurposes>>;

async function processingFor(
  deps: ConsentDeps,
  id: string,
  current: Current,
  arrays: Arrays,
): Promise<Processing | null> {
  const purpose = await purposeById(deps.db, id);
  if (purpose === null || purpose.currentVersionId === null) return null;
  const [holder, version] = await Promise.all([
    deps.registers.holder(purpose.holderId),
    deps.registers.version(purpose.currentVersionId),
  ]);
  const { body } = version!;
  const of = <T extends { purpose_id: string }>(rows: readonly T[]): T[] => rows.filter((row) => row.purpose_id === id);
  return {
    holder: nameOf(holder!),
    purpose: { id, code: purpose.code, text: body.text, state: purpose.state },
    grounds: [
      ...(asksConsent(body) || body.ground === null
        ? []
        : [
            {
              code: body.ground.code,
              text: groundLabel(body.ground.code),
              since: version!.publishedAt,
              until: null,
              consentId: null,
            },
          ]),
      ...of(current.consents).map((one) => ({
        code: 'PD-5.1-1',
        text: groundLabel('PD-5.1-1'),
        since: one.valid_from,
        until: one.valid_until,
        consentId: one.id,
      })),
      ...of(current.grounds).map((one) => ({
        code: one.code,
        text: groundLabel(one.code),
        since: one.recorded_at,
        until: one.ends_at,
        consentId: null,
      })),
    ],
    arrays: of(arrays).map((one) => ({ id: one.array_id, name: one.name, categories: one.categories })),
    categories: body.categories.map(({ code, text }) => ({ code, text })),
    records: of(current.records).map((one) => ({
      category: one.category,
      source: one.source,
      sourceName: one.source_name,
      ground: one.ground,
      collectedAt: one.collected_at,
    })),
    disclosures: of(current.disclosures),
  };
}

const nameOf = (holder: Holder) => ({ id: holder.id, name: holder.body.name });
