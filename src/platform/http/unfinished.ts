import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { App } from './server.ts';

/**
 * While the program ends, what was asked is answered, and what was not asked is not waited for: a connection that has said nothing (browsers
 * open some to have them at hand; Node counts them as busy and, once it closes, asks no longer how old they are) is closed at once,
 * and one whose request is still on its way after `graceMs` milliseconds with it. Neither has begun anything.
 */
export function cutUnfinished(app: Pick<App, 'addHook' | 'server'>, graceMs = 5000): void {
  const open = new Set<Socket>();
  const underWay = new Set<IncomingMessage>();
  let timer: NodeJS.Timeout | undefined;
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.addHook('onRequest', async ({ raw }, reply) => {
    underWay.add(raw);
    // Not onResponse: nobody is answered where the asker has gone.
    reply.raw.once('close', () => underWay.delete(raw));
  });
  app.addHook('preClose', async () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    timer = setTimeout(() => {
      const asked = new Set([...underWay].filter((raw) => raw.complete).map((raw) => raw.socket));
      for (const socket of open) if (!asked.has(socket)) socket.destroy();
    }, graceMs);
  });
  app.addHook('onClose', async () => clearTimeout(timer));
}
