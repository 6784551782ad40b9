import type { Refusal } from '../../../platform/refusal.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import { answerDelivery } from '../document-store.ts';
import { keptOnceAnswered } from '../keeping.ts';
import { lockMessage, shortenTerm } from '../message-store.ts';
import { refuse } from '../refusals.ts';
import type { Acting, RefusalReason } from '../system.ts';
import { systemById } from '../system-store.ts';
import { actsAs, notIn } from './participants.ts';
import { documentSent } from './send-document.ts';

/** A recipient takes a document, or refuses it for one of the reasons there are; that it was not signed by hand is none (ES-4.4). */
export async function answerDocument(
  deps: SystemDeps,
  who: Acting & { readonly accountId: string },
  systemId: string,
  documentId: string,
  reason: RefusalReason | null,
): Promise<{ at: Date } | Refusal> {
  const at = deps.clock.now();
  return deps.db.tx(scope, async (tx) => {
    const system = await systemById(tx, systemId);
    if (system === undefined) return refuse('SYSTEM_UNKNOWN');
    const own = await actsAs(deps, tx, system, who);
    if (own.length === 0) return notIn(system);
    const answer = reason === null ? ('accepted' as const) : ('refused' as const);
    await lockMessage(tx, documentId);
    const done = await answerDelivery(
      tx,
      documentId,
      own.map(({ id }) => id),
      { answer, reason, at },
    );
    if (done !== true) return refuse(done === undefined ? 'DOCUMENT_UNKNOWN' : 'ANSWERED_ALREADY');
    await shortenTerm(tx, documentId, keptOnceAnswered(at));
    if (who.holderId !== null) await deps.settle(tx, { holderId: who.holderId, kind: documentSent, ref: documentId });
    await journal(deps, tx, {
      type: 'exchange-document.answered',
      actor: { kind: 'account', id: who.accountId },
      holderId: system.ownerId,
      object: { kind: 'exchange-document', id: documentId },
      data: { answer, reason },
    });
    return { at };
  });
}
