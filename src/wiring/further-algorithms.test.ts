import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Config, ConfigError, readConfig } from '../platform/config.ts';
import { oids } from '../trust/der/index.ts';
import { contextOf } from '../trust/verify/registers.ts';
import { furtherAlgorithmsOf } from './further-algorithms.ts';

const further = (value: string | undefined) =>
  furtherAlgorithmsOf(readConfig(value === undefined ? {} : { MAKULDUK_ALGORITHMS: value }) as Config);

test('MAKULDUK_ALGORITHMS switches on what it names, for verifying; a name nobody knows stops the start', () => {
  assert.deepEqual([further(undefined), further(''), further('gost, ml-dsa-65')], [[], [], ['gost', 'ml-dsa-65']]);
  assert.throws(() => further('gost94'), ConfigError);
  const none = 'asked chain entries accreditations means trusted former formerEntries decisions'.split(' ');
  const facts = Object.fromEntries(none.map((name) => [name, []])) as never;
  const trusts = (value: string | undefined): boolean => {
    const { algorithms } = contextOf(facts, { roots: [], own: [], further: further(value) }, new Date(0));
    return algorithms!.algorithms.has(oids.gost2012x256WithStreebog);
  };
  assert.deepEqual([trusts(undefined), trusts('gost')], [false, true]);
});
