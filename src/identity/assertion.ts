import { checkedTogether } from '../platform/work/signatures.ts';
import { readCoseKey, sha256 } from '../record/index.ts';

export type PlainAssertion = {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: unknown;
  };
};
export type Expected = {
  readonly origin: string;
  readonly rpId: string;
  readonly challenge: string;
  readonly publicKey: Uint8Array;
  readonly count: number;
};

// WebAuthn level 3, 6.1: user present, verified, backup eligible, backed up. Anything more means parts behind the counter.
const [present, verified, eligible, backed] = [0x01, 0x04, 0x08, 0x10];
const plainLength = 37;

/**
 * WebAuthn level 3, 7.2 for the answer that keys give to an ordinary question: no frame, no extension, no odd spelling.
 * Says yes with what the answer tells, or undefined: then the general verification decides, which also names the refusals.
 * So nothing may hold here that would not hold there.
 */
export async function plainAssertionHolds(
  answer: PlainAssertion,
  expected: Expected,
): Promise<{ readonly count: number; readonly backedUp: boolean } | undefined> {
  const { id, rawId, type, response } = answer;
  if (id === '' || id !== rawId || type !== 'public-key') return undefined;
  // What a browser sent may have any shape.
  if (typeof response !== 'object' || response === null) return undefined;
  if (response.userHandle !== undefined && typeof response.userHandle !== 'string') return undefined;
  const [client, authenticator, signature] = [
    bytesOf(response.clientDataJSON),
    bytesOf(response.authenticatorData),
    bytesOf(response.signature),
  ];
  if (client === undefined || authenticator?.length !== plainLength || signature === undefined) return undefined;
  if (!clientHolds(client, expected)) return undefined;
  if (!authenticator.subarray(0, 32).equals(sha256(expected.rpId))) return undefined;
  const flags = authenticator[32]!;
  const backedUp = (flags & backed) !== 0;
  if ((flags & ~(present | verified | eligible | backed)) !== 0 || (backedUp && (flags & eligible) === 0))
    return undefined;
  if ((flags & present) === 0 || (flags & verified) === 0) return undefined;
  const count = authenticator.readUInt32BE(33);
  if ((count > 0 || expected.count > 0) && count <= expected.count) return undefined;
  const cose = readCoseKey(expected.publicKey);
  if (cose === undefined) return undefined;
  const data = Buffer.concat([authenticator, sha256(client)]);
  const holds = await checkedTogether({
    digest: cose.algorithm === -8 ? null : 'sha256',
    key: cose.key,
    data,
    signature,
  });
  return holds ? { count, backedUp } : undefined;
}

function clientHolds(client: Buffer, { origin, challenge }: Expected): boolean {
  let said: Record<string, unknown> | null;
  try {
    said = JSON.parse(client.toString('utf8')) as Record<string, unknown> | null;
  } catch {
    return false;
  }
  return (
    typeof said === 'object' &&
    said !== null &&
    said['type'] === 'webauthn.get' &&
    said['challenge'] === challenge &&
    said['origin'] === origin &&
    (said['crossOrigin'] === undefined || said['crossOrigin'] === false) &&
    said['topOrigin'] === undefined &&
    said['tokenBinding'] === undefined
  );
}

// Base64url in its one spelling.
function bytesOf(text: unknown): Buffer | undefined {
  if (typeof text !== 'string' || text.length > 4_000) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
