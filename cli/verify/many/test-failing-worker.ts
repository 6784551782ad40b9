import { parentPort } from 'node:worker_threads';
import type { Item } from './item.ts';

// A thread that fails as its items are named: it stays, runs out of memory, or ends. Any other item is valid.

parentPort!.on('message', (item: Item) => {
  if (item.file === 'stays') for (;;);
  if (item.file === 'grows') for (const kept: string[][] = []; ; ) kept.push(Array.from({ length: 10_000 }, String));
  if (item.file === 'ends') process.exit(1);
  parentPort!.postMessage({ item, verdict: 'valid', summary: { ky: '', ru: '', en: '' } });
});
