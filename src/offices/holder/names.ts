import { type Purpose, type PurposeBody, purposesOf } from '../../consent/index.ts';
import type { Lang } from '../../platform/text.ts';
import type { Desk, HolderDeps } from './deps.ts';

/** The holder's purposes with their current wording and data, for lists and choices. */
export type NamedPurpose = {
  readonly purpose: Purpose;
  readonly text: string;
  readonly categories: PurposeBody['categories'];
};
export async function namedPurposes(deps: HolderDeps, desk: Desk, lang: Lang): Promise<readonly NamedPurpose[]> {
  const purposes = await purposesOf(deps.consent.db, desk.holderId);
  return Promise.all(
    purposes.map(async (purpose) => {
      const version =
        purpose.currentVersionId === null ? null : await deps.consent.registers.version(purpose.currentVersionId);
      return {
        purpose,
        text: asHeading(version?.body.text[lang] ?? purpose.code),
        categories: version?.body.categories ?? [],
      };
    }),
  );
}
export const textOfPurpose = (named: readonly NamedPurpose[], purposeId: string): string =>
  named.find((one) => one.purpose.id === purposeId)?.text ?? '—';

/** A policy writes its purposes as items of a list; as a heading each begins with a capital. */
export const asHeading = (text: string): string => text.charAt(0).toLocaleUpperCase('ky') + text.slice(1);
