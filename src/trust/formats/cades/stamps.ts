import { DerError, oids } from '../../der/index.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import type { SignerInfo } from '../cms/signer-info.ts';
import { parseTstInfo } from '../tsp/tst-info.ts';

/** signature: proves that the signature was there; archive: everything. */
export type StampKind = 'signature' | 'archive';

/** The attribute that time-stamps of a kind stand in. */
export const stampAttribute: Readonly<Record<StampKind, string>> = {
  signature: oids.signatureTimeStampToken,
  archive: oids.archiveTimeStampV3,
};
const MAX_STAMPS = 16;

/** The time-stamps of a kind upon a signature, the latest first; at most 16. */
export function stampsOn({ unsigned }: SignerInfo, kind: StampKind): readonly Buffer[] {
  const values = (unsigned?.values(stampAttribute[kind]) ?? []).slice(0, MAX_STAMPS).map(({ raw }) => raw);
  return values
    .map((token) => ({ token, time: timeOf(token) }))
    .sort((a, b) => b.time - a.time)
    .map(({ token }) => token);
}

function timeOf(token: Buffer): number {
  try {
    const { content } = parseSignedData(token);
    return content === undefined ? 0 : parseTstInfo(content).genTime.getTime();
  } catch (error) {
    if (error instanceof DerError) return 0;
    throw error;
  }
}
