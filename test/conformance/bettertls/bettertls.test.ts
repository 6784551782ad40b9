import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oids } from '../../../src/trust/der/index.ts';
import {
  anchorOf,
  CertificatePool,
  CrlPool,
  parseCertificate,
  strictAlgorithms,
  verifyCertificate,
} from '../../../src/trust/path/index.ts';
import { centre, dns, ip, leaf, type Party, root, within } from '../limbo/world.ts';
import { certificatesOf, defects, graphs, leads } from './graphs.ts';

// Netflix/bettertls: what its generators vary, made anew. Names of servers are compared with certificates by nobody here.

const accepts = (anchor: Party, others: readonly Party[], target: Party): boolean =>
  verifyCertificate(parseCertificate(target.bytes), {
    anchors: [anchorOf(parseCertificate(anchor.bytes))],
    certificates: new CertificatePool(others.map(({ bytes }) => parseCertificate(bytes))),
    crls: new CrlPool([]),
    at: new Date('2024-01-01T00:00:00Z'),
    status: 'none',
    rules: { algorithms: strictAlgorithms, purpose: { extKeyUsage: oids.kpServerAuth } },
  }).valid;

test('bettertls, name constraints: host and address inside and outside of permitted and excluded trees, 729 ways', () => {
  const three = [undefined, 'inside', 'outside'] as const;
  type One = (typeof three)[number];
  const hosts = { inside: dns('test.localhost'), outside: dns('bad.example.com') };
  const addresses = { inside: ip(127, 0, 0, 1), outside: ip(1, 1, 1, 1) };
  const trees = { inside: dns('localhost'), outside: dns('example.com') };
  const nets = { inside: ip(127, 0, 0, 0, 255, 255, 255, 0), outside: ip(1, 1, 1, 0, 255, 255, 255, 0) };
  const breaks = (name: One, permitted: One, excluded: One): boolean =>
    name !== undefined && ((permitted !== undefined && permitted !== name) || excluded === name);
  const list = <T>(...values: (T | undefined)[]): T[] | undefined => {
    const present = values.filter((value) => value !== undefined);
    return present.length === 0 ? undefined : present;
  };
  const top = root();
  const wrong: string[] = [];
  let cases = 0;
  for (const permittedHost of three)
    for (const excludedHost of three)
      for (const permittedNet of three)
        for (const excludedNet of three) {
          const permitted = list(permittedHost && trees[permittedHost], permittedNet && nets[permittedNet]);
          const excluded = list(excludedHost && trees[excludedHost], excludedNet && nets[excludedNet]);
          const bound = permitted !== undefined || excluded !== undefined;
          const middle = centre(top, bound ? { constraints: within(permitted, excluded) } : {});
          for (const host of three)
            for (const address of three) {
              const names = list(host && hosts[host], address && addresses[address]) ?? null;
              const expected =
                !breaks(host, permittedHost, excludedHost) && !breaks(address, permittedNet, excludedNet);
              cases++;
              if (accepts(top, [middle], leaf(middle, { names })) !== expected)
                wrong.push([permittedHost, excludedHost, permittedNet, excludedNet, host, address].join(' '));
            }
        }
  assert.equal(cases, 729);
  assert.deepEqual(wrong, []);
});

test('bettertls, path building: four graphs, each arrow and many pairs of arrows broken in six ways', () => {
  const count = { led: 0, barred: 0 };
  for (const graph of graphs) {
    const { arrow, anchor } = certificatesOf(graph);
    const check = (from: string, broken: ReadonlySet<number>, defect: (typeof defects)[number]): void => {
      const parties = graph.edges.map((edge, at) => arrow(edge, broken.has(at) ? defect : undefined));
      const sound = graph.edges.filter((_, at) => !broken.has(at));
      const expected = leads(sound, from, 'EE');
      const last = graph.edges.findIndex(([, to]) => to === 'EE');
      const about = `${graph.name}, from ${from}, ${defect}: ${[...broken].map((at) => graph.edges[at]!.join('>')).join(', ')}`;
      assert.equal(accepts(anchor(from), parties, parties[last]!), expected, about);
      count[expected ? 'led' : 'barred']++;
    };
    for (const from of graph.anchors)
      for (const defect of defects)
        for (let first = 0; first < graph.edges.length; first++) {
          check(from, new Set([first]), defect);
          // Each pair once over all defects and anchors would be 40,000: every nineteenth is tried.
          for (let second = first + 1; second < graph.edges.length; second += 19)
            check(from, new Set([first, second]), defect);
        }
  }
  assert.ok(count.led > 800 && count.barred > 300, JSON.stringify(count));
  console.log(`${count.led} ways found, ${count.barred} barred`);
});
