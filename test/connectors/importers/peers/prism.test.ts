/** Drafts of the vendors' descriptions, filled in as a person would, checked, and called against Prism over the same description. */
import { expect } from 'vitest';
import { conformanceFile } from '../../../peers/conformance-data.js';
import { installed as hasOidc, startProvider } from '../../../peers/oidc/provider.js';
import { startPrism, whyNoPrism } from '../../../peers/prism/start.js';
import { at, listAt, textAt } from '../../../demo/shop/at.js';
import { notInSample } from '../../../support/how-much.js';
import { adyenLink, magentoOrders, upsTracking } from './answers.js';
import { expectMapped, importAndCall, testAt } from './import-and-call.js';

const specs = {
  ups: 'ups/Tracking.yaml',
  upsTokens: 'ups/OAuthClientCredentials.yaml',
  sfcc: 'sfcc/orders-oas-1.5.2.yaml',
  magento: 'magento/admin-schema-2.4.9.yaml',
  adyen: 'adyen/CheckoutService-v72.json',
} as const;
const specFile = (name: string): string => conformanceFile(`specs/${name}`) ?? '';
const whyNoOidc = hasOidc ? undefined : 'oidc-provider is not installed: npm ci --prefix test/peers/oidc';
const cents = (amount: unknown): number => Math.round(Number(amount) * 100);

testAt(
  notInSample ?? whyNoPrism(specs.ups) ?? whyNoPrism(specs.upsTokens),
  'UPS: a parcel is tracked',
  async () => {
    const operation = 'getSingleTrackResponseUsingGET';
    await using ups = await startPrism(specs.ups, { answers: { [operation]: upsTracking } });
    await using tokens = await startPrism(specs.upsTokens);
    const called = await importAndCall(
      {
        kind: 'openapi',
        file: specFile(specs.ups),
        operation,
        target: 'shipments.track',
        fill: [
          ['https://wwwcie.ups.com/api', ups.url],
          ['https://wwwcie.ups.com/security', `${tokens.url}/security`],
          ['limits:', '  client: basic\nlimits:'],
          ['          TODO: other', "          '003': in_transit\n          '011': delivered"],
          [
            '$.deliveryDate[0].date\n        format: yyyyMMdd\n        zone: TODO',
            '$.deliveryDate[0].date\n        format: yyyyMMdd\n        zone: America/New_York',
          ],
          [
            'path: $.date\n            format: yyyyMMdd\n            zone: TODO',
            'join: [$.date, $.time]\n            with: ""\n            format: yyyyMMddHHmmss\n            zone: UTC',
          ],
        ],
      },
      {
        inputs: ['shipment={"trackingNumber":"1Z023E2X0214323462","carrier":"UPS"}'],
        secrets: {
          TRANS_ID: 'a1',
          UPS_TRACKSERVICE_API_CLIENT_ID: 'acme',
          UPS_TRACKSERVICE_API_CLIENT_SECRET: 'very-secret-indeed',
        },
      },
    );
    expectMapped(called);
    const said = at(JSON.parse(called.said), 'trackResponse.shipment.0.package.0');
    expect(called.outputs['tracking']).toMatchObject({
      trackingNumber: at(said, 'trackingNumber'),
      carrier: at(said, 'service.description'),
      status: 'in_transit',
      statusText: at(said, 'statusDescription'),
      expectedDelivery: Date.parse('2021-02-12T00:00:00-05:00'),
      events: listAt(said, 'activity').map((scan) => ({
        place: at(scan, 'location.address.city'),
        description: at(scan, 'status.description'),
      })),
    });
    expect(listAt(called.outputs, 'tracking.events').map((event) => at(event, 'at'))).toEqual([
      Date.parse('2021-02-10T07:13:56Z'),
      Date.parse('2021-02-09T23:15:00Z'),
    ]);
  },
);

testAt(
  whyNoPrism(specs.sfcc) ?? whyNoOidc,
  'Salesforce Commerce: the order of the description’s own example',
  async () => {
    const clientSecret = 'a-secret-of_this.test~alone:1';
    await using sfcc = await startPrism(specs.sfcc);
    await using provider = await startProvider([
      {
        ...{
          client_id: 'acme',
          client_secret: clientSecret,
          token_endpoint_auth_method: 'client_secret_basic',
        },
        ...{ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
      },
    ]);
    const called = await importAndCall(
      {
        kind: 'openapi',
        file: specFile(specs.sfcc),
        operation: 'getOrder',
        target: 'orders.get',
        fill: [
          ['https://shortCode.api.commercecloud.salesforce.com/checkout/orders/v1', sfcc.url],
          ['https://account.demandware.com/dwsso/oauth2/access_token', `${provider.url}/token`],
          ['carrier: TODO', 'carrier: $.shippingMethod.id'],
        ],
      },
      {
        inputs: ['number=00000410'],
        secrets: {
          ORGANIZATION_ID: 'f_ecom_zzte_053',
          SITE_ID: 'RefArch',
          ORDERS_CLIENT_ID: 'acme',
          ORDERS_CLIENT_SECRET: clientSecret,
        },
      },
    );
    expectMapped(called);
    const said: unknown = JSON.parse(called.said);
    const [item] = listAt(said, 'productItems');
    expect(called.outputs['order']).toMatchObject({
      ref: at(said, 'orderNo'),
      number: at(said, 'orderNo'),
      customerRef: at(said, 'customerInfo.customerId'),
      customerEmail: at(said, 'customerInfo.email'),
      customerName: at(said, 'customerInfo.customerName'),
      createdAt: Date.parse(textAt(said, 'creationDate')),
      status: 'open',
      amount: { minor: cents(at(said, 'orderTotal')), currency: at(said, 'currency') },
      lines: [
        {
          ref: at(item, 'itemId'),
          name: at(item, 'productName'),
          sku: at(item, 'productId'),
          quantity: at(item, 'quantity'),
          price: { minor: cents(at(item, 'basePrice')), currency: 'USD' },
        },
      ],
    });
    // The example's shipment has not left yet.
    expect(at(called.outputs, 'order.shipments')).toEqual([]);
    expect((await provider.counts()).token).toBe(1);
  },
);

testAt(notInSample ?? whyNoPrism(specs.magento), 'Magento: the orders of an e-mail address', async () => {
  await using magento = await startPrism(specs.magento, { answers: { GetV1Orders: magentoOrders } });
  const filter = 'searchCriteria[filterGroups][0][filters][0]';
  const called = await importAndCall(
    {
      kind: 'openapi',
      file: specFile(specs.magento),
      operation: 'GetV1Orders',
      target: 'orders.find',
      fill: [
        ['http://example.com/rest/default', magento.url],
        ['scheme: none', 'scheme: bearer\n  token: ${secret.MAGENTO_TOKEN}'],
        [
          'TODO: ${inputs.email}',
          `"${filter}[field]": customer_email\n        "${filter}[value]": \${inputs.email}`,
        ],
        ['createdAt: $.created_at', 'createdAt: { path: $.created_at, zone: UTC }'],
        ['          TODO: other', '          processing: open\n          complete: shipped'],
      ],
    },
    { inputs: ['email=ida.falk@example.com'], secrets: { MAGENTO_TOKEN: 'very-secret-indeed' } },
  );
  expectMapped(called);
  const [said] = listAt(JSON.parse(called.said), 'items');
  const [line] = listAt(said, 'items');
  expect(called.outputs['orders']).toEqual([
    expect.objectContaining({
      ref: String(at(said, 'entity_id')),
      number: at(said, 'increment_id'),
      customerRef: String(at(said, 'customer_id')),
      customerEmail: at(said, 'customer_email'),
      customerName: at(said, 'customer_lastname'),
      createdAt: Date.parse('2026-09-01T14:05:00Z'),
      status: 'open',
      amount: { minor: cents(at(said, 'grand_total')), currency: at(said, 'order_currency_code') },
      lines: [
        expect.objectContaining({
          ref: String(at(line, 'item_id')),
          sku: at(line, 'sku'),
          name: at(line, 'name'),
          quantity: at(line, 'qty_ordered'),
          price: { minor: cents(at(line, 'price')), currency: 'EUR' },
        }),
      ],
    }),
  ]);
});

testAt(notInSample ?? whyNoPrism(specs.adyen), 'Adyen: the order that a payment link is for', async () => {
  const operation = 'get-paymentLinks-linkId';
  await using adyen = await startPrism(specs.adyen, { answers: { [operation]: adyenLink } });
  const called = await importAndCall(
    {
      kind: 'openapi',
      file: specFile(specs.adyen),
      operation,
      target: 'orders.get',
      fill: [
        ['https://checkout-test.adyen.com/v72', adyen.url],
        // The link is what is asked for: it is the number of such an order.
        ['number: $.merchantOrderReference', 'number: $.id'],
      ],
    },
    { inputs: [`number=${adyenLink.id}`], secrets: { ADYEN_CHECKOUT_API_KEY: 'very-secret-indeed' } },
  );
  expectMapped(called);
  const said: unknown = JSON.parse(called.said);
  expect(called.outputs['order']).toMatchObject({
    ref: at(said, 'id'),
    number: at(said, 'id'),
    customerRef: at(said, 'shopperReference'),
    customerEmail: at(said, 'shopperEmail'),
    expectedDeliveryDate: Date.parse(textAt(said, 'deliverAt')),
    status: 'open',
    amount: { minor: at(said, 'amount.value'), currency: at(said, 'amount.currency') },
    shippingAddress: {
      street: at(said, 'deliveryAddress.street'),
      postcode: at(said, 'deliveryAddress.postalCode'),
      city: at(said, 'deliveryAddress.city'),
      country: at(said, 'deliveryAddress.country'),
    },
    lines: listAt(said, 'lineItems').map((line) => ({
      ref: at(line, 'id'),
      sku: at(line, 'sku'),
      name: at(line, 'description'),
      quantity: at(line, 'quantity'),
      price: { minor: at(line, 'amountIncludingTax'), currency: 'EUR' },
    })),
  });
});
