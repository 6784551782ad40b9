import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { isUnavailable } from '../../../platform/db/index.ts';
import { type App, orRefuse, RefusalError, sendBytes, sendKept } from '../../../platform/http/index.ts';
import { DerError } from '../../der/index.ts';
import { ocspRefusal, ocspRequestInPath } from '../../formats/index.ts';
import type { Directory, NamedIssuer } from '../directory.ts';
import { freshnessOf } from '../list-routes.ts';
import type { AnswerInMemory } from './kept-answers.ts';
import { type KnownQuestions, knownQuestions } from './known-questions.ts';
import { refuse } from '../refusals.ts';
import { type OcspAnswer, respond, type RespondDeps } from './respond.ts';

export type OcspDeps = RespondDeps & {
  readonly directory: Directory;
  /** Whether this client may ask for one more answer that costs: what is in memory costs nothing. */
  readonly mayCost: (client: string) => boolean;
};

const question = 'application/ocsp-request';
const answerType = 'application/ocsp-response';
const tags = ['registers'];
const config = { access: [{ for: 'everyone' as const }], kind: 'api' as const, rate: 'machine' as const };
const response = { 200: Type.Any({ description: answerType }) };
/** A hundred questions with SHA-512 fit. */
const bodyLimit = 32 * 1024;

/** RFC 6960 A.1: questions about certificates over HTTP, by POST and by GET, free to anyone (ES-13.2.3b). */
export async function ocspRoutes(app: App, given: OcspDeps): Promise<void> {
  const deps: Deps = { ...given, questions: knownQuestions() };
  app.get(
    '/ocsp/:issuer/*',
    {
      config,
      schema: {
        tags,
        summary: 'Status of a certificate (RFC 6960): the OCSPRequest in base64 at the end of the path',
        params: Type.Object({ issuer: Type.String(), '*': Type.String() }),
        response,
      },
    },
    (request, reply) => {
      const part = questionIn(request.raw.url ?? '');
      const name = request.params.issuer;
      const issuer = deps.directory.known(name);
      // Nearly every question: one that was read before, about what is in memory.
      const kept = issuer && inMemory(deps, issuer, part);
      if (kept !== undefined) return send(deps, request, reply, kept);
      return answer(deps, request, reply, name, part, () => ocspRequestInPath(part));
    },
  );
  // The parser is this route's alone: nothing else takes such bodies.
  await app.register(async (inner) => {
    inner.addContentTypeParser(question, { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
    inner.post(
      '/ocsp/:issuer',
      {
        config,
        schema: {
          tags,
          summary: 'Status of certificates (RFC 6960): send an OCSPRequest as application/ocsp-request',
          params: Type.Object({ issuer: Type.String() }),
          response,
        },
      },
      async (request, reply) => {
        const { body } = request;
        if (!Buffer.isBuffer(body)) throw new RefusalError(refuse('OCSP_REQUEST_EXPECTED'));
        const { issuer } = request.params as { issuer: string };
        // No address holds a blank: the text of a body is never that of a path.
        return answer(deps, request, reply, issuer, ` ${body.toString('latin1')}`, () => body);
      },
    );
  });
}

type Deps = OcspDeps & { readonly questions: KnownQuestions };

/** What stands behind the issuer's name, as it came: a slash of the base64 may be written out or not. */
function questionIn(url: string): string {
  const end = url.indexOf('?');
  const slash = url.indexOf('/', url.indexOf('/', 1) + 1);
  return url.slice(slash + 1, end < 0 ? url.length : end);
}

/** The answer that is in memory to a question that was read before; looked up each time, for what has ended is dropped from there. */
function inMemory(deps: Deps, issuer: NamedIssuer, text: string): AnswerInMemory | undefined {
  const asked = deps.questions.find(issuer, text);
  return asked === undefined ? undefined : deps.answers.find(issuer.id, asked, deps.clock.now());
}

const send = ({ clock }: Deps, request: FastifyRequest, reply: FastifyReply, kept: AnswerInMemory): FastifyReply =>
  sendKept(request, reply, { type: answerType, bytes: kept.der, etag: kept.etag, freshness: freshnessOf(kept, clock) });

/** `text`: the question as it came, the same for the same octets only. */
async function answer(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  text: string,
  read: () => Buffer,
): Promise<FastifyReply> {
  // One client alone does not use up what is there for everybody.
  const bounded: RespondDeps['bounded'] = async (act) => (deps.mayCost(request.ip) ? deps.bounded(act) : undefined);
  const { bytes, kept } = await find(deps, bounded, name, text, read);
  if (kept === undefined) return sendBytes(reply, answerType, bytes);
  return send(deps, request, reply, kept);
}

async function find(
  deps: Deps,
  bounded: RespondDeps['bounded'],
  name: string,
  text: string,
  read: () => Buffer,
): Promise<OcspAnswer> {
  try {
    const issuer = orRefuse((await deps.directory.named(name)) ?? refuse('STATUS_ISSUER_UNKNOWN'));
    const known = inMemory(deps, issuer, text);
    if (known !== undefined) return { bytes: known.der, kept: known };
    const found = await respond({ ...deps, bounded }, issuer, read());
    if (found.kept !== undefined) deps.questions.keep(issuer, text, found.kept.serial);
    return found;
  } catch (error) {
    if (error instanceof DerError) return { bytes: ocspRefusal('malformedRequest') };
    // Who asks in OCSP understands an answer in OCSP.
    if (isUnavailable(error)) return { bytes: ocspRefusal('tryLater') };
    throw error;
  }
}
