import { dayOf } from '../../law/index.ts';
import { document, type View } from '../../cases/index.ts';
import type { AccreditationFacts } from './accreditation-facts.ts';

type Seen = View<AccreditationFacts>;

/**
 * What an act makes by which the authority decides on an accreditation: a document that is read without the case beside it, and that takes no
 * effect unless the officer who decides has signed it (ES-8.2.1a, ES-8.2.1c). `also`: what it says beside what the act was given.
 */
export const signedDecision = (
  act: string,
  kind: string,
  cites: string,
  { law = 'ES-8.2.1a', also = () => ({}) }: { readonly law?: string; readonly also?: (view: Seen) => object } = {},
) => ({
  makes: document<AccreditationFacts>(kind, (view) => ({
    cites,
    centre: { id: view.head.holderId, ...view.facts.centre },
    decidedOn: dayOf(view.now),
    ...view.last(act)!.data,
    ...also(view),
  })),
  signed: { law: [law] },
});
