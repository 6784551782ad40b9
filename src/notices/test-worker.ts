// A server of its own for a test that kills it: target, key folder, mail server and lease as arguments.

import { openFileKeyStore, openKeys } from '../keys/index.ts';
import { systemClock } from '../platform/clock.ts';
import { openDb } from '../platform/db/index.ts';
import { createNotices, receiptHandlers } from './index.ts';
import { facts } from './test-stand.ts';

const [target, keyFolder, url, leaseMs] = process.argv.slice(2);
createNotices({
  db: openDb(target!, { role: 'makulduk_app', max: 4 }),
  clock: systemClock,
  keys: openKeys(openFileKeyStore(keyFolder!, systemClock.real())),
  handlers: receiptHandlers(() => Promise.resolve(facts)),
  publicUrl: 'https://makulduk.example.kg',
  mail: { url: url!, from: 'Makulduk <no-reply@makulduk.example.kg>', requireTls: false },
  audience: () => Promise.resolve({ subjectIds: [], cursor: null }),
  intervalMs: 20,
  leaseMs: Number(leaseMs),
}).worker.start();
