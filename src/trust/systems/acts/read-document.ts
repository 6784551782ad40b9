import type { Tx } from '../../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { actorOf, journal, scope, type SystemDeps } from '../deps.ts';
import { type Answered, answersTo, type DocumentForParty, documentFor } from '../document-store.ts';
import { messageOf } from '../message-store.ts';
import { refuse } from '../refusals.ts';
import type { Acting, ExchangeSystem } from '../system.ts';
import { systemById } from '../system-store.ts';
import { type Message, openMessage } from './keep-message.ts';
import { actsAs } from './participants.ts';

type Reader = Acting & { readonly accountId: string };

/** A document as its sender or a recipient sees it. */
export type OpenedDocument = {
  readonly document: DocumentForParty;
  /** null: the message is not kept, or not any more. */
  readonly message: Message | null;
  /** Law time; null: of this document nothing was kept but its hash. */
  readonly keepUntil: Date | null;
  readonly erasedAt: Date | null;
  /** Whether the reader was sent it, and so may answer. */
  readonly received: boolean;
  /** What every recipient has answered, where the reader is the sender; empty for others. */
  readonly answers: readonly Answered[];
};

/**
 * Opens a document for whoever sent or received it; for all others there is none. The look is on record, with `part`: what was opened.
 */
export async function readDocument(
  deps: SystemDeps,
  who: Reader,
  at: { readonly systemId: string; readonly documentId: string },
  part: 'particulars' | 'document' | 'signature',
): Promise<OpenedDocument | Refusal> {
  return deps.db.tx(scope, async (tx) => {
    const system = await systemById(tx, at.systemId);
    if (system === undefined) return refuse('SYSTEM_UNKNOWN');
    const found = await opened(deps, tx, system, who, at.documentId);
    if (isRefusal(found) || found.message === null) return found;
    await journal(deps, tx, {
      type: 'exchange-document.read',
      actor: actorOf(who),
      holderId: system.ownerId,
      object: { kind: 'exchange-document', id: at.documentId },
      data: { part },
    });
    return found;
  });
}

async function opened(
  deps: SystemDeps,
  tx: Tx,
  system: ExchangeSystem,
  who: Reader,
  documentId: string,
): Promise<OpenedDocument | Refusal> {
  const own = (await actsAs(deps, tx, system, who)).map(({ id }) => id);
  const document = await documentFor(tx, system.id, documentId, own);
  if (document === undefined) return refuse('DOCUMENT_UNKNOWN');
  const answers = await answersTo(tx, documentId);
  const received = answers.some(({ participantId }) => own.includes(participantId));
  const kept = await messageOf(tx, documentId);
  return {
    document,
    message: kept === undefined ? null : await openMessage(deps, tx, documentId, kept),
    keepUntil: kept?.keepUntil ?? null,
    erasedAt: kept?.erasedAt ?? null,
    received,
    answers: own.includes(document.senderId) ? answers : [],
  };
}
