import { type Checkpoint, checkpointText, openCheckpoint } from '../../src/record/checkpoint.ts';
import type { Cosigner } from '../../src/record/cosignature.ts';
import { emptyRoot, type Hash, same, verifyConsistency } from '../../src/record/merkle.ts';
import { strictBase64, type Verifier } from '../../src/record/note.ts';
import type { SignedState } from '../../src/record/signer-state.ts';

/** The log contradicts what this witness saw. `exhibit` holds both sides, for everybody to see. */
export class Fork extends Error {
  override readonly name = 'Fork';
  readonly exhibit: string;
  constructor(message: string, exhibit: string) {
    super(message);
    this.exhibit = exhibit;
  }
}

export type WitnessDeps = {
  readonly url: string;
  readonly log: Verifier;
  readonly cosigner: Cosigner;
  readonly read: () => SignedState | undefined;
  readonly write: (state: SignedState) => Promise<void>;
  readonly seconds: () => number;
  readonly fetch: typeof fetch;
};

export type Outcome = { readonly said: 'cosigned' | 'stale'; readonly size: number };

const MAX_ANSWER = 65_536;

/**
 * One look at the log: takes its checkpoint, proves that it continues the one seen before, remembers it, and only
 * then gives its word for it. @throws Fork where the log's past was changed
 */
export async function lookOnce(deps: WitnessDeps): Promise<Outcome> {
  const note = await ask(deps, '/log/checkpoint');
  const seen = openCheckpoint(note, deps.log);
  const before = deps.read() ?? { origin: seen.origin, size: 0, root: emptyRoot() };
  if (before.origin !== seen.origin) throw new Error(`the state file is about the log ${before.origin}`);
  // An older checkpoint may be a cache's; it is no proof of guilt, and gets no word from us either.
  if (seen.size < before.size) return { said: 'stale', size: seen.size };
  const proof = await consistency(deps, before.size, seen.size);
  if (!verifyConsistency(before.size, before.root, seen.size, seen.root, proof))
    throw new Fork(
      `the log ${seen.origin} at size ${seen.size} gives no valid proof that it continues size ${before.size}`,
      exhibit(before, note, proof),
    );
  if (seen.size !== before.size || !same(seen.root, before.root)) await deps.write(seen);
  await deliver(deps, seen);
  return { said: 'cosigned', size: seen.size };
}

async function consistency(deps: WitnessDeps, from: number, to: number): Promise<Hash[]> {
  if (from === 0 || from === to) return [];
  const { proof } = JSON.parse(await ask(deps, `/v1/log/proof/consistency?from=${from}&to=${to}`)) as {
    proof?: unknown;
  };
  if (!Array.isArray(proof)) throw new Error('the log answered no proof');
  return proof.map((line) => {
    const hash = strictBase64(String(line));
    if (!hash) throw new Error('the log answered no proof');
    return hash;
  });
}

async function deliver(deps: WitnessDeps, seen: Checkpoint): Promise<void> {
  const line = deps.cosigner.cosign(checkpointText(seen), deps.seconds()).trimEnd();
  const body = JSON.stringify({ size: seen.size, line });
  await ask(deps, '/v1/log/cosignatures', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function ask(deps: WitnessDeps, path: string, more: RequestInit = {}): Promise<string> {
  const answer = await deps.fetch(deps.url + path, { ...more, redirect: 'error', signal: AbortSignal.timeout(10_000) });
  const text = await limited(answer);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return text;
}

async function limited(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    const bytes = part as Uint8Array;
    size += bytes.length;
    if (size > MAX_ANSWER) throw new Error('the log answered too much');
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function exhibit(before: SignedState, note: string, proof: readonly Hash[]): string {
  const lines = proof.map((hash) => Buffer.from(hash).toString('base64'));
  return `seen before:\n${checkpointText(before)}\nshown now:\n${note}\nproof offered:\n${lines.join('\n')}\n`;
}
