import { der } from '../../../src/trust/der/index.ts';
import { newKeys } from '../../../src/trust/path/test-authority.ts';
import {
  type Case,
  centre,
  cn,
  directory,
  dns,
  ip,
  leaf,
  mail,
  other,
  type Party,
  root,
  type Wanted,
  within,
} from './world.ts';

// rfc5280::nc::* and cve::*: name constraints. The constraints stand in the anchor's own certificate, as over there.

const loopback = [...Array.from({ length: 15 }, () => 0), 1];
const net = ip(192, 0, 2, 0, 255, 255, 255, 0);

type Lists = readonly [
  permitted: readonly Buffer[] | undefined,
  excluded?: readonly Buffer[] | undefined,
  critical?: boolean,
];
const direct = (name: string, expected: Case['expected'], lists: Lists, wanted: Wanted): Case => {
  const top = root({ constraints: within(...lists) });
  return { name: `rfc5280::nc::${name}`, expected, anchors: [top], target: leaf(top, wanted) };
};
const through = (name: string, expected: Case['expected'], lists: Lists, names: readonly Buffer[]): Case => {
  const top = root();
  const middle = centre(top, { constraints: within(...lists) });
  return { name, expected, anchors: [top], others: [middle], target: leaf(middle, { names }) };
};
const chain = (name: string, at: 'root' | 'first', lists: Lists, second: Wanted, names: readonly Buffer[]): Case => {
  const constraints = within(...lists);
  const top = root(at === 'root' ? { constraints } : {});
  const first = centre(top, at === 'first' ? { constraints } : {});
  const last = centre(first, second);
  return {
    name: `rfc5280::nc::${name}`,
    expected: 'invalid',
    anchors: [top],
    others: [first, last],
    target: leaf(last, { names }),
  };
};

const privateName = other('1.3.6.1.4.1.55738.666.3', der.nul());
const [example, foo, bar] = [dns('example.com'), dns('foo.example.com'), dns('bar.example.com')];
const [allowed, forbidden] = [dns('permitted.example.com'), dns('forbidden.example.com')];

function selfIssued(): Case {
  const name = cn('not-example.com');
  const names = [dns('not-example.com')];
  const top = root({ name, names, constraints: within([example]) });
  const middle = centre(top, { name, names });
  return {
    name: 'rfc5280::nc::permitted-self-issued',
    expected: 'valid',
    anchors: [top],
    others: [middle],
    target: leaf(middle),
  };
}

function selfIssuedLeaf(): Case {
  const name = cn('not-example.com');
  const names = [dns('not-example.com')];
  const top = root({ constraints: within([example]) });
  const middle = centre(top, { name, names });
  return {
    name: 'rfc5280::nc::excluded-self-issued-leaf',
    expected: 'invalid',
    anchors: [top],
    others: [middle],
    target: leaf(middle, { name, names }),
  };
}

// One logical centre with two certificates: the way over the one is barred, over the other it is not.
function alternate(): Case {
  const [discarded, top] = [root({ name: 'discarded' }), root()];
  const first = centre(top, { constraints: within([allowed], [forbidden]) });
  const keys = newKeys();
  const name = cn('an-intermediate');
  const barred = centre(discarded, { keys, name, names: [forbidden] });
  return {
    name: 'rfc5280::nc::nc-forbids-alternate-chain-ica',
    expected: 'valid',
    anchors: [top],
    others: [first, barred, centre(first, { keys, name })],
    target: leaf(barred, { names: [allowed] }),
  };
}

function sameChain(): Case {
  const [one, two] = [root({ name: 'root a' }), root({ name: 'root b' })];
  const first = centre(one, { constraints: within(undefined, [forbidden]) });
  const keys = newKeys();
  const name = cn('an-intermediate');
  const barred = centre(first, { keys, name, names: [forbidden] });
  const open = centre(two, { keys, name, names: [dns('unconstrained-ica.example.com')] });
  return {
    name: 'rfc5280::nc::nc-forbids-same-chain-ica',
    expected: 'valid',
    anchors: [one, two],
    others: [first, barred, open],
    target: leaf(barred, { names: [dns('unconstrained.example.com')] }),
  };
}

// CVE-2024-0567: three centres that certify one another, one of them an anchor.
function crossSigned(): Case {
  const top = root({ name: 'Root A' });
  const [a, b, c] = [top, root({ name: 'Root B' }), root({ name: 'Root C' })];
  const by = (one: Party, issuer: Party): Party => centre(issuer, { name: one.name, keys: one.keys });
  const first = centre(a, { name: 'Intermediate A1' });
  return {
    name: 'cve::cve-2024-0567',
    expected: 'valid',
    anchors: [top],
    others: [first, by(a, b), by(a, c), by(b, a), by(b, c), by(c, a), by(c, b), centre(b), centre(c)],
    target: leaf(first, { names: [dns('cve-2024-0567.example.com')] }),
  };
}

const dn = (text: string): Wanted => ({ name: text, names: [directory(text)] });

export const nameCases = (): Case[] => [
  direct('permitted-dns-mismatch', 'invalid', [[example]], { names: [dns('not-example.com')] }),
  through('rfc5280::nc::excluded-dns-match', 'invalid', [undefined, [example]], [example]),
  direct('permitted-dns-match', 'valid', [[example]], {}),
  direct('permitted-dns-match-noncritical', 'invalid', [[example], undefined, false], {}),
  direct('permitted-dns-match-more', 'valid', [[example]], { names: [dns('foo.bar.example.com')] }),
  direct('excluded-dns-match-second', 'invalid', [undefined, [forbidden]], { names: [example, forbidden] }),
  direct('permitted-ip-mismatch', 'invalid', [[net]], { names: [ip(192, 0, 3, 1)] }),
  direct('excluded-ipv4-match', 'invalid', [undefined, [net]], { names: [ip(192, 0, 2, 1)] }),
  direct('excluded-ipv6-match', 'invalid', [undefined, [ip(...loopback, ...loopback.map(() => 255))]], {
    names: [ip(...loopback)],
  }),
  direct('permitted-ipv4-match', 'valid', [[net]], { names: [ip(192, 0, 2, 1)] }),
  direct('permitted-ipv6-match', 'valid', [[ip(...loopback, ...loopback.map(() => 255))]], {
    names: [ip(...loopback)],
  }),
  direct('permitted-dn-mismatch', 'invalid', [[directory('foo')]], dn('not-foo')),
  direct('excluded-dn-match', 'invalid', [undefined, [directory('foo')]], dn('foo')),
  direct('permitted-dn-match', 'valid', [[directory('foo')]], dn('foo')),
  direct('permitted-dn-match-subject-san-mismatch', 'invalid', [[directory('foo')]], {
    name: 'not-foo',
    names: [directory('foo')],
  }),
  direct('excluded-dn-match-sub-mismatch', 'invalid', [undefined, [directory('foo')]], {
    name: 'foo',
    names: [directory('not-foo')],
  }),
  selfIssued(),
  selfIssuedLeaf(),
  direct('excluded-match-permitted-and-excluded', 'invalid', [[example], [example]], {}),
  direct('permitted-different-constraint-type', 'valid', [[net]], {}),
  direct('excluded-different-constraint-type', 'valid', [undefined, [net]], {}),
  direct('invalid-dnsname-wildcard', 'invalid', [[dns('*.example.com')]], { names: [foo] }),
  direct('invalid-dnsname-leading-period', 'invalid', [[dns('.example.com')]], { names: [foo] }),
  direct('invalid-ipv4-address', 'invalid', [[ip(127, 0, 0, 1)]], { names: [ip(127, 0, 0, 1)] }),
  direct('invalid-ipv6-address', 'invalid', [[ip(...loopback)]], { names: [ip(...loopback)] }),
  direct('invalid-email-address', 'invalid', [[mail('invalid@invalid@example.com')]], {
    names: [mail('example@example.com')],
  }),
  chain(
    'intermediate-with-san-rejected-by-intermediate-nc',
    'first',
    [[allowed], [forbidden]],
    { names: [forbidden] },
    [allowed],
  ),
  chain('intermediate-with-san-rejected-by-root-nc', 'root', [[allowed], [forbidden]], { names: [forbidden] }, [
    allowed,
  ]),
  chain('restrictive-permits-in-intermediates-narrows', 'first', [[foo, bar]], { constraints: within([bar]) }, [foo]),
  chain('restrictive-permits-in-intermediates-widens', 'first', [[bar]], { constraints: within([foo, bar]) }, [foo]),
  through('rfc5280::nc::nc-permits-invalid-dns-san', 'invalid', [[example]], [dns('.example.com'), foo]),
  through(
    'rfc5280::nc::nc-permits-invalid-ip-san',
    'invalid',
    [[net]],
    [ip(192, 0, 2, 0, 255, 255, 255, 0), ip(192, 0, 2, 1)],
  ),
  through(
    'rfc5280::nc::nc-permits-invalid-email-san',
    'invalid',
    [[mail('example.com')]],
    [mail('good@example.com'), mail('invalid@address@example.com')],
  ),
  alternate(),
  sameChain(),
  through('rfc5280::nc::nc-permits-email-exact', 'valid', [[mail('foo@example.com')]], [mail('foo@example.com')]),
  through('rfc5280::nc::nc-permits-email-domain', 'valid', [[mail('example.com')]], [mail('foo@example.com')]),
  through('rfc5280::nc::nc-forbids-othername', 'invalid', [[example], [privateName]], [example, privateName]),
  through('rfc5280::nc::nc-forbids-othername-noop', 'valid', [[example], [privateName]], [example]),
  crossSigned(),
  through('cve::cve-2025-61727', 'invalid', [[example], [bar]], [dns('*.example.com')]),
  through('cve::cve-2025-61727-nc-permits-variant', 'invalid', [[foo]], [dns('*.example.com')]),
  dosCase('rfc5280::nc (many names, many constraints)'),
];

// "pathological::nc-dos-*" of the suite's early versions: names times constraints, each side by the thousand.
function dosCase(name: string): Case {
  const many = (prefix: string): Buffer[] => Array.from({ length: 2_048 }, (_, at) => dns(`${prefix}${at}.test`));
  return { ...through(name, 'invalid', [many('p'), many('x')], many('n')), name };
}
