/** Turns of the event loop: that other work goes on is counted, never timed. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Counts turns until a promise is settled, those of which `counts` says so; `each` is told of every one. */
export async function turnsUntil(
  done: Promise<unknown>,
  { counts = () => true, each }: { counts?: () => boolean; each?: () => unknown } = {},
): Promise<number> {
  const settled = new AbortController();
  const settle = (): void => {
    settled.abort();
  };
  done.then(settle, settle);
  let turns = 0;
  while (!settled.signal.aborted) {
    await nextTurn();
    each?.();
    if (counts()) turns += 1;
  }
  return turns;
}
