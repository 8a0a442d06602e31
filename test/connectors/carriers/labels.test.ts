/** Return labels of carriers that take no key: made once, found again where the carrier can be asked, void when called off. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from '../../../src/connectors/connector.js';
import { labelCalls, labelOrder } from './label-calls.js';
import { type LabelOffice, openOffice } from './label-office.js';
import { connectCarrier } from './system.js';

const LABELS = 100;

describe.each([
  // The label itself is found by its reference; elsewhere people are told that one may be there.
  ['ups-returns', 'done'],
  ['fedex-returns', 'unknown'],
  ['dhl-returns', 'unknown'],
] as const)('%s', (connector, afterLoss) => {
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
    const calls = labelCalls(connection);
    const came = await calls.ask({ run: 'r1' });
    const made = office.labels.at(-1)!;
    expect(came).toMatchObject({
      ...{ outcome: 'done', result: 'done' },
      outputs: { trackingNumber: made.number, document: { kind: 'label' } },
    });
    expect(made.reference).toMatch(/^[0-9A-F]{32}$/);
    expect(connection.bindings.get('returns.label')?.effect).toBe(
      connector === 'dhl-returns' ? 'write' : 'money',
    );
  });

  test(`${LABELS} labels whose answer is lost, each asked for by two attempts at once: never two for one return`, async () => {
    office.labels.length = 0;
    const calls = labelCalls(connection);
    for (let number = 0; number < LABELS; number += 1) {
      const run = `lost-${number}`;
      office.losing = number % 4 === 3 ? 0 : 1;
      const wasLost = office.losing > 0;
      const before = office.labels.length;
      await Promise.all([calls.ask({ run }), calls.ask({ run })]);
      const came = await calls.askUntilOut({ run });
      const [label, ...more] = office.labels.slice(before);
      expect(more).toEqual([]);
      const row = await calls.row(run);
      if (came.outcome === 'done') {
        expect(came).toMatchObject({ outputs: { trackingNumber: label!.number } });
        expect(row).toMatchObject({ state: 'done', doubled: false });
      } else {
        expect(came.outcome).toBe('unknown');
        expect(row).toMatchObject({ state: 'unknown' });
      }
      if (wasLost) expect(came.outcome).toBe(afterLoss);
    }
    expect(office.labels).toHaveLength(LABELS);
  }, 120_000);

  test('what the carrier refuses is refused, and leaves no label', async () => {
    office.losing = 0;
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
    await labelCalls(connection).ask({ run: 'void' });
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
  const came = await labelCalls(connection).ask({ run: 'qr', form: 'qr' });
  expect(came).toMatchObject({ outcome: 'done' });
  const sent = office.hits.find(({ url }) => url.startsWith('/orders'));
  expect(sent!.url).toBe('/orders?labelType=QR_LABEL');
  expect(JSON.parse(sent!.body)).toMatchObject({
    ...{ receiverId: 'deu', customerReference: '10042' },
    shipper: { name1: 'Jörg Müller', addressStreet: 'Am Deich', addressHouse: '12 a', postalCode: '25541' },
  });
});
