import { list } from './procedure.ts';
import type { Procedure } from './types.ts';

// What can be said of a procedure by its shape alone: for the tests that every procedure must pass.

export type Findings = {
  readonly unreachable: readonly string[];
  readonly deadEnds: readonly string[];
  readonly ownerless: readonly string[];
  readonly endless: readonly string[];
};

/** Walks through every combination of acts done, guards left aside. */
export function examine(procedure: Procedure): Findings {
  const acts = Object.keys(procedure.acts);
  const { reached, next, ends } = explore(procedure, acts);
  const doable = new Set([...next.values()].flatMap((steps) => steps.map(({ act }) => act)));
  // Backwards from the ends: what cannot get there is a dead end.
  const alive = new Set(ends);
  for (let grown = true; grown; ) {
    grown = false;
    for (const key of reached) {
      if (!alive.has(key) && (next.get(key) ?? []).some(({ to }) => alive.has(to))) grown = alive.add(key) && true;
    }
  }
  const duties = Object.entries(procedure.duties);
  return {
    unreachable: acts.filter((act) => !doable.has(act)),
    deadEnds: [...reached].filter((key) => !alive.has(key)),
    ownerless: duties
      .filter(([, d]) => !ownerCan(procedure, d.of, list(d.doneBy), d.waits === true))
      .map(([name]) => name),
    endless: duties
      .filter(
        ([, d]) => list(d.doneBy).every((act) => !doable.has(act)) || list(d.from).every((act) => !doable.has(act)),
      )
      .map(([name]) => name),
  };
}

/** The owner of a duty must be able to do it by itself; a waiting time must lead somewhere. */
function ownerCan(procedure: Procedure, owner: string, doneBy: readonly string[], waits: boolean): boolean {
  if (procedure.parties[owner]!.office === 'engine') return waits;
  return doneBy.some((act) => list(procedure.acts[act]!.by).includes(owner));
}

function explore(procedure: Procedure, acts: readonly string[]) {
  const keyOf = (done: readonly string[]): string => [...done].sort().join('+');
  const reached = new Set<string>(['']);
  const ends = new Set<string>();
  const next = new Map<string, { act: string; to: string }[]>();
  const queue: (readonly string[])[] = [[]];
  for (let done = queue.pop(); done !== undefined; done = queue.pop()) {
    const key = keyOf(done);
    const steps: { act: string; to: string }[] = [];
    for (const act of acts) {
      if (!mayFollow(procedure, done, act)) continue;
      const after = procedure.acts[act]!.ends ? [...done, `${act}!`] : [...new Set([...done, act])];
      const to = keyOf(after);
      steps.push({ act, to });
      if (procedure.acts[act]!.ends) ends.add(to);
      if (!reached.has(to)) {
        reached.add(to);
        if (!procedure.acts[act]!.ends) queue.push(after);
      }
    }
    next.set(key, steps);
  }
  return { reached, next, ends };
}

function mayFollow(procedure: Procedure, done: readonly string[], act: string): boolean {
  const spec = procedure.acts[act]!;
  if (spec.after === undefined) return done.length === 0;
  if ((!spec.repeat && done.includes(act)) || list(spec.unless).some((name) => done.includes(name))) return false;
  const opened = (duty: string): boolean => list(procedure.duties[duty]?.from).some((name) => done.includes(name));
  if (spec.during !== undefined && !opened(spec.during)) return false;
  // What the law does by itself, it does because an act or a term led to it.
  const byItself = list(spec.by).every((party) => procedure.parties[party]!.office === 'engine');
  const led = done.some((name) => procedure.acts[name]?.then?.acts.includes(act));
  const timed = Object.entries(procedure.duties).some(([name, duty]) => duty.performs === act && opened(name));
  if (byItself && !led && !timed && spec.ledBy === undefined) return false;
  return list(spec.after).some((name) =>
    name.endsWith('.late') ? opened(name.slice(0, -'.late'.length)) : done.includes(name),
  );
}
