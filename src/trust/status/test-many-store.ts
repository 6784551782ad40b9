import type { Tx } from '../../platform/db/index.ts';

/** As many further entries as are asked for, after the model of one certificate: for lists that are long, not for paths. */
export async function manyAfter(tx: Tx, number: string, count: number): Promise<void> {
  await tx.query(
    `INSERT INTO certificate (id, register_id, holder_id, subject_id, issuer_id, record, kind, serial, spki_digest, fingerprint, entered_at,
                              not_before, not_after, der, sealed, journal_entry_id)
     SELECT gen_random_uuid(), c.register_id, c.holder_id, c.subject_id, c.issuer_id, r.last_record + n, c.kind,
            decode('40' || lpad(to_hex(n), 30, '0'), 'hex'), sha256(('key ' || n)::bytea), sha256(('certificate ' || n)::bytea),
            c.entered_at, c.not_before, c.not_after, c.der, c.sealed, c.journal_entry_id
     FROM certificate c JOIN certificate_register r ON r.id = c.register_id, generate_series(1, $2::int) n WHERE c.serial = $1`,
    [Buffer.from(number, 'hex'), count],
  );
  await tx.query(
    `UPDATE certificate_register SET last_record = last_record + $2 WHERE id = (SELECT register_id FROM certificate WHERE serial = $1)`,
    [Buffer.from(number, 'hex'), count],
  );
}
