/** What the connector for FedEx makes of answers: an unknown number under 200, scans, windows, codes and exceptions. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/contracts/json.js';
import { asked, prove, track, trackingOf } from './system.js';

const number = '794887075005';
const results = (...trackResults: Json[]): Json => ({
  output: { completeTrackResults: [{ trackingNumber: number, trackResults }] },
});
const parcel = (more: object = {}): Json =>
  results({
    trackingNumberInfo: { trackingNumber: number },
    latestStatusDetail: { code: 'OD', derivedCode: 'IT' },
    scanEvents: [
      {
        date: '2026-11-04T08:15:00-06:00',
        ...{ eventType: 'OD', eventDescription: 'On FedEx vehicle for delivery' },
        scanLocation: { city: 'Memphis', countryCode: 'US' },
      },
      {
        date: '2026-11-03T20:00:00-05:00',
        ...{ eventType: 'SE', eventDescription: 'Shipment exception' },
        ...{ exceptionCode: '67', exceptionDescription: 'Held up by weather' },
      },
    ],
    estimatedDeliveryTimeWindow: {
      window: { begins: '2026-11-04T09:00:00-06:00', ends: '2026-11-04T13:00:00-06:00' },
    },
    dateAndTimes: [{ type: 'ESTIMATED_DELIVERY', dateTime: '2026-11-04T20:00:00-06:00' }],
    ...more,
  });

test('a parcel has every scan, oldest first, with its exception, and its window', async () => {
  const { attempts } = await asked('fedex', track('FedEx', number), parcel());
  expect(trackingOf(attempts[0])).toEqual({
    ...{ trackingNumber: number, carrier: 'FedEx', status: 'in_transit' },
    expectedFrom: Date.parse('2026-11-04T09:00:00-06:00'),
    expectedDelivery: Date.parse('2026-11-04T13:00:00-06:00'),
    events: [
      {
        at: Date.parse('2026-11-03T20:00:00-05:00'),
        ...{ description: 'Shipment exception: Held up by weather', language: 'en_US', code: 'SE' },
      },
      {
        at: Date.parse('2026-11-04T08:15:00-06:00'),
        ...{
          place: 'Memphis, US',
          description: 'On FedEx vehicle for delivery',
          language: 'en_US',
          code: 'OD',
        },
      },
    ],
  });
});

describe('a status', () => {
  test.each([
    ['OC', 'label_created'],
    ['PU', 'in_transit'],
    ['HL', 'ready_for_pickup'],
    ['DL', 'delivered'],
    ['DE', 'problem'],
    ['RS', 'returning'],
  ])('%s is %s', async (code, status) => {
    const { attempts } = await asked(
      'fedex',
      track('FedEx', number),
      parcel({ latestStatusDetail: { code } }),
    );
    expect(trackingOf(attempts[0])).toMatchObject({ status });
  });

  test.each<[string, object, string]>([
    ['with a coarser code', { latestStatusDetail: { code: 'ZZ', derivedCode: 'DL' } }, 'delivered'],
    [
      'of a parcel that has arrived',
      { dateAndTimes: [{ type: 'ACTUAL_DELIVERY', dateTime: '2026-11-04T11:00:00-06:00' }] },
      'delivered',
    ],
    [
      'of a parcel with an exception last',
      { scanEvents: [{ date: '2026-11-04T08:15:00-06:00', exceptionCode: '08' }] },
      'problem',
    ],
    ['of any other parcel', {}, 'in_transit'],
  ])('that nobody knows, %s, is told by that, kept and counted', async (_name, more, status) => {
    const unknown = { latestStatusDetail: { code: 'ZZ' }, ...more };
    const { attempts, events } = await asked('fedex', track('FedEx', number), parcel(unknown));
    expect(trackingOf(attempts[0])).toMatchObject({ status, statusText: 'ZZ' });
    expect(events).toContainEqual(expect.objectContaining({ kind: 'unknown_value' }));
  });
});

test('a number that FedEx does not know is not found, whatever the status says', async () => {
  const error = { code: 'TRACKING.TRACKINGNUMBER.NOTFOUND', message: 'Tracking number cannot be found.' };
  const { attempts } = await asked('fedex', track('FedEx', number), results({ error }));
  expect(attempts).toEqual([{ is: 'done', result: 'not_found', outputs: {} }]);
});

test('another error of FedEx is asked again, and is no parcel that nobody knows', async () => {
  const error = { code: 'TRACKING.SYSTEM.UNAVAILABLE', message: 'Try later.' };
  const { attempts } = await asked('fedex', track('FedEx', number), results({ error }));
  expect(attempts[0]).toMatchObject({ is: 'later' });
});

test('of a number that was used again, the newest parcel counts', async () => {
  const one = (code: string): Json => ({
    trackingNumberInfo: { trackingNumber: number },
    latestStatusDetail: { code },
  });
  const { attempts } = await asked('fedex', track('FedEx', number), results(one('IT'), one('DL')));
  expect(trackingOf(attempts[0])).toMatchObject({ status: 'in_transit' });
});

test.each<[string, Json | { status: number; body: Json }, object]>([
  [
    'a document',
    { output: { documents: [Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')] } },
    { result: 'found', document: { mediaType: 'application/pdf' } },
  ],
  ['none yet', { output: { documents: [] } }, { result: 'none' }],
  [
    'a parcel that nobody may see',
    { status: 400, body: { errors: [{ code: 'TRACKING.DOCUMENT.NOTFOUND', message: 'None' }] } },
    { result: 'none' },
  ],
])('a proof of delivery: %s', async (_name, answer, expected) => {
  const { attempts } = await asked('fedex', prove('FedEx', number), answer);
  expect(attempts[0]).toMatchObject({ is: 'done', ...expected });
});
