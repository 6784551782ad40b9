import { hash } from 'node:crypto';
import { type DataKeyRow, keepDataKeys } from '../../../keys/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { Draft } from '../draft.ts';
import type { Validity } from '../validity.ts';
import { sealCertificate } from './contents.ts';
import { type Act, journalling, type RegisterDeps } from './deps.ts';
import { isOpen, type IssueOrder } from './order.ts';
import { certificateDigest } from './row-digest.ts';
import { insertCertificates, type NewCertificate, nextRecords, type TakenIssuer } from './store.ts';

/** A certificate that was linted and verified, with what its record will say. */
export type Entering = {
  readonly id: string;
  readonly order: Pick<IssueOrder, 'subjectId' | 'agreement' | 'operation' | 'actor'>;
  readonly draft: Pick<Draft, 'kind' | 'serial'>;
  readonly certificate: Buffer;
  readonly spkiDigest: Buffer;
  /** The owner's key as it was found, where the certificate is to be sealed. */
  readonly sealing?: DataKeyRow | undefined;
  readonly validity: Validity;
  readonly now: Date;
};

/** Writes a certificate into its register, and takes the number of its record. */
export async function enter(tx: Tx, deps: RegisterDeps, row: TakenIssuer, what: Entering): Promise<void> {
  // Entry of the journal, number and entry of the register leave together: none of them decides about another.
  const [last] = await Promise.all([
    nextRecords(tx, row.register_id, 1),
    write(tx, deps, row, row.last_record + 1, [what]),
  ]);
  if (last !== row.last_record + 1) throw registerNotTaken();
}

export const registerNotTaken = (): Error => new Error('the register was not taken by whoever entered a certificate');

/**
 * Writes certificates into the register that the transaction has taken: one statement a table, however many they are. `first`: the
 * number of the first record; whoever calls takes the numbers (`nextRecords`).
 */
export async function write(
  tx: Tx,
  deps: RegisterDeps,
  row: TakenIssuer,
  first: number,
  all: readonly Entering[],
): Promise<void> {
  const records = all.map((one, at) => recordOf(deps, row, first + at, one));
  const made = records.flatMap((one) => (one.made === undefined ? [] : [one.made]));
  const { ids, written } = journalling(
    deps,
    tx,
    records.map((one) => one.act),
  );
  await Promise.all([
    keepDataKeys(tx, made),
    written,
    insertCertificates(
      tx,
      records.map(({ said, sealed }, at) => ({ ...said, sealed, journalEntryId: ids[at]! })),
    ),
  ]);
}

type Written = {
  readonly said: Omit<NewCertificate, 'sealed' | 'journalEntryId'>;
  readonly sealed: Buffer | null;
  readonly made?: DataKeyRow;
  readonly act: Act;
};

function recordOf(deps: RegisterDeps, row: TakenIssuer, record: number, what: Entering): Written {
  const { id, order, draft, certificate, spkiDigest, sealing, validity, now } = what;
  const fingerprint = hash('sha256', certificate, 'buffer');
  const open = isOpen(draft.kind);
  const { subjectId } = order;
  const said = {
    id,
    registerId: row.register_id,
    holderId: row.holder_id,
    subjectId,
    issuerId: row.id,
    record,
    kind: draft.kind,
    serial: draft.serial,
    spkiDigest,
    fingerprint,
    enteredAt: now,
    notBefore: validity.notBefore,
    notAfter: validity.notAfter,
    der: open ? certificate : null,
    agreementId: order.agreement?.id ?? null,
  };
  const act: Act = {
    type: 'certificate.issued',
    actor: order.actor,
    holderId: row.holder_id,
    object: { kind: 'certificate', id },
    data: {
      record,
      kind: draft.kind,
      number: draft.serial.toString('hex'),
      fingerprint: fingerprint.toString('hex'),
      notAfter: validity.notAfter.toISOString(),
      cappedBy: validity.cappedBy,
      row: certificateDigest(said),
      ...(order.agreement === undefined ? {} : { agreement: order.agreement.id }),
      ...(order.operation === undefined ? {} : { operation: order.operation.id }),
    },
  };
  const closed = open ? { sealed: null } : sealCertificate(deps, { id, row, subjectId, certificate, now }, sealing);
  return { said, act, ...closed };
}
