import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { type Acting, type ArrayDeps, journal, journalRefused } from '../deps.ts';
import {
  endContracts,
  insertAuthorised,
  insertContract,
  processorByClient,
  processorsOf,
  putProcessor,
} from '../processor-store.ts';
import { refuse } from '../refusals.ts';

/** PD-3.12: names a processor of the holder, and the machine client it comes with. Without a contract it opens nothing. */
export async function nameProcessor(
  deps: ArrayDeps,
  who: Acting,
  what: { code: string; name: Text3; country: string; clientId: string | null },
): Promise<{ processorId: string } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const known = await processorsOf(tx, who.holderId, deps.clock.now());
    // One machine acts for one processor: by its client id the contract is found.
    if (what.clientId !== null && known.some((one) => one.client_id === what.clientId && one.code !== what.code))
      return refuse('PROCESSOR_CLIENT_TAKEN', { field: 'clientId' });
    const processorId = await putProcessor(tx, {
      id: uuidv7(deps.clock.real()),
      holderId: who.holderId,
      ...what,
      at: deps.clock.now(),
    });
    await journal(deps, tx, who, {
      type: 'processor.named',
      object: { kind: 'processor', id: processorId },
      data: { code: what.code, country: what.country, client: what.clientId },
    });
    return { processorId };
  });
}

export type ContractInput = {
  readonly kind: 'contract' | 'legal_act';
  readonly reference: string;
  readonly from: Date | null;
  readonly until: Date | null;
};

/** PD-3.12, PD-24.1: the contract or the legal act a processor works under; null ends what there is. */
export async function setContract(
  deps: ArrayDeps,
  who: Acting,
  code: string,
  contract: ContractInput | null,
): Promise<{ contract: string | null } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const at = deps.clock.now();
    const processor = (await processorsOf(tx, who.holderId, at)).find((one) => one.code === code);
    if (processor === undefined) return refuse('PROCESSOR_UNKNOWN');
    await endContracts(tx, processor.id, at);
    const object = { kind: 'processor', id: processor.id };
    if (contract === null) {
      await journal(deps, tx, who, { type: 'processor.contract-ended', object, data: { code } });
      return { contract: null };
    }
    const entryId = await journal(deps, tx, who, {
      type: 'processor.contract-recorded',
      object,
      data: { code, kind: contract.kind, until: contract.until?.toISOString() ?? null },
    });
    await insertContract(tx, {
      id: uuidv7(deps.clock.real()),
      holderId: who.holderId,
      processorId: processor.id,
      kind: contract.kind,
      reference: contract.reference,
      from: contract.from ?? at,
      until: contract.until,
      entryId,
    });
    return { contract: contract.reference };
  });
}

/** PD-3.21: somebody the holder or its processor sanctions to process; known by a staff number, never by name. */
export async function authorisePerson(
  deps: ArrayDeps,
  who: Acting,
  what: { processorCode: string | null; code: string; sanction: string },
): Promise<{ personId: string } | Refusal> {
  return deps.db.tx(holderScope(who.holderId), async (tx) => {
    const processor =
      what.processorCode === null
        ? null
        : (await processorsOf(tx, who.holderId, deps.clock.now())).find((one) => one.code === what.processorCode);
    if (processor === undefined) return refuse('PROCESSOR_UNKNOWN', { field: 'processorCode' });
    if (processor !== null && processor.contract === null) return refuse('PROCESSOR_WITHOUT_CONTRACT');
    const personId = uuidv7(deps.clock.real());
    const entryId = await journal(deps, tx, who, {
      type: 'processor.person-authorised',
      object: { kind: 'authorised-person', id: personId },
      data: { processor: what.processorCode },
    });
    await insertAuthorised(tx, {
      id: personId,
      holderId: who.holderId,
      processorId: processor?.id ?? null,
      code: what.code,
      sanction: what.sanction,
      since: deps.clock.now(),
      entryId,
    });
    return { personId };
  });
}

/** PD-3.12: a processor's machine enters its holder's data only with a contract in force; the refused attempt is journalled. */
export async function processorRefusal(deps: ArrayDeps, holderId: string, clientId: string): Promise<Refusal | null> {
  const processor = await processorByClient(deps.db, holderScope(holderId), clientId, deps.clock.now());
  if (processor === null || processor.contract !== null) return null;
  const who: Acting = { holderId, actor: { kind: 'client', id: clientId, role: 'processor' } };
  return deps.db.tx(holderScope(holderId), (tx) =>
    journalRefused(deps, tx, who, 'open', refuse('PROCESSOR_WITHOUT_CONTRACT'), {
      object: { kind: 'processor', id: processor.id },
    }),
  );
}
