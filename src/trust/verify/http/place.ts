import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, orRefuse, RefusalError } from '../../../platform/http/index.ts';
import type { Place, Sender } from '../apart/room.ts';
import type { Verifier } from '../apart/verifier.ts';
import { refuse } from '../refusals.ts';

/** Who has sent for so long, in milliseconds, and not so many octets a second, is too slow where others wait: a tenth of a poor mobile line. */
const patience = 10_000;
const leastRate = 4096;

const places = new WeakMap<FastifyRequest, Place>();

/**
 * For the `onRequest` of a route whose body is a file to verify. The place is taken before the body is read: there are never more bodies
 * in memory than places. It is left when the answer has gone or the connection has, and what is held in it is over. Where others wait,
 * a body that hardly comes is not waited for.
 */
export const placeFirst =
  (verifier: Pick<Verifier, 'enter'>, caller: (request: FastifyRequest) => string = callerOf) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const place = orRefuse(verifier.enter(caller(request), senderOf(request, reply)));
    places.set(request, place);
    for (const over of ['finish', 'close']) reply.raw.once(over, () => place.leave());
  };

function senderOf({ raw }: FastifyRequest, reply: FastifyReply): Sender {
  const [began, before] = [performance.now(), raw.socket.bytesRead];
  return {
    tooSlow() {
      const took = performance.now() - began;
      return !raw.complete && took > patience && (raw.socket.bytesRead - before) / (took / 1000) < leastRate;
    },
    cut: () => void reply.header('connection', 'close').send(new RefusalError(refuse('VERIFIER_BUSY'))),
  };
}

/** The place that `placeFirst` took. @throws where the route has no such hook */
export function placeOf(request: FastifyRequest): Place {
  const place = places.get(request);
  if (place === undefined) throw new Error('the route takes no place before it reads the body');
  return place;
}
