import { oids } from '../der/index.ts';
import type { PolicyInformation, PolicyMapping } from './extension-values.ts';

// RFC 9618: the valid_policy_graph. The tree of RFC 5280 doubles at each level; in the graph a policy stands once at each
// depth, so that the work is bounded by the policies and mappings of the certificates themselves.

type Node = { readonly policy: string; expected: ReadonlySet<string>; readonly parents: Set<Node> };
type Level = Map<string, Node>;

const any = oids.anyPolicy;
const node = (policy: string, parents: Iterable<Node>, expected: Iterable<string> = [policy]): Node => ({
  policy,
  expected: new Set(expected),
  parents: new Set(parents),
});

/** What the relying party wants: 'any' or the policies it accepts. */
export type WantedPolicies = 'any' | ReadonlySet<string>;

/** Built when somebody asks: of most paths nobody asks for a policy. */
export class PolicyGraph {
  /** Empty: the graph is NULL. */
  #levels: Level[] = [new Map([[any, node(any, [])]])];
  #steps: (() => void)[] = [];

  get isNull(): boolean {
    const steps = this.#steps;
    this.#steps = [];
    for (const step of steps) if (this.#levels.length > 0) step();
    return this.#levels.length === 0;
  }

  /** 6.1.3(d) and (e): one certificate deeper. `anyAllowed`: anyPolicy counts in this certificate. */
  descend(policies: readonly PolicyInformation[] | undefined, anyAllowed: boolean): void {
    this.#steps.push(() => this.#descend(policies, anyAllowed));
  }

  #descend(policies: readonly PolicyInformation[] | undefined, anyAllowed: boolean): void {
    if (policies === undefined) {
      this.#levels = [];
      return;
    }
    const above = this.#levels.at(-1)!;
    const expecting = new Map<string, Node[]>();
    for (const parent of above.values())
      for (const policy of parent.expected) {
        const parents = expecting.get(policy);
        if (parents === undefined) expecting.set(policy, [parent]);
        else parents.push(parent);
      }
    const parentsOf = (policy: string): readonly Node[] => expecting.get(policy) ?? [];
    const level: Level = new Map();
    // (d)(1)
    for (const { policy } of policies) {
      if (policy === any) continue;
      const parents = parentsOf(policy);
      const anyAbove = above.get(any);
      if (parents.length > 0) level.set(policy, node(policy, parents));
      else if (anyAbove !== undefined) level.set(policy, node(policy, [anyAbove]));
    }
    // (d)(2)
    if (anyAllowed && policies.some(({ policy }) => policy === any))
      for (const policy of expecting.keys()) if (!level.has(policy)) level.set(policy, node(policy, parentsOf(policy)));
    this.#levels.push(level);
    this.#prune();
  }

  /** 6.1.4(b): mappings to the policies of the next certificate; `allowed`: policy_mapping is not zero. */
  map(mappings: readonly PolicyMapping[], allowed: boolean): void {
    this.#steps.push(() => this.#map(mappings, allowed));
  }

  #map(mappings: readonly PolicyMapping[], allowed: boolean): void {
    const level = this.#levels.at(-1)!;
    const anyHere = level.get(any);
    for (const [policy, group] of Map.groupBy(mappings, ({ issuerPolicy }) => issuerPolicy)) {
      const found = level.get(policy);
      const subjects = group.map(({ subjectPolicy }) => subjectPolicy);
      if (!allowed) level.delete(policy);
      else if (found !== undefined) found.expected = new Set(subjects);
      else if (anyHere !== undefined) level.set(policy, node(policy, anyHere.parents, subjects));
    }
    this.#prune();
  }

  /** 6.1.5(g): the policies the path is valid for, in the authority's terms, and those of them that are wanted. */
  result(wanted: WantedPolicies): { readonly authority: ReadonlySet<string>; readonly user: ReadonlySet<string> } {
    const authority = new Set<string>();
    if (this.isNull) return { authority, user: authority };
    const all = this.#levels.flatMap((level) => [...level.values()]);
    for (const { policy, parents } of all)
      if (policy !== any && parents.size === 1 && [...parents][0]!.policy === any) authority.add(policy);
    if (this.#levels.at(-1)?.has(any) === true) authority.add(any);
    if (wanted === 'any') return { authority, user: authority };
    const user = new Set([...authority].filter((policy) => wanted.has(policy)));
    return { authority, user: authority.has(any) ? new Set(wanted) : user };
  }

  // (d)(3): nodes above the last level that lead nowhere go, upwards.
  #prune(): void {
    for (let depth = this.#levels.length - 1; depth > 0; depth--) {
      const used = new Set<Node>();
      for (const { parents } of this.#levels[depth]!.values()) for (const parent of parents) used.add(parent);
      const above = this.#levels[depth - 1]!;
      for (const [policy, candidate] of above) if (!used.has(candidate)) above.delete(policy);
    }
    if (this.#levels[0]!.size === 0) this.#levels = [];
  }
}
