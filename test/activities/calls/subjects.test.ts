/** One open write per subject, what it may still give back, and how it becomes free (DESIGN §5, "One at a time"). */
import { describe, expect, test } from 'vitest';
import { freeUnlessSent } from '../../../src/activities/calls/reservation.js';
import { placeOf } from '../../../src/activities/calls/plan.js';
import type { Attempt } from '../../../src/connectors/connector.js';
import { done, eur, later, lost, minute, refused, type Scripted, scripted } from './support/scripted.js';

const none = { kind: 'none' } as const;
const refusedWith = (code: string) => ({ outcome: 'refused', refusal: { code } });

describe('a subject', () => {
  test('that a refund has taken is not cancelled meanwhile, and the other way round', async () => {
    for (const [step, other, code] of [
      ['refund', 'cancel', 'money_open'],
      ['cancel', 'refund', 'write_open'],
    ] as const) {
      const shop = scripted(none);
      const held = later<Attempt>();
      shop.answers.push(held.promise);
      const first = shop.ask({ step });
      while (shop.sent.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(await shop.ask({ step: other, run: 'w2' })).toEqual(refusedWith(code));
      held.resolve(done);
      expect((await first).outcome).toBe('done');
      expect((await shop.ask({ step: other, run: 'w2' })).outcome).toBe('done');
    }
  });

  test('gives back no more than was charged, over all refunds; what we pay for ourselves does not count', async () => {
    const shop = scripted(none);
    expect((await shop.ask({ run: 'a', minor: 1500 })).outcome).toBe('done');
    expect((await shop.ask({ run: 'b', minor: 1500 })).outcome).toBe('done');
    expect(await shop.ask({ run: 'c', minor: 1001 })).toEqual(refusedWith('amount_too_high'));
    shop.reads['shop.quote'] = { is: 'done', result: 'refundable', outputs: { amount: eur(700) } };
    expect((await shop.ask({ step: 'label', run: 'd', minor: 700 })).outcome).toBe('done');
    const [amount, refunded] = [eur(1000), eur(3000)];
    shop.reads['shop.quote'] = { is: 'done', result: 'refundable', outputs: { amount, refunded } };
    expect((await shop.ask({ run: 'e', minor: 300 })).outcome).toBe('done');
    expect(shop.sent).toHaveLength(4);
  });

  test('gives back no more than was charged, also where a mere write says that it has paid back', async () => {
    const shop = scripted(none);
    shop.answers.push({ is: 'done', result: 'done', outputs: { refunded: eur(3000) } });
    expect((await shop.ask({ step: 'cancel', run: 'a' })).outcome).toBe('done');
    expect(await shop.ask({ run: 'b', minor: 1001 })).toEqual(refusedWith('amount_too_high'));
    expect((await shop.ask({ run: 'c', minor: 1000 })).outcome).toBe('done');
    // Nothing was paid back, or nobody says so: it is only free again.
    for (const [run, outputs] of [
      ['d', { refunded: eur(0) }],
      ['e', {}],
    ] as const) {
      const other = scripted(none);
      other.answers.push({ is: 'done', result: 'done', outputs });
      expect((await other.ask({ step: 'cancel', run })).outcome).toBe('done');
      expect((await other.ask({ run: 'f', minor: 4000 })).outcome).toBe('done');
    }
  });

  test('in several currencies is not added up: nothing more is paid back', async () => {
    const shop = scripted(none);
    shop.answers.push({ is: 'done', result: 'done', outputs: { refunded: { minor: 1, currency: 'USD' } } });
    expect((await shop.ask({ step: 'cancel', run: 'a' })).outcome).toBe('done');
    expect(await shop.ask({ run: 'b', minor: 1 })).toEqual(refusedWith('amount_too_high'));
  });

  test('is changed without an approval, at the price that the customer has agreed to or a lower one', async () => {
    const shop = scripted(none);
    const now = (minor: number) =>
      (shop.reads['shop.quote'] = { is: 'done', result: 'refundable', outputs: { amount: eur(minor) } });
    now(1001);
    expect((await shop.ask({ step: 'change', run: 'b' })).outcome).toBe('superseded');
    shop.reads['shop.quote'] = { is: 'done', result: 'nothing_left', outputs: {} };
    expect((await shop.ask({ step: 'change', run: 'c' })).outcome).toBe('superseded');
    expect(shop.sent).toHaveLength(0);
    now(1000);
    expect((await shop.ask({ step: 'change', run: 'd' })).outcome).toBe('done');
    now(999);
    expect((await shop.ask({ step: 'change', run: 'e' })).outcome).toBe('done');
    // What the customer pays is not held against what was paid back to them.
    shop.reads = {};
    expect((await shop.ask({ run: 'f', minor: 3900 })).outcome).toBe('done');
    now(4100);
    expect((await shop.ask({ step: 'change', run: 'g', minor: 4100 })).outcome).toBe('done');
  });

  test('is not changed when something else is due at once than the customer has agreed to', async () => {
    const shop = scripted(none);
    const outputs = { amount: eur(1000), due: eur(700) };
    shop.reads['shop.quote'] = { is: 'done', result: 'refundable', outputs };
    expect((await shop.ask({ step: 'change', run: 'a' })).outcome).toBe('superseded');
    expect((await shop.ask({ step: 'change', run: 'b', due: 600 })).outcome).toBe('superseded');
    expect(shop.sent).toHaveLength(0);
    expect((await shop.ask({ step: 'change', run: 'c', due: 700 })).outcome).toBe('done');
  });

  test("nobody's yes, nothing sent: the checker is not the only guard", async () => {
    for (const step of ['refund', 'cancel'] as const) {
      const shop = scripted(none);
      expect(await shop.ask({ step, confirmed: undefined })).toEqual(refusedWith('not_confirmed'));
      expect(shop.sent).toHaveLength(0);
      expect((await shop.next()).outcome).toBe('done');
    }
  });

  test('a request for approval names no id that only the system knows', async () => {
    const asked = await scripted(none).ask({ step: 'reverse', undecided: true });
    if (asked.outcome !== 'needs_approval') throw new Error(asked.outcome);
    expect(asked.request.summary).toMatchObject({ what: 'It', reason: 'changed_mind' });
    expect(JSON.stringify(asked.request)).not.toContain('ch_4711');
  });

  test("an agent's yes lets a write go, and spares no approval", async () => {
    const shop = scripted(none);
    expect((await shop.ask({ step: 'cancel', confirmed: 'agent' })).outcome).toBe('done');
    expect((await shop.ask({ run: 'w2', confirmed: 'agent', undecided: true })).outcome).toBe(
      'needs_approval',
    );
  });
});

interface Ending {
  ends: string;
  outcome: string;
  meets: (shop: Scripted) => void;
  asking?: { scheduledAt: number };
}

const unsent: Attempt = { is: 'unsent', code: 'connect_refused' };
const longAgo = { scheduledAt: 0 };
const free: readonly Ending[] = [
  { ends: 'done', outcome: 'done', meets: () => undefined },
  { ends: 'a refusal', outcome: 'refused', meets: (shop) => shop.answers.push(refused) },
  {
    ends: 'nothing left at the guard',
    outcome: 'superseded',
    meets: (shop) => (shop.reads['shop.quote'] = { is: 'done', result: 'nothing_left', outputs: {} }),
  },
  {
    ends: 'a guard that does not answer',
    outcome: 'unavailable',
    meets: (shop) => (shop.reads['shop.quote'] = { is: 'later', code: 'http_503' }),
    asking: longAgo,
  },
  {
    ends: 'never connected',
    outcome: 'unavailable',
    meets: (shop) => shop.answers.push(unsent),
    asking: longAgo,
  },
];

describe('an order is free again, however the call ends', () => {
  test.each(free)('$ends', async ({ outcome, meets, asking }) => {
    const shop = scripted(none);
    meets(shop);
    expect((await shop.ask(asking)).outcome).toBe(outcome);
    shop.reads = {};
    expect((await shop.next()).outcome).toBe('done');
    expect(await shop.store.reservations.idle(-minute, 10)).toEqual([]);
  });

  test('a step that cannot be run any more', async () => {
    const shop = scripted(none);
    await shop.ask({ confirmed: 'agent' });
    await expect(shop.ask({ minor: -1 })).rejects.toMatchObject({ code: 'inputs_invalid' });
    expect((await shop.next()).outcome).toBe('done');
  });

  test('an approval that was rejected or has expired', async () => {
    const shop = scripted(none);
    expect((await shop.ask({ confirmed: 'agent', undecided: true })).outcome).toBe('needs_approval');
    expect(await shop.next()).toEqual(refusedWith('money_open'));
    await release(shop);
    expect((await shop.ask({ run: 'w3' })).outcome).toBe('done');
  });

  test('a run that is released closes the gate to an attempt that was about to send', async () => {
    const shop = scripted(none);
    shop.answers.push(async (call) => {
      await release(shop);
      return (await call.gate?.()) === true ? done : unsent;
    });
    expect(await shop.ask()).toMatchObject({ outcome: 'not_now', code: 'taken_over' });
    expect((await shop.next()).outcome).toBe('done');
  });

  test('but not after "unknown", and not while a request may be out', async () => {
    const shop = scripted({ kind: 'key', windowMs: 60 * minute });
    shop.answers.push(lost);
    expect((await shop.ask()).outcome).toBe('not_now');
    await release(shop);
    expect(await shop.next()).toEqual(refusedWith('money_open'));
    shop.clock.now += 24 * 60 * minute;
    shop.idempotency = none;
    expect((await shop.ask()).outcome).toBe('unknown');
    await release(shop);
    expect(await shop.next()).toEqual(refusedWith('money_open'));
  });
});

const release = (shop: Scripted) =>
  freeUnlessSent(
    { store: shop.store },
    { place: placeOf({ merchant: 'm', workflowId: 'w1', call: { step: 'refund', visit: 1 } }) },
  );
