import { readFileSync } from 'node:fs';
import {
  type Accreditation,
  type CaKey,
  type ConfirmedMeans,
  type Draft,
  isKind,
  type Kind,
  type LintFacts,
  profileVersion,
  provenKey,
} from '../../src/trust/issue/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { approvalContent, contentHash } from '../../src/trust/issue/index.ts';
import type { Certificate } from '../../src/trust/path/index.ts';

/** An order for the offline machine, as a JSON file. Moments are RFC 3339 in UTC, octets are `{"hex": "..."}`. */
export type Order = {
  readonly kind: Kind;
  /** The request, PEM. */
  readonly request: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly contents: Omit<Draft, 'kind' | 'serial' | 'issuer' | 'notBefore' | 'notAfter' | 'spki'>;
  readonly accreditation?: Accreditation;
  readonly confirmedMeans?: readonly ConfirmedMeans[];
};

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/;

function revive(_name: string, value: unknown): unknown {
  if (typeof value === 'string' && moment.test(value)) return new Date(value);
  const { hex } = (value ?? {}) as { hex?: unknown };
  return typeof hex === 'string' && /^([0-9a-f]{2})*$/i.test(hex) ? Buffer.from(hex, 'hex') : value;
}

/** @throws Error that says what is wrong with the file */
export function readOrder(file: string): Order {
  const order = JSON.parse(readFileSync(file, 'utf8'), revive) as Order;
  if (!isKind(order.kind)) throw new Error(`${file}: no kind of certificate: ${String(order.kind)}`);
  if (!(order.notBefore instanceof Date) || !(order.notAfter instanceof Date))
    throw new Error(`${file}: notBefore and notAfter are moments like 2026-03-02T04:00:00Z`);
  if (typeof order.request !== 'string' || typeof order.contents !== 'object')
    throw new Error(`${file}: request and contents are missing`);
  return order;
}

/** What the order asks for, without a number, for a key whose possession the request proves. @throws Error */
export function orderedDraft(order: Order, at: Date): Omit<Draft, 'serial' | 'issuer' | 'notBefore' | 'notAfter'> {
  const request = provenKey(Buffer.from(order.request), at);
  if (isRefusal(request)) throw new Error(`${request.code}: ${request.text.en}`);
  return { ...order.contents, kind: order.kind, spki: request.publicKey.raw };
}

/** The hash that the officers compare and approve: over all the certificate will say but its number and first moment. */
export const orderHash = (order: Order, issuer: Certificate, key: Pick<CaKey, 'algorithm'>, at: Date): string =>
  contentHash(approvalContent({ draft: orderedDraft(order, at), until: order.notAfter }, issuer, key));

/** What the linter goes by on a machine that knows no register: the order, which two officers have approved. */
export const orderFacts = (order: Order, issuer: Certificate, issuerKind: Kind, now: Date): LintFacts => ({
  issuedAt: now,
  enteredAt: now,
  issuer,
  issuerKind,
  ...(order.accreditation === undefined ? {} : { accreditation: order.accreditation }),
  confirmedMeans: order.confirmedMeans ?? [],
  profileInForce: profileVersion,
  keyInRegister: false,
  serialInRegister: false,
  application: { powers: false, noPatronymic: false, furtherData: false },
});
