import {
  type Holder,
  type HolderBody,
  holderByCode,
  holderById,
  holderTypes,
  insertHolder,
  setRegistered,
} from '../../holders/index.ts';
import { holderKindOf, type HolderKind } from '../../law/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type { Text3 } from '../../platform/text.ts';
import { type ArrayDeps, journal } from '../deps.ts';
import { refuse } from '../refusals.ts';

export type NewHolder = {
  readonly code: string;
  readonly type: string | null;
  readonly name: Text3;
  readonly tin: string | null;
  readonly address: Text3 | null;
  readonly contacts: HolderBody['contacts'];
  readonly jointWith: readonly string[];
};

/** PD-3.10: a holder is one of four kinds, alone or jointly with named others. On record, not yet registered. */
export async function enterHolder(
  deps: ArrayDeps,
  officer: string,
  what: NewHolder,
): Promise<{ holderId: string; kind: HolderKind } | Refusal> {
  const type = holderTypes.find((one) => one === what.type);
  if (type === undefined) return refuse('HOLDER_TYPE_REQUIRED', { field: 'type' });
  if ((await holderByCode(deps.db, what.code)) !== null) return refuse('HOLDER_CODE_TAKEN', { field: 'code' });
  for (const code of what.jointWith)
    if ((await holderByCode(deps.db, code)) === null) return refuse('HOLDER_NOT_FOUND', { field: 'jointWith' });
  const holder: Holder = {
    id: uuidv7(deps.clock.real()),
    code: what.code,
    type,
    registeredAt: null,
    holdsStateSecrets: false,
    body: {
      name: what.name,
      shortName: null,
      tin: what.tin,
      registrationCertificate: null,
      address: what.address,
      contacts: what.contacts,
      responsiblePerson: null,
      roles: ['holder'],
      processors: [],
      decreeAccession: null,
      jointWith: what.jointWith,
      sandboxPaths: [],
    },
  };
  return deps.db.tx(holderScope(holder.id), async (tx) => {
    await insertHolder(tx, holder, deps.clock.now());
    await journal(
      deps,
      tx,
      { holderId: holder.id, actor: { kind: 'account', id: officer, role: 'authority' } },
      {
        type: 'holder.entered',
        object: { kind: 'holder', id: holder.id },
        data: { code: what.code, kind: holderKindOf(type), joint: what.jointWith.length > 0 },
      },
    );
    return { holderId: holder.id, kind: holderKindOf(type) };
  });
}

/** PD-3.11, DECISIONS 25: the Register of holders is the authority's. From registration on the holder may process; without it `may` is no at once. */
export async function changeRegistration(
  deps: ArrayDeps,
  officer: string,
  holderId: string,
  registered: boolean,
  document: string,
): Promise<{ registeredAt: Date | null } | Refusal> {
  return deps.db.tx(holderScope(holderId), async (tx) => {
    const holder = await holderById(tx, holderId);
    if (holder === null) return refuse('HOLDER_NOT_FOUND');
    if ((holder.registeredAt !== null) === registered) return refuse('REGISTRATION_STANDS');
    const registeredAt = registered ? deps.clock.now() : null;
    await setRegistered(tx, holderId, registeredAt);
    const act = { object: { kind: 'holder', id: holderId }, data: { document } };
    const who = { holderId, actor: { kind: 'account', id: officer, role: 'authority' } } as const;
    await journal(
      deps,
      tx,
      who,
      registered ? { type: 'holder.registered', ...act } : { type: 'holder.struck-off', ...act },
    );
    return { registeredAt };
  });
}
