/** What the desk changes of an order and a customer: returns, exchanges, other variants, payment, addresses. */
import { Refusal } from './refusal.js';
import { cents, methodIn, moneyOf, refundMethods, shipTo } from './view.js';

const isPending = ({ status }) => status.startsWith('pending');

/** Registers what comes back, and by which method it will be paid back. */
export function takeBack(desk, id, body) {
  const order = delivered(desk, id, 'return');
  const skus = linesOf(order, body.lines ?? body.skus, (line) => line).map(({ item_id: sku }) => sku);
  const to = methodOf(desk, order, body.to, 'return.bad_method');
  if (!refundMethods(order, desk.user(order.user_id)).includes(to))
    throw new Refusal('return.bad_method', 'Back to where it was paid from, or to a gift card.', {
      to: body.to,
    });
  order.status = 'return requested';
  order.return_items = skus.toSorted();
  order.return_payment_method_id = to;
  desk.ledger.returns.push({ order: id, skus });
  return { rma: `RMA-${id}`, order: id, skus, state: order.status };
}

/** Registers an exchange of delivered lines for other variants; the difference is settled when they are here. */
export function exchange(desk, id, body) {
  const order = delivered(desk, id, 'exchange');
  const { swaps, difference, by } = swapsOf(desk, order, body, 'exchange');
  order.status = 'exchange requested';
  const pairs = swaps.map(({ item, variant }) => [item.item_id, variant.item_id]).sort();
  order.exchange_items = pairs.map(([give]) => give);
  order.exchange_new_items = pairs.map(([, take]) => take);
  order.exchange_payment_method_id = by;
  order.exchange_price_difference = difference / 100;
  desk.ledger.exchanges.push({ order: id, swap: body.swap, difference });
  return { order: id, state: order.status, difference: { minor: difference, currency: 'USD' } };
}

/** Changes lines of a pending order to other variants, once; the difference is settled at once. */
export function changeLines(desk, id, body) {
  const order = pending(desk, id, 'lines');
  if (order.status !== 'pending') throw new Refusal('lines.already', 'Lines are changed once only.');
  const { swaps, difference, by } = swapsOf(desk, order, body, 'lines');
  for (const { item, variant } of swaps) {
    item.item_id = variant.item_id;
    item.price = variant.price;
    item.options = variant.options;
  }
  if (difference > 0) desk.charge(order, difference, by);
  else desk.giveBack(order, -difference, by);
  order.status = 'pending (lines changed)';
  desk.ledger.changes.push({ order: id, swap: body.swap, difference });
  return { order: id, state: order.status, difference: { minor: difference, currency: 'USD' } };
}

/** Has a pending order paid by another method, whole. */
export function changePayment(desk, id, body) {
  const order = pending(desk, id, 'payment');
  const by = methodOf(desk, order, body.by, 'payment.bad_method');
  const [first, ...more] = order.payment_history;
  if (more.length > 0) throw new Refusal('payment.several', 'Only what was paid at once can be moved.');
  if (first.payment_method_id === by) throw new Refusal('payment.same', 'It is paid by that already.');
  const { paid } = moneyOf(order);
  enough(desk, order, by, paid, 'payment');
  desk.charge(order, paid, by);
  desk.giveBack(order, paid, first.payment_method_id);
  return { order: id, state: order.status };
}

/** Sends a pending order elsewhere. */
export function moveTo(desk, id, body) {
  const order = pending(desk, id, 'ship-to');
  order.address = addressOf(body, 'ship-to');
  desk.ledger.addresses.push({ order: id, address: order.address });
  return shipTo(order.address);
}

/** Where a customer's next orders go. */
export function moveCustomer(desk, id, body) {
  const user = desk.user(id);
  user.address = addressOf(body, 'home');
  return shipTo(user.address);
}

function addressOf({ street, town, region, postcode, country }, what) {
  if (
    !Array.isArray(street) ||
    ![street[0], town, postcode, country].every((text) => typeof text === 'string' && text !== '')
  )
    throw new Refusal(`${what}.incomplete`, 'street (a list), town, region, postcode and country are needed');
  return {
    address1: street[0],
    address2: street[1] ?? '',
    city: town,
    state: region ?? '',
    zip: postcode,
    country,
  };
}

function delivered(desk, id, what) {
  const order = desk.order(id);
  if (order.status === `${what} requested`) throw new Refusal(`${what}.already`, 'One was asked for before.');
  if (order.status !== 'delivered')
    throw new Refusal(`${what}.not_delivered`, `Order ${id} is ${order.status}.`);
  return order;
}

function pending(desk, id, what) {
  const order = desk.order(id);
  if (!isPending(order)) throw new Refusal(`${what}.too_late`, `Order ${id} is ${order.status}.`);
  return order;
}

/** The items that are named by their line, from 1, or by their sku. */
function linesOf(order, named, of) {
  if (!Array.isArray(named) || named.length === 0) throw new Refusal('lines.none', 'No lines were named.');
  const items = named.map((each) => {
    const line = String(of(each));
    return order.items[Number(line) - 1] ?? order.items.find(({ item_id: sku }) => sku === line);
  });
  const foreign = items.indexOf(undefined);
  if (foreign >= 0) throw new Refusal('lines.foreign', 'Not in this order.', { line: of(named[foreign]) });
  if (new Set(items).size < items.length) throw new Refusal('lines.twice', 'A line was named twice.');
  return items;
}

function swapsOf(desk, order, body, what) {
  if (!Array.isArray(body.swap)) throw new Refusal(`${what}.bad_swap`, 'swap is a list of {give, take}');
  const items = linesOf(order, body.swap, ({ give }) => give);
  const swaps = items.map((item, at) => {
    const { take } = body.swap[at];
    const variant = desk.book.products[item.product_id].variants[take];
    if (variant === undefined)
      throw new Refusal(`${what}.other_product`, 'Only for a variant of the same product.', { take });
    if (take === item.item_id) throw new Refusal(`${what}.same`, 'That is what it is already.', { take });
    if (!variant.available) throw new Refusal(`${what}.sold_out`, 'That variant is sold out.', { take });
    return { item, variant };
  });
  const difference = swaps.reduce(
    (sum, { item, variant }) => sum + cents(variant.price) - cents(item.price),
    0,
  );
  const by = methodOf(desk, order, body.by, `${what}.bad_method`);
  enough(desk, order, by, difference, what);
  return { swaps, difference, by };
}

function methodOf(desk, order, named = order.payment_history[0].payment_method_id, refusal) {
  const id = methodIn(desk.user(order.user_id), named);
  if (id === undefined) throw new Refusal(refusal, 'Not in the wallet of this customer.', { by: named });
  return id;
}

function enough(desk, order, by, minor, what) {
  const { source, balance } = desk.user(order.user_id).payment_methods[by];
  if (source === 'gift_card' && cents(balance) < minor)
    throw new Refusal(`${what}.card_too_small`, 'There is not enough on this gift card.', { by });
}
