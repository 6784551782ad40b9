import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { systemScope } from '../../src/platform/db/index.ts';
import { hashOf } from '../../src/record/canonical.ts';
import { manifestHash } from '../../src/record/manifest.ts';
import { noteSigner } from '../../src/record/note.ts';
import { buildEvidencePackage } from '../../src/record/package.ts';
import { provenEntry } from '../../src/record/proofs.ts';
import { insertEntries } from '../../src/record/store.ts';
import { testEntry, testKey } from '../../src/record/test-entries.ts';
import { testLog } from '../../src/record/test-log.ts';
import { trustFileText } from '../../src/record/trust-file.ts';
import { witnessCommand } from '../witness/command.ts';
import { createKeyFile } from '../witness/key-file.ts';
import { validParts } from '../../src/record/verify/test-evidence.ts';
import { parseTrust } from '../../src/record/verify/trust.ts';
import { verifyEvidence } from '../../src/record/verify/verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'mk-live-'));
const witness = createKeyFile(join(folder, 'witness.key'), 'witness.example.kg');
const live = await testLog([witness.vkey]);
after(async () => {
  await live.close();
  rmSync(folder, { recursive: true });
});
const system = systemScope('test');

test('an act, its entry, the log, a witness, the package, the verifier: one chain that holds with the server gone', async () => {
  const parts = validParts('LOGIN_SESSION');
  const entry = testEntry({
    holder: parts.consentManifest.ids['holder']!,
    object: { kind: 'consent', id: parts.consentManifest.ids.consent },
    data: { manifestHash: manifestHash(parts.consentManifest), evidenceHash: hashOf(parts.evidence) },
  });
  await live.grow(300);
  await live.db.tx(system, (tx) => insertEntries(tx, [entry]));
  await live.grow(300);
  const url = await live.app.listen({ port: 0, host: '127.0.0.1' });
  const run = [
    'run',
    '--key',
    join(folder, 'witness.key'),
    '--state',
    join(folder, 'seen.json'),
    '--log',
    url,
    '--log-key',
    live.signer.vkey,
    '--once',
  ];
  assert.equal(await witnessCommand(run, () => undefined), 0);
  // The log has grown since; the package takes the checkpoint a witness stood for.
  await live.grow(10);
  const proven = await live.db.tx(system, (tx) => provenEntry(tx, entry.id));
  assert.ok(typeof proven === 'object');
  const { inclusion, ...recorded } = proven;
  const seal = noteSigner(live.signer.origin, testKey(1));
  const file = buildEvidencePackage({ ...parts, entry: recorded, inclusion, logKey: live.signer.vkey, seal });
  const trust = parseTrust(trustFileText({ logKey: live.signer.vkey, witnessKeys: [witness.vkey], origins: [] }));
  const report = verifyEvidence(file, { trust });
  assert.deepEqual(
    report.checks.filter(({ status }) => status !== 'met'),
    [],
  );
  assert.equal(report.verdict, 'valid');
  assert.equal(report.facts['size'], 601);
});
