import { password } from './platform.ts';

/** A fetch that ends: an answer within `ms`, or an error that names the address. */
export const fetchIn = (url: string | URL, init: RequestInit = {}, ms = 30_000): Promise<Response> =>
  fetch(url, { ...init, signal: AbortSignal.timeout(ms) }).catch((error: unknown) => {
    throw new Error(`${init.method ?? 'GET'} ${String(url)}: ${(error as Error).message}`, { cause: error });
  });

/** A caller over real HTTP with its own cookies. */
export class HttpClient {
  readonly url: string;
  #cookies = new Map<string, string>();
  #csrf = '';
  constructor(url: string) {
    this.url = url;
  }
  async call(method: string, path: string, json?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetchIn(this.url + path, {
      method,
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-csrf-token': this.#csrf,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0]!.split('=') as [string, string];
      this.#cookies.set(name, value);
    }
    const text = await response.text();
    return {
      status: response.status,
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
    };
  }
  /** A file; null where the answer is none. */
  async bytes(path: string): Promise<Buffer | null> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetchIn(this.url + path, { headers: { cookie } });
    const bytes = Buffer.from(await response.arrayBuffer());
    return response.ok ? bytes : null;
  }
  async signIn(login: string): Promise<void> {
    const answer = await this.call('POST', '/v1/auth/sign-in', { login, password });
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${JSON.stringify(answer.body)}`);
    this.#csrf = (await this.call('GET', '/v1/auth/me')).body['csrf'] as string;
  }
}
