import { Type } from 'typebox';
import { type Db, isUnavailable, ping } from '../db/index.ts';
import { monotonicMs } from '../clock.ts';
import type { Metrics } from './metrics.ts';
import { Text } from './text-schema.ts';
import type { App } from './server.ts';

const config = { access: [{ for: 'everyone' as const }], rate: 'none' as const };
const Health = Type.Object({
  status: Type.String(),
  database: Type.Optional(Type.String()),
  record: Type.Optional(Type.String()),
});

/** What an orchestrator and a monitor ask: is it alive, may it be sent traffic, how does it fare. */
export function healthRoutes(app: App, deps: { db: Db; metrics: Metrics; ready(): Promise<string | null> }): void {
  const begun = monotonicMs();
  let draining = false;
  app.addHook('preClose', async () => {
    draining = true;
  });
  deps.metrics.register('makulduk_uptime_seconds', 'Seconds since the program started', 'gauge', () =>
    Math.round((monotonicMs() - begun) / 1000),
  );
  deps.metrics.register('makulduk_db_connections', 'Connections to the database', 'gauge', () => deps.db.stats().total);
  deps.metrics.register(
    'makulduk_db_waiting',
    'Callers waiting for a connection',
    'gauge',
    () => deps.db.stats().waiting,
  );
  deps.metrics.register('makulduk_db_statements_total', 'Statements sent', 'counter', () => deps.db.roundTrips());

  app.get(
    '/health/live',
    { config, schema: { tags: ['service'], summary: 'The process answers', response: { 200: Health } } },
    async () => ({ status: 'live' }),
  );
  app.get(
    '/health/ready',
    {
      config,
      schema: {
        tags: ['service'],
        summary: 'The database answers and the record is kept',
        response: { 200: Health, 503: Health },
      },
    },
    async (_request, reply) => {
      if (draining) return reply.status(503).send({ status: 'draining' });
      try {
        await ping(deps.db);
        const halted = await deps.ready();
        return halted === null
          ? { status: 'ready', database: 'up', record: 'kept' }
          : await reply.status(503).send({ status: 'halted', database: 'up', record: halted });
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        return reply.status(503).send({ status: 'database away', database: 'down' });
      }
    },
  );
  app.get(
    '/metrics',
    { config, schema: { tags: ['service'], summary: 'Prometheus metrics', response: { 200: Text } } },
    async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').serializer(String).send(deps.metrics.render()),
  );
}

export function openApiRoutes(app: App): void {
  app.get(
    '/v1/openapi.json',
    { config, schema: { tags: ['service'], summary: 'This API as OpenAPI 3.1', response: { 200: Type.Any() } } },
    async (_request, reply) => {
      const document = (app as unknown as { swagger(): object }).swagger();
      return reply
        .type('application/json; charset=utf-8')
        .serializer((value: unknown) => JSON.stringify(value))
        .send(document);
    },
  );
}
