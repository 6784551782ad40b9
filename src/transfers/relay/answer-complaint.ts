import { hash } from 'node:crypto';
import { journalAll } from '../../arrays/index.ts';
import { dataKey, destroyed, openSealed, sealJson } from '../../keys/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { TransferDeps } from '../deps.ts';
import { type ComplaintBody, complaintPlace } from './bring-together.ts';
import { authorityParty } from './identity.ts';
import { complaintAnswered } from './messages.ts';
import { lockOpenComplaint, writeAnswer } from './open-complaint-store.ts';
import { refuse } from './refusals.ts';
import { tell } from './report-read.ts';

export const answerPlace = (id: string) => ({ table: 'transfer_complaint', row: id, column: 'answer_sealed' });

/**
 * PD-15.1: an officer of the authority answers a complaint to which no report was found. Who complained is told that there is an answer and
 * reads it behind the own log-in; the answer lies under that person's key. Once: what was answered is not changed.
 */
export const answerComplaint = (
  deps: TransferDeps,
  officer: string,
  id: string,
  typed: string,
): Promise<{ readonly answeredAt: Date } | Refusal> =>
  deps.db.tx(systemScope('the authority answers a complaint'), async (tx) => {
    const answer = typed.normalize('NFC').trim();
    if (answer === '') return refuse('ANSWER_EMPTY', { field: 'answer' });
    const row = await lockOpenComplaint(tx, id);
    if (row === null) return refuse('COMPLAINT_NOT_OPEN');
    const at = deps.clock.now();
    const owner = { class: 'proof' as const, subjectId: row.subject_id, holderId: authorityParty };
    using key = await dataKey(deps.keys, tx, owner, deps.clock.real());
    await writeAnswer(tx, id, sealJson(key, answerPlace(id), answer, { padTo: 512 }) as Buffer, officer, at);
    await journalAll(deps, tx, [
      {
        type: 'transfer.complaint-answered',
        actor: { kind: 'account', id: officer },
        object: { kind: 'transfer-complaint', id },
        // What was answered can be shown to be this and no other.
        data: { answerHash: hash('sha256', answer) },
      },
    ]);
    const body = await openSealed<ComplaintBody>(deps.keys, tx, row.subject_id, complaintPlace(id), row.sealed);
    const personId = deps.keys.personIdOf(row.subject_id, authorityParty);
    if (body !== destroyed) await tell(deps, tx, personId, body.contacts, complaintAnswered(row.number));
    return { answeredAt: at };
  });
