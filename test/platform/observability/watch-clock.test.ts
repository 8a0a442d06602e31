/** A clock that differs from the database's is told at the start and each five minutes, until it is set right. */
import { expect, test } from 'vitest';
import { watchClock } from '../../../src/platform/observability/watch-clock.js';
import { testStore } from '../../support/store.js';

interface Line {
  level: 'warn' | 'info';
  code?: string;
  aheadSeconds?: number;
}

const hearing = () => {
  const lines: Line[] = [];
  const write = (level: Line['level']) => (fields: object) => void lines.push({ level, ...fields });
  return { lines, log: { warn: write('warn'), info: write('info') } };
};

test.each([
  ['ahead', 120_000, 120],
  ['behind', -3_600_000, -3_600],
])(
  'a machine that is %s of the database is told, and once more when it is right again',
  async (_, ms, seconds) => {
    await using store = await testStore();
    const { lines, log } = hearing();
    const heard: number[] = [];
    let ahead = ms;
    const end = await watchClock({
      databaseNow: () => store.now(),
      log,
      differs: (difference) => void heard.push(difference),
      now: () => Date.now() + ahead,
      everyMs: 50,
    });
    expect(Math.abs(heard[0]! - seconds)).toBeLessThan(30);
    expect(lines[0]).toMatchObject({ level: 'warn', code: 'clock_differs', aheadSeconds: heard[0] });
    ahead = 0;
    await expect.poll(() => lines.at(-1)?.level, { timeout: 20_000 }).toBe('info');
    end();
  },
);

test('clocks that agree are told by the metric alone, and a store that does not answer by nothing', async () => {
  await using store = await testStore();
  const { lines, log } = hearing();
  const heard: number[] = [];
  const differs = (difference: number): void => void heard.push(difference);
  (await watchClock({ databaseNow: () => store.now(), log, differs }))();
  (await watchClock({ databaseNow: () => Promise.reject(new Error('away')), log, differs }))();
  expect(lines).toEqual([]);
  expect(heard).toEqual([0]);
});
