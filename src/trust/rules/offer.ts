import { holderScope, type Tx } from '../../platform/db/index.ts';
import { type CentreDeps, journalOfCentres, lockCentre } from '../centres/index.ts';
import type { OpenStep } from './bodies.ts';
import { insertOffer, type Offer, offerAt, type Service } from './offer-store.ts';
import { ruleAt } from './rules-store.ts';

/** ES-13.8: what a centre offers to everybody: one price for each service, and the terms of its steps. No edition is for one person. */
export async function publishOffer(
  deps: CentreDeps,
  by: { readonly accountId: string; readonly centreId: string },
  what: Pick<Offer, 'prices' | 'terms'>,
): Promise<{ readonly edition: number }> {
  return deps.db.tx(holderScope(by.centreId), async (tx) => {
    await lockCentre(tx, by.centreId);
    const entry = await journalOfCentres(deps, tx, {
      type: 'centre.offer-published',
      actor: { kind: 'account', id: by.accountId },
      centreId: by.centreId,
      object: { kind: 'centre', id: by.centreId },
      data: { prices: { ...what.prices }, terms: { ...what.terms } },
    });
    return { edition: await insertOffer(tx, { centreId: by.centreId, ...what, publishedAt: deps.clock.now() }, entry) };
  });
}

/** ES-13.8: the terms of a contract about a service: those of the offer in force, for whoever concludes it. Free where nothing is published. */
export type ContractTerms = { readonly service: Service; readonly price: string; readonly offer: number };
export async function contractTerms(tx: Tx, centreId: string, service: Service, at: Date): Promise<ContractTerms> {
  const offer = await offerAt(tx, centreId, at);
  return { service, price: offer?.prices[service] ?? '0.00', offer: offer?.edition ?? 0 };
}

/** The term of a step of a centre that the law leaves open, and who set it. */
export type StepTerm = { readonly days: number; readonly setBy: 'act' | 'centre' | 'default'; readonly act: string };

/** ES-13.7b: a normative act goes before the centre's own rules; where neither says anything, the default. Pure. */
export function termOfStep(
  act: { readonly days: number; readonly number: string } | null,
  own: number | undefined,
  otherwise: number,
): StepTerm {
  if (act !== null) return { days: act.days, setBy: 'act', act: act.number };
  return own === undefined ? { days: otherwise, setBy: 'default', act: '' } : { days: own, setBy: 'centre', act: '' };
}

/** The term of a step at a centre at a moment. `otherwise`: days, where nobody has set any. */
export async function stepTerm(
  tx: Tx,
  centreId: string,
  step: OpenStep,
  at: Date,
  otherwise: number,
): Promise<StepTerm> {
  const [rule, offer] = [await ruleAt(tx, 'terms', at), await offerAt(tx, centreId, at)];
  const days = rule?.body.terms.find((one) => one.step === step)?.days;
  return termOfStep(days === undefined ? null : { days, number: rule!.act.number }, offer?.terms[step], otherwise);
}
