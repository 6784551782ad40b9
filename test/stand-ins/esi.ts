// The State's single sign-on, for tests: the same stand-in that the sandbox runs.
import { type EsiCitizen, type EsiStandIn, startEsiStandIn } from '../../src/identity/esi-stand-in/esi-stand-in.ts';

export { type EsiCitizen, type EsiStandIn, startEsiStandIn };

/** Goes through the stand-in's log-in as a browser would, and returns the address it sends the browser back to. */
export async function logInAtEsi(address: string, sub: string): Promise<URL> {
  const jar = new Map<string, string>();
  const go = async (url: string, init: { method?: string; body?: URLSearchParams } = {}): Promise<Response> => {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const first = await go(address);
  const interaction = new URL(first.headers.get('location') ?? '/missing', address).href;
  await go(interaction);
  let next = await go(interaction, { method: 'POST', body: new URLSearchParams({ citizen: sub }) });
  const { host } = new URL(address);
  for (let hop = 0; hop < 5; hop++) {
    const location = new URL(next.headers.get('location') ?? '/missing', address);
    if (location.host !== host) return location;
    next = await go(location.href);
  }
  throw new Error('the stand-in did not send the browser back');
}
