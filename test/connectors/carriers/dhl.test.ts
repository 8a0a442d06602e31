/** What the two connectors for DHL make of answers: states whose texts differ by language, scans without an offset, ways back. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/contracts/json.js';
import { asked, prove, track, trackingOf } from './system.js';

const number = '00340434161094042557';
const unified = (more: object = {}): Json => ({
  shipments: [
    {
      ...{
        id: number,
        service: 'parcel-de',
        status: { statusCode: 'transit', timestamp: '2026-11-04T08:00:00' },
      },
      serviceUrl: 'https://www.dhl.example/track',
      rerouteUrl: 'https://www.dhl.example/reroute',
      estimatedDeliveryTimeFrame: {
        estimatedFrom: '2026-11-05T10:00:00+01:00',
        estimatedThrough: '2026-11-05T14:00:00+01:00',
      },
      events: [
        {
          ...{ timestamp: '2026-11-04T08:00:00', statusCode: 'transit' },
          description: 'Die Sendung wurde in das Zustellfahrzeug geladen.',
          location: { address: { addressLocality: 'Bonn' } },
        },
        { timestamp: '2026-11-03T18:00:00Z', statusCode: 'pre-transit', status: 'Angekündigt' },
      ],
      ...more,
    },
  ],
});

test('a parcel has every scan, oldest first; one without an offset is of the zone', async () => {
  const { attempts } = await asked('dhl', track('DHL', number), unified());
  expect(trackingOf(attempts[0])).toEqual({
    ...{ trackingNumber: number, carrier: 'DHL', status: 'in_transit', url: 'https://www.dhl.example/track' },
    rerouteUrl: 'https://www.dhl.example/reroute',
    expectedFrom: Date.parse('2026-11-05T10:00:00+01:00'),
    expectedDelivery: Date.parse('2026-11-05T14:00:00+01:00'),
    events: [
      {
        at: Date.parse('2026-11-03T18:00:00Z'),
        description: 'Angekündigt',
        language: 'en',
        code: 'pre-transit',
      },
      {
        at: Date.parse('2026-11-04T08:00:00+01:00'),
        ...{
          description: 'Die Sendung wurde in das Zustellfahrzeug geladen.',
          language: 'en',
          code: 'transit',
          place: 'Bonn',
        },
      },
    ],
  });
});

test.each<[string, object, string]>([
  ['pre-transit', {}, 'label_created'],
  ['delivered', {}, 'delivered'],
  ['failure', {}, 'problem'],
  ['transit', { returnFlag: true }, 'returning'],
  ['transit', { returnFlag: false }, 'in_transit'],
  ['unknown', {}, 'other'],
  ['teleported', {}, 'other'],
])('the state %s with %j is %s', async (statusCode, more, status) => {
  const answer = unified({ status: { statusCode }, ...more });
  const { attempts, events } = await asked('dhl', track('DHL', number), answer);
  expect(trackingOf(attempts[0])).toMatchObject({ status });
  expect(events.some(({ kind }) => kind === 'unknown_value')).toBe(statusCode === 'teleported');
});

test('a number that DHL does not know is not found', async () => {
  const body = {
    title: 'No result found',
    detail: 'No shipment with given tracking number found.',
    status: 404,
  };
  const { attempts } = await asked('dhl', track('DHL', number), { status: 404, body });
  expect(attempts).toEqual([{ is: 'done', result: 'not_found', outputs: {} }]);
});

describe('DHL Express', () => {
  const awb = '9356579890';
  const scan = (typeCode: string, more: object = {}): Json => ({
    ...{ date: '2026-11-03', time: '09:01:19', typeCode, description: `Scan ${typeCode}` },
    serviceArea: [{ code: 'SYD', description: 'Sydney-AU' }],
    ...more,
  });
  const express = (...events: Json[]): Json => ({
    shipments: [{ shipmentTrackingNumber: awb, status: 'Success', events }],
  });

  test('the last scan says how it stands, each scan when by its own offset', async () => {
    const answer = express(scan('PU', { GMTOffset: '+10:00' }), scan('CC', { date: '2026-11-05' }));
    const { attempts } = await asked('dhl-express', track('DHL', awb), answer);
    expect(trackingOf(attempts[0])).toEqual({
      ...{ trackingNumber: awb, carrier: 'DHL Express', status: 'ready_for_pickup' },
      events: [
        {
          at: Date.parse('2026-11-03T09:01:19+10:00'),
          place: 'Sydney-AU',
          description: 'Scan PU',
          language: 'en',
          code: 'PU',
        },
        {
          at: Date.parse('2026-11-05T09:01:19Z'),
          ...{ place: 'Sydney-AU', description: 'Scan CC', language: 'en', code: 'CC' },
        },
      ],
    });
  });

  test.each<[Json[], string]>([
    [[], 'label_created'],
    [[scan('PU'), scan('OK', { signedBy: 'MUELLER' })], 'delivered'],
    [[scan('PU'), scan('RT')], 'returning'],
    [[scan('PU'), scan('BA')], 'problem'],
    [[scan('PU'), scan('QQ')], 'in_transit'],
    [[scan('OK'), scan('QQ')], 'delivered'],
  ])('%j is %s', async (events, status) => {
    const { attempts } = await asked('dhl-express', track('DHL', awb), express(...events));
    expect(trackingOf(attempts[0])).toMatchObject({ status });
  });

  test('an unknown number is not found, and a proof of delivery is its document or none', async () => {
    const none = { status: 404, body: { title: 'Not Found', detail: 'No data found', status: '404' } };
    const content = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');
    expect((await asked('dhl-express', track('DHL', awb), none)).attempts[0]).toMatchObject({
      result: 'not_found',
    });
    const { attempts } = await asked('dhl-express', prove('DHL', awb), none, { documents: [{ content }] });
    expect(attempts).toMatchObject([
      { is: 'done', result: 'none' },
      { is: 'done', result: 'found', document: { mediaType: 'application/pdf' } },
    ]);
  });
});
