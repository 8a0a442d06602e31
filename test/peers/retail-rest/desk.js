/** What the desk reads, cancels and pays back: every rule here is the shop's own. */
import { Refusal } from './refusal.js';
import { bare, cents, customerView, methodIn, moneyOf, orderView, productView, summary } from './view.js';

const reasons = ['no longer needed', 'ordered by mistake'];

export class Desk {
  ledger = {
    calls: {},
    refusals: {},
    refunds: [],
    cancellations: [],
    returns: [],
    exchanges: [],
    changes: [],
    addresses: [],
  };
  #keys = new Map();

  constructor(book) {
    this.book = book;
    this.start = { orders: written(book.orders), users: written(book.users) };
  }

  /** The orders and customers that are not as the book had them. */
  changed() {
    const of = (kind) =>
      Object.fromEntries(
        Object.entries(this.book[kind]).filter(
          ([id, now]) => JSON.stringify(now) !== this.start[kind].get(id),
        ),
      );
    return { orders: of('orders'), users: of('users') };
  }

  order(id) {
    const order = this.book.orders[`#${id}`];
    if (order === undefined) throw new Refusal('order.unknown', `There is no order ${id}.`, { order: id });
    return order;
  }

  user(id) {
    const user = this.book.users[id];
    if (user === undefined) throw new Refusal('customer.unknown', `There is no customer ${id}.`);
    return user;
  }

  show(id, query) {
    const order = this.order(id);
    return orderView(order, this.user(order.user_id), (query.get('expand') ?? '').split(','));
  }

  product(id) {
    const product = this.book.products[id];
    if (product === undefined) throw new Refusal('product.unknown', `There is no product ${id}.`);
    return productView(product);
  }

  variants(id, line) {
    const order = this.order(id);
    const item = order.items[Number(line) - 1];
    if (item === undefined) throw new Refusal('lines.foreign', 'Not in this order.', { line });
    return this.product(item.product_id);
  }

  search(query) {
    const email = query.get('email');
    if (!email) throw new Refusal('query.missing', 'Say whom you look for: ?email=', { param: 'email' });
    return Object.values(this.book.users)
      .filter((user) => user.email.toLowerCase() === email.trim().toLowerCase())
      .map(customerView);
  }

  ordersOf(id, query) {
    const all = this.user(id)
      .orders.map((number) => summary(this.order(bare(number))))
      .sort((a, b) => b.placed - a.placed);
    const per = Math.min(Number(query.get('per') ?? 2), 5);
    const page = Number(query.get('page') ?? 1);
    if (!(per >= 1 && page >= 1 && Number.isInteger(per) && Number.isInteger(page))) {
      throw new Refusal('query.bad_page', 'page and per are whole numbers from 1', {}, 400);
    }
    return {
      rows: all.slice((page - 1) * per, page * per),
      page,
      per,
      last: Math.max(1, Math.ceil(all.length / per)),
    };
  }

  cancel(id, body) {
    const order = this.order(id);
    if (!reasons.includes(body.reason))
      throw new Refusal('cancel.bad_reason', 'Not a reason.', { oneOf: reasons });
    if (order.status === 'cancelled')
      throw new Refusal('cancel.already', `Order ${id} was cancelled before.`);
    if (order.status !== 'pending') throw new Refusal('cancel.too_late', `Order ${id} is ${order.status}.`);
    const { left } = moneyOf(order);
    order.status = 'cancelled';
    order.cancel_reason = body.reason;
    this.giveBack(order, left, order.payment_history[0].payment_method_id);
    this.ledger.cancellations.push({ order: id, reason: body.reason, cents: left });
    return this.show(id, new URLSearchParams());
  }

  /** Work is done once for each key, for ever: the second call with a key gets the first one's answer. */
  once(key, what, work) {
    if (!key) return { done: work() };
    const before = this.#keys.get(key);
    if (before === undefined) {
      const done = work();
      this.#keys.set(key, { what, done });
      return { done };
    }
    if (before.what !== what)
      throw new Refusal('idempotency.reused', 'This key was used for something else.', {}, 422);
    for (const refund of this.ledger.refunds) if (refund.key === key) refund.repeats += 1;
    return { done: before.done, replayed: true };
  }

  refund(id, body, key) {
    if (!key) throw new Refusal('idempotency.missing', 'Send an Idempotency-Key.', {}, 400);
    const order = this.order(id);
    const { minor, currency } = body.amount ?? {};
    if (!Number.isInteger(minor) || minor <= 0 || currency !== 'USD') {
      throw new Refusal('refund.bad_amount', 'amount is {"minor": whole cents above 0, "currency": "USD"}');
    }
    const { left } = moneyOf(order);
    if (left === 0) throw new Refusal('refund.nothing_left', `Order ${id} is wholly refunded.`);
    if (minor > left) {
      throw new Refusal('refund.too_high', `At most ${left} cents.`, {
        limit: { minor: left, currency: 'USD' },
      });
    }
    const to = methodIn(this.user(order.user_id), body.to ?? order.payment_history[0].payment_method_id);
    if (to === undefined)
      throw new Refusal('refund.bad_method', 'Not in the wallet of this customer.', { to: body.to });
    this.giveBack(order, minor, to);
    const number = `rf_${1001 + this.ledger.refunds.length}`;
    this.ledger.refunds.push({ id: number, order: id, cents: minor, to, key, repeats: 0 });
    return {
      id: number,
      order: id,
      amount: { minor, currency },
      to,
      left: { minor: left - minor, currency },
    };
  }

  /** Pays cents back by a method; a gift card has them at once. */
  giveBack(order, minor, to) {
    if (minor === 0) return;
    order.payment_history.push({ transaction_type: 'refund', amount: minor / 100, payment_method_id: to });
    this.#load(order, to, minor);
  }

  /** Takes cents by a method. */
  charge(order, minor, from) {
    order.payment_history.push({ transaction_type: 'payment', amount: minor / 100, payment_method_id: from });
    this.#load(order, from, -minor);
  }

  #load(order, id, minor) {
    const method = this.user(order.user_id).payment_methods[id];
    if (method?.source === 'gift_card') method.balance = (cents(method.balance) + minor) / 100;
  }
}

const written = (records) =>
  new Map(Object.entries(records).map(([id, record]) => [id, JSON.stringify(record)]));
