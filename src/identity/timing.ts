import { timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { monotonicMs } from '../platform/clock.ts';

const usual = 120;

/** Answers after the same time whatever was done, so that the time does not tell whether an account exists. */
export async function steady<T>(act: () => Promise<T>): Promise<T> {
  const began = monotonicMs();
  try {
    return await act();
  } finally {
    await pause(Math.max(0, usual - (monotonicMs() - began)));
  }
}

/** Compares without telling by its duration where the first difference is. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
