/**
 * Works on responses in slices. A large response would block the rest of the process for too long, so it is read
 * and mapped bit by bit; a small one is done before its first slice ends. All such work shares one slice in each
 * turn of the event loop, however many responses there are.
 */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers';
import type { ExchangeFailure } from '../outcome-table.js';

/** Begins what is done elsewhere, and says when it is done; told for how long it is waited for. Does not reject. */
type OtherWork = (limit: Deadline) => Promise<unknown>;

/** Work that pauses at each `yield`, where it may have to wait for its next slice, or for what it yields. */
export type Cooperative<T> = Generator<OtherWork | undefined, T, undefined>;

/** Waits for what is done elsewhere; throws what it rejects with. */
export function* waited<T>(begin: (limit: Deadline) => Promise<T>): Cooperative<T> {
  let settled: (() => T) | undefined;
  yield (limit) =>
    begin(limit).then(
      (value) => (settled = () => value),
      (error: unknown) =>
        (settled = () => {
          throw error;
        }),
    );
  if (!settled) throw new Error('work went on before it was done elsewhere');
  return settled();
}

/** Runs all the work at once; throws at work that waits for something. */
export function atOnce<T>(work: Cooperative<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (step.value) throw new Error('this work waits for what is done elsewhere');
  }
}

/** How long work may wait for its slices. */
export interface Deadline {
  /** Epoch ms. */
  deadline: number;
  signal?: AbortSignal | undefined;
}

/** How much of a turn of the event loop is spent on responses, in ms. */
const TURN_SHARE_MS = 8;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** When this turn's slice ends; 0 until it is first used. */
let ends = 0;
const waiting: (() => void)[] = [];

/** Runs work in slices; `cut` if it was aborted or timed out between two of them. */
export async function cooperatively<T>(
  work: Cooperative<T>,
  { deadline, signal }: Deadline,
): Promise<T | ExchangeFailure> {
  for (;;) {
    if (!hasTime()) {
      await new Promise<void>((wake) => waiting.push(wake));
      if (signal?.aborted === true) return { what: 'cut', code: 'cancelled' };
      if (Date.now() > deadline) return { what: 'cut', code: 'timed_out' };
    }
    const step = work.next();
    if (step.done === true) return step.value;
    const cut = step.value && (await unlessCut(step.value({ deadline, signal }), { deadline, signal }));
    if (cut) return cut;
  }
}

/** Waits for a promise that does not reject; what cut it short if it was aborted or timed out. */
export function unlessCut(
  promise: Promise<unknown>,
  { deadline, signal }: Deadline,
): Promise<ExchangeFailure | undefined> {
  return new Promise((resolve) => {
    const end = (failure?: ExchangeFailure): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(failure);
    };
    const cancel = (): void => {
      end({ what: 'cut', code: 'cancelled' });
    };
    const left = Math.min(Math.max(0, deadline - Date.now()), LONGEST_TIMER_MS);
    const timer = setTimeout(() => {
      end({ what: 'cut', code: 'timed_out' });
    }, left);
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel);
    void promise.then(() => {
      end();
    });
  });
}

/** Whether any of this turn's slice is left. */
function hasTime(): boolean {
  const now = performance.now();
  if (ends === 0) {
    ends = now + TURN_SHARE_MS;
    setImmediate(nextTurn);
  }
  return now < ends;
}

/** Starts a new slice and resumes one waiting task; the others follow in their turns. */
function nextTurn(): void {
  ends = 0;
  waiting.shift()?.();
  if (waiting.length > 0) hasTime();
}
