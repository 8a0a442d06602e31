/** Conversations in which each shipped flow runs, with every canary in its customer's mouth. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { StoryCustomer } from '../../../../demo/shop/stories.js';
import { taskQueue, type RunStart } from '../../../../src/contracts/workflow-messages.js';
import type { DemoCustomer } from '../../../../demo/stack/customer.js';
import type { FlowIr } from '../../../../src/contracts/ir.js';
import type { JsonObject } from '../../../../src/contracts/json.js';
import { type RefundDesk, until } from '../refund-desk.js';
import { lone } from '../subscribers.js';
import { kinds, spoken } from './kinds.js';

/** Every flow that the product ships. */
export const shippedFlows: readonly string[] = readdirSync('flows')
  .filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length));

/** Plays all of it; what the customers are called in the shop is watched too. */
export async function playAll(desk: RefundDesk, watch: (customer: StoryCustomer) => void): Promise<void> {
  const { single, refundable } = desk.stack.stories;
  const asks = async (customer: StoryCustomer, text: string): Promise<void> => {
    watch(customer);
    await speaks(
      desk.customer({
        customer,
        id: '',
        nummer: '',
        betrag_cent: 0,
        sendungsnummern: [],
        bezeichnungen: [],
        mengen: [],
        preise_cent: [],
      }),
      text,
    );
  };
  const order = (of: keyof typeof single, at: number, text: (number: string) => string): Promise<void> => {
    const { customer, nummer } = single[of][at]!;
    return asks(customer, text(nummer));
  };
  const subscriber = (at: number, text: string): Promise<void> => {
    const { id, name, mail, address } = lone('active')[at]!.customer;
    return asks({ id, name, mail, plz: address.postcode }, text);
  };
  const { customer, nummer } = refundable.from60To190[0]!;
  await Promise.all([
    approved(desk, watch),
    order('two_parcels', 0, (number) => `Where is my order ${number}?`),
    order('refunded', 0, (number) => `Where is my refund for order ${number}?`),
    order('open', 0, (number) => `Please cancel my order ${number}.`),
    order('open', 1, (number) => `I moved, please send order ${number} to my new address`),
    order('open', 2, (number) => `Please remove one item from my order ${number} but keep the rest`),
    asks(customer, `Something in my order ${nummer} arrived broken`),
    ...subscriptionAsks.map((text, at) => subscriber(at, text)),
  ]);
  await startUnreached(desk);
}

const subscriptionAsks = [
  'Please cancel my subscription',
  'Please pause my subscription',
  'Please resume my subscription',
  'Please leave out the next delivery of my subscription',
  'Switch my subscription to a different plan',
  'Please refund the last payment of my subscription',
];

/** A customer asks, hears, and then says what nobody should keep in clear. */
async function speaks(customer: DemoCustomer, text: string): Promise<void> {
  await customer.says(text);
  await customer.hears();
  await customer.says(spoken);
  await customer.hears();
}

/** A refund that is approved with a comment, by a signed decision; a forged one before. */
async function approved(desk: RefundDesk, watch: (customer: StoryCustomer) => void): Promise<void> {
  const order = desk.stack.stories.refundable.above250[0]!;
  watch(order.customer);
  const waiting = await desk.waiting(order);
  await desk.decide({ ...desk.message(waiting, desk.ben), token: kinds['bearer token'] });
  await desk.decide({ ...desk.message(waiting, desk.ben), comment: spoken });
  await desk.hears(waiting.customer, /We’ve refunded/);
}

/** Flows of which no conversation has come by are started with canaries for inputs, and go as far as they do. */
async function startUnreached({ stack }: RefundDesk): Promise<void> {
  const reached = new Set<string>();
  for await (const { type } of stack.temporal.workflow.list()) reached.add(type);
  const start = async (flow: string, changes: Partial<RunStart> = {}): Promise<void> => {
    const { ir } = (await stack.store.flowVersions.current('demo', flow))!;
    const id = randomUUID();
    const [conversation, workflowId] = [`demo/${id}`, `demo/${id}/${flow}`];
    const run: RunStart = {
      ...{ merchant: 'demo', flow, inputs: inputsOf(ir), depth: 0 },
      conversation: { id, workflowId: conversation, language: 'en', facts: {}, receivedAt: Date.now() },
      ...changes,
    };
    const handle = await stack.temporal.workflow.start(flow, { workflowId, taskQueue, args: [run] });
    await until(`A step of ${flow}`, async () => {
      const { historyLength, status } = await handle.describe();
      return historyLength > 5 || status.name !== 'RUNNING' ? true : undefined;
    });
  };
  await Promise.all([
    ...shippedFlows.filter((flow) => !reached.has(flow)).map((flow) => start(flow)),
    // No such version: a run that fails.
    start('refund-order', { hash: 'none' }),
  ]);
}

function inputsOf({ inputs }: FlowIr): JsonObject {
  const record = { number: kinds.IBAN, ref: kinds['API key'], name: kinds.name, lines: [], shipments: [] };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, type]) => [
      name,
      JSON.stringify(type).includes('text') ? spoken : record,
    ]),
  );
}
