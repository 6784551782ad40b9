import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { type Done, type Jobs, perform } from './signatures-job.ts';

// The thread of signatures.ts: every list that comes in is answered by one of the same length. Somebody's transaction waits for what is
// to be signed, and holds a register meanwhile: it goes before what is to be checked.

/** So many checks, and then a look whether anything came that is to be signed. */
const stride = 8;

const port = parentPort!;
const checks: Jobs[] = [];

function answer({ number, jobs }: Jobs): void {
  const done: Done[] = [];
  for (const [at, job] of jobs.entries()) {
    if (job.signature !== undefined && at % stride === 0) take();
    done.push(perform(job));
  }
  port.postMessage({ number, done });
}

/** What came meanwhile: what is to be signed is signed at once. */
function take(): void {
  for (let come = receiveMessageOnPort(port); come !== undefined; come = receiveMessageOnPort(port))
    sort(come.message as Jobs);
}

function sort(list: Jobs): void {
  if (list.jobs[0]!.signature === undefined) answer(list);
  else checks.push(list);
}

port.on('message', (list: Jobs) => {
  sort(list);
  for (let next = checks.shift(); next !== undefined; next = checks.shift()) answer(next);
});
