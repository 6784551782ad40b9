import { createHash } from 'node:crypto';
import { canonicalBytes, evidenceLimits, memberNames, type TypedMember } from '../../record/index.ts';
import { automaticMember } from '../verify/index.ts';
import type { ExchangeSystem } from './system.ts';

// What an information system signs automatically, as a container (ES-12.5). Pure.

export type BatchFile = { readonly name: string; readonly bytes: Uint8Array; readonly mediaType: string };

/** What stands in a container beside documents: its kind, whose system signed, manifest and signature, and what renews them later. */
const platformsOwn = 14;
/** Documents of one batch: as many as whoever opens the container takes. */
export const mostInBatch = evidenceLimits.members - platformsOwn;

const reserved: ReadonlySet<string> = new Set(
  ['report.json', 'mimetype', automaticMember, ...Object.values(memberNames)].map((name) => name.toLowerCase()),
);

/** The first name that stands twice, or that the platform gives to files of its own. Names have to differ by more than case. */
export function wrongName(files: readonly Pick<BatchFile, 'name'>[]): string | undefined {
  const seen = new Set(reserved);
  return files.find(({ name }) => {
    const known = seen.has(name.toLowerCase()) || name.toLowerCase().startsWith('meta-inf');
    seen.add(name.toLowerCase());
    return known;
  })?.name;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The batch in a folder of its own, and beside it whose system had it signed: nothing in it stands where the platform's word would. */
export function batchMembers(
  system: Pick<ExchangeSystem, 'id' | 'ownerId' | 'name'>,
  owner: { readonly id: string; readonly name: string },
  clientId: string,
  files: readonly BatchFile[],
): TypedMember[] {
  const documents = files.map((one) => ({ ...one, name: `batch/${one.name}` }));
  const said = {
    v: 1,
    kind: 'automatic-signature',
    system: { id: system.id, name: { ...system.name } },
    owner: { ...owner },
    client: clientId,
    documents: documents.map(({ name, bytes }) => ({ name, sha256: sha256Of(bytes) })),
  };
  return [{ name: automaticMember, mediaType: 'application/json', bytes: canonicalBytes(said) }, ...documents];
}
