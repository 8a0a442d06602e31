/** A shop for Europe and orders in each state, all made by Medusa's own admin API. */

/** Calls the admin API as the key's owner. */
function client(url, key) {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  return async (path, body) => {
    const answer = await fetch(`${url}/admin/${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
}

/** One region, one warehouse, one way to ship. */
async function openShop(post) {
  const { sales_channel: channel } = await post('sales-channels', { name: 'Web' });
  const { region } = await post('regions', {
    ...{ name: 'Europe', currency_code: 'eur', countries: ['de'] },
    payment_providers: ['pp_system_default'],
  });
  const { stock_location: location } = await post('stock-locations', { name: 'Warehouse' });
  await post(`stock-locations/${location.id}/sales-channels`, { add: [channel.id] });
  await post(`stock-locations/${location.id}/fulfillment-providers`, { add: ['manual_manual'] });
  const { stock_location: withSets } = await post(
    `stock-locations/${location.id}/fulfillment-sets?fields=*fulfillment_sets`,
    { name: 'Shipping', type: 'shipping' },
  );
  const set = withSets.fulfillment_sets[0];
  const { fulfillment_set: withZones } = await post(`fulfillment-sets/${set.id}/service-zones`, {
    name: 'Germany',
    geo_zones: [{ type: 'country', country_code: 'de' }],
  });
  const { shipping_profile: profile } = await post('shipping-profiles', { name: 'Parcels', type: 'default' });
  const { shipping_option: option } = await post('shipping-options', {
    ...{ name: 'Parcel', price_type: 'flat', provider_id: 'manual_manual' },
    service_zone_id: withZones.service_zones[0].id,
    shipping_profile_id: profile.id,
    type: { label: 'Parcel', description: 'By road', code: 'parcel' },
    prices: [{ currency_code: 'eur', amount: 4.9 }],
  });
  return { channel, region, location, option };
}

const GOODS = [
  { title: 'Fingerhut “Ö”', unit_price: 3.35, quantity: 2 },
  { title: 'Kessel', unit_price: 41.93, quantity: 1 },
  { title: 'Löffel', unit_price: 0.1, quantity: 7 },
];
const CUSTOMERS = ['mara.vogel@example.com', 'mara.vogel+zwei@example.com', 'jens@example.com'];
const STATES = ['unpaid', 'paid', 'paid', 'shipped', 'shipped', 'delivered', 'partly refunded', 'cancelled'];

async function seedOrder(post, shop, index) {
  const [email, state] = [CUSTOMERS[index % CUSTOMERS.length], STATES[index % STATES.length]];
  const items = GOODS.slice(0, 1 + (index % GOODS.length));
  const { draft_order: draft } = await post('draft-orders', {
    ...{ email, region_id: shop.region.id, sales_channel_id: shop.channel.id, items },
    shipping_address: {
      ...{ first_name: 'Mara', last_name: 'Vogel', address_1: 'Hauptstraße 1', city: 'Köln' },
      ...{ postal_code: '50667', country_code: 'de' },
    },
    shipping_methods: [{ shipping_option_id: shop.option.id, name: 'Parcel', amount: 4.9 }],
  });
  const { order } = await post(`draft-orders/${draft.id}/convert-to-order`);
  const made = { id: order.id, number: String(order.display_id), email, state, items, total: order.total };
  if (state === 'unpaid') return { ...made, trackingNumber: null };
  const { payment_collection: due } = await post('payment-collections', {
    order_id: order.id,
    amount: order.total,
  });
  const { payment_collection: paid } = await post(
    `payment-collections/${due.id}/mark-as-paid?fields=*payments`,
    { order_id: order.id },
  );
  if (state === 'partly refunded') await post(`payments/${paid.payments[0].id}/refund`, { amount: 5.01 });
  if (state === 'cancelled') await post(`orders/${order.id}/cancel`);
  if (state !== 'shipped' && state !== 'delivered') return { ...made, trackingNumber: null };
  const lines = order.items.map(({ id, quantity }) => ({ id, quantity }));
  const { order: packed } = await post(`orders/${order.id}/fulfillments?fields=*fulfillments`, {
    items: lines,
    location_id: shop.location.id,
  });
  const [{ id: fulfillment }] = packed.fulfillments;
  const trackingNumber = `JD0140000000000000${String(index).padStart(2, '0')}`;
  await post(`orders/${order.id}/fulfillments/${fulfillment}/shipments`, {
    items: lines,
    labels: [{ tracking_number: trackingNumber, tracking_url: '#', label_url: '#' }],
  });
  if (state === 'delivered') await post(`orders/${order.id}/fulfillments/${fulfillment}/mark-as-delivered`);
  return { ...made, trackingNumber };
}

/** Makes the orders and tells them. */
export async function seedOrders(url, key) {
  const post = client(url, key);
  const shop = await openShop(post);
  const orders = [];
  for (let index = 0; index < 16; index += 1) orders.push(await seedOrder(post, shop, index));
  return orders;
}
