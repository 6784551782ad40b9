// RFC 5280 4.2.1.10: what lies within a constraint, form by form. 'unprocessable' where the constraint or the name has no sense.

type Within = boolean | 'unprocessable';

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const label = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/;
const isHost = (text: string): boolean =>
  text.length <= 253 && text.split('.').every((part) => part.length <= 63 && label.test(part));
// A host name may be written with the root's dot at its end.
const host = (text: string): string => lower(text).replace(/\.$/, '');

/**
 * "host.example.com" lies within itself and all that is made by labels to its left. The empty constraint is the whole tree. A
 * leading dot has a meaning for mail and URIs only: a host name that begins with one says nothing that can be relied upon.
 */
export function dnsWithin(name: string, base: string): Within {
  const [inner, outer] = [host(name), host(base)];
  if (base === '') return true;
  if (!isHost(outer) || !isHost(inner.replace(/^\*\./, ''))) return 'unprocessable';
  return inner === outer || inner.endsWith(`.${outer}`);
}

/** Whether a wildcard stands for a host within the constraint, or for one above which the constraint lies. */
export function wildcardReaches(name: string, base: string): boolean {
  const [inner, outer] = [host(name), host(base)];
  return inner.startsWith('*.') && outer.endsWith(inner.slice(1));
}

/** A constraint is a mailbox, a host (mail of exactly that host) or a domain with a leading dot (hosts within it). */
export function emailWithin(name: string, base: string): Within {
  const mailbox = split(name);
  if (mailbox === undefined) return 'unprocessable';
  const wanted = split(base);
  if (wanted !== undefined) return mailbox.local === wanted.local && mailbox.host === wanted.host;
  return hostWithin(mailbox.host, lower(base));
}

function split(text: string): { local: string; host: string } | undefined {
  const at = text.lastIndexOf('@');
  const mailbox = { local: text.slice(0, at), host: host(text.slice(at + 1)) };
  return at > 0 && isLocal(mailbox.local) && isHost(mailbox.host) ? mailbox : undefined;
}

// RFC 5321 4.1.2: a second @ stands between quotation marks or nowhere. RFC 6531 lets letters of all alphabets in.
const isLocal = (local: string): boolean => /^(?:"(?:[^"\\]|\\.)*"|[^\s\p{Cc}"@<>(),:;[\]\\]+)$/u.test(local);

/** A constraint is a host or, with a leading dot, a domain. A URI without a host name cannot be judged (4.2.1.10): refused. */
export function uriWithin(name: string, base: string): Within {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^/?#:[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(name)?.[1];
  if (authority === undefined) return 'unprocessable';
  const inner = host(authority);
  if (!isHost(inner) || /^[\d.]+$/.test(inner)) return 'unprocessable';
  return hostWithin(inner, lower(base));
}

function hostWithin(inner: string, base: string): Within {
  if (!isHost(base.replace(/^\./, ''))) return 'unprocessable';
  return base.startsWith('.') ? inner.endsWith(base) : inner === base;
}

/** A constraint is an address and a mask (RFC 4632), 8 octets for version 4, 32 for version 6. */
export function ipWithin(name: Buffer, base: Buffer): Within {
  if ((name.length !== 4 && name.length !== 16) || (base.length !== 8 && base.length !== 32)) return 'unprocessable';
  if (base.length !== name.length * 2) return false;
  const [address, mask] = [base.subarray(0, name.length), base.subarray(name.length)];
  if (!isMask(mask)) return 'unprocessable';
  return mask.every((octet, at) => (name[at]! & octet) === (address[at]! & octet));
}

const isMask = (mask: Buffer): boolean =>
  /^1*0*$/.test([...mask].map((octet) => octet.toString(2).padStart(8, '0')).join(''));
