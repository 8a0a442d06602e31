/** Drafts of the Shopify schema and of a WSDL, filled in as a person would, checked, and called against graphql-yoga and PHP's SoapServer. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { conformanceFile } from '../../../peers/conformance-data.js';
import { startPhpSoapShop, whyNoPhpSoapShop } from '../../../peers/php-soap-shop/start.js';
import { startShopify, whyNoShopify } from '../../../peers/shopify/start.js';
import { at, listAt, textAt } from '../../../demo/shop/at.js';
import { expectMapped, importAndCall, testAt } from './import-and-call.js';

const cents = (amount: unknown): number => Math.round(Number(amount) * 100);

testAt(whyNoShopify(), 'Shopify: the orders of an e-mail address', async () => {
  await using shopify = await startShopify();
  const called = await importAndCall(
    {
      kind: 'graphql',
      file: conformanceFile('specs/shopify/admin_2026-10.introspection.json.gz') ?? '',
      operation: 'orders',
      target: 'orders.find',
      fill: [
        ['https://todo.example', shopify.url],
        ['scheme: none', 'scheme: api-key\n  header: X-Shopify-Access-Token\n  key: ${secret.SHOPIFY_TOKEN}'],
        // Customers know an order by its name, #1001; Shopify's `number` counts without it.
        ['              number\n              customer {', '              name\n              customer {'],
        ['number: $.number #', 'number: $.name #'],
      ],
    },
    { inputs: ['email=omar.haddad@example.com'], secrets: { SHOPIFY_TOKEN: shopify.accessToken } },
  );
  expectMapped(called);
  const said = listAt(JSON.parse(called.said), 'data.orders.nodes');
  expect(said.map((order) => at(order, 'name'))).toEqual(['#1002', '#1005', '#1008', '#1011']);
  expect(called.outputs['orders']).toEqual(
    said.map((order): unknown =>
      expect.objectContaining({
        ref: at(order, 'id'),
        number: at(order, 'name'),
        customerRef: at(order, 'customer.id'),
        customerEmail: at(order, 'email'),
        createdAt: Date.parse(textAt(order, 'createdAt')),
        status: 'shipped',
        amount: {
          minor: cents(at(order, 'totalPriceSet.presentmentMoney.amount')),
          currency: at(order, 'totalPriceSet.presentmentMoney.currencyCode'),
        },
        shippingAddress: {
          name: at(order, 'shippingAddress.name'),
          street: at(order, 'shippingAddress.address1'),
          postcode: at(order, 'shippingAddress.zip'),
          city: at(order, 'shippingAddress.city'),
          state: at(order, 'shippingAddress.provinceCode'),
          country: at(order, 'shippingAddress.countryCodeV2'),
        },
        lines: listAt(order, 'lineItems.nodes').map((line): unknown =>
          expect.objectContaining({
            ref: at(line, 'id'),
            sku: at(line, 'sku'),
            name: at(line, 'name'),
            quantity: at(line, 'quantity'),
          }),
        ),
        shipments: listAt(order, 'fulfillments').map((sent): unknown =>
          expect.objectContaining({
            carrier: at(sent, 'trackingInfo.0.company'),
            trackingNumber: at(sent, 'trackingInfo.0.number'),
            // what is null is not there
            ...(at(sent, 'trackingInfo.0.url') === null
              ? {}
              : { trackingUrl: at(sent, 'trackingInfo.0.url') }),
          }),
        ),
      }),
    ),
  );
});

testAt(whyNoPhpSoapShop(), 'a WSDL from PHP: an order by its number', async () => {
  await using shop = await startPhpSoapShop();
  const wsdl = fileURLToPath(new URL('../../../peers/php-soap-shop/versandkontor.wsdl', import.meta.url));
  const called = await importAndCall(
    {
      kind: 'wsdl',
      file: wsdl,
      operation: 'HoleAuftrag',
      target: 'orders.get',
      siblingFiles: { 'versandkontor.wsdl': wsdl },
      fill: [
        ['http://wws.versandkontor.example/wws/auftrag.php', shop.url],
        [
          'scheme: none',
          `scheme: ws-security\n  user: ${shop.username}\n  password: \${secret.WWS_PASSWORD}`,
        ],
        ['MitSendungen: TODO', 'MitSendungen: J'],
        ['path: $.Fault.code', 'path: $.Fault.detail.Fachfehler.Kennung'],
        ['is: TODO', 'is: AUFTRAG_UNBEKANNT'],
        [
          'createdAt: $.ErfasstAm',
          'createdAt: { path: $.ErfasstAm, format: dd.MM.yyyy HH:mm, zone: Europe/Berlin }',
        ],
        [
          'shippedAt: $.VersandtAm',
          'shippedAt: { path: $.VersandtAm, format: yyyyMMdd, zone: Europe/Berlin }',
        ],
        [
          'country: $.Lieferanschrift.LKZ',
          'country: { path: $.Lieferanschrift.LKZ, values: { D: DE, A: AT, F: FR, S: SE } }',
        ],
        ["path: $.Status['#text']", "path: $.Status['@schluessel']"],
        [
          '          TODO: other',
          "          '30': partly_shipped\n          '40': shipped\n          '50': delivered",
        ],
      ],
    },
    {
      inputs: ['number=0000722'],
      secrets: { WWS_PASSWORD: shop.password, MANDANT: shop.client },
    },
  );
  expectMapped(called);
  const book = JSON.parse(
    await readFile(new URL('../../../peers/php-soap-shop/orders.json', import.meta.url), 'utf8'),
  ) as Record<string, unknown>;
  const order = listAt(book, 'auftraege').find((each) => at(each, 'nummer') === '0000722');
  const customer = listAt(book, 'kunden').find((each) => at(each, 'kundenNr') === at(order, 'kundenNr'));
  expect(called.outputs['order']).toMatchObject({
    ref: '0000722',
    number: '0000722',
    customerRef: at(order, 'kundenNr'),
    customerName: at(customer, 'name'),
    customerEmail: at(customer, 'eMail'),
    createdAt: expect.any(Number),
    amount: { minor: expect.any(Number), currency: 'EUR' },
    shippingAddress: {
      street: at(customer, 'strasse'),
      postcode: at(customer, 'plz'),
      city: at(customer, 'ort'),
    },
    lines: listAt(order, 'positionen').map((line) => ({
      name: at(line, 'bezeichnung'),
      sku: at(line, 'artikelNr'),
      quantity: at(line, 'menge'),
      price: { minor: at(line, 'preisCent'), currency: 'EUR' },
    })),
    shipments: listAt(order, 'sendungen').map((parcel) => ({
      carrier: at(parcel, 'dienst'),
      trackingNumber: at(parcel, 'nummer'),
    })),
  });
});
