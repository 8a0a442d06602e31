/** Orders of the shop, all of them invented: plain values, in the names of Shopify's schema. */

const money = (amount) => {
  const value = { amount: amount.toFixed(2), currencyCode: 'CAD' };
  return { shopMoney: value, presentmentMoney: value };
};
const day = (number) => new Date(Date.UTC(2026, 8, 1 + number, 14, 5)).toISOString().replace('.000', '');

const people = ['ida.falk@example.com', 'omar.haddad@example.com', 'li.na@example.org'];
const goods = [
  ['BOARD-54', 'Snowboard 154', 629.95],
  ['WAX', 'Wax, 100 g', 9.5],
  ['BOOT-42', 'Boots 42', 249],
];

function lineItem(order, index) {
  const [sku, name, price] = goods[(order + index) % goods.length];
  const quantity = 1 + ((order * 7 + index) % 3);
  return {
    id: `gid://shopify/LineItem/${9000 + order * 10 + index}`,
    sku,
    name,
    title: name,
    quantity,
    currentQuantity: quantity,
    refundableQuantity: quantity,
    unfulfilledQuantity: quantity,
    price,
    originalUnitPriceSet: money(price),
    discountedUnitPriceSet: money(price),
    image: null,
  };
}

function fulfillment(order, items) {
  const number = `1Z999AA1${String(order).padStart(10, '0')}`;
  return {
    id: `gid://shopify/Fulfillment/${7000 + order}`,
    status: 'SUCCESS',
    displayStatus: order % 2 === 0 ? 'DELIVERED' : 'IN_TRANSIT',
    createdAt: day(order + 1),
    deliveredAt: order % 2 === 0 ? day(order + 4) : null,
    inTransitAt: day(order + 2),
    estimatedDeliveryAt: day(order + 4),
    trackingInfo: [{ company: 'UPS', number, url: `https://example.com/track/${number}` }],
    items: items.map(({ id, quantity }) => ({ lineItem: id, quantity })),
    events: [
      {
        id: `gid://shopify/FulfillmentEvent/${order}1`,
        status: 'CARRIER_PICKED_UP',
        happenedAt: day(order + 1),
        message: null,
        city: 'Laval',
      },
      {
        id: `gid://shopify/FulfillmentEvent/${order}2`,
        status: 'IN_TRANSIT',
        happenedAt: day(order + 2),
        message: 'At the depot',
        city: 'Montréal',
      },
    ],
  };
}

/** A parcel that was called off before it left. */
function calledOff(order, items) {
  const sent = fulfillment(order, items);
  return {
    ...sent,
    ...{ id: `${sent.id}0`, status: 'CANCELLED', displayStatus: 'CANCELED', deliveredAt: null, events: [] },
    ...{ createdAt: day(order), trackingInfo: [{ company: 'UPS', number: 'VOID', url: null }] },
  };
}

/** What was paid, in one go or by a gift card and a second way, after an attempt that failed. */
function payments(order, total) {
  const id = (index) => `gid://shopify/OrderTransaction/${5000 + order}${index}`;
  const one = (index, gateway, amount, more = {}) => ({
    ...{ id: id(index), kind: 'SALE', status: 'SUCCESS', gateway, amountSet: money(amount) },
    ...more,
  });
  const failed = one(0, 'manual', total, { status: 'FAILURE' });
  const paid = one(1, 'manual', order === 11 ? total - 5 : total);
  return order === 11 ? [failed, one(2, 'gift_card', 5), paid] : [failed, paid];
}

const atHome = {
  ...{ address1: '12 Rue Sainte-Catherine', city: 'Montréal', zip: 'H2X 1K4', countryCodeV2: 'CA' },
};
const abroad = { address1: 'Am Deich 12', city: 'Brunsbüttel', zip: '25541', countryCodeV2: 'DE' };

/** A return that somebody has registered. */
function registered(order, items) {
  const lines = [
    {
      line: `gid://shopify/Fulfillment/${7000 + order}/0`,
      lineItem: items[0].id,
      quantity: 1,
      note: 'other',
    },
  ];
  const id = `gid://shopify/Return/${order}`;
  return { id, name: `#${1000 + order}-R1`, status: 'OPEN', createdAt: day(order + 6), lines };
}

/** Twelve orders, #1001 to #1012; every third has been sent, the last is cancelled. #1008 went abroad and had a parcel called off, #1011 two payments, of #1005 something comes back. */
export function newBook() {
  return Array.from({ length: 12 }, (_, at) => {
    const number = at + 1;
    const items = Array.from({ length: 1 + (at % 3) }, (_item, index) => lineItem(number, index));
    const total = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    const sent = at % 3 === 1;
    return {
      id: `gid://shopify/Order/${5000 + number}`,
      name: `#${1000 + number}`,
      email: people[at % people.length],
      createdAt: day(number),
      cancelledAt: number === 12 ? day(13) : null,
      displayFinancialStatus: 'PAID',
      displayFulfillmentStatus: sent ? 'FULFILLED' : 'UNFULFILLED',
      returnStatus: 'NO_RETURN',
      total,
      refunded: 0,
      totalPriceSet: money(total),
      totalRefundedSet: money(0),
      cancellation: number === 12 ? { staffNote: null } : null,
      refunds: [],
      returns: number === 5 ? [registered(number, items)] : [],
      shippingAddress: { name: 'Ida Falk', address2: null, ...(number === 8 ? abroad : atHome) },
      items,
      sent: sent ? [...(number === 8 ? [calledOff(number, items)] : []), fulfillment(number, items)] : [],
      payments: payments(number, total),
    };
  });
}

/** A list as the schema has it, of one page. */
export function connection(nodes) {
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: String(index) })),
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  };
}

export { money };
