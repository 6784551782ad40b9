// Token buckets in memory, one a client and class: a shield against a flood, not an accounting. Each process has its own.

import type { Principal } from './principal.ts';

export type RateClass = 'person' | 'machine' | 'sign-in' | 'look-up' | 'heavy' | 'none';

type Rule = { readonly burst: number; readonly perSecond: number };
const rules: Readonly<Record<Exclude<RateClass, 'none'>, Rule>> = {
  person: { burst: 120, perSecond: 10 },
  machine: { burst: 4000, perSecond: 2000 },
  'sign-in': { burst: 30, perSecond: 0.5 },
  'look-up': { burst: 200, perSecond: 10 },
  heavy: { burst: 20, perSecond: 1 },
};
const most = 50_000;

/** `take` returns 0 and spends a token, or the seconds to wait. `now` in milliseconds. */
export function createRateLimiter(now: () => number): { take(kind: RateClass, who: string): number } {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(kind, who) {
      if (kind === 'none') return 0;
      const rule = rules[kind];
      const key = `${kind}\0${who}`;
      const time = now();
      let bucket = buckets.get(key);
      if (bucket === undefined) {
        // Forgetting the oldest keeps memory bounded when addresses are many.
        if (buckets.size >= most) buckets.delete(buckets.keys().next().value!);
        buckets.set(key, (bucket = { tokens: rule.burst, at: time }));
      }
      bucket.tokens = Math.min(rule.burst, bucket.tokens + ((time - bucket.at) / 1000) * rule.perSecond);
      bucket.at = time;
      if (bucket.tokens >= 1) {
        bucket.tokens--;
        return 0;
      }
      return (1 - bucket.tokens) / rule.perSecond;
    },
  };
}

/** Whose request it is, where requests are counted: an account's, a system's, or, of nobody known, those of one line to the network. */
export const callerOf = ({ principal, ip }: { readonly principal: Principal; readonly ip: string }): string =>
  principal.kind === 'anonymous' ? lineOf(ip) : principal.kind === 'machine' ? principal.clientId : principal.accountId;

/** RFC 6177 2: one line has 2^64 addresses of IPv6 or more, which share their first half; RFC 4291 2.5.5.2: an IPv4 one in its clothes. */
export function lineOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped !== null) return mapped[1]!;
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.toLowerCase().split('::');
  const parts = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(':'));
  const [before, behind] = [parts(head), parts(tail)];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - behind.length);
  const all = [...before, ...Array.from({ length: zeros }, () => '0'), ...behind];
  return `${all
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
