/** What a person has paused waits, and nothing of it is lost (DESIGN §5, Pause). */
import { describe, expect, test } from 'vitest';
import { scripted } from './support/scripted.js';

const waits = { outcome: 'not_now', code: 'paused', afterMs: 30_000 };

describe('a pause', () => {
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
    await shop.store.pauses.pause('m', scope, 'anna');
    const asked = await shop.ask({ step });
    if (holds) expect(asked).toEqual(waits);
    else expect(asked.outcome).toBe('done');
    expect(shop.sent).toHaveLength(holds ? 0 : 1);
  });

  test('lets a write go on when it is resumed, and one whose request is out is not sent again meanwhile', async () => {
    const shop = scripted({ kind: 'key', windowMs: 3_600_000 });
    shop.answers.push({ is: 'unclear', code: 'answer_lost' });
    await shop.ask();
    await shop.store.pauses.pause('m', 'money', 'anna');
    expect(await shop.ask()).toEqual(waits);
    expect(await shop.row()).toMatchObject({ state: 'sending' });
    await shop.store.pauses.resume('m');
    expect((await shop.ask()).outcome).toBe('done');
    expect(shop.sent).toHaveLength(2);
  });

  test('of another merchant pauses nothing here', async () => {
    const shop = scripted({ kind: 'none' });
    await shop.store.pauses.pause('n', 'writes', 'anna');
    expect((await shop.ask()).outcome).toBe('done');
  });
});
