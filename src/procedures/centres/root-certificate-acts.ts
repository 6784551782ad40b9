import { document, effect, tell } from '../../cases/index.ts';
import type { View } from '../../cases/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { contentHash } from '../../trust/issue/index.ts';
import { dayOf } from '../../law/index.ts';
import { Approval, CertificateOrder, Compromise, HandOver, Rekeying } from './accreditation-data.ts';
import { accreditationExamples as example } from './accreditation-examples-data.ts';
import type { AccreditationFacts } from './accreditation-facts.ts';
import { termEnds } from './accreditation-rules.ts';
import {
  approvedOrder,
  certificateOnRecord,
  compromiseReported,
  mayApprove,
  orderApproved,
  orderMayBe,
  requestProven,
  rootIssues,
} from './root-certificate-rules.ts';

type Seen = View<AccreditationFacts>;
const untilAt = (view: Seen): string => termEnds(view as View<never>).toISOString();

/** What is prepared, for both officers to read before they approve it. */
function orderDocument(view: Seen) {
  const { order } = view.facts;
  if (order === null || isRefusal(order)) return { cites: 'ES-16.5d' };
  return {
    cites: 'ES-16.5d',
    ...order.says,
    contentHash: contentHash(order.content),
    content: order.content.toString('base64'),
  };
}

/** ES-16.5c, ES-16.5d: the certificate of accreditation and the root's certificate, in one step after two officers' approval. */
export const rootCertificateActs = {
  fileRequest: {
    by: 'centre',
    law: 'ES-16.5d',
    after: 'accredit',
    repeat: true,
    ask: Rekeying,
    guard: requestProven,
    effects: [tell('authority')],
    example: example.fileRequest,
  },
  prepareOrder: {
    by: 'authority',
    law: 'ES-16.5d',
    after: 'accredit',
    repeat: true,
    ask: CertificateOrder,
    guard: orderMayBe,
    makes: document<AccreditationFacts>('root-certificate-order', orderDocument),
    example: example.prepareOrder,
  },
  approveOrder: {
    by: 'authority',
    law: 'ES-13.1.7b',
    after: 'prepareOrder',
    repeat: true,
    ask: Approval,
    guard: mayApprove,
    example: example.approveOrder,
  },
  handOver: {
    by: 'authority',
    law: 'ES-16.5c',
    after: 'accredit',
    ask: HandOver,
    guard: orderApproved,
    makes: document<AccreditationFacts>('accreditation-certificate', (view) => ({
      cites: 'ES-16.5c',
      number: view.last('handOver')!.data['certificateNumber'],
      // Dated with the decision that it certifies, as the root's certificate cites it.
      on: dayOf(view.last('accredit')!.at),
      centre: view.head.holderId,
      decision: view.last('accredit')!.data['number'],
      untilAt: untilAt(view),
    })),
    effects: [
      effect<AccreditationFacts>('centre.hand-over', (view) => ({
        ...view.last('handOver')!.data,
        by: view.last('handOver')!.by,
        root: approvedOrder(view),
      })),
      tell('centre'),
    ],
    // ES-16.5d: both in one step; where the root cannot issue, the case says that its certificate is outstanding.
    then: {
      acts: ['outstanding'],
      choose: (view: View<never>) => ((view as unknown as Seen).facts.rootIssues ? null : 'outstanding'),
    },
    example: { certificateNumber: 'KG-УЦ-001', proof: 'receipt No. 1' },
  },
  outstanding: { by: 'law', law: 'ES-16.5d', after: 'handOver' },
  // What was outstanding; and a new certificate where the centre has a new key.
  issueRoot: {
    by: 'authority',
    law: 'ES-16.5d',
    after: 'handOver',
    repeat: true,
    guard: [rootIssues, orderApproved],
    effects: [
      effect<AccreditationFacts>('centre.root-certificate', (view) => ({
        by: view.last('issueRoot')!.by,
        root: approvedOrder(view),
      })),
      tell('centre'),
    ],
  },
  // ES-14.6.2: the centre, as the owner of its certificate, has lost its key or suspects that somebody has it.
  reportCompromise: {
    by: 'centre',
    law: 'ES-14.6.2',
    after: 'handOver',
    repeat: true,
    ask: Compromise,
    guard: certificateOnRecord,
    effects: [tell('authority')],
    example: example.reportCompromise,
  },
  endCompromised: {
    by: 'authority',
    law: 'ES-14.7a',
    after: 'reportCompromise',
    repeat: true,
    guard: compromiseReported,
    effects: [
      effect<AccreditationFacts>('centre.end-own', (view) => ({
        since: view.last('reportCompromise')!.data['since'],
        // ES-14.7a: with the centre's report it became known.
        knownAt: view.last('reportCompromise')!.at.toISOString(),
      })),
      tell('centre'),
    ],
  },
} as const;
