import type { Refusal } from '../../platform/refusal.ts';
import { readZip, ZipError } from '../../record/index.ts';
import { refuse } from './refusals.ts';

/**
 * A container of others (ASiC, EN 319 162-1), which is no evidence file and none that was altered: it has no member that evidence alone
 * has. undefined for whatever is not certainly one. Nothing in it was judged.
 */
export function foreignContainer(bytes: Uint8Array): Refusal | undefined {
  const members = membersOf(bytes);
  const kind = members.find(({ name }) => name === 'mimetype');
  const isAsic =
    kind !== undefined &&
    /^application\/vnd\.etsi\.asic-[es]\+zip\s*$/.test(Buffer.from(kind.bytes).toString('latin1'));
  if (!isAsic || members.some(({ name }) => ours.has(name))) return undefined;
  return refuse('SIGNATURE_FORMAT_OTHER', { details: { format: 'asic' } });
}

const ours: ReadonlySet<string> = new Set(['META-INF/manifest.json', 'consent-manifest.json', 'journal-entry.json']);

function membersOf(bytes: Uint8Array): ReturnType<typeof readZip> {
  try {
    return readZip(bytes);
  } catch (error) {
    if (error instanceof ZipError) return [];
    throw error;
  }
}
