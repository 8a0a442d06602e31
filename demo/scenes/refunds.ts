/** Scenes in which money is paid back, or is not. */
import type { StoryOrder } from '../shop/stories.js';
import type { DemoCustomer } from '../stack/customer.js';
import type { Dialogue, Scene, Stage } from './scene.js';

/** (c) Inside the band. */
export const insideBand: Scene = {
  name: 'c',
  title: 'An item that has come back is refunded inside the band, without an approval',
  async play(stage) {
    const { order, item } = cheapItem(stage.stack.stories.single.returned);
    await stage.talks(refundingItem({ order, item }));
    await paidOnce(stage, order, order.preise_cent[item]);
  },
};

/** (d) Above the band, with another question meanwhile. */
export const approved: Scene = {
  name: 'd',
  title:
    'One above the band waits; another question is answered meanwhile; the agent approves; the customer hears',
  async play(stage) {
    const order = pick(stage.stack.stories.refundable.from60To190, 0);
    const customer = await confirmed(stage, order);
    await stage.hearsUntil(customer, /a colleague will check it first/);
    const request = await stage.anna.finds(customer.workflowId);
    stage.notes(`waits for ${request.role}; nothing is paid yet`);
    stage.check('nothing is paid before the approval', (await stage.paid(order)).length === 0);
    await stage.says(customer, `By the way, where is my order ${order.nummer}? Was it delivered?`);
    await stage.hearsUntil(customer, /deliver/i);
    await stage.says(customer, 'And the refund, any news?');
    await stage.hearsUntil(customer, /has been checking this since/);
    const answer = await stage.anna.decides(request, 'approved');
    stage.notes('anna approves');
    stage.check('the approval counts', answer.accepted);
    await stage.hearsUntil(customer, /We’ve refunded/);
    await paidOnce(stage, order);
  },
};

/** (e) The worker is killed between the shop's act and the record of its answer. */
export const workerKilled: Scene = {
  name: 'e',
  title: 'The worker is killed after the shop has acted and before the answer is recorded; a new one ends it',
  async play(stage) {
    const { stack } = stage;
    const order = pick(stack.stories.refundable.from60To190, 1);
    const customer = await confirmed(stage, order);
    const request = await stage.anna.finds(customer.workflowId);
    await stack.shop.controls.fail({
      match: { method: 'POST', path: `${order.id}/erstattungen` },
      times: 1,
      kind: 'delay',
      ms: 60_000,
    });
    stage.check('the approval counts', (await stage.anna.decides(request, 'approved')).accepted);
    while ((await stage.paid(order)).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await stack.worker.kill('SIGKILL');
    stage.notes(`the shop has paid; the worker (${stack.worker.pid}) is killed before it hears so`);
    stack.worker = await stack.startWorker();
    stage.notes(`a new worker (${stack.worker.pid}) starts`);
    await stage.hearsUntil(customer, /We’ve refunded/);
    await paidOnce(stage, order);
    const requests = (await stack.shop.controls.requests()).filter(
      ({ method, path }) => method === 'POST' && path.includes(`${order.id}/erstattungen`),
    );
    const keys = new Set(requests.map(({ key }) => key));
    stage.check('the shop was asked twice, with one key', requests.length === 2 && keys.size === 1);
  },
};

/** (f) A rejection. */
export const rejected: Scene = {
  name: 'f',
  title: 'An approval that is rejected',
  async play(stage) {
    const order = pick(stage.stack.stories.refundable.from60To190, 2);
    const customer = await confirmed(stage, order);
    const request = await stage.anna.finds(customer.workflowId);
    const answer = await stage.anna.decides(request, 'rejected');
    stage.notes('anna rejects');
    stage.check('the decision counts', answer.accepted);
    await stage.hearsUntil(customer, /can’t refund/);
    stage.check('nothing was paid', (await stage.paid(order)).length === 0);
  },
};

/** (g) A decision typed into Temporal. */
export const typedIntoTemporal: Scene = {
  name: 'g',
  title: 'An approval typed into Temporal without a valid token decides nothing',
  async play(stage) {
    const order = pick(stage.stack.stories.refundable.from60To190, 3);
    const customer = await confirmed(stage, order);
    const request = await stage.anna.finds(customer.workflowId);
    const handle = stage.stack.temporal.workflow.getHandle(request.workflowId);
    const typed = {
      requestId: request.id,
      digest: request.digest,
      decision: 'approved',
      token: 'approved by me',
    };
    const answer = await handle.executeUpdate<{ accepted: boolean }, [typeof typed]>('decide', {
      args: [typed],
    });
    stage.notes('somebody types an update and a signal into Temporal');
    stage.check('the update decides nothing', !answer.accepted);
    await handle.signal('decide_signal', typed);
    const open = await stage.anna.finds(customer.workflowId);
    stage.check(
      'the request is still open, nothing is paid',
      open.id === request.id && (await stage.paid(order)).length === 0,
    );
    await stage.anna.decides(request, 'rejected');
    await stage.hearsUntil(customer, /can’t refund/);
    stage.check('nothing was paid', (await stage.paid(order)).length === 0);
  },
};

/** (i) Two conversations, one order. */
export const twoConversations: Scene = {
  name: 'i',
  title: 'Two conversations ask to refund one order: one payment, the other is told so',
  async play(stage) {
    const order = pick(stage.stack.stories.refundable.from60To190, 4);
    const first = await confirmed(stage, order);
    const request = await stage.anna.finds(first.workflowId);
    stage.notes('the same customer asks again in another conversation');
    const second = await confirmed(stage, order);
    await stage.hearsUntil(second, /already being|colleague|person/i);
    stage.check('the first approval counts', (await stage.anna.decides(request, 'approved')).accepted);
    await stage.hearsUntil(first, /We’ve refunded/);
    await paidOnce(stage, order);
  },
};

function pick(orders: readonly StoryOrder[], index: number): StoryOrder {
  const order = orders[index];
  if (order === undefined) throw new Error('The order book has too few refundable orders.');
  return order;
}

/** The first of these orders that has a single piece of something below the band, and its place in the order. */
export function cheapItem(orders: readonly StoryOrder[]): { order: StoryOrder; item: number } {
  for (const order of orders) {
    const item = order.preise_cent.findIndex((cents, at) => cents < 5_000 && order.mengen[at] === 1);
    if (item >= 0) return { order, item };
  }
  throw new Error('The order book has no returned order with a cheap item.');
}

/** A refund of one item of an order. */
export const refundingItem = ({ order, item }: ReturnType<typeof cheapItem>): Dialogue => ({
  customer: order.customer,
  opens: `I would like a refund for order ${order.nummer}, please.`,
  answers: [
    [/What would you like refunded/, 'Some of the items'],
    [/Which items/, order.bezeichnungen[item] ?? ''],
    [/Would you like me to refund/, 'Yes, please'],
  ],
  hears: /We’ve refunded/,
});

/** A signed-in customer asks for a refund of the whole order, and says yes to order and amount. */
async function confirmed(stage: Stage, order: StoryOrder): Promise<DemoCustomer> {
  const customer = stage.signedIn(order.customer);
  stage.run(customer);
  await stage.says(customer, `I would like a refund for order ${order.nummer}, please.`);
  await stage.hearsUntil(customer, /What would you like refunded/);
  await stage.says(customer, 'The whole order');
  const question = await stage.hears(customer);
  stage.check(
    'order and amount are asked for',
    question.includes(order.nummer) && question.includes(euros(order)),
  );
  await stage.says(customer, 'Yes, please');
  return customer;
}

async function paidOnce(stage: Stage, order: StoryOrder, cents = order.betrag_cent): Promise<void> {
  const rows = await stage.paid(order);
  stage.check(
    `the shop's ledger has one payment of ${cents === order.betrag_cent ? 'the whole amount' : "the item's price"}`,
    rows.length === 1 && rows[0]?.cents === cents,
  );
}

const euros = ({ betrag_cent }: StoryOrder): string => (betrag_cent / 100).toFixed(2);
