/** What Prism answers where the vendor's own description has no example that is whole; their schemas check them. */

/** UPS: a parcel with two scans. */
export const upsTracking = {
  trackResponse: {
    shipment: [
      {
        inquiryNumber: '1Z023E2X0214323462',
        package: [
          {
            trackingNumber: '1Z023E2X0214323462',
            statusCode: '003',
            statusDescription: 'Your package was released by the customs agency.',
            service: { code: '518', description: 'UPS Ground', levelCode: '011' },
            deliveryDate: [{ type: 'SDD', date: '20210212' }],
            activity: [
              {
                date: '20210210',
                time: '071356',
                location: { address: { city: 'Wayne', countryCode: 'US' } },
                status: { code: 'SR', description: 'Released by the customs agency.', type: 'X' },
              },
              {
                date: '20210209',
                time: '231500',
                location: { address: { city: 'Köln', countryCode: 'DE' } },
                status: { code: 'DP', description: 'Departed from Facility', type: 'I' },
              },
            ],
          },
        ],
      },
    ],
  },
};

const magentoLine = {
  item_id: 31,
  sku: '00042',
  name: 'Größe 38, Wandfarbe weiß',
  qty_ordered: 2,
  price: 19.9,
  product_type: 'simple',
};

/** Magento: one page of orders with one order. */
export const magentoOrders = {
  items: [
    {
      entity_id: 17,
      increment_id: '000000042',
      customer_id: 9,
      customer_email: 'ida.falk@example.com',
      customer_firstname: 'Ida',
      customer_lastname: 'Falk',
      created_at: '2026-09-01 14:05:00',
      status: 'processing',
      base_grand_total: 44.7,
      grand_total: 44.7,
      order_currency_code: 'EUR',
      items: [magentoLine],
    },
  ],
  search_criteria: { filter_groups: [] },
  total_count: 1,
};

/** Adyen: a link for the payment of an order. */
export const adyenLink = {
  id: 'PL61C53A8B97E6915A',
  merchantAccount: 'YOUR_MERCHANT_ACCOUNT',
  reference: 'shopper-reference-ekvL83',
  merchantOrderReference: 'A-0007',
  shopperReference: 'K-00113',
  shopperEmail: 's.hopper@example.com',
  url: 'https://test.adyen.link/PL61C53A8B97E6915A',
  status: 'paid',
  amount: { currency: 'EUR', value: 8700 },
  deliverAt: '2026-09-04T10:00:00+02:00',
  deliveryAddress: {
    street: 'Damrak',
    houseNumberOrName: '1',
    postalCode: '1012 LG',
    city: 'Amsterdam',
    country: 'NL',
  },
  lineItems: [
    { id: 'L1', sku: '0001', description: 'Shoes', quantity: 1, amountIncludingTax: 4999 },
    { id: 'L2', sku: '0002', description: 'Socks', quantity: 2, amountIncludingTax: 1850 },
  ],
};
