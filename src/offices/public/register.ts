import { asksConsent, type ConsentDeps, type PurposeVersion, purposesOf } from '../../consent/index.ts';
import { allHolders, type Holder, policyInForce, type PolicyVersion } from '../../holders/index.ts';
import { foldForSearch } from '../../platform/i18n/index.ts';
import { langs, type Text3 } from '../../platform/text.ts';

export type Registered = {
  readonly holder: Holder;
  readonly policy: PolicyVersion | null;
  readonly forms: readonly PurposeVersion[];
};

/** CP-4a: what is in force and published; a draft or a purpose that has ended is not here. */
export async function publishedOf(deps: ConsentDeps, holderId: string): Promise<PurposeVersion[]> {
  const open = (await purposesOf(deps.db, holderId)).filter(
    ({ state, currentVersionId }) => state === 'active' && currentVersionId !== null,
  );
  const versions = await Promise.all(open.map(({ currentVersionId }) => deps.registers.version(currentVersionId!)));
  return versions.filter((version) => version !== null);
}

export async function readRegister(deps: ConsentDeps): Promise<Registered[]> {
  const holders = await allHolders(deps.db);
  return Promise.all(
    holders.map(async (holder) => {
      const [policy, published] = await Promise.all([policyInForce(deps.db, holder.id), publishedOf(deps, holder.id)]);
      return { holder, policy, forms: published.filter(({ body }) => asksConsent(body)) };
    }),
  );
}

const spoken = (text: Text3 | null): string[] => (text === null ? [] : langs.map((lang) => text[lang]));

/** Holders whose name, code, forms or policy hold every word asked for, in any of the three languages. */
export function search(registered: readonly Registered[], question: string): Registered[] {
  const words = question
    .split(/\s+/)
    .map(foldForSearch)
    .filter((word) => word !== '');
  return registered.filter(({ holder, policy, forms }) => {
    const texts = [
      holder.body.name,
      holder.body.shortName,
      policy?.body.document.title ?? null,
      ...forms.flatMap(({ body }) => [body.text, body.service.name]),
    ];
    const hay = foldForSearch([holder.code, holder.body.tin ?? '', ...texts.flatMap(spoken)].join(' '));
    return words.every((word) => hay.includes(word));
  });
}
