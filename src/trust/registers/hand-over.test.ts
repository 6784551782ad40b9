import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startPlatform } from '../../../test/support/platform.ts';
import { testCentre } from '../../../test/support/centre.ts';
import { systemScope } from '../../platform/db/index.ts';
import { momentOfEntry } from '../issue/index.ts';
import { handOverRegister, registerText } from './hand-over.ts';

const t = await startPlatform();
after(() => t.stop());

test('a register of several pages goes out page by page, and is the same as the one that is taken over', async () => {
  const centre = await testCentre(t);
  const scope = systemScope('test');
  for (let n = 0; n < 4; n++) await centre.issue(0);
  await t.database.owner.query(
    scope,
    `INSERT INTO certificate (id, register_id, issuer_id, holder_id, subject_id, kind, record, serial, spki_digest, fingerprint, entered_at, not_before, not_after, sealed, journal_entry_id)
     SELECT gen_random_uuid(), register_id, issuer_id, holder_id, subject_id, kind, 1000 + n, decode(lpad(to_hex(n), 8, '0'), 'hex'), sha256(('key' || n)::bytea), sha256(n::text::bytea),
            entered_at, not_before, not_after, sealed, journal_entry_id
     FROM (SELECT * FROM certificate WHERE kind = 'QN' LIMIT 1) c, generate_series(1, 1203) n`,
  );
  t.clock.advance(2000);
  const at = momentOfEntry(t.clock.now());
  const whole = await t.platform.db.tx(scope, (tx) => handOverRegister(tx, centre.centreId, at));
  assert.ok(whole!.entries > 1200);
  const pieces: string[] = [];
  for await (const piece of registerText(t.platform.db, scope, centre.centreId, at, { format: 'x', version: 1 }))
    pieces.push(piece);
  // The head, three pages of entries, the end.
  assert.equal(pieces.length, 5);
  assert.deepEqual(JSON.parse(pieces.join('')), JSON.parse(JSON.stringify({ format: 'x', version: 1, ...whole })));
});
