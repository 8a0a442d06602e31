/** Accepted is not done: a write that its system has only taken is asked after, and never sent again (DESIGN §5). */
import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../src/connectors/connector.js';
import { minute, type Scripted, scripted } from './support/scripted.js';

const taken: Attempt = { is: 'accepted', reference: 'psp-1' };
const pending: Attempt = { is: 'done', result: 'pending', outputs: {} };

/** A refund that was accepted, with a system that says `pending` until a test says otherwise. */
async function accepted(): Promise<Scripted & { until: number }> {
  const shop = scripted({ kind: 'key', windowMs: 60 * minute });
  shop.settling = { ask: { operation: 'shop.status', everyMs: [minute, 5 * minute] }, withinMs: 60 * minute };
  shop.answers.push(taken);
  shop.reads['shop.status'] = pending;
  const until = shop.clock.now + 60 * minute;
  expect(await shop.ask()).toEqual({ outcome: 'accepted', askAt: shop.clock.now + minute, until });
  return Object.assign(shop, { until });
}

describe('an accepted write', () => {
  test('keeps its order, is asked after at its intervals, and is sent once', async () => {
    const shop = await accepted();
    for (const wait of [5, 5, 5]) {
      shop.clock.now += minute;
      const askAt = shop.clock.now + wait * minute;
      expect(await shop.ask()).toEqual({ outcome: 'accepted', askAt, until: shop.until });
    }
    expect(await shop.row()).toMatchObject({ state: 'accepted', reference: 'psp-1', asked: 3 });
    expect(shop.sent).toHaveLength(1);
    expect(await shop.next()).toEqual({ outcome: 'refused', refusal: { code: 'money_open' } });
  });

  test('is done once its system says so, and its order is free', async () => {
    const shop = await accepted();
    shop.reads['shop.status'] = { is: 'done', result: 'done', outputs: {} };
    expect((await shop.ask()).outcome).toBe('done');
    expect(await shop.row()).toMatchObject({ state: 'done', reference: 'psp-1' });
    expect((await shop.next()).outcome).toBe('done');
  });

  test('is refused once its system says so, with its code', async () => {
    const shop = await accepted();
    shop.reads['shop.status'] = { is: 'done', result: 'refused', outputs: { code: 'iban_invalid' } };
    expect(await shop.ask()).toEqual({ outcome: 'refused', refusal: { code: 'iban_invalid' } });
    expect((await shop.next(4000)).outcome).toBe('done');
  });

  test.each([
    ['done', 'done'],
    ['failed', 'refused'],
    ['cancelled', 'refused'],
    ['pending', 'accepted'],
  ])('in a list of refunds is found by its reference: %s is %s', async (status, outcome) => {
    const shop = await accepted();
    const refunds = [
      { ref: 'psp-0', status: 'done' },
      { ref: 'psp-1', status },
    ];
    shop.reads['shop.status'] = { is: 'done', result: 'found', outputs: { refunds } };
    expect((await shop.ask()).outcome).toBe(outcome);
  });

  test('of which its system says nothing stays accepted until it is over, and is unknown then', async () => {
    const shop = await accepted();
    shop.reads['shop.status'] = { is: 'later', code: 'http_503' };
    shop.clock.now = shop.until - 1;
    expect(await shop.ask()).toEqual({ outcome: 'accepted', askAt: shop.until, until: shop.until });
    shop.clock.now = shop.until;
    expect((await shop.ask()).outcome).toBe('unknown');
    expect(await shop.store.effects.count()).toEqual({ unknown: 1, accepted: 0, doubled: 0 });
    expect(await shop.next()).toEqual({ outcome: 'refused', refusal: { code: 'money_open' } });
  });

  test('whose run is gone stands there for the reconciliation, with the call itself', async () => {
    const shop = await accepted();
    const [row] = await shop.store.effects.open(-minute, 10);
    expect(row).toMatchObject({ state: 'accepted', request: { workflowId: 'w1', call: { step: 'refund' } } });
  });
});
