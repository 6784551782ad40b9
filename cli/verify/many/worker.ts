import { parentPort, workerData } from 'node:worker_threads';
import { believe } from '../believed.ts';
import type { Item } from './item.ts';
import { judgeItem } from './judge-item.ts';

/** What a verifying thread is given: whom to believe, the moment of checking, and whether whole reports are wanted. */
export type WorkerTask = { readonly place: string | undefined; readonly at: string; readonly whole: boolean };

const { place, at, whole } = workerData as WorkerTask;
const task = { believed: believe(place, new Date(at)), at: new Date(at), whole };
parentPort!.on('message', (item: Item) => parentPort!.postMessage(judgeItem(item, task)));
