/** Decisions while every worker is dead: what an approver is told is what happens once one is up. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import type { DecisionAnswer } from '../../src/contracts/workflow-messages.js';
import { howMany } from '../support/how-much.js';
import { RefundDesk, until, type Waiting } from './support/refund-desk.js';

type Said = 'approved' | 'rejected';

/** What an approver says one after the other, without hearing anything but that it is under way. */
const sequences: readonly (readonly [Said, Said])[] = [
  ['approved', 'rejected'],
  ['rejected', 'approved'],
  ['approved', 'approved'],
];
/** How often each, in stacks of at most so many: an order book has 24 orders to pay back. */
const each = howMany(2, 20);
const mostOfAStack = 7;
const rounds = Array.from({ length: Math.ceil(each / mostOfAStack) }, (_, index) =>
  Math.min(mostOfAStack, each - index * mostOfAStack),
);

let stack: Stack;
let desk: RefundDesk;
beforeEach(async () => {
  stack = await startStack();
  desk = new RefundDesk(stack);
});
afterEach(() => stack[Symbol.asyncDispose]());

/** A worker that has died without a word is taken for alive for a minute: however slow this machine is, it is now. */
const diedJustNow = () => stack.store.workers.serve('the dead one', { demo: 'any' });

const handOver = async (
  waiting: readonly Waiting[],
  says: (index: number) => Said,
): Promise<DecisionAnswer[]> => {
  await diedJustNow();
  return Promise.all(waiting.map((one, index) => desk.decide(desk.message(one, desk.anna, says(index)))));
};

test.each(rounds)(
  'the newest decision of an approver counts, once, and each command has said that it would: each sequence %i times',
  async (times) => {
    const orders = stack.stories.refundable.from60To190.slice(0, sequences.length * times);
    expect(orders).toHaveLength(sequences.length * times);
    const waiting = await Promise.all(orders.map((order) => desk.waiting(order)));
    const wanted = (index: number) => sequences[index % sequences.length]!;
    await stack.worker.kill('SIGKILL');

    for (const turn of [0, 1] as const) {
      const answers = await handOver(waiting, (index) => wanted(index)[turn]);
      for (const answer of answers)
        expect(answer).toEqual({
          ...{ accepted: false, code: 'approval_under_way', countsUntil: expect.any(Number) },
        });
      const shown = await stack.client.approvals.list('demo');
      expect(new Map(shown.map(({ id, handed }) => [id, handed?.map(({ decision }) => decision)]))).toEqual(
        new Map(waiting.map(({ request }, index) => [request.id, [wanted(index)[turn]]])),
      );
    }

    stack.worker = await stack.startWorker();
    for (const [index, one] of waiting.entries()) {
      const last = wanted(index)[1];
      await desk.hears(one.customer, last === 'approved' ? /We’ve refunded/ : /can’t refund/);
      expect(await desk.paid(one.order)).toHaveLength(last === 'approved' ? 1 : 0);
      await until('The end of the request', async () => {
        const { state, decidedBy } = await stack.client.approvals.find(one.request.id);
        return state === last && decidedBy === 'anna' ? true : undefined;
      });
      const counted = (await desk.audited(one)).filter(({ actor }) => actor === 'anna');
      expect(counted).toEqual([{ actor: 'anna', outcome: last }]);
    }
  },
);

test('where no worker serves the merchant, nothing is handed over but what takes back a decision that is under way', async () => {
  const { from60To190, above250 } = stack.stories.refundable;
  const one = await desk.waiting(from60To190[0]!);
  const other = await desk.waiting(above250[0]!);
  await stack.worker.kill('SIGTERM');
  const nobodyServes = async () => {
    await stack.store.workers.leave('the dead one');
    // Those that were killed before count for a minute.
    await until('a merchant that nobody serves', async () =>
      (await stack.store.workers.isServed('demo')) ? undefined : true,
    );
  };
  await nobodyServes();
  expect(await desk.decide(desk.message(one, desk.anna))).toEqual({
    ...{ accepted: false, code: 'worker_unavailable' },
  });
  expect((await stack.client.approvals.find(one.request.id)).handed).toBeUndefined();

  const [approved] = await handOver([one], () => 'approved');
  await nobodyServes();
  const rejected = await desk.decide(desk.message(one, desk.anna, 'rejected'));
  for (const answer of [approved, rejected])
    expect(answer).toMatchObject({ accepted: false, code: 'approval_under_way' });
  stack.worker = await stack.startWorker();
  await desk.hears(one.customer, /can’t refund/);
  expect(await desk.paid(one.order)).toEqual([]);
  expect(await desk.decide(desk.message(other, desk.ben))).toMatchObject({ accepted: true });
});
