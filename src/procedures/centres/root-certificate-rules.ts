import type { Guard, View } from '../../cases/index.ts';
import { dayOf } from '../../law/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import {
  approve,
  checkApproved,
  contentHash,
  type KeyOperation,
  provenKey,
  refuseIssue,
} from '../../trust/issue/index.ts';
import type { Approval, CertificateOrder, Compromise, Rekeying } from './accreditation-data.ts';
import type { AccreditationFacts, OrderForRoot } from './accreditation-facts.ts';
import { refuseAccreditation as refuse } from './accreditation-refusals.ts';

// ES-16.5d: what the root signs for a centre is prepared in the case and approved by two officers, byte for byte. Pure.

type Of<T> = Guard<T, AccreditationFacts>;
type Seen = View<AccreditationFacts>;

/** The centre holds the key it asks a certificate for, and the key is fit. */
export const requestProven: Of<Rekeying> = ({ now }, { request }) => {
  const proven = provenKey(Buffer.from(request), now);
  return isRefusal(proven) ? { ...proven, field: 'request' } : null;
};

const orderOf = ({ facts }: Seen): OrderForRoot | Refusal => {
  if (!facts.rootIssues) return refuse('ROOT_ISSUING_ABSENT');
  return facts.order ?? refuse('ACC_REQUEST_MISSING');
};
const seqOf = (view: Seen, act: string): number => view.last(act)?.seq ?? 0;
const numberOf = (view: Seen, act: string): unknown => view.last(act)?.data['certificateNumber'];

/** There is something to sign, under the number of the certificate of accreditation. */
export const orderMayBe: Of<CertificateOrder> = (view, { certificateNumber }) => {
  const order = orderOf(view);
  if (isRefusal(order)) return order;
  const handed = numberOf(view, 'handOver');
  return handed === undefined || handed === certificateNumber
    ? null
    : refuse('ACC_NUMBER_DIFFERS', { field: 'certificateNumber' });
};

/** The operation with the root's key as the case has it: from the last preparation on. `hash`: where nobody has approved yet. */
function operationOf(view: Seen, hash: string): KeyOperation | undefined {
  const prepared = view.last('prepareOrder');
  if (prepared === undefined) return undefined;
  const approvals = view.all('approveOrder').filter(({ seq }) => seq > prepared.seq);
  return {
    id: `${view.head.id}/${prepared.seq}`,
    kind: 'sign-certificate',
    keyName: 'root',
    contentHash: approvals.length === 0 ? hash : String(approvals[0]!.data['contentHash']),
    askedBy: prepared.by,
    askedAt: prepared.at,
    approvals: approvals.map(({ by, at }) => ({ officer: by, at })),
  };
}
/** What was prepared before the root signed last has been signed. */
const hasBeenSigned = (view: Seen): boolean =>
  seqOf(view, 'prepareOrder') < Math.max(seqOf(view, 'handOver'), seqOf(view, 'issueRoot'));

/** One officer, once, for exactly the bytes that would be signed now. */
export const mayApprove: Of<Approval> = (view, asked) => {
  const order = orderOf(view);
  if (isRefusal(order)) return order;
  const operation = operationOf(view, asked.contentHash);
  if (operation === undefined || hasBeenSigned(view)) return refuse('ACC_ORDER_MISSING');
  // What the officer has seen is the hash sent; what would be signed is the order of now.
  if (asked.contentHash !== contentHash(order.content))
    return refuseIssue('KEY_OPERATION_CHANGED', { field: 'contentHash' });
  const approved = approve(operation, view.facts.actor ?? '', order.content, view.now);
  return isRefusal(approved) ? approved : null;
};

/** Two officers have approved what the root would sign now. Where the root signs elsewhere its certificate stays outstanding. */
export const orderApproved: Of<object> = (view, asked) => {
  if (!view.facts.rootIssues) return null;
  const order = orderOf(view);
  if (isRefusal(order)) return order;
  const operation = operationOf(view, contentHash(order.content));
  const number = (asked as Partial<CertificateOrder>).certificateNumber;
  const other = number !== undefined && number !== numberOf(view, 'prepareOrder');
  if (operation === undefined || other || hasBeenSigned(view)) return refuse('ACC_ORDER_MISSING');
  return checkApproved(operation, order.content, view.now) ?? null;
};
export const rootIssues: Of<object> = ({ facts }) => (facts.rootIssues ? null : refuse('ROOT_ISSUING_ABSENT'));

/** What the root's handler needs: the request, the means, and the operation that was approved. */
export function approvedOrder(view: Seen): Readonly<Record<string, unknown>> | null {
  const order = view.facts.rootIssues ? view.facts.order : null;
  return order === null || isRefusal(order)
    ? null
    : { request: order.request, means: order.means, operation: operationOf(view, '') };
}

/** A certificate of the centre is in force, and the day of the event is none to come. */
export const certificateOnRecord: Of<Compromise> = ({ facts, now }, { since }) => {
  if (!facts.certified) return refuse('ACC_NO_CERTIFICATE');
  return since > dayOf(now) ? refuse('ACC_DAY_AHEAD', { field: 'since' }) : null;
};
export const compromiseReported: Of<object> = (view) =>
  seqOf(view, 'reportCompromise') > seqOf(view, 'endCompromised') ? null : refuse('ACC_NO_CERTIFICATE');
