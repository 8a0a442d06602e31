import { describe, expect, test } from 'vitest';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cooperatively, type Cooperative, waited } from '../../../src/connectors/declarative/cooperative.js';
import { atOnce } from '../../../src/connectors/declarative/cooperative.js';
import { turnsUntil } from './support/turns.js';

const patience = { deadline: Infinity };

/** Work of so many steps of 3 ms; `told` hears of each. */
function* work(steps: number, told: () => void = () => undefined): Cooperative<number> {
  for (let step = 0; step < steps; step += 1) {
    const end = performance.now() + 3;
    while (performance.now() < end);
    told();
    yield;
  }
  return steps;
}

describe('Work in slices', () => {
  test('comes to the same as all at once', async () => {
    await nextTurn();
    expect(await cooperatively(work(30), patience)).toBe(atOnce(work(30)));
  });

  test('lets other work go on all the time', async () => {
    const done = cooperatively(work(60), patience);
    // At most three steps a turn.
    expect(await turnsUntil(done)).toBeGreaterThanOrEqual(15);
  });

  test('has one slice a turn, however much there is of it', async () => {
    let [steps, most] = [0, 0];
    const told = (): void => void (most = Math.max(most, ++steps));
    const all = Promise.all(Array.from({ length: 6 }, () => cooperatively(work(20, told), patience)));
    await turnsUntil(all, { each: () => (steps = 0) });
    expect(await all).toEqual(Array.from({ length: 6 }, () => 20));
    // Those that are asked for in one turn share its slice, and the rest of an earlier one.
    expect(most).toBeLessThanOrEqual(6);
  });

  test('is done in the turn in which it was asked for when it is little', async () => {
    await nextTurn();
    let turned = false;
    setImmediate(() => (turned = true));
    expect(await cooperatively(work(0), patience)).toBe(0);
    expect(turned).toBe(false);
  });

  test('ends when it is called off', async () => {
    const controller = new AbortController();
    let steps = 0;
    const endless = work(Infinity, () => {
      if (++steps === 10) controller.abort();
    });
    expect(await cooperatively(endless, { ...patience, signal: controller.signal })).toEqual({
      what: 'cut',
      code: 'cancelled',
    });
    expect(steps).toBeLessThan(20);
  });

  test('ends when its time is up', async () => {
    expect(await cooperatively(work(Infinity), { deadline: Date.now() + 20 })).toEqual({
      what: 'cut',
      code: 'timed_out',
    });
  });

  test('fails as what it does fails', async () => {
    const failing = (function* (): Cooperative<never> {
      yield* work(10);
      throw new Error('so');
    })();
    await expect(cooperatively(failing, patience)).rejects.toThrow('so');
    // Nobody else waits for ever because of it.
    expect(await cooperatively(work(10), patience)).toBe(10);
  });
});

describe('Work that waits for what is done elsewhere', () => {
  function* waiting<T>(promise: Promise<T>): Cooperative<T> {
    yield;
    return yield* waited(() => promise);
  }
  const never = new Promise<never>(() => undefined);

  test('goes on with what comes of it', async () => {
    expect(await cooperatively(waiting(nextTurn(7)), patience)).toBe(7);
    const failing = nextTurn().then(() => {
      throw new Error('so');
    });
    await expect(cooperatively(waiting(failing), patience)).rejects.toThrow('so');
  });

  test('ends when its call does', async () => {
    const controller = new AbortController();
    const cut = cooperatively(waiting(never), { ...patience, signal: controller.signal });
    await nextTurn();
    controller.abort();
    expect(await cut).toEqual({ what: 'cut', code: 'cancelled' });
    const late = cooperatively(waiting(never), { deadline: Date.now() + 5 });
    expect(await late).toEqual({ what: 'cut', code: 'timed_out' });
    const before = cooperatively(waiting(never), { ...patience, signal: AbortSignal.abort() });
    expect(await before).toEqual({ what: 'cut', code: 'cancelled' });
  });
});
