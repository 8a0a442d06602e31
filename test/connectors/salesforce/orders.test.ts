/** The connector for Salesforce Commerce Cloud at a site that behaves like one: orders, their end, where they go, their money. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { readMerchantFile } from '../../../src/merchants/merchant-file.js';
import { type Call, callsOf, orderOf } from '../calls.js';
import { connected, copyOf, siteForEach } from './connected.js';

const opened = siteForEach();
const { call } = opened;

const eur = (minor: number): JsonObject => ({ minor, currency: 'EUR' });
const withParameter = (more: string): Call =>
  callsOf(
    connected(
      opened.site.url,
      copyOf('salesforce-commerce-cloud', (use) => use.replace('parameters:\n', `$&${more}\n`)),
    ),
  );

describe('an order', () => {
  test('is found by its number, and by no other', async () => {
    expect(await orderOf(call, '00000401')).toMatchObject({
      ...{ ref: '00000401', number: '00000401', customerRef: '71', customerEmail: 'anna@example.com' },
      ...{ customerName: 'Anna Maria Kranz', status: 'open', statusText: 'new', amount: eur(9180) },
      ...{ createdAt: Date.parse('2026-10-01T09:30:00Z'), shipments: [], paymentRef: '993617895000001A' },
      shippingAddress: {
        ...{ name: 'Anna Maria Kranz', street: 'Gartenweg 3, Hinterhaus', postcode: '80331' },
        ...{ city: 'München', country: 'DE' },
      },
    });
    for (const number of ['401', '0', '00000401/status', '..', 'a b', '00000401?siteId=x'])
      expect(await call('orders.get', { number })).toMatchObject({ is: 'done', result: 'not_found' });
  });

  test('of a site that does not exist is not said to be none', async () => {
    const wrong = callsOf(
      connected(
        opened.site.url,
        copyOf('salesforce-commerce-cloud', (use) => use.replace('RefArch', 'Other')),
      ),
    );
    expect(await wrong('orders.get', { number: '00000401' })).toMatchObject({ is: 'later' });
  });

  test('has lines at what was paid for them, taxes and discounts of the order included', async () => {
    expect(await orderOf(call, '00000401')).toMatchObject({
      lines: [
        { ref: '11', name: 'Jacket', sku: 'SKU-JACKET', variant: 'red, M', quantity: 1, total: eur(8690) },
      ],
    });
    const gross = callsOf(
      connected(
        opened.site.url,
        copyOf('salesforce-commerce-cloud', (use) =>
          use.replace('lineTaxes: adjustedTax', 'lineTaxes: included'),
        ),
      ),
    );
    expect(await orderOf(gross, '00000401')).toMatchObject({ lines: [{ total: eur(7900) }] });
  });

  test('has a parcel for each shipment that has a number, and lines know theirs', async () => {
    expect(await orderOf(call, '00000402')).toMatchObject({
      status: 'shipped',
      lines: [
        { name: 'Tent', trackingNumber: '0034101' },
        { name: 'Stove', quantity: 2, trackingNumber: 'H-7' },
      ],
      shipments: [
        { ref: 'me', carrier: 'DHL', trackingNumber: '0034101' },
        { ref: 'two', carrier: 'standard', trackingNumber: 'H-7' },
      ],
    });
    const { lines, shipments } = await orderOf(call, '00000408');
    expect(shipments).toHaveLength(1);
    expect(lines).toMatchObject([{ trackingNumber: '0034801' }, { name: 'Pan', total: eur(0) }]);
    expect((lines as JsonObject[])[1]).not.toHaveProperty('trackingNumber');
  });

  test.each([
    ['00000403', 'open', 'new'],
    ['00000404', 'cancelled', 'cancelled'],
    ['00000405', 'open', 'created'],
    ['00000407', 'other', 'failed'],
    ['00000408', 'partly_shipped', 'new'],
    ['00000409', 'delivered', 'delivered'],
  ])('%s is %s', async (number, status, statusText) => {
    expect(await orderOf(call, number)).toMatchObject({ status, statusText });
  });

  test('with several payments names none of them; yen have no cents', async () => {
    expect(await orderOf(call, '00000406')).not.toHaveProperty('paymentRef');
    expect(await orderOf(call, '00000411')).toMatchObject({ amount: { minor: 3240, currency: 'JPY' } });
  });

  test('of gift certificates alone has no lines', async () => {
    delete opened.site.book.orders[0]!['productItems'];
    expect(await orderOf(call, '00000401')).toMatchObject({ lines: [] });
  });
});

describe('by e-mail', () => {
  test('the shop’s own endpoint says which they are', async () => {
    const came = await call('orders.find', { email: 'anna@example.com' });
    expect(came).toMatchObject({
      result: 'found',
      outputs: { orders: [{ number: '00000402', shipments: [{}, {}] }, { number: '00000401' }] },
    });
    expect(await call('orders.find', { email: 'nobody+x@example.com' })).toMatchObject({ result: 'none' });
  });

  test('nothing is offered without it', () => {
    const text = `connection: store\nconnector: salesforce-commerce-cloud\nparameters: { shortCode: abc, tenant: zzxy_prd, siteId: S, lineTaxes: included }\nauth: { scheme: oauth2-client-credentials, clientId: '\${secret.I}', clientSecret: '\${secret.S}', scope: x }\n`;
    const { connection, issues } = checkConnection({ file: 'store.yaml', text });
    expect(issues).toEqual([]);
    expect([...connection!.bindings.keys()]).not.toContain('orders.find');
    expect([...connection!.bindings.keys()]).toContain('orders.get');
  });
});

describe('a cancellation', () => {
  const cancel = async (number: string, by = call) =>
    by('orders.cancel', { order: await orderOf(call, number), reason: 'changed_mind' });

  test('puts the status', async () => {
    expect(await cancel('00000401')).toMatchObject({ is: 'done', result: 'done' });
    expect(await orderOf(call, '00000401')).toMatchObject({ status: 'cancelled' });
  });

  test.each([
    ['its status', '00000404', 'already_cancelled'],
    ['its status', '00000407', 'not_cancellable'],
    ['its shipping status', '00000402', 'already_shipped'],
    ['its shipping status', '00000408', 'partly_shipped'],
    ['its export', '00000403', 'not_cancellable'],
    ['409', '00000410', 'not_cancellable'],
  ])('is refused by %s (%s): %s', async (_, number, code) => {
    expect(await cancel(number)).toMatchObject({ is: 'refused', code });
  });

  test('goes on after the export where the warehouse learns of it', async () => {
    expect(await cancel('00000403', withParameter('  tooLate: never'))).toMatchObject({ is: 'done' });
  });
});

describe('an address', () => {
  const address = {
    ...{ name: 'Jörg von der Heide', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' },
  };
  const change = async (number: string, to: JsonObject = address) =>
    call('orders.change_address', { order: await orderOf(call, number), address: to });

  test('is put whole, in two names, with the telephone that was there', async () => {
    expect(await change('00000401')).toMatchObject({ is: 'done', result: 'done' });
    const put = opened.site.hits.find(({ method }) => method === 'PUT');
    expect(JSON.parse(put?.body ?? '')).toEqual({
      ...{ firstName: 'Jörg von der', lastName: 'Heide', address1: 'Weg 2', postalCode: '10115' },
      ...{ city: 'Berlin', countryCode: 'DE', phone: '089 1' },
    });
    expect(await orderOf(call, '00000401')).toMatchObject({ shippingAddress: address });
  });

  test.each([
    ['00000402', 'already_shipped'],
    ['00000408', 'already_shipped'],
    ['00000404', 'already_cancelled'],
    ['00000403', 'not_changeable'],
    // It goes to two places.
    ['00000411', 'not_changeable'],
  ])('of %s is refused: %s', async (number, code) => {
    expect(await change(number)).toMatchObject({ is: 'refused', code });
    expect(opened.site.hits.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('is refused in the shop’s words', async () => {
    expect(await change('00000401', { ...address, country: 'Germany' })).toMatchObject({
      ...{ is: 'refused', code: 'address_invalid', message: "The country code 'Germany' is unknown." },
    });
  });
});

describe('money', () => {
  const quote = async (number: string) =>
    call('payments.quote_refund', { order: await orderOf(call, number) });

  test('is the total of what is paid, less what the shop says went back', async () => {
    expect(await quote('00000401')).toMatchObject({ result: 'refundable', outputs: { amount: eur(9180) } });
    Object.assign(opened.site.book.orders[0]!, { c_refundedTotal: 12.3 });
    expect(await quote('00000401')).toMatchObject({ outputs: { amount: eur(7950), refunded: eur(1230) } });
    Object.assign(opened.site.book.orders[0]!, { c_refundedTotal: 91.8 });
    expect(await quote('00000401')).toMatchObject({ result: 'already_refunded' });
    expect(await quote('00000405')).toMatchObject({ result: 'not_refundable_yet' });
  });
});

test('what the payment provider has paid back is written down by an operation of the merchant’s own', async () => {
  const merchant = `merchant: acme
zone: Europe/Berlin
handover: { default: service }
custom:
  operations:
    acme.record_refund:
      inputs: { order: Order, words: text }
      effect: write
`;
  const { vocabulary } = readMerchantFile('merchant.yaml', merchant, { now: 0 }).config!;
  // As the page has it.
  const page = readFileSync('docs/connectors/salesforce-commerce-cloud.md', 'utf8');
  const own = /```yaml\n(operations:\n {2}acme\.record_refund:.*?)```/s.exec(page)?.[1] ?? '';
  const text = copyOf('salesforce-commerce-cloud', (use) => `${use}${own}`);
  const record = callsOf(connected(opened.site.url, text, vocabulary));
  const order = await orderOf(call, '00000401');
  expect(await record('acme.record_refund', { order, words: '12.30 EUR, r-1' })).toMatchObject({
    is: 'done',
  });
  expect(opened.site.book.orders[0]).toMatchObject({ c_refundNote: '12.30 EUR, r-1' });
});

test('load that is shed is waited for as long as the site says, and a warning changes nothing', async () => {
  opened.site.load.percent = 85;
  await orderOf(call, '00000401');
  opened.site.load.sheds = 1;
  const get = () => call('orders.get', { number: '00000401' });
  expect(await get()).toMatchObject({ is: 'later', code: 'not_now', retryAfterMs: 60_000 });
  const before = opened.site.hits.length;
  expect(await get()).toMatchObject({ is: 'unsent', code: 'limit_reached' });
  expect(opened.site.hits).toHaveLength(before);
});

test('what a client may only read it cannot write, and a wrong one is told as such', async () => {
  const reader = callsOf(
    connected(
      opened.site.url,
      copyOf('salesforce-commerce-cloud', (use) => use.replace('sfcc.orders.rw', 'sfcc.orders')),
    ),
  );
  const order = await orderOf(reader, '00000401');
  expect(await reader('orders.cancel', { order, reason: 'changed_mind' })).toMatchObject({
    ...{ is: 'refused', code: 'not_permitted' },
  });
  expect(opened.site.book.orders[0]).toMatchObject({ status: 'new' });
  const wrong = callsOf(
    connected(
      opened.site.url,
      copyOf('salesforce-commerce-cloud').replaceAll('SFCC_CLIENT_SECRET', 'SFCC_CLIENT_ID'),
    ),
  );
  expect(await wrong('orders.get', { number: '00000401' })).toMatchObject({
    is: 'unsent',
    code: 'token_unavailable',
  });
});
