/** How the desk shows the book: amounts in minor units, times in seconds, links instead of nested records. */
import { createHash } from 'node:crypto';

const usd = (minor) => ({ minor, currency: 'USD' });
/** Dollars of the book as whole cents. */
export const cents = (dollars) => Math.round(dollars * 100);
export const bare = (id) => id.replace(/^#/, '');

/** The book has no times: each order gets one of its own number, in 2024 or 2025. */
export const placed = (id) =>
  1_704_067_200 + (createHash('sha256').update(id).digest().readUInt32BE(0) % 63_072_000);

/** What was paid, what went back, and what may still go back. */
export function moneyOf(order) {
  const sum = (type) =>
    order.payment_history
      .filter((entry) => entry.transaction_type === type)
      .reduce((total, entry) => total + cents(entry.amount), 0);
  const paid = sum('payment');
  const refunded = sum('refund');
  return { paid, refunded, left: Math.max(0, paid - refunded) };
}

export function allowed(order) {
  if (order.status === 'pending') return ['cancel', 'lines', 'payment', 'ship-to', 'refund'];
  if (order.status.startsWith('pending')) return ['payment', 'ship-to', 'refund'];
  if (order.status === 'delivered') return ['return', 'exchange', 'refund'];
  return moneyOf(order).left > 0 ? ['refund'] : [];
}

export function summary(order) {
  return {
    id: bare(order.order_id),
    state: order.status,
    placed: placed(order.order_id),
    total: usd(order.items.reduce((sum, { price }) => sum + cents(price), 0)),
    href: `/api/orders/${bare(order.order_id)}`,
  };
}

function method(user, id) {
  const known = user.payment_methods[id];
  if (known === undefined) return { id, type: 'unknown' };
  const plain = { gift_card: 'gift card', paypal: 'PayPal' }[known.source] ?? known.source;
  const label = known.last_four === undefined ? plain : `${known.brand} *${known.last_four}`;
  return { id, type: known.source, label };
}

const walletOf = (user) => Object.keys(user.payment_methods).map((id) => method(user, id));

/** The id of a method that is named by its id or, as customers do, by its label. */
export const methodIn = (user, named) =>
  walletOf(user).find(({ id, label }) => named === id || named === label)?.id;

/** Ids of the methods by which a return can be paid back: that of the payment, and gift cards. */
export function refundMethods(order, user) {
  const first = order.payment_history[0].payment_method_id;
  return walletOf(user).flatMap(({ id, type }) => (id === first || type === 'gift_card' ? [id] : []));
}

export function shipTo({ address1, address2, city, state, zip, country }) {
  return { street: [address1, address2], town: city, region: state, postcode: zip, country };
}

export function orderView(order, user, expand) {
  const money = moneyOf(order);
  const parcelOf = (sku) => order.fulfillments.findIndex(({ item_ids }) => item_ids.includes(sku));
  return {
    ...summary(order),
    invoice: order.order_id,
    customer: expand.includes('customer') ? customerView(user) : { href: `/api/customers/${user.user_id}` },
    lines: order.items.map((item, at) => ({
      line: at + 1,
      sku: item.item_id,
      product: item.product_id,
      title: item.name,
      variant: Object.entries(item.options).map(([name, value]) => ({ name, value })),
      price: usd(cents(item.price)),
      parcel: parcelOf(item.item_id) < 0 ? null : parcelOf(item.item_id),
    })),
    parcels: order.fulfillments.map(({ tracking_id, item_ids }) => ({
      tracking: tracking_id,
      skus: item_ids,
    })),
    'ship-to': shipTo(order.address),
    money: { paid: usd(money.paid), refunded: usd(money.refunded), refundable: usd(money.left) },
    payments: order.payment_history.map(({ transaction_type, amount, payment_method_id }) => ({
      kind: transaction_type,
      amount: usd(cents(amount)),
      method: method(user, payment_method_id),
    })),
    'refund-to': refundMethods(order, user).map((id) => method(user, id)),
    allowed: allowed(order),
    ...(order.note === undefined ? {} : { note: order.note }),
  };
}

export function customerView(user) {
  return {
    id: user.user_id,
    email: user.email,
    name: { given: user.name.first_name, family: user.name.last_name },
    'ship-to': shipTo(user.address),
    wallet: walletOf(user),
    orders: { href: `/api/customers/${user.user_id}/orders` },
  };
}

export function productView(product) {
  return {
    id: product.product_id,
    title: product.name,
    variants: Object.values(product.variants).map(({ item_id, options, available, price }) => ({
      sku: item_id,
      variant: Object.entries(options).map(([name, value]) => ({ name, value })),
      available,
      price: usd(cents(price)),
    })),
  };
}
