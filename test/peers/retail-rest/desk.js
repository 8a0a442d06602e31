/** What the desk does: every rule here is the shop's own. A refusal is thrown, and told under HTTP 200. */
import { bare, cents, customerView, moneyOf, orderView, productView, summary } from './view.js';

export class Refusal extends Error {
  constructor(code, say, more = {}, status = 200) {
    super(say);
    this.err = { code, say, ...more };
    this.status = status;
  }
}

const reasons = ['no longer needed', 'ordered by mistake'];

export class Desk {
  ledger = {
    calls: {},
    refusals: {},
    refunds: [],
    cancellations: [],
    returns: [],
    exchanges: [],
    addresses: [],
  };
  #keys = new Map();

  constructor(book) {
    this.book = book;
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
    this.#giveBack(order, left, order.payment_history[0].payment_method_id);
    this.ledger.cancellations.push({ order: id, reason: body.reason, cents: left });
    return this.show(id, new URLSearchParams());
  }

  /** One refund for each key, for ever: the second call with a key gets the first one's answer. */
  refund(id, body, key) {
    if (!key) throw new Refusal('idempotency.missing', 'Send an Idempotency-Key.', {}, 400);
    const fingerprint = JSON.stringify([id, body.amount?.minor, body.amount?.currency, body.to ?? null]);
    const before = this.#keys.get(key);
    if (before !== undefined) {
      if (before.fingerprint !== fingerprint) {
        throw new Refusal('idempotency.reused', 'This key was used for something else.', {}, 422);
      }
      before.refund.repeats += 1;
      return { refund: before.answer, replayed: true };
    }
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
    const to = body.to ?? order.payment_history[0].payment_method_id;
    if (this.user(order.user_id).payment_methods[to] === undefined) {
      throw new Refusal('refund.bad_method', 'Not in the wallet of this customer.', { to });
    }
    this.#giveBack(order, minor, to);
    const refund = {
      id: `rf_${1001 + this.ledger.refunds.length}`,
      order: id,
      cents: minor,
      to,
      key,
      repeats: 0,
    };
    const answer = {
      id: refund.id,
      order: id,
      amount: { minor, currency },
      to,
      left: { minor: left - minor, currency },
    };
    this.ledger.refunds.push(refund);
    this.#keys.set(key, { fingerprint, answer, refund });
    return { refund: answer, replayed: false };
  }

  takeBack(id, body) {
    const order = this.#delivered(id, 'return');
    const skus = this.#owned(order, body.skus);
    order.status = 'return requested';
    this.ledger.returns.push({ order: id, skus });
    return { rma: `RMA-${bare(id)}`, order: id, skus, state: order.status };
  }

  exchange(id, body) {
    const order = this.#delivered(id, 'exchange');
    if (!Array.isArray(body.swap)) throw new Refusal('exchange.bad_swap', 'swap is a list of {give, take}');
    this.#owned(
      order,
      body.swap.map(({ give }) => give),
    );
    let difference = 0;
    for (const { give, take } of body.swap) {
      const item = order.items.find(({ item_id }) => item_id === give);
      const variant = this.book.products[item.product_id].variants[take];
      if (variant === undefined)
        throw new Refusal('exchange.other_product', 'Only for a variant of the same product.', {
          give,
          take,
        });
      if (!variant.available) throw new Refusal('exchange.sold_out', 'That variant is sold out.', { take });
      difference += cents(variant.price) - cents(item.price);
    }
    order.status = 'exchange requested';
    this.ledger.exchanges.push({ order: id, swap: body.swap, difference });
    return { order: id, state: order.status, difference: { minor: difference, currency: 'USD' } };
  }

  moveTo(id, body) {
    const order = this.order(id);
    if (order.status !== 'pending') throw new Refusal('ship-to.too_late', `Order ${id} is ${order.status}.`);
    const { street, town, region, postcode, country } = body;
    if (
      !Array.isArray(street) ||
      ![street[0], town, postcode, country].every((text) => typeof text === 'string' && text !== '')
    ) {
      throw new Refusal(
        'ship-to.incomplete',
        'street (a list), town, region, postcode and country are needed',
      );
    }
    order.address = {
      address1: street[0],
      address2: street[1] ?? '',
      city: town,
      state: region ?? '',
      zip: postcode,
      country,
    };
    this.ledger.addresses.push({ order: id, address: order.address });
    return this.show(id, new URLSearchParams())['ship-to'];
  }

  #delivered(id, what) {
    const order = this.order(id);
    if (order.status === `${what} requested`)
      throw new Refusal(`${what}.already`, 'One was asked for before.');
    if (order.status !== 'delivered')
      throw new Refusal(`${what}.not_delivered`, `Order ${id} is ${order.status}.`);
    return order;
  }

  #owned(order, skus) {
    const have = order.items.map(({ item_id }) => item_id);
    if (!Array.isArray(skus) || skus.length === 0) throw new Refusal('lines.none', 'No lines were named.');
    const foreign = skus.find((sku) => !have.includes(sku));
    if (foreign !== undefined) throw new Refusal('lines.foreign', 'Not in this order.', { sku: foreign });
    return skus;
  }

  #giveBack(order, minor, to) {
    if (minor > 0) {
      order.payment_history.push({ transaction_type: 'refund', amount: minor / 100, payment_method_id: to });
    }
  }
}
