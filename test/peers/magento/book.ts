/** Orders of the shop, all of them invented: plain values, in the names of the REST API. */

/** A record of the API: values by name, as they go over the network. */
export type Row = Record<string, unknown>;

/** What the shop knows. */
export interface Book {
  orders: Row[];
  invoices: Row[];
  shipments: Row[];
  creditmemos: Row[];
  comments: Row[];
  returns: Row[];
}

const day = (number: number): string => `2026-10-${String(number).padStart(2, '0')} 09:30:00`;

interface Wanted {
  email: string;
  state: string;
  status?: string;
  items: Row[];
  paid?: boolean;
  currency?: string;
  virtual?: boolean;
}

const item = (id: number, sku: string, price: number, more: Row = {}): Row => ({
  ...{ item_id: id, sku, name: sku.replaceAll('-', ' '), product_type: 'simple', is_virtual: 0 },
  ...{ qty_ordered: 1, qty_shipped: 0, qty_canceled: 0, qty_refunded: 0, discount_amount: 0 },
  ...{ price_incl_tax: price, row_total_incl_tax: price },
  ...more,
});

const partOf = (parent: Row, child: Row): Row => ({
  ...child,
  ...{ parent_item_id: parent['item_id'], parent_item: parent, price_incl_tax: 0, row_total_incl_tax: 0 },
});

function order(id: number, { email, state, status, items, paid, currency = 'EUR', virtual }: Wanted): Row {
  const total = items.reduce((sum, row) => sum + Number(row['row_total_incl_tax']), virtual ? 0 : 4.9);
  const address = {
    ...{ entity_id: id * 10 + 1, parent_id: id, address_type: 'shipping', firstname: 'Anna Maria' },
    ...{ lastname: 'Kranz', street: ['Gartenweg 3', 'Hinterhaus'], postcode: '80331', city: 'München' },
    ...{ country_id: 'DE', region: 'Bayern', region_code: 'BAY', region_id: 81, telephone: '089 1', email },
  };
  return {
    ...{ entity_id: id, increment_id: String(100 + id).padStart(9, '0'), state, status: status ?? state },
    ...{ created_at: day(id), customer_id: 70 + id, customer_email: email, store_id: 1 },
    ...{ base_currency_code: 'EUR', order_currency_code: currency, is_virtual: virtual ? 1 : 0 },
    ...{ grand_total: total, base_grand_total: total, shipping_amount: virtual ? 0 : 4.9 },
    ...(paid ? { total_paid: total, total_refunded: 0 } : {}),
    payment: {
      method: 'adyen_cc',
      account_status: '',
      additional_information: [],
      cc_last4: '4711',
      last_trans_id: `99361789500${String(id).padStart(4, '0')}A`,
    },
    billing_address: { ...address, entity_id: id * 10 + 2, address_type: 'billing' },
    items,
    extension_attributes: virtual ? {} : { shipping_assignments: [{ shipping: { address }, items }] },
  };
}

function invoice(id: number, of: Row, transaction?: string): Row {
  const items = of['items'] as Row[];
  return {
    ...{ entity_id: id, order_id: of['entity_id'], state: 2, total_qty: items.length },
    ...{ base_currency_code: 'EUR', order_currency_code: of['order_currency_code'] },
    ...{ grand_total: of['grand_total'], created_at: of['created_at'] },
    ...(transaction === undefined ? {} : { transaction_id: transaction }),
    items: items.map(({ item_id, sku, qty_ordered }) => ({ order_item_id: item_id, sku, qty: qty_ordered })),
  };
}

function shipment(id: number, of: Row, lines: number[], tracks: [title: string, number: string][]): Row {
  const order_id = of['entity_id'];
  return {
    ...{ entity_id: id, order_id, created_at: day(id), comments: [] },
    items: lines.map((order_item_id) => ({ order_item_id, qty: 1 })),
    tracks: tracks.map(([title, track_number], index) => ({
      ...{ entity_id: id * 10 + index, order_id, parent_id: id, created_at: day(id), weight: 1, qty: 1 },
      ...{ description: '', track_number, title, carrier_code: 'custom' },
    })),
  };
}

/** Nine orders, 000000101 to 000000109: each with a trap of its own. */
export function newBook(): Book {
  const jacket = item(11, 'JACKET-M-RED', 89, { product_type: 'configurable' });
  const kit = item(21, 'KIT', 120, { product_type: 'bundle', qty_shipped: 1, discount_amount: 20 });
  const one = { qty_shipped: 1 };
  const orders = [
    order(1, {
      ...{ email: 'anna@example.com', state: 'processing', paid: true },
      items: [jacket, partOf(jacket, item(12, 'JACKET-M-RED', 0))],
    }),
    order(2, {
      ...{ email: 'anna@example.com', state: 'complete', paid: true },
      items: [kit, partOf(kit, item(22, 'TENT', 0, one)), partOf(kit, item(23, 'STOVE', 0, one))],
    }),
    order(3, { email: 'bo@example.org', state: 'new', status: 'pending', items: [item(31, 'LAMP', 25)] }),
    order(4, { email: 'bo@example.org', state: 'canceled', items: [item(41, 'LAMP', 25)] }),
    order(5, { email: 'cy@example.org', state: 'processing', paid: true, items: [item(51, 'ROPE', 30)] }),
    order(6, { email: 'cy@example.org', state: 'processing', paid: true, items: [item(61, 'ROPE', 30)] }),
    order(7, {
      ...{ email: 'di@example.org', state: 'processing', paid: true, currency: 'USD' },
      items: [item(71, 'ROPE', 30)],
    }),
    order(8, {
      ...{ email: 'di@example.org', state: 'processing', paid: true },
      items: [item(81, 'MUG', 9, one), item(82, 'PAN', 19)],
    }),
    order(9, {
      ...{ email: 'el@example.org', state: 'complete', status: 'delivered', paid: true, virtual: true },
      items: [item(91, 'EBOOK', 12, { is_virtual: 1, product_type: 'downloadable' })],
    }),
  ];
  const at = (id: number): Row => orders[id - 1] ?? {};
  return {
    orders,
    invoices: [
      invoice(1, at(1), 'txn-1'),
      invoice(2, at(2), 'txn-2'),
      invoice(5, at(5), 'txn-5'),
      invoice(55, at(5), 'txn-55'),
      invoice(6, at(6)),
      invoice(7, at(7), 'txn-7'),
      invoice(8, at(8), 'txn-8'),
      invoice(9, at(9), 'txn-9'),
    ],
    shipments: [
      shipment(
        12,
        at(2),
        [21, 22],
        [
          ['DHL', '0034101'],
          ['DHL', '0034102'],
        ],
      ),
      shipment(14, at(2), [23], [['Hermes', 'H-7']]),
      shipment(18, at(8), [81], [['', '']]),
    ],
    creditmemos: [],
    comments: [],
    returns: [],
  };
}
