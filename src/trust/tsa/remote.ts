import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { boundedBody } from '../../platform/bounded-body.ts';
import { digestsFrom, parseTimeStampRequest, timeStampRequest, verifyTimeStampResponse } from '../formats/index.ts';
import { type Certificate, strictAlgorithms } from '../path/index.ts';
import { reply, query } from './media-types.ts';

/** A time-stamp authority of somebody else, called by RFC 3161 over HTTP (3.4). */
export type TimeStampService = {
  readonly url: string;
  /** The certificate with which it signs its tokens: one of any other is no answer of it. */
  readonly certificate: Certificate;
  /** How long one stamp may take, milliseconds. */
  readonly timeoutMs?: number;
};

const usualTimeout = 10_000;
const mostBytes = 64 * 1024;
/** How far its clock may be from ours, milliseconds: behind, and ahead (which is waited for). */
const mostBehind = 300_000;
const mostAhead = 2_000;

/**
 * ES-12.4b: the service gets a digest and a number by chance, nothing else. What it answers counts only if it is a token over that digest
 * and number, of that certificate, of now; undefined where it gives none. `now`: the clock that its tokens are compared with.
 */
export function remoteStamps(service: TimeStampService, now: () => Date) {
  return async (request: Uint8Array): Promise<Uint8Array | undefined> => {
    const { digest, hash } = parseTimeStampRequest(request).imprint;
    // The highest bit is clear and the first octet is not zero: the number is of these octets in any encoding.
    const nonce = randomBytes(12);
    nonce[0] = (nonce[0]! & 0x3f) | 0x40;
    const answer = await ask(service, timeStampRequest({ digest: digest!, hash, nonce }));
    if (answer === undefined) return undefined;
    const { holds, info, authority } = verifyTimeStampResponse(
      answer,
      {
        data: digestsFrom((name) => (name === digest ? hash : undefined)),
        nonce,
        certificates: [service.certificate],
      },
      { algorithms: strictAlgorithms, at: now() },
    );
    if (!holds || authority?.fingerprint !== service.certificate.fingerprint) return undefined;
    return (await isOfNow(info!.genTime, now)) ? answer : undefined;
  };
}

/** Answers about status are of whole seconds: what is asked for after the stamp must not be older than it. */
async function isOfNow(stamped: Date, now: () => Date): Promise<boolean> {
  const from = Math.ceil(stamped.getTime() / 1000) * 1000;
  const ahead = from - now().getTime();
  if (ahead > mostAhead || ahead < -mostBehind) return false;
  if (ahead > 0) await sleep(ahead);
  return true;
}

async function ask({ url, timeoutMs = usualTimeout }: TimeStampService, body: Buffer): Promise<Buffer | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': query, accept: reply },
      body,
    });
    return response.status === 200 ? await boundedBody(response, mostBytes) : undefined;
  } catch {
    // Whatever is wrong on the way, nobody stamps now; the one who asked is told so.
    return undefined;
  }
}
