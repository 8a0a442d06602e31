/** A write whose process is killed in its midst, and a write that is asked for until it comes out. */
import { setTimeout as delay } from 'node:timers/promises';
import { programArguments } from '../../../demo/prepared.js';
import { isRunning, startChild } from '../../peers/child.js';
import type { Asked } from '../../support/one-call.js';
import type { TestStore } from '../../support/store.js';
import type { Between } from './between.js';
import { callOf, type Write } from './call.js';

const minute = 60_000;

/**
 * The write in a process of its own, which is killed by SIGKILL while the door holds its answer, or has stopped its
 * request; `meanwhile` is done before, as it still waits.
 */
export async function killed(
  store: TestStore,
  write: Write,
  door: Between,
  { fault = 'held', meanwhile }: { fault?: 'held' | 'stopped'; meanwhile?: () => Promise<unknown> } = {},
): Promise<void> {
  door.next.push(fault);
  await using child = await startChild(
    process.execPath,
    [...programArguments('test/connectors/lost/child.ts'), store.databaseUrl, JSON.stringify(write)],
    { ready: /asks\n/ },
  );
  const isHeld = door.held.then(() => true);
  while (!(await Promise.race([isHeld, delay(100, false)])))
    if (!isRunning(child.pid)) throw new Error(`Nothing was held: ${child.output()}`);
  await meanwhile?.();
  process.kill(child.pid, 'SIGKILL');
}

/** Attempts until the write comes out, ten minutes apart, a day at most; what none of them came to is left out. */
export async function askUntilOut(store: TestStore, write: Write, attempts: number): Promise<Asked[]> {
  await store.clock.ahead(0);
  const calls = await Promise.all(Array.from({ length: attempts }, () => callOf(store, write)));
  let came = await Promise.all(calls.map((call) => call.ask()));
  for (let ms = 10 * minute; came.every(({ outcome }) => outcome === 'not_now'); ms += 10 * minute) {
    if (ms > 1_440 * minute) throw new Error(`It does not come out: ${JSON.stringify(came)}`);
    await store.clock.ahead(ms);
    calls[0]!.later.ms = ms;
    came = [await calls[0]!.ask()];
  }
  return came.filter(({ outcome }) => outcome !== 'not_now');
}
