import { Type } from 'typebox';
import type { Clock } from '../../platform/clock.ts';
import { type App, RefusalError, sendBytes } from '../../platform/http/index.ts';
import {
  answerTimeStampRequest,
  type Failure,
  finishTimeStampResponse,
  rejectedResponse,
  type TimeStampAuthority,
} from '../formats/index.ts';
import { type CaKey, newSerial } from '../issue/index.ts';
import { query, reply } from './media-types.ts';
import { refuse } from './refusals.ts';

export type TsaDeps = {
  /** Its real time is what is stamped. */
  readonly clock: Clock;
  readonly authority: TimeStampAuthority;
  readonly key: CaKey;
};

const tags = ['signatures'];
const config = { access: [{ for: 'everyone' as const }], kind: 'api' as const };

/** RFC 3161 over HTTP (3.4): a request of any tool in, a token or a cited failure out. Real time, never law time. */
export async function timeStampRoutes(app: App, deps: TsaDeps): Promise<void> {
  // The parser is this route's alone: nothing else takes such bodies.
  await app.register(async (inner) => {
    inner.addContentTypeParser(query, { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, body, done) =>
      done(null, body),
    );
    inner.post(
      '/tsp',
      {
        config,
        schema: {
          tags,
          summary: 'Time-stamp authority (RFC 3161): send a TimeStampReq as application/timestamp-query',
          response: { 200: Type.Any({ description: reply }) },
        },
      },
      async (request, answer) => {
        if (!Buffer.isBuffer(request.body)) throw new RefusalError(refuse('TIMESTAMP_REQUEST_EXPECTED'));
        return sendBytes(answer, reply, await stamp(deps, request.body));
      },
    );
  });
}

/** The response's bytes. The serial is 16 octets by chance: unique without a counter that a restored backup would set back. */
export async function stamp({ clock, authority, key }: TsaDeps, request: Uint8Array): Promise<Buffer> {
  const at = clock.real();
  const { notBefore, notAfter } = authority.certificate;
  if (at < notBefore || at > notAfter)
    return rejectedResponse('timeNotAvailable', 'the certificate of this authority has no validity now');
  const prepared = answerTimeStampRequest(request, authority, at, newSerial());
  if ('failure' in prepared) return rejectedResponse(prepared.failure, said[prepared.failure]);
  return finishTimeStampResponse(prepared, await key.sign(prepared.signer.message));
}

const said: Readonly<Partial<Record<Failure, string>>> = {
  badAlg: 'SHA-256, SHA-384 or SHA-512 is needed',
  badDataFormat: 'not a TimeStampReq (RFC 3161 2.4.1)',
  unacceptedPolicy: 'this authority has one policy, another is asked for',
  unacceptedExtension: 'no extensions are served',
};
