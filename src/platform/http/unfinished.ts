import type { IncomingMessage } from 'node:http';
import type { App } from './server.ts';

/**
 * While the program ends, what was asked is answered; a request whose body is still on its way after `graceMs` milliseconds
 * has begun nothing and is cut off, or one that hardly sends would keep the program for as long as a request may take.
 */
export function cutUnfinished(app: Pick<App, 'addHook'>, graceMs = 5000): void {
  const underWay = new Set<IncomingMessage>();
  let timer: NodeJS.Timeout | undefined;
  app.addHook('onRequest', async ({ raw }) => void underWay.add(raw));
  app.addHook('onResponse', async ({ raw }) => void underWay.delete(raw));
  app.addHook('preClose', async () => {
    timer = setTimeout(() => {
      for (const raw of underWay) if (!raw.complete) raw.socket.destroy();
    }, graceMs);
  });
  app.addHook('onClose', async () => clearTimeout(timer));
}
