// Token buckets in memory, one a client and class: a shield against a flood, not an accounting. Each process has its own.

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
