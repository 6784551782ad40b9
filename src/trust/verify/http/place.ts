import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf, orRefuse } from '../../../platform/http/index.ts';
import type { Place } from '../apart/room.ts';
import type { Verifier } from '../apart/verifier.ts';

const places = new WeakMap<FastifyRequest, Place>();

/**
 * For the `onRequest` of a route whose body is a file to verify. The place is taken before the body is read: there are never more bodies
 * in memory than places. It is left when the answer has gone or the connection has, and what is held in it is over.
 */
export const placeFirst =
  (verifier: Pick<Verifier, 'enter'>, caller: (request: FastifyRequest) => string = callerOf) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const place = orRefuse(verifier.enter(caller(request)));
    places.set(request, place);
    for (const over of ['finish', 'close']) reply.raw.once(over, () => place.leave());
  };

/** The place that `placeFirst` took. @throws where the route has no such hook */
export function placeOf(request: FastifyRequest): Place {
  const place = places.get(request);
  if (place === undefined) throw new Error('the route takes no place before it reads the body');
  return place;
}
