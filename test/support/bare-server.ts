import { pino } from 'pino';
import { type App, createMetrics, createServer } from '../../src/platform/http/index.ts';

/** The HTTP server with no routes and nobody signed in, for routes that need no more of the platform. */
export const bareServer = (): Promise<App> =>
  createServer({
    logger: pino({ level: 'silent' }),
    metrics: createMetrics(),
    cite: () => undefined,
    csrfSecret: Buffer.alloc(32),
    secure: false,
    title: 'test',
    version: '0',
    authenticate: async () => ({ kind: 'anonymous' }),
    problemPage: () => '',
  });
