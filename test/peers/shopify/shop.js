/** The few operations that have a memory: finding, cancelling by a job, refunding once for each key. */
import { money, newBook } from './book.js';

export class Shop {
  orders = newBook();
  ledger = { operations: {}, refunds: [], cancellations: [], addresses: [], throttled: 0 };
  /** What is to go wrong: refusals by mutation, polls that a job needs, whether it fails, how refunds stand at first. */
  script = { userErrors: [], polls: 2, jobFails: false, refundStatus: 'SUCCESS' };
  #jobs = new Map();
  #keys = new Map();

  order(id) {
    return this.orders.find((order) => order.id === id) ?? null;
  }

  /** The two filters that are supported, as `name:#1001` and `email:a@b.c`; the newest first where reversed. */
  find({ query = '', first = 10, after = null, reverse = false }) {
    const [, key, value] = /^\s*(name|email):\s*"?([^"\s]+)"?\s*$/.exec(query) ?? [];
    const all = this.orders.filter((order) => {
      if (key === undefined) return query.trim() === '';
      return order[key].replace('#', '').toLowerCase() === value.replace('#', '').toLowerCase();
    });
    if (reverse) all.reverse();
    const from = after === null ? 0 : Number(Buffer.from(after, 'base64').toString()) + 1;
    const nodes = all.slice(from, from + first);
    const cursor = (index) => Buffer.from(String(index)).toString('base64');
    return {
      nodes,
      edges: nodes.map((node, index) => ({ node, cursor: cursor(from + index) })),
      pageInfo: {
        hasNextPage: from + nodes.length < all.length,
        hasPreviousPage: from > 0,
        startCursor: nodes.length > 0 ? cursor(from) : null,
        endCursor: nodes.length > 0 ? cursor(from + nodes.length - 1) : null,
      },
    };
  }

  /** What was sent of an order is scanned just now, and found in this state. */
  carry({ order, status }) {
    const now = new Date().toISOString();
    const { sent } = this.orders.find(({ name }) => name === order);
    for (const parcel of sent) {
      const scan = { id: `gid://shopify/FulfillmentEvent/${parcel.events.length}9`, status, happenedAt: now };
      parcel.displayStatus = status;
      parcel.deliveredAt = status === 'DELIVERED' ? now : null;
      parcel.estimatedDeliveryAt = new Date(Date.now() + 2 * 86_400_000).toISOString();
      parcel.events = [...parcel.events, { ...scan, message: null, city: 'Montréal' }];
    }
  }

  cancel({ orderId, reason }) {
    const order = this.order(orderId);
    const refused = (code, message) => {
      const errors = [{ code, field: ['orderId'], message }];
      return { job: null, jobResult: null, orderCancelUserErrors: errors, userErrors: errors };
    };
    if (order === null) return refused('NOT_FOUND', 'Order does not exist');
    if (order.cancelledAt !== null) return refused('INVALID', 'Order has already been cancelled');
    if (order.sent.length > 0) return refused('INVALID', 'Cannot cancel an order that has been fulfilled');
    const id = `gid://shopify/Job/${this.#jobs.size + 1}`;
    this.#jobs.set(id, { polls: this.script.polls, order, reason });
    // One that needs no question is done before anybody asks.
    if (this.script.polls === 0) this.job(id);
    const jobResult = { id, done: false, status: 'STARTED', errors: [], order };
    return { job: { id, done: false }, jobResult, orderCancelUserErrors: [], userErrors: [] };
  }

  /** Only the address of delivery has a memory. */
  update({ input }) {
    const order = this.order(input.id);
    if (order === null)
      return { order: null, userErrors: [{ field: ['id'], message: 'Order does not exist' }] };
    const { countryCode, firstName, lastName, ...address } = input.shippingAddress ?? {};
    if (countryCode !== undefined) address.countryCodeV2 = countryCode;
    if (lastName !== undefined) address.name = `${firstName ?? ''} ${lastName}`.trim();
    order.shippingAddress = { ...order.shippingAddress, ...address };
    this.ledger.addresses.push({ order: order.name, address });
    return { order, userErrors: [] };
  }

  /** A job is done after as many polls as the script says; only then is its work done. */
  job(id) {
    const job = this.#jobs.get(id);
    if (job === undefined) return null;
    job.polls -= 1;
    if (job.polls <= 0 && job.order.cancelledAt === null && !this.script.jobFails) {
      job.order.cancelledAt = '2026-09-30T08:00:00Z';
      job.order.cancellation = { staffNote: null };
      this.ledger.cancellations.push({ order: job.order.name, reason: job.reason });
    }
    return { id, done: job.polls <= 0 };
  }

  /** The same as a node: how it stands, and why it has failed. */
  jobResult(id) {
    const job = this.job(id);
    if (job === null) return null;
    const failed = job.done && this.script.jobFails;
    const status = failed ? 'FAILED' : job.done ? 'SUCCEEDED' : 'STARTED';
    const errors = failed
      ? [{ code: 'INVALID', field: null, message: 'Order has a pending authorization' }]
      : [];
    return { __typename: 'OrderCancelJobResult', id, done: job.done, status, errors };
  }

  refund({ input }, key) {
    const refused = (message) => ({ order: null, refund: null, userErrors: [{ field: ['input'], message }] });
    const content = JSON.stringify(input);
    const before = this.#keys.get(key);
    if (before !== undefined && before.content !== content) {
      return refused('The idempotency key was used with other parameters');
    }
    if (before !== undefined) {
      before.entry.repeats += 1;
      return before.answer;
    }
    const order = this.order(input.orderId);
    if (order === null) return refused('Order does not exist');
    const lines = (input.refundLineItems ?? []).map(({ lineItemId, quantity }) => {
      const item = order.items.find(({ id }) => id === lineItemId);
      return item === undefined || item.refundableQuantity < quantity ? undefined : { item, quantity };
    });
    if (lines.includes(undefined)) return refused('Quantity cannot refund more items than were purchased');
    const paid = (input.transactions ?? []).reduce((sum, { amount }) => sum + Number(amount), 0);
    if (paid > order.total - order.refunded + 0.001)
      return refused('Refund amount is greater than net payment received');
    for (const { item, quantity } of lines) item.refundableQuantity -= quantity;
    order.refunded += paid;
    order.displayFinancialStatus = order.refunded >= order.total - 0.001 ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    const entry = { order: order.name, amount: paid.toFixed(2), key, repeats: 0 };
    this.ledger.refunds.push(entry);
    const refund = {
      id: `gid://shopify/Refund/${this.ledger.refunds.length}`,
      totalRefundedSet: money(paid),
      createdAt: '2026-09-30T09:00:00Z',
      status: this.script.refundStatus,
    };
    order.refunds.push(refund);
    order.totalRefundedSet = money(order.refunded);
    const answer = { order, refund, userErrors: [] };
    this.#keys.set(key, { content, answer, entry });
    return answer;
  }
}
