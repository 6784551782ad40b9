import { readFileSync } from 'node:fs';
import type { ActCode } from './acts.ts';

// The requirement catalogue: what each norm says, in its own words and plainly, and how it is shown to be kept.
// `catalogue-data.json` is generated from law/requirements/*.yaml (`npm run law -- --generate`); a test compares them.

export type Requirement = {
  readonly id: string;
  readonly act: ActCode;
  /** Where it stands, as the catalogue words it: "Draft law, art. 9 p. 4, para 2". */
  readonly ref: string;
  /** Key into the titles of acts.messages.ts: the article, section or chapter; see `headingOf`. */
  readonly heading: string;
  /** Verbatim words of the authentic text. */
  readonly source: string;
  /** Plain English. */
  readonly text: string;
  readonly actor: string;
  readonly kind: string;
  readonly deadline: string | null;
  readonly system: string;
  /** How it is proven; a correction of the project wins over the first wording. */
  readonly check: string;
  readonly note: string | null;
  /** False: no program can keep or break it; `reason` says why. Such a row is never counted as proven or open. */
  readonly executable: boolean;
  readonly reason: string | null;
};

const load = (): readonly Requirement[] =>
  JSON.parse(readFileSync(new URL('./catalogue-data.json', import.meta.url), 'utf8')) as Requirement[];

/** Every row, in the order of the acts' texts: CP, SP, PD, ES. */
export const requirements: readonly Requirement[] = load();

const byId: ReadonlyMap<string, Requirement> = new Map(requirements.map((row) => [row.id, row]));

/** The row of an id, or null. */
export const findRequirement = (id: string): Requirement | null => byId.get(id) ?? null;

/** The row of an id. An unknown id is a defect of the program: throws RangeError. */
export function requirement(id: string): Requirement {
  const row = byId.get(id);
  if (!row) throw new RangeError(`unknown requirement: ${id}`);
  return row;
}

/** Rows whose id begins so, at a boundary of numbers: 'PD-9' holds PD-9.1a but not PD-91, 'CP-8' holds CP-8a-1. */
export const requirementsUnder = (prefix: string): readonly Requirement[] =>
  requirements.filter(
    ({ id }) => id.startsWith(prefix) && !(/\d$/.test(prefix) && /^\d/.test(id.slice(prefix.length))),
  );
