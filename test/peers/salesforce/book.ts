/** Orders of a site, all of them invented: plain values, in the names of SCAPI's Orders API. */

/** A record of the API: values by name, as they go over the network. */
export type Row = Record<string, unknown>;

/** What the site knows. */
export interface Book {
  orders: Row[];
  /** Notes over OCAPI, with the number of their order. */
  notes: Row[];
  /** Numbers of orders whose cancellation a hook of the shop forbids. */
  locked: Set<string>;
}

interface Wanted {
  email?: string;
  status?: string;
  shipping?: string;
  payment?: string;
  lines?: Row[];
  shipments?: Row[];
  more?: Row;
}

/** A line at prices without tax: `paid` is what is left of them after discounts. */
const line = (itemId: string, productName: string, price: number, paid = price, more: Row = {}): Row => ({
  ...{
    itemId,
    productId: `SKU-${productName.toUpperCase()}`,
    productName,
    itemText: productName,
    quantity: 1,
  },
  ...{ basePrice: price, netPrice: price, grossPrice: price * 1.1, tax: price * 0.1, taxRate: 0.1 },
  ...{ priceAfterItemDiscount: price, priceAfterOrderDiscount: paid, adjustedTax: paid / 10 },
  ...{ shipmentId: 'me', bonusProductLineItem: false, gift: false, position: 1 },
  ...more,
});

const address = {
  ...{ firstName: 'Anna Maria', lastName: 'Kranz', fullName: 'Anna Maria Kranz', phone: '089 1' },
  ...{
    address1: 'Gartenweg 3',
    address2: 'Hinterhaus',
    postalCode: '80331',
    city: 'München',
    countryCode: 'DE',
  },
};

const parcel = (shipmentId: string, trackingNumber?: string, more: Row = {}): Row => ({
  ...{ shipmentId, shipmentNo: `s-${shipmentId}`, gift: false, shippingAddress: { ...address } },
  ...{ shippingMethod: { id: 'standard' }, shippingStatus: trackingNumber ? 'shipped' : 'not_shipped' },
  ...(trackingNumber === undefined ? {} : { trackingNumber }),
  ...more,
});

const payment = (paymentMethodId: string, amount: number, transactionId?: string): Row => ({
  ...{ paymentInstrumentId: `pi-${paymentMethodId}`, paymentMethodId },
  paymentTransaction: { amount, ...(transactionId === undefined ? {} : { transactionId }) },
});

function order(id: number, wanted: Wanted): Row {
  const {
    email = 'bo@example.org',
    status = 'new',
    shipping = 'not_shipped',
    payment: paid = 'paid',
  } = wanted;
  const { lines = [line(`${id}1`, 'Lamp', 25)], shipments = [parcel('me')], more = {} } = wanted;
  const total = lines.reduce((sum, row) => sum + Number(row['priceAfterOrderDiscount']) * 1.1, 0) + 4.9;
  const orderTotal = Math.round(total * 100) / 100;
  return {
    ...{ orderNo: `00000${400 + id}`, siteId: 'RefArch', status, shippingStatus: shipping, taxation: 'net' },
    ...{ paymentStatus: paid, exportStatus: 'not_exported', confirmationStatus: 'confirmed' },
    ...{ creationDate: `2026-10-${String(id).padStart(2, '0')}T09:30:00.000Z`, currency: 'EUR', orderTotal },
    customerInfo: { customerId: `c${id}`, customerNo: `${70 + id}`, email, customerName: 'Anna Maria Kranz' },
    billingAddress: { ...address },
    ...{ productItems: lines, shipments },
    paymentInstruments: [payment('CREDIT_CARD', orderTotal, `99361789500${String(id).padStart(4, '0')}A`)],
    ...more,
  };
}

/** Eleven orders, 00000401 to 00000411: each with a trap of its own. */
export function newBook(): Book {
  const gift = { ...address, firstName: 'Cy', lastName: 'Ek', city: 'Bonn' };
  return {
    locked: new Set(['00000410']),
    notes: [],
    orders: [
      order(1, {
        email: 'anna@example.com',
        lines: [line('11', 'Jacket', 89, 79, { optionItems: [{ productId: 'o', itemText: 'red, M' }] })],
      }),
      order(2, {
        ...{ email: 'anna@example.com', status: 'completed', shipping: 'shipped' },
        lines: [line('21', 'Tent', 100), line('22', 'Stove', 20, 20, { shipmentId: 'two', quantity: 2 })],
        shipments: [
          parcel('me', '0034101', { c_carrier: 'DHL' }),
          parcel('two', 'H-7', { shippingAddress: gift }),
        ],
      }),
      order(3, { more: { exportStatus: 'exported' } }),
      order(4, { status: 'cancelled' }),
      order(5, { status: 'created', payment: 'not_paid' }),
      order(6, {
        more: {
          paymentInstruments: [
            payment('GIFT_CERTIFICATE', 10, 'gift-1'),
            payment('CREDIT_CARD', 22.4, '993617895000006B'),
          ],
        },
      }),
      order(7, { status: 'failed', payment: 'not_paid' }),
      order(8, {
        shipping: 'part_shipped',
        lines: [
          line('81', 'Mug', 9),
          line('82', 'Pan', 0, 0, { shipmentId: 'two', bonusProductLineItem: true }),
        ],
        shipments: [parcel('me', '0034801'), parcel('two')],
      }),
      order(9, { status: 'completed', shipping: 'shipped', more: { externalOrderStatus: 'delivered' } }),
      order(10, {}),
      order(11, {
        shipments: [parcel('me'), parcel('two', undefined, { shippingAddress: gift })],
        more: { currency: 'JPY', orderTotal: 3240, paymentInstruments: [payment('INVOICE', 3240)] },
      }),
    ],
  };
}
