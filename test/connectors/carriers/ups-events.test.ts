/** UPS Track Alert: a parcel is followed, and what is then told of it, by whom the credential knows alone. */
import { expect, test } from 'vitest';
import { buildEvents, checkConnection } from '../../../src/connectors/build-connection.js';
import type { Json } from '../../../src/contracts/json.js';
import { asked, follow } from './system.js';

const number = '1Z12345E0291980793';
const file = (events: string): string =>
  `connection: ups\nconnector: ups\nauth: { scheme: oauth2-client-credentials, clientId: '\${secret.ID}', clientSecret: '\${secret.KEY}' }\n${events}`;
const withEvents = file("events: { secret: '${secret.HOOK}' }\n");

test.each<[string, Json | { status: number; body: Json }, string]>([
  ['a parcel that UPS takes', { validTrackingNumbers: [number] }, 'followed'],
  ['one that it does not', { validTrackingNumbers: [], invalidTrackingNumbers: [number] }, 'not_followed'],
  [
    'one that is no number of UPS',
    {
      status: 400,
      body: { invalidTrackingNumbers: [], response: { errors: [{ code: 'VSS210', message: 'None' }] } },
    },
    'not_followed',
  ],
])('%s is %s', async (_name, answer, result) => {
  const { attempts, hits } = await asked('ups', follow('UPS', number), answer);
  expect(attempts).toEqual([{ is: 'done', result, outputs: {} }]);
  expect(hits[0]).toMatchObject({ method: 'POST', url: '/track/v2/subscription/standard/package' });
});

test('an app that may not follow is told by its code', async () => {
  const body = { response: { errors: [{ code: '250002', message: 'Invalid authentication information.' }] } };
  const { attempts } = await asked('ups', follow('UPS', number), { status: 403, body });
  expect(attempts).not.toMatchObject([{ is: 'done' }]);
});

test('without a webhook nothing is followed', () => {
  const bound = (text: string) => [
    ...checkConnection({ file: 'ups.yaml', text }).connection!.bindings.keys(),
  ];
  expect(bound(withEvents)).toContain('shipments.follow');
  expect(bound(file(''))).not.toContain('shipments.follow');
});

const { events } = buildEvents({
  ...{ file: 'ups.yaml', egressAllow: [], secrets: () => 'a long random text' },
  text: withEvents,
})!;
const told = (message: object, credential = 'a long random text') =>
  events.take({ headers: { credential }, body: Buffer.from(JSON.stringify(message)) }, 0);
const scan = {
  ...{ trackingNumber: number, localActivityDate: '20261103', localActivityTime: '081519' },
  activityLocation: { city: 'HAMBURG', country: 'DE' },
  activityStatus: { type: 'I', code: 'OT', description: 'Out for Delivery' },
  ...{ gmtActivityDate: '20261103', gmtActivityTime: '071519', scheduledDeliveryDate: '20261103' },
};

test('each scan is told once, a delivery too, at its time in UTC', async () => {
  const taken = await told(scan);
  if (taken.is !== 'taken') throw new Error(taken.is);
  expect(taken.items.map(({ item }) => events.read(item))).toEqual([
    {
      ...{ kind: 'shipments.scanned', ref: number },
      fields: {
        at: Date.parse('2026-11-03T07:15:19Z'),
        place: 'HAMBURG, DE',
        description: 'Out for Delivery',
      },
    },
  ]);
  const delivered = { ...scan, activityStatus: { type: 'D', code: 'FS', description: 'Delivered' } };
  const ids = [taken, await told(scan), await told(delivered)].map((each) =>
    each.is === 'taken' ? each.items[0]!.id : each.is,
  );
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('one with nothing but its number and its status is read as well', async () => {
  const taken = await told({ trackingNumber: number, activityStatus: { type: 'M' } });
  if (taken.is !== 'taken') throw new Error(taken.is);
  expect(events.read(taken.items[0]!.item)).toEqual({ kind: 'shipments.scanned', ref: number, fields: {} });
});

test('without the credential it is forged', async () => {
  expect(await told(scan, 'another')).toEqual({ is: 'forged' });
  expect(await events.take({ headers: {}, body: Buffer.from('{}') }, 0)).toEqual({ is: 'forged' });
});
