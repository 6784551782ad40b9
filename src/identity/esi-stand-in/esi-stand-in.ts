import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type EsiCitizen, inventedCitizens } from './citizens-data.ts';
import type { EsiProvider } from './provider.ts';

// Stands in for esia.tunduk.kg in the sandbox and the tests: a real OpenID provider with ESI's paths, scopes and claims,
// where anybody may be any of a few invented citizens.

export type EsiStandIn = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): Promise<void>;
};
export type { EsiCitizen };

/** Starts it on `port` (0: any free one) of the loopback address. */
export async function startEsiStandIn(options: {
  port: number;
  redirectUris: readonly string[];
  citizens?: readonly EsiCitizen[];
  host?: string;
}): Promise<EsiStandIn> {
  const citizens = options.citizens ?? inventedCitizens;
  const server = createServer();
  await listen(server, options.port, options.host ?? '127.0.0.1');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['makulduk', randomBytes(24).toString('base64url')];
  const client = { id: clientId, secret: clientSecret, redirectUris: options.redirectUris };
  // The provider and its key are made for the first who comes: production never needs them, most starts of the sandbox neither.
  let provider: Promise<EsiProvider> | undefined;
  const made = (): Promise<EsiProvider> =>
    (provider ??= import('./provider.ts').then((module) => module.esiProvider(issuer, client, citizens)));
  server.on('request', (request, response) => {
    const answer = made().then((answers) => answers(request, response));
    answer.catch(() => {
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain' });
      response.end('the log-in has expired');
    });
  });
  return {
    issuer,
    clientId,
    clientSecret,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
