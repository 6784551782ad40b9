import fc from 'fast-check';
import { der, oids } from '../../../src/trust/der/index.ts';
import {
  authorityExtension,
  caExtension,
  certificateBytes,
  crlBytes,
  dnsExtension,
  extension,
  keyIdExtension,
  type Keys,
  newKeys,
  policiesExtension,
  usageExtension,
} from '../../../src/trust/path/test-authority.ts';

// Random chains with random defects, for two validators to disagree about.

export const at = new Date('2026-06-15T12:00:00Z');
const policies = ['1.2.3.1', '1.2.3.2', oids.anyPolicy] as const;
const hosts = ['a.example.kg', 'b.a.example.kg', 'a.example.org', 'example.kg'] as const;

export type Link = {
  selfIssued: boolean;
  validity: 'good' | 'expired' | 'future';
  ca: 'yes' | 'no' | 'absent';
  pathLength: number | null;
  signs: boolean;
  signsLists: boolean;
  forged: boolean;
  unknown: 'none' | 'plain' | 'critical';
  policies: string[];
  mapping: [string, string] | null;
  require: number | null;
  inhibit: number | null;
  inhibitAny: number | null;
  permitted: string | null;
  excluded: string | null;
  list: 'good' | 'absent' | 'old' | 'forged' | 'lists-child';
};
export type Chain = {
  links: Link[];
  hosts: string[];
  wanted: string[] | null;
  explicit: boolean;
  inhibitMapping: boolean;
  inhibitAny: boolean;
};

// Mostly sound, so that deep rules are reached.
const mostly = <T>(good: T, ...bad: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 14, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: fc.constantFrom(...bad) });
const maybe = <T>(values: fc.Arbitrary<T>, weight = 1): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight, arbitrary: values });

const link: fc.Arbitrary<Link> = fc.record({
  selfIssued: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  validity: mostly('good', 'expired', 'future'),
  ca: mostly('yes', 'no', 'absent'),
  pathLength: maybe(fc.nat(2), 2),
  signs: mostly(true, false),
  signsLists: mostly(true, false),
  forged: mostly(false, true),
  unknown: mostly('none', 'plain', 'critical'),
  policies: fc.uniqueArray(fc.constantFrom(...policies), { maxLength: 3 }),
  mapping: maybe(
    fc.constantFrom<[string, string]>(
      [policies[0], policies[1]],
      [policies[1], policies[0]],
      [policies[0], policies[0]],
    ),
    2,
  ),
  require: maybe(fc.nat(2)),
  inhibit: maybe(fc.nat(2)),
  inhibitAny: maybe(fc.nat(2)),
  permitted: maybe(fc.constantFrom(...hosts)),
  excluded: maybe(fc.constantFrom(...hosts)),
  list: mostly('good', 'absent', 'old', 'forged', 'lists-child'),
});

// Where two keys have one name, either's list speaks for both (6.3.3); OpenSSL looks at one only. So there all lists are good.
const settled = (links: readonly Link[]): Link[] =>
  links.map((one, index) =>
    one.selfIssued || links[index + 1]?.selfIssued === true ? { ...one, list: 'good', signsLists: true } : one,
  );

export const chains: fc.Arbitrary<Chain> = fc.record({
  // A self-issued target: 6.1.5(a) counts explicit_policy down for it too, OpenSSL does not.
  links: fc
    .tuple(
      fc.array(link, { maxLength: 3 }),
      link.map((one) => ({ ...one, selfIssued: false })),
    )
    .map(([above, target]) => settled([...above, target])),
  hosts: fc.uniqueArray(fc.constantFrom(...hosts), { maxLength: 2 }),
  wanted: maybe(fc.uniqueArray(fc.constantFrom(policies[0], policies[1]), { minLength: 1 }), 3),
  explicit: fc.boolean(),
  inhibitMapping: mostly(false, true),
  inhibitAny: mostly(false, true),
});

const keys: Keys[] = Array.from({ length: 6 }, newKeys);

export type Made = {
  readonly root: Buffer;
  readonly others: readonly Buffer[];
  readonly target: Buffer;
  readonly crls: readonly Buffer[];
};

/** links[0] was issued by the root, the last one is the target; each issuer has one list. */
export function make({ links, hosts: names }: Chain): Made {
  const root = certificateBytes({
    subject: 'Root of all',
    issuer: 'Root of all',
    keys: keys[0]!,
    extensions: [caExtension(), usageExtension(5, 6), keyIdExtension('key 0')],
  });
  const certificates: Buffer[] = [];
  const crls: Buffer[] = [];
  let issuer = 'Root of all';
  links.forEach((one, index) => {
    const last = index === links.length - 1;
    const subject = one.selfIssued ? issuer : `Centre number ${index}`;
    certificates.push(
      certificateBytes({
        subject,
        issuer,
        serial: index + 10,
        keys: keys[index + 1]!,
        by: one.forged ? newKeys() : keys[index]!,
        from: new Date(one.validity === 'future' ? '2026-07-01' : '2026-01-01'),
        to: new Date(one.validity === 'expired' ? '2026-02-01' : '2030-01-01'),
        extensions: extensions(one, index, last ? names : undefined),
      }),
    );
    const above = index === 0 ? undefined : links[index - 1];
    const list = above === undefined ? 'good' : above.list;
    if (list !== 'absent')
      crls.push(
        crlBytes({
          issuer,
          by: list === 'forged' ? newKeys() : keys[index]!,
          to: new Date(list === 'old' ? '2026-06-02' : '2026-07-01'),
          entries: list === 'lists-child' ? [{ serial: index + 10, at: new Date('2026-06-01') }] : [],
          extensions: [authorityExtension(`key ${index}`)],
        }),
      );
    issuer = subject;
  });
  return { root, others: certificates.slice(0, -1), target: certificates.at(-1)!, crls };
}

function extensions(one: Link, index: number, names: readonly string[] | undefined): Buffer[] {
  const common = [keyIdExtension(`key ${index + 1}`), authorityExtension(`key ${index}`)];
  if (one.policies.length > 0) common.push(policiesExtension(...one.policies));
  if (one.unknown !== 'none') common.push(extension('1.2.3.4.5', der.nul(), one.unknown === 'critical'));
  if (names !== undefined) {
    common.push(usageExtension(0));
    if (names.length > 0) common.push(dnsExtension(...names));
    return common;
  }
  // OpenSSL's strict mode refuses a path length where the key cannot sign certificates: no rule of RFC 5280 6.1.
  const pathLength = one.signs ? (one.pathLength ?? undefined) : undefined;
  if (one.ca === 'yes') common.push(caExtension(pathLength));
  if (one.ca === 'no') common.push(extension(oids.basicConstraints, der.sequence(), true));
  common.push(usageExtension(...(one.signs ? [5] : [0]), ...(one.signsLists ? [6] : [])));
  if (one.mapping !== null)
    common.push(extension(oids.policyMappings, der.sequence(der.sequence(...one.mapping.map(der.oid))), true));
  if (one.require !== null || one.inhibit !== null)
    common.push(
      extension(
        oids.policyConstraints,
        der.sequence(
          one.require === null ? undefined : der.implicit(0, der.integer(one.require)),
          one.inhibit === null ? undefined : der.implicit(1, der.integer(one.inhibit)),
        ),
        true,
      ),
    );
  if (one.inhibitAny !== null) common.push(extension(oids.inhibitAnyPolicy, der.integer(one.inhibitAny), true));
  const subtree = (number: number, host: string | null): Buffer | undefined =>
    host === null ? undefined : der.implicit(number, der.sequence(der.sequence(der.implicit(2, der.ia5String(host)))));
  if (one.permitted !== null || one.excluded !== null)
    common.push(
      extension(oids.nameConstraints, der.sequence(subtree(0, one.permitted), subtree(1, one.excluded)), true),
    );
  return common;
}
