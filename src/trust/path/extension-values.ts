import {
  context,
  DerError,
  type DerNode,
  elements,
  fields,
  readBoolean,
  readGeneralizedTime,
  readInteger,
  readNamedBits,
  readOctets,
  readOid,
  readSmallInteger,
  remembering,
  tags,
} from '../der/index.ts';
import { type GeneralName, readGeneralName, readGeneralNames } from './general-names.ts';
import { type Rdn, readRdn } from './names.ts';

// The values of RFC 5280's extensions, each with the section that defines it.

/** RFC 5280 4.2.1.3, in the order of the bits. */
export const keyUsages = [
  'digitalSignature',
  'contentCommitment',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

export const readKeyUsage = (node: DerNode): ReadonlySet<KeyUsage> =>
  new Set([...readNamedBits(node)].flatMap((bit) => keyUsages[bit] ?? []));

export type BasicConstraints = { readonly ca: boolean; readonly pathLength: number | undefined };

// 4.2.1.9
export function readBasicConstraints(node: DerNode): BasicConstraints {
  const f = fields(node);
  const ca = f.optional(tags.boolean);
  const pathLength = f.optional(tags.integer);
  f.end();
  return { ca: ca !== undefined && readBoolean(ca), pathLength: pathLength && readSmallInteger(pathLength) };
}

export type AuthorityKey = {
  readonly keyId: Buffer | undefined;
  readonly issuer: readonly GeneralName[] | undefined;
  readonly serial: bigint | undefined;
};

// 4.2.1.1
export function readAuthorityKey(node: DerNode): AuthorityKey {
  const f = fields(node);
  const [keyId, issuer, serial] = [f.optionalImplicit(0), f.optionalImplicit(1), f.optionalImplicit(2)];
  f.end();
  return {
    keyId: keyId && readOctets(keyId, context(0)),
    issuer: issuer && readGeneralNames(issuer, context(1)),
    serial: serial && readInteger(serial, context(2)),
  };
}

export type PolicyInformation = { readonly policy: string; readonly qualifiers: DerNode | undefined };

// 4.2.1.4: a policy must not appear twice.
export const readPolicies = remembering((node: DerNode): readonly PolicyInformation[] => {
  const all = elements(node, tags.sequence, 1).map((element) => {
    const f = fields(element);
    const policy = readOid(f.next());
    const qualifiers = f.optional(tags.sequence);
    f.end();
    return { policy, qualifiers };
  });
  if (new Set(all.map(({ policy }) => policy)).size < all.length)
    throw new DerError('unexpected', node.start, 'a policy stands twice');
  return all;
});

export type PolicyMapping = { readonly issuerPolicy: string; readonly subjectPolicy: string };

// 4.2.1.5
export const readPolicyMappings = (node: DerNode): readonly PolicyMapping[] =>
  elements(node, tags.sequence, 1).map((element) => {
    const f = fields(element);
    const mapping = { issuerPolicy: readOid(f.next()), subjectPolicy: readOid(f.next()) };
    f.end();
    return mapping;
  });

export type PolicyConstraints = {
  readonly requireExplicit: number | undefined;
  readonly inhibitMapping: number | undefined;
};

// 4.2.1.11: an empty sequence is not allowed.
export function readPolicyConstraints(node: DerNode): PolicyConstraints {
  const f = fields(node);
  const [requireExplicit, inhibitMapping] = [f.optionalImplicit(0), f.optionalImplicit(1)];
  f.end();
  if (requireExplicit === undefined && inhibitMapping === undefined)
    throw new DerError('missing', node.start, 'policy constraints without a constraint');
  const skip = (at: DerNode | undefined, tag: number): number | undefined =>
    at && readSmallInteger(at, 0, 2 ** 31 - 1, tag);
  return { requireExplicit: skip(requireExplicit, context(0)), inhibitMapping: skip(inhibitMapping, context(1)) };
}

export type Subtree = { readonly base: GeneralName; readonly whole: boolean };
export type NameConstraints = { readonly permitted: readonly Subtree[]; readonly excluded: readonly Subtree[] };

// 4.2.1.10
export function readNameConstraints(node: DerNode): NameConstraints {
  const f = fields(node);
  const [permitted, excluded] = [f.optionalImplicit(0), f.optionalImplicit(1)];
  f.end();
  if (permitted === undefined && excluded === undefined)
    throw new DerError('missing', node.start, 'name constraints without a constraint');
  return {
    permitted: permitted ? elements(permitted, context(0), 1).map(readSubtree) : [],
    excluded: excluded ? elements(excluded, context(1), 1).map(readSubtree) : [],
  };
}

function readSubtree(node: DerNode): Subtree {
  const f = fields(node);
  const base = readGeneralName(f.next());
  const [minimum, maximum] = [f.optionalImplicit(0), f.optionalImplicit(1)];
  f.end();
  return { base, whole: maximum === undefined && (minimum === undefined || readInteger(minimum, context(0)) === 0n) };
}

/** Reasons a distribution point or a CRL covers: bits of ReasonFlags (4.2.1.13). Bit 0 is unused. */
export type Reasons = ReadonlySet<number>;
export type PointName = { readonly full: readonly GeneralName[] } | { readonly relative: Rdn };
export type DistributionPoint = {
  readonly name: PointName | undefined;
  readonly reasons: Reasons | undefined;
  readonly crlIssuer: readonly GeneralName[] | undefined;
};

// 4.2.1.13, and 4.2.1.15 for freshestCRL
export const readDistributionPoints = remembering((node: DerNode): readonly DistributionPoint[] =>
  elements(node, tags.sequence, 1).map((element) => {
    const f = fields(element);
    const name = f.optionalExplicit(0);
    const [reasons, crlIssuer] = [f.optionalImplicit(1), f.optionalImplicit(2)];
    f.end();
    return {
      name: name && readPointName(name),
      reasons: reasons && readNamedBits(reasons, context(1)),
      crlIssuer: crlIssuer && readGeneralNames(crlIssuer, context(2)),
    };
  }),
);

export function readPointName(node: DerNode): PointName {
  return node.tag === context(0)
    ? { full: readGeneralNames(node, context(0)) }
    : { relative: readRdn(node, context(1)) };
}

export type IssuingPoint = {
  readonly name: PointName | undefined;
  readonly onlyUsers: boolean;
  readonly onlyCas: boolean;
  readonly onlySomeReasons: Reasons | undefined;
  readonly indirect: boolean;
  readonly onlyAttributes: boolean;
  readonly raw: Buffer;
};

// 5.2.5
export function readIssuingPoint(node: DerNode): IssuingPoint {
  const f = fields(node);
  const name = f.optionalExplicit(0);
  const flag = (number: number): boolean => {
    const found = f.optionalImplicit(number);
    return found !== undefined && readBoolean(found, context(number));
  };
  const [onlyUsers, onlyCas] = [flag(1), flag(2)];
  const reasons = f.optionalImplicit(3);
  const [indirect, onlyAttributes] = [flag(4), flag(5)];
  f.end();
  return {
    name: name && readPointName(name),
    onlyUsers,
    onlyCas,
    onlySomeReasons: reasons && readNamedBits(reasons, context(3)),
    indirect,
    onlyAttributes,
    raw: node.raw,
  };
}

export type AccessDescription = { readonly method: string; readonly location: GeneralName };

// 4.2.2.1, 4.2.2.2
export const readAccess = remembering((node: DerNode): readonly AccessDescription[] =>
  elements(node, tags.sequence, 1).map((element) => {
    const f = fields(element);
    const access = { method: readOid(f.next()), location: readGeneralName(f.next()) };
    f.end();
    return access;
  }),
);

// 4.2.1.12
export const readExtKeyUsage = (node: DerNode): ReadonlySet<string> =>
  new Set(elements(node, tags.sequence, 1).map((element) => readOid(element)));

/** From when on a CRL keeps entries of expired certificates (X.509, 2.5.29.60). */
export const readExpiredCertsOnCrl = (node: DerNode): Date => readGeneralizedTime(node);
