import { parentPort } from 'node:worker_threads';
import { type Job, perform } from './signatures-job.ts';

// The thread of signatures.ts: every list that comes in is answered by one of the same length.
parentPort!.on('message', (jobs: readonly Job[]) => {
  parentPort!.postMessage(jobs.map(perform));
});
