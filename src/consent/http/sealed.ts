import type { FastifyReply, FastifyRequest } from 'fastify';
import { orRefuse } from '../../platform/http/index.ts';
import type { ExportDeps } from '../evidence/export.ts';
import { refuse } from '../refusals.ts';

/** RFC 7515 9.2.2: a JWS in its JSON form. */
export const joseJson = 'application/jose+json';

export const sealedOnRequest = `With Accept: ${joseJson} the answer comes under the platform’s own signature with a time-stamp (JAdES B-T), to keep as evidence; anybody checks it at /signatures/verify`;

/** Whether the caller asks for the signed form (RFC 9110 12.5.1). */
export const wantsSeal = ({ headers }: FastifyRequest): boolean =>
  (headers.accept ?? '').split(',').some((one) => one.split(';')[0]!.trim().toLowerCase() === joseJson);

/** The same document under the platform's own signature (ES-12.5). */
export async function sendSealed(
  reply: FastifyReply,
  { sealedJson }: Pick<ExportDeps, 'sealedJson'>,
  document: object,
  mediaType: string,
): Promise<FastifyReply> {
  const seal = orRefuse(sealedJson ?? refuse('SEAL_MISSING'));
  // Line by line: whoever checks it is shown exactly these octets (ES-12.3.1).
  const signed = await seal(Buffer.from(JSON.stringify(document, null, 2)), mediaType);
  return reply.header('vary', 'accept').type(joseJson).send(signed);
}
