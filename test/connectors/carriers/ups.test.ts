/** What the connector for UPS makes of answers: scans with their offsets, promises, codes, and what is not there. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/contracts/json.js';
import { asked, prove, track, trackingOf } from './system.js';

const number = '1Z12345E0291980793';
const scan = (date: string, time: string, more: object = {}): Json => ({
  ...{ date, time, gmtDate: date, gmtOffset: '-05:00', gmtTime: time },
  location: { address: { city: 'ATLANTA', countryCode: 'US' } },
  status: { type: 'I', description: 'Departed from Facility', code: 'DP', statusCode: '005' },
  ...more,
});
const parcel = (more: object = {}): Json => ({
  trackResponse: {
    shipment: [
      {
        inquiryNumber: number,
        package: [
          {
            trackingNumber: number,
            currentStatus: { code: '005', description: 'In Transit' },
            // The newest comes first, as UPS sends them.
            activity: [
              scan('20261103', '081500'),
              scan('20261102', '74700'),
              { status: { type: 'M', description: 'Label created' }, date: '20261101' },
            ],
            deliveryDate: [
              { type: 'SDD', date: '20261104' },
              { type: 'RDD', date: '20261105' },
            ],
            deliveryTime: { type: 'EDW', startTime: '093000', endTime: '133000' },
            ...more,
          },
        ],
      },
    ],
  },
});

test('a parcel has every scan, oldest first, each by its own offset, and the promise that was changed last', async () => {
  const { attempts } = await asked('ups', track('UPS', number), parcel());
  expect(trackingOf(attempts[0])).toEqual({
    ...{ trackingNumber: number, carrier: 'UPS', status: 'in_transit' },
    expectedFrom: Date.parse('2026-11-05T09:30:00-05:00'),
    expectedDelivery: Date.parse('2026-11-05T13:30:00-05:00'),
    events: [
      { at: Date.parse('2026-11-01T00:00:00Z'), description: 'Label created', language: 'en_US' },
      {
        at: Date.parse('2026-11-02T07:47:00-05:00'),
        ...{ place: 'ATLANTA, US', description: 'Departed from Facility', language: 'en_US', code: 'DP' },
      },
      {
        at: Date.parse('2026-11-03T08:15:00-05:00'),
        ...{ place: 'ATLANTA, US', description: 'Departed from Facility', language: 'en_US', code: 'DP' },
      },
    ],
  });
});

describe('a status', () => {
  const standing = (code: string, type?: string): Json =>
    parcel({ currentStatus: { code, ...(type === undefined ? {} : { type }) }, activity: [] });

  test.each([
    ['003', 'label_created'],
    ['006', 'in_transit'],
    ['011', 'delivered'],
    ['017', 'ready_for_pickup'],
    ['035', 'returning'],
    ['040', 'ready_for_pickup'],
    ['059', 'problem'],
    ['068', 'problem'],
  ])('%s is %s', async (code, status) => {
    const { attempts, events } = await asked('ups', track('UPS', number), standing(code, 'X'));
    expect(trackingOf(attempts[0])).toMatchObject({ status });
    expect(events.filter(({ kind }) => kind === 'unknown_value')).toEqual([]);
  });

  test.each([
    ['X', 'problem'],
    ['I', 'in_transit'],
    ['D', 'delivered'],
    ['?', 'other'],
    [undefined, 'other'],
  ])('that nobody knows, of the kind %s, is %s, kept and counted', async (type, status) => {
    const { attempts, events } = await asked('ups', track('UPS', number), standing('977', type));
    expect(trackingOf(attempts[0])).toMatchObject({ status, statusText: '977' });
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'unknown_value', field: 'tracking.status' }),
    );
  });
});

test.each<[string, Json | { status: number; body: Json }]>([
  [
    'a warning under 200',
    {
      trackResponse: {
        shipment: [{ warnings: [{ code: 'TW0001', message: 'Tracking Information Not Found' }] }],
      },
    },
  ],
  ['a 404', { status: 404, body: { response: { errors: [{ code: 'TW0001', message: 'None' }] } } }],
  [
    'a 400 for what is no number',
    { status: 400, body: { response: { errors: [{ code: 'TV1002', message: 'Invalid inquiry number' }] } } },
  ],
])('%s is not found', async (_name, answer) => {
  const { attempts } = await asked('ups', track('UPS', number), answer);
  expect(attempts).toEqual([{ is: 'done', result: 'not_found', outputs: {} }]);
});

test('a delivery without times, a promise without a day and an empty list of scans spoil nothing', async () => {
  const bare = parcel({
    ...{ currentStatus: { code: '011' }, activity: [] },
    deliveryDate: [{ type: 'DEL', date: '20261105' }],
    deliveryTime: { type: 'DEL', endTime: '101500' },
    deliveryInformation: { receivedBy: 'MUELLER', location: 'Front Door' },
  });
  const { attempts } = await asked('ups', track('UPS', number), bare);
  expect(trackingOf(attempts[0])).toEqual({
    ...{ trackingNumber: number, carrier: 'UPS', status: 'delivered', deliveredTo: 'MUELLER', events: [] },
  });
});

describe('a proof of delivery', () => {
  const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');
  const delivered = (deliveryInformation: Json): Json =>
    parcel({
      deliveryInformation,
      deliveryDate: [{ type: 'DEL', date: '20261105' }],
      deliveryTime: { type: 'DEL', endTime: '101500' },
    });

  test('is its document, who has signed, and when', async () => {
    const answer = delivered({ receivedBy: 'MUELLER', pod: { content: pdf } });
    const { attempts } = await asked('ups', prove('UPS', number), answer);
    expect(attempts[0]).toMatchObject({
      ...{ is: 'done', result: 'found' },
      outputs: { signedBy: 'MUELLER', at: Date.parse('2026-11-05T10:15:00-05:00') },
      document: { mediaType: 'application/pdf', kind: 'proof_of_delivery' },
    });
  });

  test.each<[string, Json]>([
    ['a parcel on its way', parcel()],
    ['an account without a right to see it', delivered({ receivedBy: 'MUELLER' })],
  ])('of %s is none', async (_name, answer) => {
    const { attempts } = await asked('ups', prove('UPS', number), answer);
    expect(attempts).toEqual([{ is: 'done', result: 'none', outputs: {} }]);
  });
});
