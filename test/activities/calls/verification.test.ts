/** Who is asking (DESIGN §7): families of people who want to hear of an order or subscription that is not theirs. They hear nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { generateKey } from '../../../src/security/signing-keys.js';
import type { Voucher } from '../../../src/security/voucher.js';
import type { Store } from '../../../src/store/store.js';
import { testStore } from '../../support/store.js';
import { get, kinds, list, makeShop, quote, reads } from './support/strangers.js';
import { addSubscription, channelKey, dayMs } from './support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

// As a channel of an earlier version signed.
const noChannel = { channel: undefined } as unknown as Partial<Voucher>;

const tells = (result: CallResult) =>
  JSON.stringify(result).includes('example.com') || JSON.stringify(result).includes('ref-');

describe.each(kinds)('ten families of strangers who ask for a $kind', (about) => {
  test.each(['1001', '2002', '3003'])(
    '1. the number %s alone: what is missing is said without reading any',
    async (number) => {
      await using world = await makeShop(store);
      expect(await get(world, number, {}, about)).toEqual({
        outcome: 'needs_facts',
        missing: [],
        either: ['email', 'postcode'],
        failed: false,
        ...about.named,
      });
      expect(reads(world)).toBe(0);
    },
  );

  test.each(['mia@example.com', 'noah@example.com', 'nobody@example.com'])(
    '2. the e-mail %s alone lists nothing',
    async (email) => {
      await using world = await makeShop(store);
      expect(await list(world, { facts: { email } }, about)).toEqual({
        outcome: 'needs_facts',
        missing: ['number'],
        failed: false,
        ...about.named,
      });
      expect(reads(world)).toBe(0);
    },
  );

  test.each(['1001', '2002', '3003'])(
    '3. one postcode after the other for %s: three, then no more, not even the right one',
    async (number) => {
      await using world = await makeShop(store);
      const tries = [];
      for (const postcode of ['11111', '22222', '33333', '20095', '10115']) {
        tries.push((await get(world, number, { facts: { postcode } }, about)).outcome);
      }
      expect(tries).toEqual(['needs_facts', 'needs_facts', 'unverified', 'unverified', 'unverified']);
    },
  );

  test.each(['2002', '02002', '3003'])('4. signed in as somebody else: %s is not told', async (number) => {
    await using world = await makeShop(store);
    const result = await get(
      world,
      number,
      {
        customer: world.voucher({ email: 'mia@example.com', ref: 'cust-mia' }),
      },
      about,
    );
    expect(result).toEqual({
      outcome: 'needs_facts',
      missing: [],
      either: ['email', 'postcode'],
      failed: false,
      ...about.named,
    });
  });

  test('5. verified for one order, then another: only the first is told', async () => {
    await using world = await makeShop(store);
    expect((await get(world, '1001', { facts: { email: 'mia@example.com' } }, about)).outcome).toBe('done');
    const other = await get(world, '2002', { facts: { email: 'mia@example.com' } }, about);
    expect(other).toEqual({
      outcome: 'needs_facts',
      missing: ['number'],
      either: ['email', 'postcode'],
      failed: true,
      ...about.named,
    });
    const listed = await list(world, {}, about);
    expect(JSON.stringify(listed)).toContain('1001');
    expect(JSON.stringify(listed)).not.toContain('noah');
    expect(tells(await quote(world, '2002', { number: '1001' }, about))).toBe(false);
  });

  test.each(['1001', '2002', '3003'])(
    '6. a quoted reply leaves no facts, so %s needs them',
    async (number) => {
      await using world = await makeShop(store);
      expect((await get(world, number, { facts: {} }, about)).outcome).toBe('needs_facts');
    },
  );

  test.each([
    { startedBy: 'anna' },
    { customer: { ref: 'cust-noah' } },
    { customer: { email: 'noah@example.com', ref: 'cust-noah' } },
  ])('7. "I am the agent" or "I am Noah" (%j) is a word, no voucher', async (claim) => {
    await using world = await makeShop(store);
    expect((await get(world, '2002', claim, about)).outcome).toBe('needs_facts');
    expect((await list(world, claim, about)).outcome).toBe('needs_facts');
  });

  test('8. a voucher of another merchant, conversation, channel, key, use or time', async () => {
    await using world = await makeShop(store);
    const noah = { email: 'noah@example.com' };
    const vouchers = [
      world.voucher(noah, { merchant: 'merchant-0' }),
      world.voucher(noah, { conversation: 'c2' }),
      world.voucher(noah, { channel: 'mail' }),
      world.voucher(noah, { channel: 'constructor' }),
      world.voucher(noah, noChannel),
      world.voucher(noah, {}, generateKey().privateKey),
      world.voucher(noah, { expiresAt: Date.now() - 1 }),
      { voucher: `${world.voucher(noah).voucher}x` },
      { voucher: 'none' },
    ];
    for (const customer of vouchers) {
      expect((await get(world, '2002', { customer }, about)).outcome).toBe('needs_facts');
      expect((await list(world, { customer }, about)).outcome).toBe('needs_facts');
    }
    expect(reads(world)).toBe(0);
  });

  test('9. a nonexistent order and a foreign one: the same answers, the same reads, the same limits', async () => {
    await using world = await makeShop(store);
    const story = async (number: string, conversation: string) => {
      const answers = [];
      for (const email of [undefined, 'a@example.org', 'b@example.org', 'c@example.org']) {
        const before = reads(world);
        const result = await get(
          world,
          number,
          {
            conversation,
            facts: email === undefined ? {} : { email },
          },
          about,
        );
        answers.push([result, reads(world) - before]);
      }
      const customer = world.voucher({ email: 'mia@example.com' }, { conversation: `${conversation}-in` });
      answers.push(await get(world, number, { conversation: `${conversation}-in`, customer }, about));
      return answers;
    };
    expect(await story('3003', 'c-none')).toEqual(await story('2002', 'c-foreign'));
  });

  test.each(['mia@example.com', 'MIA@example.com', ' mia@example.com '])(
    '10. a typed From %j lists nothing',
    async (email) => {
      await using world = await makeShop(store);
      const customer = { email, ref: 'cust-mia' };
      expect((await list(world, { customer, facts: { email } }, about)).outcome).toBe('needs_facts');
      expect((await get(world, '1001', { customer }, about)).outcome).toBe('needs_facts');
    },
  );
});

test('after a mismatch the number is asked for too; other numbers are attempts like other facts', async () => {
  await using world = await makeShop(store);
  const facts = { email: 'mia@example.com' };
  const told = [];
  for (const number of ['2002', '3003', '4004', '5005', '1001'])
    told.push(await get(world, number, { facts }));
  expect(told.map(({ outcome }) => outcome)).toEqual([
    ...['needs_facts', 'needs_facts', 'unverified', 'unverified', 'unverified'],
  ]);
  expect(told.slice(0, 2)).toEqual(
    Array.from({ length: 2 }, () => ({
      ...{ outcome: 'needs_facts', missing: ['number'], either: ['email', 'postcode'], failed: true },
    })),
  );
  expect(told.some(tells)).toBe(false);
});

test('whoever named the number of another order is let through with their own, and not before', async () => {
  await using world = await makeShop(store);
  const facts = { email: 'mia@example.com' };
  expect(await get(world, '2002', { facts })).toMatchObject({ missing: ['number'], failed: true });
  expect((await get(world, '1001', { facts })).outcome).toBe('done');
  expect((await get(world, '2002', { facts })).outcome).not.toBe('done');
});

describe('whose order it is', () => {
  test('an authenticated customer reads their order by e-mail in any case, or by reference, in one request', async () => {
    await using world = await makeShop(store);
    const byEmail = await get(world, '1001', { customer: world.voucher({ email: 'Mia@Example.com' }) });
    expect(byEmail).toMatchObject({
      outcome: 'done',
      result: 'found',
      outputs: { order: { number: '1001' } },
    });
    const byRef = await get(world, '2002', { customer: world.voucher({ ref: 'cust-noah' }) });
    expect(byRef.outcome).toBe('done');
    expect(reads(world)).toBe(2);
  });

  test('what follows on that order needs no further look at it', async () => {
    await using world = await makeShop(store);
    const customer = world.voucher({ email: 'mia@example.com' });
    await get(world, '1001', { customer });
    const inputs = { order: world.shop.orders.get('1001') } as unknown as JsonObject;
    expect((await world.call('quote', { inputs, customer })).outcome).toBe('done');
    expect(world.shop.requests.map(({ path }) => path)).toEqual(['/orders/1001', '/orders/ref-1001/quote']);
  });

  test('an order that was opened stays so when the voucher has expired, and only for that customer', async () => {
    await using world = await makeShop(store);
    const mia = world.voucher({ email: 'mia@example.com' });
    await get(world, '1001', { customer: mia });
    world.later.ms = 2 * 3_600_000;
    expect((await get(world, '1001', { customer: mia })).outcome).toBe('done');
    expect((await get(world, '2002', { customer: mia })).outcome).toBe('needs_facts');
    world.later.ms = 0;
    const noah = world.voucher({ email: 'noah@example.com' });
    expect((await get(world, '1001', { customer: noah })).outcome).toBe('needs_facts');
    expect((await get(world, '1001')).outcome).toBe('needs_facts');
  });

  test('a letter that only looks like another opens nothing: the Kelvin sign is no k', async () => {
    await using world = await makeShop(store);
    const order = world.shop.orders.get('1001');
    if (order !== undefined) world.shop.orders.set('1001', { ...order, customerEmail: 'kim@example.com' });
    const kim = world.voucher({ email: 'KIM@example.com' });
    const kelvin = world.voucher({ email: '\u212aim@example.com' }, { conversation: 'c2' });
    expect((await get(world, '1001', { customer: kelvin, conversation: 'c2' })).outcome).toBe('needs_facts');
    expect((await get(world, '1001', { customer: kim })).outcome).toBe('done');
  });

  test('an authenticated customer lists their orders by the authenticated e-mail, never a typed one', async () => {
    await using world = await makeShop(store);
    const facts = { email: 'noah@example.com' };
    const listed = await world.call('list', { customer: world.voucher({ email: 'mia@example.com' }), facts });
    expect(listed).toMatchObject({
      outcome: 'done',
      result: 'found',
      outputs: { orders: [{ number: '1001' }] },
    });
    const none = await world.call('list', { customer: world.voucher({ email: 'nobody@example.com' }) });
    expect(none).toEqual({ outcome: 'done', result: 'none', outputs: {} });
  });

  test.each([
    { email: 'MIA@example.com ' },
    { postcode: '200 95' },
    { postcode: '20095', email: 'wrong@example.com' },
  ])('facts %j verify the order, for a day, in that conversation', async (facts) => {
    await using world = await makeShop(store);
    expect((await get(world, '1001', { facts })).outcome).toBe('done');
    expect((await get(world, '1001')).outcome).toBe('done');
    expect((await get(world, '1001', { conversation: 'c2' })).outcome).toBe('needs_facts');
    expect((await world.call('list')).outcome).toBe('done');
    world.later.ms = dayMs + 1000;
    expect((await get(world, '1001')).outcome).toBe('needs_facts');
  });

  test('a subscription with the number and the reference of an order opens nothing of the order', async () => {
    await using world = await makeShop(store);
    const [, subscriptions] = kinds;
    addSubscription(world, '2002', { customerEmail: 'mia@example.com' });
    const facts = { number: '2002', email: 'mia@example.com' };
    expect((await get(world, '2002', { facts }, subscriptions)).outcome).toBe('done');
    expect((await get(world, '2002')).outcome).toBe('needs_facts');
    expect((await list(world)).outcome).toBe('needs_facts');
    expect((await quote(world, '2002', {})).outcome).toBe('needs_facts');
    expect((await quote(world, '2002', {}, subscriptions)).outcome).toBe('done');
  });

  test('a number with its facts lists that one order', async () => {
    await using world = await makeShop(store);
    const listed = await world.call('list', { facts: { number: '2002', postcode: '10115' } });
    expect(listed).toMatchObject({ result: 'found', outputs: { orders: [{ number: '2002' }] } });
  });

  test("an authenticated customer's foreign order opens by its facts", async () => {
    await using world = await makeShop(store);
    const customer = world.voucher({ email: 'mia@example.com' });
    expect((await get(world, '2002', { customer, facts: { postcode: '10115' } })).outcome).toBe('done');
    expect(reads(world)).toBe(1);
  });

  test('an order whose reference was changed in the run is not the verified one', async () => {
    await using world = await makeShop(store);
    const customer = world.voucher({ email: 'mia@example.com' });
    await get(world, '1001', { customer });
    const inputs = { order: { ...world.shop.orders.get('1001'), ref: 'ref-2002' } } as unknown as JsonObject;
    expect((await world.call('quote', { inputs, customer })).outcome).toBe('needs_facts');
  });
});

test('a voucher names its channel, and that one has signed it', async () => {
  await using world = await makeShop(store);
  world.config.channels = {
    chat: { keys: [channelKey.publicKey] },
    mail: { keys: [generateKey().publicKey] },
  };
  const mia = { email: 'mia@example.com' };
  expect((await get(world, '1001', { customer: world.voucher(mia, { channel: 'chat' }) })).outcome).toBe(
    'done',
  );
  expect(
    (
      await get(world, '1001', {
        conversation: 'c2',
        customer: world.voucher(mia, { channel: 'mail', conversation: 'c2' }),
      })
    ).outcome,
  ).toBe('needs_facts');
});
