import { type Engine, tick } from '../../src/cases/index.ts';

/**
 * Lets every clock of the law that is due ring before it returns. The platform's own worker may have taken some a moment ago and be at
 * work on them: its leases count as over, and the case's lock makes this wait for it. Many workers are what the engine is made for.
 */
export async function ringClocks({ deps, ...engine }: Engine): Promise<void> {
  const { clock } = deps;
  const later = { now: () => clock.now(), real: () => new Date(clock.real().getTime() + 60_000) };
  const patient: Engine = { ...engine, deps: { ...deps, clock: later } };
  for (let n = 1; n > 0; ) n = await tick(patient, 'test');
}
