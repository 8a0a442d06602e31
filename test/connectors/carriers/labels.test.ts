/** Return labels of carriers that take no key: made as a document, refused, void when called off. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../../src/connectors/connector.js';
import { labelAsked, type LabelOffice, labelOrder, openOffice } from './label-office.js';
import { connectCarrier } from './system.js';

describe.each(['ups-returns', 'fedex-returns', 'dhl-returns', 'dhl-express-returns'])('%s', (connector) => {
  let office: LabelOffice;
  let connection: Connection;
  beforeAll(async () => {
    office = await openOffice(connector);
    ({ connection } = connectCarrier(connector, office.url));
  });
  afterAll(async () => {
    await office[Symbol.asyncDispose]();
  });

  test('a label is a document with its number, and the effect says whether it is billed', async () => {
    const came = await connection.attempt({ operation: 'returns.label', ...labelAsked });
    const made = office.labels.at(-1)!;
    expect(came).toMatchObject({
      ...{ is: 'done', result: 'done', document: { kind: 'label' } },
      outputs: { trackingNumber: made.number },
    });
    expect(made.reference).toBe('K1');
    expect(connection.bindings.get('returns.label')?.effect).toBe(
      connector === 'dhl-returns' ? 'write' : 'money',
    );
  });

  test('what the carrier refuses is refused, and leaves no label', async () => {
    const before = office.labels.length;
    const order = labelOrder('ZZ');
    const inputs = {
      ...{ lines: [], form: 'label' },
      order: { ...order, shippingAddress: { ...order.shippingAddress, street: 'Am Deich' } },
    };
    const attempt = await connection.attempt({ operation: 'returns.label', inputs, idempotencyKey: 'k1' });
    expect(attempt).toMatchObject({
      is: 'refused',
      code: connector === 'dhl-returns' ? 'address_invalid' : 'not_returnable',
    });
    expect(office.labels).toHaveLength(before);
  });
});

test.each(['ups-returns', 'fedex-returns'])(
  '%s: a label that is called off is void, once',
  async (connector) => {
    await using office = await openOffice(connector);
    const { connection } = connectCarrier(connector, office.url);
    await connection.attempt({ operation: 'returns.label', ...labelAsked });
    const [made] = office.labels;
    const inputs = {
      order: labelOrder(),
      return: { ref: 'r', status: 'label_created', lines: [], trackingNumber: made!.number },
    };
    const call = { operation: 'returns.cancel', inputs, idempotencyKey: 'k2' };
    expect(await connection.attempt(call)).toMatchObject({ is: 'done' });
    expect(made!.isVoid).toBe(true);
    expect(await connection.attempt({ ...call, repeated: true })).toMatchObject(
      connector === 'ups-returns' ? { is: 'refused', code: 'already_cancelled' } : { is: 'done' },
    );
  },
);

test('DHL gets street and number apart, and gives a code where one is asked for', async () => {
  await using office = await openOffice('dhl-returns');
  const { connection } = connectCarrier('dhl-returns', office.url);
  const inputs = { ...labelAsked.inputs, form: 'qr' };
  const came = await connection.attempt({ ...labelAsked, operation: 'returns.label', inputs });
  expect(came).toMatchObject({ is: 'done' });
  const sent = office.hits.find(({ url }) => url.startsWith('/orders'));
  expect(sent!.url).toBe('/orders?labelType=QR_LABEL');
  expect(JSON.parse(sent!.body)).toMatchObject({
    ...{ receiverId: 'deu', customerReference: '10042' },
    shipper: { name1: 'Jörg Müller', addressStreet: 'Am Deich', addressHouse: '12 a', postalCode: '25541' },
  });
});

test.each(['label', 'qr'])('DHL Express gives a paper, or a code beside it: %s', async (form) => {
  await using office = await openOffice('dhl-express-returns');
  const { connection } = connectCarrier('dhl-express-returns', office.url);
  const inputs = { ...labelAsked.inputs, form };
  const came = await connection.attempt({ ...labelAsked, operation: 'returns.label', inputs });
  const mediaType = form === 'qr' ? 'image/png' : 'application/pdf';
  expect(came).toMatchObject({ is: 'done', document: { mediaType } });
  const { customerDetails, plannedShippingDateAndTime } = JSON.parse(office.hits[0]!.body) as {
    customerDetails: unknown;
    plannedShippingDateAndTime: string;
  };
  expect(customerDetails).toMatchObject({
    shipperDetails: {
      contactInformation: { fullName: 'Jörg Müller' },
      postalAddress: { postalCode: '25541' },
    },
    receiverDetails: {
      contactInformation: { fullName: 'Acme Shoes' },
      postalAddress: { postalCode: '20457' },
    },
  });
  // DHL wants a day on which it works, not beyond the next ten.
  const day = new Date(plannedShippingDateAndTime.slice(0, 10));
  expect([1, 2, 3, 4, 5]).toContain(day.getUTCDay());
  expect(day.getTime()).toBeGreaterThan(Date.now() - 86_400_000);
  expect(day.getTime()).toBeLessThan(Date.now() + 5 * 86_400_000);
});
