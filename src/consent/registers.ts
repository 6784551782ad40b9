import { holderById, type PolicyVersion, policyVersion } from '../holders/index.ts';
import type { Db, Tx } from '../platform/db/index.ts';
import type { Registers } from './deps.ts';
import type { PurposeVersion } from './purposes/purpose.ts';
import { purposeById, versionById } from './purposes/store.ts';

const most = 10_000;

/** Reads registers, keeping only what can never change: published purpose versions and policy texts by their id. */
export function createRegisters(db: Db): Registers {
  const versions = new Map<string, PurposeVersion>();
  const remember = <T>(map: Map<string, T>, id: string, value: T): T => {
    if (map.size >= most) map.delete(map.keys().next().value!);
    map.set(id, value);
    return value;
  };
  const through = (at: Db | Tx): Registers => ({
    holder: (id) => holderById(at, id),
    async version(id) {
      const known = versions.get(id);
      if (known !== undefined) return known;
      const read = await versionById(at, id);
      return read === null ? null : remember(versions, id, read);
    },
    async currentVersionId(purposeId) {
      return (await purposeById(at, purposeId))?.currentVersionId ?? null;
    },
    policy: (id): Promise<PolicyVersion | null> => policyVersion(at, id),
    within: through,
  });
  return through(db);
}
