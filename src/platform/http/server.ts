import { createSecretKey, randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyTypeProvider,
} from 'fastify';
import type { Static, TSchema } from 'typebox';
import { monotonicMs } from '../clock.ts';
import { DayNotCovered } from '../dates.ts';
import { isUnavailable } from '../db/index.ts';
import { randomToken } from '../ids.ts';
import { TokenRefused } from '../pkcs11/refused.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Lang } from '../text.ts';
import { compressPage } from './compress.ts';
import { csrfHolds, csrfToken, maskedToken, sameSite } from './csrf.ts';
import { formAgain, ownHeader, type RefusedTop } from './form-again.ts';
import { chooseLang } from './language.ts';
import { lateCompilers } from './late-compilers.ts';
import type { Metrics } from './metrics.ts';
import { type Access, checkAccess, type Denial, type Principal } from './principal.ts';
import { type Cite, type Problem, problemSchema, toProblem } from './problem.ts';
import { callerOf, createRateLimiter, type RateClass } from './rate-limit.ts';
import { refuse } from './refusals.ts';
import { cutUnfinished } from './unfinished.ts';
import { isStorable } from './validation.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every way in to the route. Required: a route without it does not start. */
    access?: readonly Access[];
    /** `page`: refusals are shown as pages and unsafe methods need the form token. */
    kind?: 'api' | 'page' | 'asset';
    rate?: RateClass;
    /** The page shows a file of its reader's own, which lies in the browser, in a frame. */
    framesOwnFile?: boolean;
    /** The answer says the name of who is signed in, though it is no page. */
    names?: true;
  }
  interface FastifyInstance {
    /** Every route with every way in: what the test of routes and roles goes through. */
    readonly routeTable: readonly RouteFact[];
    /** Compiles the schemas of all routes that were not used yet; how many. @throws where one cannot be compiled */
    readonly compileSchemas: () => number;
  }
  interface FastifyRequest {
    principal: Principal;
    lang: Lang;
    /** Token to put into each form of the answer (`_csrf`). */
    csrf: string;
    /** Fields of a form with files, as its handler has read them. */
    typed?: Readonly<Record<string, string | readonly string[]>>;
  }
}

export type RouteFact = {
  readonly method: string;
  readonly url: string;
  readonly kind: 'api' | 'page' | 'asset';
  readonly access: readonly Access[];
};

/** Static types of a route from its TypeBox schemas. */
export interface TypeBoxProvider extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
  serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
}
export type App = FastifyInstance<
  import('node:http').Server,
  import('node:http').IncomingMessage,
  import('node:http').ServerResponse,
  import('fastify').FastifyBaseLogger,
  TypeBoxProvider
>;

export type ServerDeps = {
  readonly logger: import('fastify').FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly cite: Cite;
  readonly csrfSecret: Buffer;
  /** https deployment: Secure cookies, HSTS. */
  readonly secure: boolean;
  readonly title: string;
  readonly version: string;
  /** How many proxies in front are trusted to name the client's address; 0 for none. */
  readonly trustProxy?: number;
  /** Milliseconds in which the rates of requests are counted; the process’s own where none is given. */
  readonly rateClock?: () => number;
  authenticate(request: FastifyRequest): Promise<Principal>;
  /** Told of each request that was turned away, before the answer leaves. */
  denied?(
    principal: Principal,
    route: { readonly method: string; readonly url: string },
    denial: Denial,
  ): Promise<void>;
  /** A page that shows a refusal to a person. */
  problemPage(problem: Problem, request: FastifyRequest): string;
  /** What stands above a refused form that comes back with what was typed; without it every refusal is a page of its own. */
  readonly refusedTop?: RefusedTop;
};

const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const visitCookie = 'mk_visit';

/** Builds the HTTP server with everything that is the same for every route. Routes are added by the caller. */
export async function createServer(deps: ServerDeps): Promise<App> {
  const app = fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    trustProxy: (_address: string, hop: number) => hop < (deps.trustProxy ?? 0),
    genReqId: () => randomUUID(),
    // A photograph of a passport over a poor mobile line takes a minute; headers never do.
    requestTimeout: 120_000,
    http: { headersTimeout: 20_000 },
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: 'idle' as const,
    // While the program ends, what still comes over an open connection is answered as ever, and the connection closed after it.
    return503OnClosing: false,
    // An address that is none, or a part of one longer than any id: refused before a route is found, in the same words as elsewhere.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: unknown) => {
      const refusal = refuse(error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? 'NOT_FOUND' : 'BAD_REQUEST');
      const problem = toProblem(
        refusal,
        chooseLang(undefined, undefined, request.headers['accept-language']),
        deps.cite,
        request.id,
      );
      void (reply as FastifyReply)
        .status(problem.status)
        .header('x-content-type-options', 'nosniff')
        .type('application/problem+json; charset=utf-8')
        .serializer((value: unknown) => JSON.stringify(value))
        .send(problem);
    },
  }).withTypeProvider<TypeBoxProvider>() as unknown as App;

  const { validator, serializer, compileAll } = lateCompilers([problemSchema as { $id?: string }]);
  app.setValidatorCompiler(validator as never);
  app.setSerializerCompiler(serializer as never);
  app.decorate('compileSchemas', compileAll);
  app.addSchema(problemSchema);
  const routeTable: RouteFact[] = [];
  app.decorate('routeTable', routeTable as readonly RouteFact[]);
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat())
      routeTable.push({
        method,
        url: route.url,
        kind: route.config?.kind ?? 'api',
        access: route.config?.access ?? [],
      });
    // An undocumented way in, or an undeclared way out, is a defect that must not start.
    if (route.method === 'HEAD' || route.config?.kind === 'asset') return;
    if (route.config?.access === undefined) throw new Error(`${String(route.method)} ${route.url}: no access declared`);
    if (route.schema?.response === undefined)
      throw new Error(`${String(route.method)} ${route.url}: no response schema declared`);
  });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: deps.title, version: deps.version } },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, i) => (typeof json['$id'] === 'string' ? json['$id'] : `def-${i}`),
    },
    hideUntagged: true,
    // Who may call stands in the document too: the page for developers shows it.
    transform: ({ schema, url, route }) => ({
      schema: { ...schema, 'x-access': route.config?.access ?? [] } as never,
      url,
    }),
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  await app.register(multipart, {
    limits: { fileSize: 12 * 1024 * 1024, files: 4, fields: 60, fieldSize: 64 * 1024, parts: 64 },
  });

  app.decorateRequest('principal');
  app.decorateRequest('lang', 'ky');
  app.decorateRequest('csrf', '');
  const limiter = createRateLimiter(deps.rateClock ?? monotonicMs);
  // The server's own question for the page of a refused form: counted once, as the form.
  const ownToken = randomToken(16);
  // As a key object it is several times faster to use than as bytes.
  const csrfKey = createSecretKey(deps.csrfSecret);

  cutUnfinished(app);
  app.addHook('onRequest', async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    request.lang = chooseLang(query['lang'], request.cookies['lang'], request.headers['accept-language']);
    if (query['lang'] === request.lang && request.cookies['lang'] !== request.lang)
      reply.setCookie('lang', request.lang, { path: '/', maxAge: 31_536_000, sameSite: 'lax', secure: deps.secure });
    const { config } = request.routeOptions;
    if (config.kind === 'asset') {
      request.principal = { kind: 'anonymous' };
      return;
    }
    request.principal = await deps.authenticate(request);
    const { principal } = request;
    const wait =
      request.headers[ownHeader] === ownToken
        ? 0
        : limiter.take(config.rate ?? (principal.kind === 'machine' ? 'machine' : 'person'), callerOf(request));
    if (wait > 0) {
      reply.header('retry-after', String(Math.ceil(wait)));
      throw new RefusalError(refuse('TOO_MANY_REQUESTS'));
    }
    if (principal.kind !== 'machine') {
      const own = visit(request, reply);
      if (own !== undefined) request.csrf = maskedToken(csrfToken(csrfKey, own));
    }
    const { holderId, centreId } = request.params as { holderId?: string; centreId?: string };
    const denial = checkAccess(config.access ?? [], principal, holderId ?? centreId);
    if (denial === null || request.is404 === true) return;
    await deps.denied?.(principal, { method: request.method, url: request.routeOptions.url ?? '' }, denial);
    throw new RefusalError(
      refuse(denial === 'sign-in' ? 'SIGN_IN_REQUIRED' : denial === 'not-bound' ? 'ACCOUNT_NOT_BOUND' : 'FORBIDDEN'),
    );
  });

  app.addHook('preValidation', async (request) => {
    // RFC 2046 5.1.1: a boundary has 1 to 70 characters; the parser faults on others.
    const type = request.headers['content-type'] ?? '';
    if (
      /^\s*multipart\//i.test(type) &&
      !/;\s*boundary=("[\w'()+,./:=? -]{1,70}"|[\w'()+,./:=?-]{1,70})\s*(;|$)/i.test(type)
    )
      throw new RefusalError(
        refuse('BAD_REQUEST', { details: { part: 'headers', rule: 'boundary', message: 'no usable boundary' } }),
      );
    for (const part of ['params', 'query', 'body'] as const)
      if (!isStorable(request[part]))
        throw new RefusalError(
          refuse('BAD_REQUEST', {
            details: {
              part,
              rule: 'text',
              message: 'a text holds a NUL or half a surrogate pair, or the value is nested too deeply',
            },
          }),
        );
  });

  // A session's cookie travels by itself, so a form must prove that it came from us; bearer tokens do not travel by themselves.
  app.addHook('preValidation', async (request) => {
    if (
      request.method === 'GET' ||
      request.method === 'HEAD' ||
      request.principal.kind === 'machine' ||
      request.routeOptions.config.kind === 'asset'
    )
      return;
    const session = sessionOf(request);
    if (session === undefined && request.routeOptions.config.kind !== 'page') return;
    const given =
      request.headers['x-csrf-token'] ??
      (request.body as { _csrf?: unknown } | undefined)?._csrf ??
      (request.query as { _csrf?: unknown })['_csrf'];
    if (!sameSite(request.headers, request.host) || !csrfHolds(request.csrf, given))
      throw new RefusalError(refuse('CSRF'));
  });

  app.addHook('onSend', async (request, reply) => {
    const { framesOwnFile = false } = request.routeOptions.config;
    reply.header('content-security-policy', framesOwnFile ? `${csp}; frame-src blob:; object-src blob:` : csp);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), interest-cohort=()');
    if (deps.secure) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });

  app.addHook('onSend', compressPage);

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    deps.metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    // The route's pattern, never the address: addresses hold ids.
    request.log.info(
      {
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        who: request.principal?.kind,
      },
      'request',
    );
  });

  app.setErrorHandler(async (error: FastifyError, request, reply) =>
    sendRefusal({ app, ownToken }, request, reply, refusalOf(error, request), deps),
  );
  app.setNotFoundHandler(async (request, reply) =>
    sendRefusal({ app, ownToken }, request, reply, refuse('NOT_FOUND'), deps),
  );

  // Without a page there is no form, and nobody would bring a visit that begins here back.
  const visit = (request: FastifyRequest, reply: FastifyReply): string | undefined => {
    const known = sessionOf(request) ?? request.cookies[visitCookie];
    if (known !== undefined || request.routeOptions.config.kind !== 'page') return known;
    const fresh = randomToken(16);
    reply.setCookie(visitCookie, fresh, { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure });
    return fresh;
  };
  return app;
}

const sessionOf = (request: FastifyRequest): string | undefined =>
  request.principal.kind === 'citizen' || request.principal.kind === 'staff' ? request.principal.sessionId : undefined;

/** Carries a refusal out of a hook or handler; the error handler renders it. */
export class RefusalError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** In a handler: `const consent = orRefuse(await giveConsent(…))` — returns the value, or leaves with the refusal. */
export function orRefuse<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new RefusalError(result);
  return result;
}

function refusalOf(error: FastifyError & { validationContext?: string }, request: FastifyRequest): Refusal {
  if (error instanceof RefusalError) return error.refusal;
  if (error.validation !== undefined) {
    const first = error.validation[0];
    const missing = (first?.params as { missingProperty?: string } | undefined)?.missingProperty;
    const field = [first?.instancePath?.slice(1), missing].filter(Boolean).join('/');
    return refuse('BAD_REQUEST', {
      ...(field === '' ? {} : { field }),
      details: { part: error.validationContext ?? 'body', rule: first?.keyword ?? '', message: first?.message ?? '' },
    });
  }
  if (isUnavailable(error)) {
    request.log.warn({ fault: error.message }, 'database away');
    return refuse('UNAVAILABLE');
  }
  if (error instanceof DayNotCovered) return refuse('DAY_NOT_COVERED', { details: { day: error.day } });
  if (error instanceof TokenRefused) {
    request.log.error({ fault: error.message, reason: error.reason }, 'token');
    return refuse('KEYS_AWAY');
  }
  // The multipart parser names no status: what it stumbles over is the sender's.
  if (error.statusCode === undefined && request.isMultipart() && /[\\/]busboy[\\/]/.test(error.stack ?? ''))
    return refuse('BAD_REQUEST');
  const status = error.statusCode ?? 500;
  if (status === 413) return refuse('BODY_TOO_LARGE');
  if (status === 415) return refuse('UNSUPPORTED_MEDIA');
  if (status >= 400 && status < 500) return refuse('BAD_REQUEST');
  request.log.error({ err: { type: error.name, message: error.message, stack: error.stack } }, 'fault');
  return refuse('INTERNAL');
}

async function sendRefusal(
  { app, ownToken }: { readonly app: App; readonly ownToken: string },
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  deps: ServerDeps,
): Promise<FastifyReply> {
  const page =
    request.routeOptions.config.kind === 'page' ||
    (request.is404 && (request.headers.accept ?? '').includes('text/html'));
  if (refusal.code === 'SIGN_IN_REQUIRED' && page && request.method === 'GET')
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url.slice(0, 500))}`, 303);
  const problem = toProblem(refusal, request.lang, deps.cite, request.id);
  reply.status(problem.status);
  // RFC 9110 10.2.3: what is away for a moment says when to come back.
  if (problem.status === 503 && !reply.hasHeader('retry-after')) void reply.header('retry-after', '5');
  // The serializer of the route knows success only; a problem has its own shape.
  if (page) {
    const top = deps.refusedTop;
    const again = top === undefined ? null : await formAgain(app, request, problem, { top, ownToken });
    return reply
      .type('text/html; charset=utf-8')
      .serializer(String)
      .send(again ?? deps.problemPage(problem, request));
  }
  return reply
    .type('application/problem+json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}
