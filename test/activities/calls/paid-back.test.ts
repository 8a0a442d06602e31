/** What has been paid back is never paid again, also where the quote does not say so; nor told as not done (DESIGN §5). */
import { describe, expect, test } from 'vitest';
import type { Attempt, Idempotency } from '../../../src/connectors/connector.js';
import { lost, minute, refused, scripted } from './support/scripted.js';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const offer = (minor: number, refunded?: number): Attempt => ({
  ...{ is: 'done', result: 'refundable' },
  outputs: { amount: eur(minor), ...(refunded === undefined ? {} : { refunded: eur(refunded) }) },
});
const lookup: Idempotency = { kind: 'lookup', operation: 'shop.happened' };
const no: Attempt = { is: 'done', result: 'not_happened', outputs: {} };

describe('a quote that stands still', () => {
  test('offers no more than what we have not paid back ourselves', async () => {
    const shop = scripted({ kind: 'none' });
    shop.reads['shop.quote'] = offer(1500);
    expect((await shop.ask()).outcome).toBe('done');
    expect((await shop.next(501)).outcome).toBe('superseded');
    expect((await shop.next(500)).outcome).toBe('done');
    expect(shop.sent).toHaveLength(2);
  });

  test('is believed where it says what was paid back', async () => {
    const shop = scripted({ kind: 'none' });
    shop.reads['shop.quote'] = offer(1500, 0);
    expect((await shop.ask()).outcome).toBe('done');
    shop.reads['shop.quote'] = offer(1500, 1000);
    expect((await shop.next(1500)).outcome).toBe('done');
  });
});

/** A refund whose answer was lost and whose look-up has said no for long enough. */
async function unclear(quote: Attempt): Promise<ReturnType<typeof scripted>> {
  const shop = scripted(lookup);
  shop.answers.push(lost);
  shop.reads['shop.happened'] = no;
  shop.reads['shop.quote'] = quote;
  expect(await shop.ask()).toMatchObject({ outcome: 'not_now', code: 'not_happened' });
  shop.clock.now += 6 * minute;
  expect(await shop.ask()).toMatchObject({ outcome: 'not_now', code: 'not_happened' });
  return shop;
}

describe('after a look-up has said no, the write', () => {
  test.each([
    ['whose quote says what was paid back', offer(1000, 0)],
    ['of which less has been paid back than is in doubt', offer(2500, 999)],
    ['of which enough is left besides what may have been paid', offer(2000)],
  ])('%s is sent again', async (_what, quote) => {
    const shop = await unclear(quote);
    expect((await shop.ask()).outcome).toBe('done');
    expect(shop.sent.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      Array(2).fill(shop.sent[0]?.idempotencyKey),
    );
  });

  test.each([
    ['of which too little is left besides what may have been paid', offer(1999), offer(1999)],
    ['whose quote has fallen', offer(1000, 0), offer(0, 1000)],
    ['of which as much has been paid back as is in doubt', offer(2500, 0), offer(2500, 1000)],
    ['whose guard cannot be read any more', offer(1000, 0), { is: 'refused', code: 'gone' } as const],
  ])('%s is for people, who are told that it is unclear', async (_what, quote, now) => {
    const shop = await unclear(quote);
    shop.reads['shop.quote'] = now;
    expect(await shop.ask()).toEqual({ outcome: 'unknown' });
    expect(shop.sent).toHaveLength(1);
    expect(await shop.row()).toMatchObject({ state: 'unknown' });
    expect(await shop.next()).toEqual({ outcome: 'refused', refusal: { code: 'money_open' } });
  });

  test('that is then refused is unknown: the first request may be why', async () => {
    const shop = await unclear(offer(1000, 0));
    shop.answers.push(refused);
    expect(await shop.ask()).toEqual({ outcome: 'unknown' });
  });

  test('of which nothing more can be sent until its deadline is unknown, counted from the first request', async () => {
    const shop = await unclear(offer(1000, 0));
    shop.answers.push({ is: 'unsent', code: 'unreachable' }, { is: 'unsent', code: 'unreachable' });
    expect(await shop.ask()).toMatchObject({ outcome: 'not_now', code: 'unreachable' });
    shop.clock.now += 25 * 60 * minute;
    expect(await shop.ask()).toEqual({ outcome: 'unknown' });
  });
});
