import { hash as digest, randomBytes, randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatName } from '../../path/index.ts';
import type { CloudSettings } from '../call.ts';
import { type CloudPerson, signedOver } from './person.ts';
import { pageOf, takePage } from './page.ts';

// Stands in for the State's cloud signature in the sandbox and the tests: its routes, its fields, its spelling. The keys of a few
// invented people lie here; the code that a person would get by telephone stands on this stand-in's own page.

export type CloudStandIn = {
  readonly settings: CloudSettings;
  /** Where its page is: requests, certificates, codes. */
  readonly page: string;
  readonly people: readonly CloudPerson[];
  /** The code last sent to a person. */
  codeOf(pin: string): string | undefined;
  /** Everything that was asked, as it came over the wire. */
  readonly heard: string[];
  /** Faults to make on purpose, for tests. */
  faults: readonly Fault[];
  stop(): Promise<void>;
};

export type Fault = {
  /** The route it is made at. */
  readonly at: string;
  /** Answers this instead; 'silence': never; 'cut': closes the connection. */
  readonly answer: { readonly status: number; readonly body: unknown } | 'silence' | 'cut';
};

type Question = Readonly<Record<string, unknown>>;
type Said = { readonly status: number; readonly body: unknown };
const no = (status: number, errorCode: string, more: object = {}): Said => ({
  status,
  body: { errorCode, errorMessage: errorCode, ...more },
});
const yes = (body: unknown): Said => ({ status: 200, body });

const codeLives = 300_000;
const mostWrong = 3;

/** Starts it on a free port of the loopback address. `now`: the clock its certificates and signatures are of. */
export async function startCloudStandIn(options: {
  readonly people: readonly CloudPerson[];
  readonly now: () => Date;
}): Promise<CloudStandIn> {
  const { people, now } = options;
  const [key, heard] = [randomBytes(24).toString('base64url'), [] as string[]];
  const codes = new Map<string, { code: string; until: number; wrong: number }>();
  const tokens = new Map<string, { person: CloudPerson; until: number }>();
  const personOf = ({ personIdnp }: Question): CloudPerson | undefined => people.find(({ pin }) => pin === personIdnp);

  const routes: Readonly<Record<string, (asked: Question) => Promise<Said> | Said>> = {
    'get-auth-method': (asked) =>
      personOf(asked)?.certificate === undefined
        ? no(404, 'PERSON_NOT_FOUND')
        : yes([
            { authType: 'sms', isActive: true },
            { authType: 'email', isActive: true },
            { authType: 'cloudSmartCard', isActive: false },
          ]),
    'get-pin-code': (asked) => {
      const person = personOf(asked);
      if (person?.certificate === undefined) return no(404, 'PERSON_NOT_FOUND');
      if (asked['method'] !== 'sms' && asked['method'] !== 'email') return no(400, 'METHOD_UNKNOWN');
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      codes.set(person.pin, { code, until: now().getTime() + codeLives, wrong: 0 });
      return yes({ isSuccesfull: true });
    },
    'account/auth': (asked) => {
      const person = personOf(asked);
      const given = codes.get(person?.pin ?? '');
      if (person?.certificate === undefined || given === undefined || given.until < now().getTime())
        return no(400, 'PIN_EXPIRED');
      if (given.wrong >= mostWrong) return no(429, 'PIN_LOCKED');
      if (given.code !== asked['byPin']) {
        given.wrong++;
        return no(400, 'PIN_WRONG');
      }
      codes.delete(person.pin);
      const token = randomBytes(24).toString('base64url');
      const until = now().getTime() + codeLives;
      tokens.set(token, { person, until });
      return yes({
        token,
        expireAt: new Date(until).toISOString(),
        subjectType: 'person',
        personFio: person.name,
        organizationName: null,
        isActive: true,
      });
    },
    'get-cert-info': (asked) => {
      const found = tokens.get(String(asked['userToken']));
      return found === undefined ? no(400, 'TOKEN_WRONG') : yes(describe(found.person));
    },
    'get-sign/for-hash': async (asked) => {
      const token = String(asked['userToken']);
      const found = tokens.get(token);
      const hash = Buffer.from(String(asked['hash']), 'base64');
      if (found === undefined || found.until < now().getTime()) return no(400, 'TOKEN_WRONG');
      if (hash.length !== 32) return no(400, 'HASH_WRONG');
      // One authorisation, one signature.
      tokens.delete(token);
      const message = signedOver(found.person, hash, now());
      return yes({ isSuccesfull: true, sign: message.toString('base64'), timestamp: now().toISOString() });
    },
  };

  const self: { faults: readonly Fault[] } = { faults: [] };
  async function api(route: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${body}`);
    const fault = self.faults.find(({ at }) => at === route);
    if (fault !== undefined) {
      if (fault.answer === 'silence') return;
      if (fault.answer === 'cut') return void request.socket.destroy();
      return send(response, fault.answer);
    }
    if (request.headers.authorization !== `Bearer ${key}`) return send(response, no(401, 'KEY_WRONG'));
    const act = routes[route];
    send(response, act === undefined ? no(404, 'ROUTE_UNKNOWN') : await act(JSON.parse(body) as Question));
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const done = pathname.startsWith('/api/')
      ? api(pathname.slice('/api/'.length), request, response)
      : request.method === 'POST'
        ? textOf(request).then((text) => takePage(people, pathname, text, response))
        : pageOf(people, pathname, (pin) => codes.get(pin)?.code, response);
    done.catch(() => {
      if (!response.headersSent) response.writeHead(400);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(self, {
    settings: {
      address: `http://127.0.0.1:${port}/api/`,
      key,
      organisationInn: '01001202210023',
      organisationName: 'Makulduk',
      insecure: true,
    },
    page: `http://localhost:${port}/`,
    people,
    codeOf: (pin: string) => codes.get(pin)?.code,
    heard,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function describe({ pin, name, certificate }: CloudPerson): Record<string, unknown> {
  return {
    validNotBefore: certificate?.notBefore.toISOString(),
    validNotAfter: certificate?.notAfter.toISOString(),
    personIdnp: pin,
    commonName: name,
    organizationName: null,
    organizationInn: null,
    // RFC 7093 2, method 4: the SHA-256 of the whole SubjectPublicKeyInfo.
    keyIdentifier: certificate === undefined ? null : digest('sha256', certificate.publicKey.raw, 'hex'),
    issuer: certificate === undefined ? null : formatName(certificate.issuer),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 100_000) throw new Error('too much');
  }
  return text;
}

function send(response: ServerResponse, { status, body }: Said): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
