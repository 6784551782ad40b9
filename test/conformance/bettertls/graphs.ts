import { der, oids } from '../../../src/trust/der/index.ts';
import { caExtension, extension, type Keys, newKeys } from '../../../src/trust/path/test-authority.ts';
import { dns, leaf, type Party, centre, purposes, root, type Wanted, within } from '../limbo/world.ts';

// The trust graphs of Netflix/bettertls (figures of RFC 4158 2.3 and 2.4): an arrow is a certificate.

type Edge = readonly [from: string, to: string];
export type Graph = { readonly name: string; readonly anchors: readonly string[]; readonly edges: readonly Edge[] };

const both = (a: string, b: string): Edge[] => [
  [a, b],
  [b, a],
];
const bridged = ['W', 'X', 'Y', 'Z'];

export const graphs: readonly Graph[] = [
  {
    name: 'linear',
    anchors: ['TA'],
    edges: [
      ['TA', 'ICA'],
      ['ICA', 'EE'],
    ],
  },
  {
    name: 'two roots',
    anchors: ['R1', 'R2'],
    edges: [
      ['R1', 'ICA'],
      ['R2', 'ICA'],
      ['ICA', 'EE'],
    ],
  },
  {
    name: 'figure 7',
    anchors: ['TA'],
    edges: [['TA', 'A'], ['TA', 'C'], ...both('A', 'C'), ['A', 'B'], ['C', 'B'], ['B', 'EE']],
  },
  {
    name: 'bridge',
    anchors: bridged,
    edges: [
      ...bridged.flatMap((anchor) => both(anchor, 'bridge')),
      ['W', 'F'],
      ['W', 'G'],
      ...both('F', 'G'),
      ...both('H', 'I'),
      ['F', 'H'],
      ['G', 'I'],
      ['X', 'J'],
      ['X', 'L'],
      ['L', 'M'],
      ['L', 'N'],
      ['N', 'EE'],
      ['J', 'K'],
      ['Y', 'A'],
      ['Y', 'C'],
      ...both('A', 'C'),
      ['A', 'B'],
      ['C', 'B'],
      ['B', 'D'],
      ['B', 'E'],
      ['Z', 'O'],
      ['Z', 'P'],
      ['O', 'Q'],
      ['O', 'R'],
      ['R', 'S'],
      ['P', 'S'],
    ],
  },
];

/** Why an arrow does not hold. */
export const defects = [
  'expired',
  'constrained',
  'wrong purpose',
  'no basic constraints',
  'not a CA',
  'SHA-1',
] as const;
export type Defect = (typeof defects)[number];

const flaws: Readonly<Record<Defect, Wanted>> = {
  expired: { to: '2020-01-01T00:00:00Z' },
  constrained: { constraints: within([dns('another.example')]) },
  'wrong purpose': { more: [purposes(oids.kpClientAuth)] },
  'no basic constraints': { basic: null },
  'not a CA': { basic: extension(oids.basicConstraints, der.sequence(), true) },
  'SHA-1': { signing: { algorithm: der.algorithmIdentifier(oids.ecdsaWithSHA1), digest: 'sha1' } },
};

/** The graph's certificates: of every arrow a sound one and one with each defect. */
export function certificatesOf(graph: Graph) {
  const entities = new Map<string, { keys: Keys; self: Party }>();
  for (const name of new Set(graph.edges.flat())) {
    const keys = newKeys();
    entities.set(name, { keys, self: root({ name, keys, basic: caExtension() }) });
  }
  const made = new Map<string, Party>();
  const arrow = ([from, to]: Edge, defect?: Defect): Party => {
    const name = `${from} ${to} ${defect ?? ''}`;
    const [issuer, subject] = [entities.get(from)!, entities.get(to)!];
    const make = to === 'EE' ? leaf : centre;
    // A sound leaf has no basic constraints, and only a centre can be bound to names.
    const flaw =
      defect === undefined
        ? {}
        : to === 'EE' && !['expired', 'SHA-1', 'wrong purpose'].includes(defect)
          ? flaws.expired
          : flaws[defect];
    const party = made.get(name) ?? make(issuer.self, { name: to, keys: subject.keys, ...flaw });
    made.set(name, party);
    return party;
  };
  return { arrow, anchor: (name: string): Party => entities.get(name)!.self };
}

/** Whether arrows that hold lead from one to the other. */
export function leads(edges: readonly Edge[], from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const at of seen) for (const [source, target] of edges) if (source === at) seen.add(target);
  return seen.has(to);
}
