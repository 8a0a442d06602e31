/** Parcels of UPS that go elsewhere while they are on their way: what is possible and what it costs, each kind of intercept, and no second one. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Connection } from '../../../src/connectors/connector.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import {
  interceptAsked,
  type InterceptOffice,
  isIntercept,
  openInterceptOffice,
  redirects,
} from './intercept-office.js';
import { connectCarrier } from './system.js';

let office: InterceptOffice;
let connection: Connection;
beforeEach(async () => {
  office = await openInterceptOffice();
  ({ connection } = connectCarrier('ups-intercept', office.url));
});
afterEach(async () => {
  await office[Symbol.asyncDispose]();
});

const amount = { minor: 2_100, currency: 'USD' };
const quote = (inputs: JsonObject) => connection.attempt({ operation: 'shipments.quote_redirect', inputs });
const redirect = (inputs: JsonObject) =>
  connection.attempt({
    operation: 'shipments.redirect',
    inputs: { ...inputs, amount },
    idempotencyKey: '0a1b2c3d-0000-8000-8000-000000000000',
  });
const happened = (inputs: JsonObject) =>
  connection.attempt({
    ...{ operation: 'shipments.redirect.happened', purpose: 'look_up' },
    ...{ inputs: { ...inputs, amount }, idempotencyKey: '0a1b2c3d-0000-8000-8000-000000000000' },
  });

const sent: readonly (readonly [string, string, JsonObject])[] = [
  ['address', '/redirect/address/', { requestType: 'AA', newDeliveryAddress: { contactName: 'Ada Byron' } }],
  ['sender', '/return/', { requestType: 'RS', reasonForReturn: 'KV' }],
  ['date', '/reschedule/', { requestType: 'FD', deliveryDate: '20261204' }],
  ['pickup_point', '/willcall/', { requestType: 'WC' }],
];

test.each(sent)(
  'to %s: what it costs, one intercept, then it is not possible again',
  async (to, path, body) => {
    const inputs = interceptAsked(redirects.find((one) => one['to'] === to)!);
    expect(await quote(inputs)).toEqual({ is: 'done', result: 'possible', outputs: { amount } });
    expect(await happened(inputs)).toMatchObject({ is: 'later' });
    expect(await redirect(inputs)).toMatchObject({ is: 'done', outputs: { redirectRef: 'ASR1212' } });
    expect(office.intercepts).toMatchObject([{ path, body }]);
    expect(await happened(inputs)).toMatchObject({ is: 'done', result: 'happened' });
    expect(await quote(inputs)).toMatchObject({ is: 'done', result: 'not_possible' });
    expect(await redirect(inputs)).toMatchObject({ is: 'refused', code: 'not_redirectable' });
    expect(office.hits.filter(isIntercept)).toHaveLength(2);
    expect(office.intercepts).toHaveLength(1);
  },
);

test('an intercept of another kind proves nothing', async () => {
  await redirect(interceptAsked({ to: 'sender' }));
  expect(await happened(interceptAsked(redirects[0]!))).toMatchObject({ is: 'later' });
});

test('what UPS does not take of a parcel is not possible, and says why', async () => {
  office.closed.add('FD');
  expect(await quote(interceptAsked({ to: 'date', date: '2026-12-04' }))).toEqual({
    ...{ is: 'done', result: 'not_possible' },
    outputs: { reason: 'UPS does not offer it for this parcel' },
  });
  expect(await quote(interceptAsked({ to: 'sender' }))).toMatchObject({ result: 'possible' });
});

test('outside of the United States nothing is possible', async () => {
  expect(await quote(interceptAsked({ to: 'sender' }, 'DE'))).toMatchObject({ result: 'not_possible' });
});
