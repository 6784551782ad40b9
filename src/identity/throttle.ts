// How often a password may be tried. Failures are counted a pair: (login, device) for a browser that once signed in to
// the account, (login, network) for a stranger. So a stranger's failures never delay the owner on an own device, nor
// strangers on another network: the lock-out cannot be used to lock others out.

export type Failures = { readonly failures: number; readonly lastAt: Date };

export const freeTries = 5;
const firstDelay = 15;
const longest = 900;
const forgottenAfter = 86_400_000;

/** Seconds a pair must wait after so many failures: 15, 30, 60 ... at most 15 minutes. */
export const delayAfter = (failures: number): number =>
  failures < freeTries ? 0 : Math.min(longest, firstDelay * 2 ** Math.min(10, failures - freeTries));

/** Seconds to wait before the next try; 0 where it may be made. */
export function waitFor(known: Failures | undefined, now: Date): number {
  if (known === undefined) return 0;
  const passed = now.getTime() - known.lastAt.getTime();
  return Math.max(0, Math.ceil(delayAfter(known.failures) - Math.max(0, passed) / 1000));
}

/** What to remember after a failed try. */
export function afterFailure(known: Failures | undefined, now: Date): Failures {
  const fresh = known === undefined || now.getTime() - known.lastAt.getTime() > forgottenAfter;
  return { failures: fresh ? 1 : known.failures + 1, lastAt: now };
}

/** What failures are counted by. A device counts only once it has proven that it knows the account. */
export const pairOf = (
  device: string | undefined,
  trusted: boolean,
  address: string,
): readonly ['device' | 'network', string] =>
  trusted && device !== undefined ? ['device', device] : ['network', networkOf(address)];

/** The network a stranger comes from: an IPv4 address, or the /64 of an IPv6 one, which one customer holds. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const groups = plain.includes('::')
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
    : left;
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
