import { caExtension, newKeys } from '../../../src/trust/path/test-authority.ts';
import { type Case, centre, cn, keyIdOf, leaf, type Party, root } from './world.ts';

// pathlen::*, pathological::*, rfc5280::validity::*.

const limit = (length: number) => ({ basic: caExtension(length) });

function lengths(name: string, expected: Case['expected'], ...limits: number[]): Case {
  const top = root();
  const others: Party[] = [];
  for (const length of limits) others.push(centre(others.at(-1) ?? top, limit(length)));
  return { name: `pathlen::${name}`, expected, anchors: [top], others, target: leaf(others.at(-1)!) };
}

function inLeaf(): Case {
  const top = root();
  const first = centre(top, limit(0));
  return {
    name: 'pathlen::validation-ignores-pathlen-in-leaf',
    expected: 'valid',
    anchors: [top],
    others: [first],
    target: centre(first, limit(0)),
  };
}

function selfIssued(): Case {
  const top = root();
  const first = centre(top, limit(1));
  const second = centre(first, { ...limit(1), name: first.name });
  const third = centre(second, limit(0));
  return {
    name: 'pathlen::self-issued-certs-pathlen',
    expected: 'valid',
    anchors: [top],
    others: [first, second, third],
    target: leaf(third),
  };
}

function chainOfPain(): Case {
  const [one, two] = [root(), root({ name: 'root 2' })];
  const expired = centre(two, {
    ...limit(1),
    name: one.name,
    keys: one.keys,
    from: '1970-01-01T00:00:00Z',
    to: '1988-11-25T00:00:00Z',
  });
  return {
    name: 'pathological::multiple-chains-expired-intermediate',
    expected: 'valid',
    anchors: [one, two],
    others: [expired],
    target: leaf(one),
  };
}

function cycle(name: string, subjects: readonly [string, string]): Case {
  const keys = [newKeys(), newKeys()] as const;
  const stub = (at: 0 | 1): Party => ({
    bytes: Buffer.alloc(0),
    name: cn(subjects[at]),
    keys: keys[at],
    keyId: keyIdOf(keys[at]),
    serial: 1,
  });
  const first = centre(stub(1), { name: subjects[0], keys: keys[0] });
  const second = centre(stub(0), { name: subjects[1], keys: keys[1] });
  return {
    name: `pathological::${name}`,
    expected: 'invalid',
    anchors: [root()],
    others: [first, second],
    target: leaf(first),
  };
}

type Span = readonly [from: string, to: string];
function spans(name: string, expected: Case['expected'], at: string, top: Span, middle: Span, end: Span): Case {
  const span = ([from, to]: Span) => ({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` });
  const anchor = root(span(top));
  const issuer = centre(anchor, span(middle));
  return {
    name: `rfc5280::validity::${name}`,
    expected,
    anchors: [anchor],
    others: [issuer],
    target: leaf(issuer, span(end)),
    at,
  };
}
const long: Span = ['2016-01-01', '2026-01-01'];
const short: Span = ['2016-01-01', '2020-01-01'];
const march: Span = ['2024-03-01', '2024-04-01'];
const exact = (name: string, expected: Case['expected'], at: string): Case =>
  spans(name, expected, at, march, march, march);

export const pathCases = (): Case[] => [
  lengths('ee-with-intermediate-pathlen-0', 'valid', 0),
  lengths('ee-with-intermediate-pathlen-1', 'valid', 1),
  lengths('ee-with-intermediate-pathlen-2', 'valid', 2),
  inLeaf(),
  lengths('intermediate-violates-pathlen-0', 'invalid', 0, 0),
  lengths('intermediate-pathlen-may-increase', 'valid', 1, 2),
  lengths('intermediate-pathlen-too-long', 'invalid', 1, 0, 0),
  selfIssued(),
  rootLimit(),
  chainOfPain(),
  cycle('intermediate-cycle-distinct-cas', ['cycle 1', 'cycle 2']),
  cycle('intermediate-cycle-same-logical-ca', ['cycle', 'cycle']),
  spans('expired-root', 'invalid', '2022-01-01T00:00:00Z', short, long, ['2018-01-01', '2023-01-01']),
  spans('expired-intermediate', 'invalid', '2022-01-01T00:00:00Z', long, short, ['2018-01-01', '2023-01-01']),
  spans('expired-leaf', 'invalid', '2022-01-01T00:00:00Z', long, long, ['2018-01-01', '2021-01-01']),
  exact('notbefore-exact', 'valid', '2024-03-01T00:00:00Z'),
  exact('notbefore-fractional', 'invalid', '2024-02-29T23:59:59.999Z'),
  exact('notafter-exact', 'valid', '2024-04-01T00:00:00Z'),
  exact('notafter-fractional', 'valid', '2024-04-01T00:00:00.005Z'),
];

function rootLimit(): Case {
  const top = root(limit(0));
  const middle = centre(top);
  return {
    name: 'pathlen (of the anchor itself)',
    expected: 'invalid',
    anchors: [top],
    others: [middle],
    target: leaf(middle),
  };
}
