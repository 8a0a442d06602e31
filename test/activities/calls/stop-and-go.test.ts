/** What a person has stopped waits, and nothing of it is lost (DESIGN §5, Stop). */
import { describe, expect, test } from 'vitest';
import { scripted } from './support/scripted.js';

const waits = { outcome: 'not_now', code: 'stopped', afterMs: 30_000 };

describe('stop', () => {
  test.each([
    ['money', 'refund', true],
    ['money', 'cancel', false],
    ['writes', 'refund', true],
    ['writes', 'cancel', true],
    ['connection:shop', 'refund', true],
    ['connection:shop', 'cancel', true],
    ['connection:other', 'refund', false],
  ] as const)('of %s holds a %s at the gate: %s', async (scope, step, holds) => {
    const shop = scripted({ kind: 'none' });
    await shop.store.stops.stop('m', scope, 'anna');
    const asked = await shop.ask({ step });
    if (holds) expect(asked).toEqual(waits);
    else expect(asked.outcome).toBe('done');
    expect(shop.sent).toHaveLength(holds ? 0 : 1);
  });

  test('lets a write on at go, and one whose request is out is not sent again meanwhile', async () => {
    const shop = scripted({ kind: 'key', windowMs: 3_600_000 });
    shop.answers.push({ is: 'unclear', code: 'answer_lost' });
    await shop.ask();
    await shop.store.stops.stop('m', 'money', 'anna');
    expect(await shop.ask()).toEqual(waits);
    expect(await shop.row()).toMatchObject({ state: 'sending' });
    await shop.store.stops.go('m');
    expect((await shop.ask()).outcome).toBe('done');
    expect(shop.sent).toHaveLength(2);
  });

  test('of another merchant stops nothing here', async () => {
    const shop = scripted({ kind: 'none' });
    await shop.store.stops.stop('n', 'writes', 'anna');
    expect((await shop.ask()).outcome).toBe('done');
  });
});
