import { sign, verify } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { Done, Job } from './signatures.ts';

// The thread of signatures.ts: every list that comes in is answered by one of the same length.
parentPort!.on('message', (jobs: readonly Job[]) => {
  parentPort!.postMessage(
    jobs.map(({ digest, key, data, signature }): Done => {
      try {
        return signature === undefined ? sign(digest, data, key) : verify(digest, data, key, signature);
      } catch (error) {
        return error as Error;
      }
    }),
  );
});
