import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oids } from '../der/index.ts';
import { PolicyGraph } from './policy-graph.ts';

const policies = (...all: string[]) => all.map((policy) => ({ policy, qualifiers: undefined }));
const names = (set: ReadonlySet<string>): string => [...set].sort().join(' ');

test('RFC 9618: policies go down the path, by their own name or through anyPolicy', () => {
  const graph = new PolicyGraph();
  graph.descend(policies('1.1', '1.2'), true);
  graph.descend(policies('1.2', '1.3'), true);
  assert.equal(names(graph.result('any').user), '1.2');
  graph.descend(policies(oids.anyPolicy), true);
  assert.equal(names(graph.result(new Set(['1.2', '1.9'])).user), '1.2');
  assert.equal(names(graph.result(new Set(['1.9'])).user), '');
  graph.descend(policies(oids.anyPolicy), false);
  assert.ok(graph.isNull);
  graph.descend(policies('1.2'), true);
  assert.ok(graph.isNull);
  assert.equal(names(graph.result('any').user), '');
});

test('RFC 9618: mapped policies are reported in the terms of the one who mapped them', () => {
  const graph = new PolicyGraph();
  graph.descend(policies('1.1', '1.2'), true);
  graph.map(
    [
      { issuerPolicy: '1.1', subjectPolicy: '2.1' },
      { issuerPolicy: '1.1', subjectPolicy: '2.2' },
    ],
    true,
  );
  graph.descend(policies('2.2'), true);
  assert.equal(names(graph.result('any').user), '1.1');
  const inhibited = new PolicyGraph();
  inhibited.descend(policies('1.1'), true);
  inhibited.map([{ issuerPolicy: '1.1', subjectPolicy: '2.1' }], false);
  assert.ok(inhibited.isNull);
});

test('RFC 9618: a tree that would have 32^16 leaves is a graph of 32 policies a level', () => {
  const all = Array.from({ length: 32 }, (_, index) => `1.3.${index}`);
  const mappings = all.flatMap((issuerPolicy) => all.map((subjectPolicy) => ({ issuerPolicy, subjectPolicy })));
  const graph = new PolicyGraph();
  const before = performance.now();
  for (let depth = 0; depth < 16; depth++) {
    graph.descend(policies(...all), true);
    graph.map(mappings, true);
  }
  assert.equal(graph.result('any').user.size, 32);
  assert.ok(performance.now() - before < 2_000);
});
