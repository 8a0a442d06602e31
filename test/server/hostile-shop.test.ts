/** A shop that answers HTML, nothing, half a body, or never: what is told then, and that nothing is lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultInput } from '../../demo/shop/faults.js';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { Parts } from '../../demo/stack/parts.js';
import { startStack } from '../../demo/stack/stack.js';
import { heardUntil, heardUntilHandover } from './support/hearing.js';
import { impatient } from './support/impatient.js';
import { RefundDesk } from './support/refund-desk.js';
import { refundsOf } from './support/shop-view.js';

const parts = new Parts();
let desk: RefundDesk;
/** Orders that nobody has asked for yet. */
let orders: StoryOrder[];

beforeAll(async () => {
  const { workerEnv } = parts.use(await impatient());
  desk = new RefundDesk(parts.use(await startStack({ workerEnv })));
  orders = [...desk.stack.stories.refundable.from60To190];
});

afterAll(async () => {
  await parts[Symbol.asyncDispose]();
});

type Fault = Omit<FaultInput, 'match'>;

/** Answers that say nothing about what has happened; `html` and `empty` with status 200 look like success. */
const faults: Readonly<Record<string, Fault>> = {
  'a page of HTML': { kind: 'html' },
  'a page of HTML, having acted': { kind: 'html', act: true },
  'an empty body': { kind: 'empty' },
  'half a body': { kind: 'half_body' },
  'a lost connection': { kind: 'act_and_lose' },
  'no answer ever': { kind: 'silence' },
};
const names = Object.keys(faults);

/** Whether the shop pays before it answers so. */
const acts = (name: string): boolean =>
  faults[name]?.act === true || ['half_body', 'act_and_lose'].includes(faults[name]?.kind ?? '');

function next(): StoryOrder {
  const order = orders.shift();
  if (order === undefined) throw new Error('The order book has too few orders that can be refunded.');
  return order;
}

/** Somebody asks for a refund at a shop that answers so, `times` times or always; resolves when they have said yes. */
async function refund(
  merchant: string,
  order: StoryOrder,
  fault: Fault,
): Promise<ReturnType<RefundDesk['customer']>> {
  await desk.stack.shop.controls.fail({
    match: { method: 'POST', path: `${order.id}/erstattungen` },
    ...fault,
  });
  const customer = desk.customer(order, merchant);
  await customer.says(`I would like a refund for order ${order.nummer}, please.`);
  await desk.wholeOrder(customer);
  await customer.says('Yes, please');
  return customer;
}

/** Requests, different keys and ledger rows of a refund. */
async function counts(
  order: StoryOrder,
): Promise<{ requests: number; keys: (string | undefined)[]; paid: number }> {
  const { requests, rows } = await refundsOf(desk.stack.shop.controls, order);
  return { requests: requests.length, keys: [...new Set(requests.map(({ key }) => key))], paid: rows.length };
}

/** After a handover the conversation is with people: they get what the customer writes. */
async function expectWithPeople(customer: ReturnType<RefundDesk['customer']>): Promise<void> {
  await customer.says('Hello? Is anybody there?');
  const [row] = await customer.hears();
  expect(row).toMatchObject({ kind: 'passed_on', body: { text: 'Hello? Is anybody there?' } });
}

test('a read that gets only such answers: the customer is told, people take over, nothing was sent', async () => {
  await Promise.all(
    names.map(async (name) => {
      const order = next();
      await desk.stack.shop.controls.fail({
        match: { method: 'GET', path: `auftraege/${order.nummer}` },
        ...faults[name]!,
      });
      const customer = desk.customer(order);
      await customer.says(`I would like a refund for order ${order.nummer}, please.`);
      const { told, handover } = await heardUntilHandover(customer);
      expect(told).toContain('I can’t reach our system right now.');
      expect(handover).toMatchObject({ queue: 'service' });
      expect(handover.handover?.tried).toMatchObject([{ operation: 'orders.get', outcome: 'unavailable' }]);
      expect(await counts(order)).toMatchObject({ requests: 0, paid: 0 });
      await expectWithPeople(customer);
    }),
  );
});

test('a refund that gets such an answer once is asked again with its key, and is paid once', async () => {
  await Promise.all(
    names.map(async (name) => {
      const order = next();
      const customer = await refund('demo', order, { ...faults[name]!, times: 1 });
      await heardUntil(customer, ({ body }) => body.text.includes('We’ve refunded'));
      expect(await counts(order)).toEqual({ requests: 2, keys: [expect.any(String)], paid: 1 });
    }),
  );
});

test('a refund that gets only such answers ends as unknown: one key, at most one payment, people take over', async () => {
  await Promise.all(
    names.map(async (name) => {
      const order = next();
      const customer = await refund('demo', order, faults[name]!);
      const { told, handover } = await heardUntilHandover(customer);
      expect(told).toContain('I’m not sure whether that went through.');
      expect(handover).toMatchObject({
        details: expect.stringContaining('UNCLEAR'),
        handover: {
          record: { number: order.nummer },
          tried: expect.arrayContaining([expect.objectContaining({ outcome: 'unknown' })]),
        },
      });
      const { requests, keys, paid } = await counts(order);
      expect(requests).toBeGreaterThan(1);
      expect(keys).toEqual([expect.any(String)]);
      expect(paid).toBe(acts(name) ? 1 : 0);
      await expectWithPeople(customer);
    }),
  );
});

test('a refund that can carry no key is sent once, whatever the answer, and ends as unknown', async () => {
  await Promise.all(
    names.map(async (name) => {
      const order = next();
      const customer = await refund('unkeyed', order, faults[name]!);
      const { told } = await heardUntilHandover(customer);
      expect(told).toContain('I’m not sure whether that went through.');
      expect(await counts(order)).toEqual({ requests: 1, keys: [undefined], paid: acts(name) ? 1 : 0 });
    }),
  );
});
