/** A parcel is judged by the merchant's calendar and by what its carrier usually takes. */
import { describe, expect, test } from 'vitest';
import { judgeDelivery } from '../../src/commerce/shipments/judge-delivery.js';
import type { Json } from '../../src/contracts/json.js';
import { addDuration } from '../../src/merchants/calendar.js';
import { carrierTimes } from '../../src/merchants/carrier-times.js';
import type { MerchantConfig } from '../../src/merchants/merchant.js';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';

const file = `
merchant: acme
zone: Europe/Berlin
hours:
  mon-fri: '09:00-17:00'
handover: { default: service }
`;
const read = (carriers: string): ReturnType<typeof readMerchantFile> =>
  readMerchantFile('merchant.yaml', `${file}${carriers}`, { now: at('2026-03-05 12:00') });
const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}:00+01:00`);

/** What is judged on Thursday, 5 March 2026, at noon. */
function judged(carriers: string, given: { shipment?: object; tracking: object }): Json | undefined {
  const { config, issues } = read(carriers);
  expect(issues).toEqual([]);
  const merchant: MerchantConfig = config!;
  const shipment = { carrier: 'DHL', trackingNumber: 'P1', ...given.shipment };
  const tracking = { trackingNumber: 'P1', events: [], ...given.tracking };
  return judgeDelivery(
    { inputs: { shipment }, outputs: { tracking } },
    {
      now: at('2026-03-05 12:00'),
      times: (carrier, service) => carrierTimes(merchant.carriers, carrier, service),
      after: (from, duration) => addDuration(merchant, from, duration),
    },
  )['delivery'];
}

const moving = (at: number): { tracking: object } => ({
  tracking: { status: 'in_transit', events: [{ at, description: 'Scanned' }] },
});
const fine = { delayed: false, probablyLost: false, claimable: false };

describe('by what carriers usually take', () => {
  test.each([
    ['scanned yesterday', moving(at('2026-03-04 12:00')), { ...fine, daysWithoutScan: 1 }],
    [
      'a week of working days is just not over',
      moving(at('2026-02-24 12:30')),
      { ...fine, daysWithoutScan: 8 },
    ],
    [
      'it is over',
      moving(at('2026-02-24 11:30')),
      { ...fine, probablyLost: true, claimable: true, daysWithoutScan: 9 },
    ],
    ['announced today, and never scanned', { tracking: { status: 'label_created' } }, fine],
    [
      'handed over long ago, and never scanned',
      { shipment: { shippedAt: at('2026-02-10 12:00') }, tracking: { status: 'label_created' } },
      { ...fine, probablyLost: true, claimable: true },
    ],
    [
      'promised for the day before yesterday',
      { tracking: { status: 'in_transit', expectedDelivery: at('2026-03-03 12:00') } },
      { ...fine, delayed: true },
    ],
    [
      'promised by the shop only',
      { shipment: { expectedDelivery: at('2026-03-03 12:00') }, tracking: { status: 'in_transit' } },
      { ...fine, delayed: true },
    ],
    [
      'the carrier’s own day goes before the shop’s',
      {
        shipment: { expectedDelivery: at('2026-03-03 12:00') },
        tracking: { status: 'in_transit', expectedDelivery: at('2026-03-06 12:00') },
      },
      fine,
    ],
    [
      'a parcel that waits in a shop is not lost',
      {
        tracking: {
          status: 'ready_for_pickup',
          events: [{ at: at('2026-02-10 12:00'), description: 'There' }],
        },
      },
      { ...fine, daysWithoutScan: 23 },
    ],
    [
      'delivered an hour ago',
      { tracking: { status: 'delivered', events: [{ at: at('2026-03-05 11:00'), description: 'Done' }] } },
      fine,
    ],
    [
      'delivered three days ago',
      { tracking: { status: 'delivered', events: [{ at: at('2026-03-02 11:00'), description: 'Done' }] } },
      { ...fine, claimable: true },
    ],
    ['delivered, nobody says when', { tracking: { status: 'delivered' } }, { ...fine, claimable: true }],
    [
      'a parcel with a problem is not merely late',
      { tracking: { status: 'problem', expectedDelivery: at('2026-03-03 12:00') } },
      fine,
    ],
  ])('%s', (_, given, delivery) => {
    expect(judged('', given)).toEqual(delivery);
  });
});

describe('by what the merchant writes', () => {
  const carriers = `carriers:
  default: { lostAfter: 10 business days }
  D.H.L.: { lostAfter: 3 business days }
  dhl express: { lostAfter: 1 day }
`;
  test.each([
    ['the carrier’s time, however it is spelt', {}, true],
    ['another carrier has the default', { carrier: 'Hermes' }, false],
    ['a service of its own', { carrier: 'DHL', service: 'Express' }, true],
    ['a service without a time has its carrier’s', { carrier: 'DHL', service: 'Paket' }, true],
  ])('%s', (_, shipment, probablyLost) => {
    expect(judged(carriers, { shipment, ...moving(at('2026-02-26 12:00')) })).toMatchObject({ probablyLost });
  });

  test('a service’s time goes before its carrier’s', () => {
    const service = { shipment: { service: 'Express' }, ...moving(at('2026-03-03 12:00')) };
    expect(judged(carriers, service)).toMatchObject({ probablyLost: true });
    expect(judged(carriers, moving(at('2026-03-03 12:00')))).toMatchObject({ probablyLost: false });
  });

  test('what is no duration is told with its place', () => {
    const { issues } = read('carriers:\n  DHL: { lostAfter: soon }\n');
    expect(issues).toEqual([
      expect.objectContaining({
        code: 'merchant_shape',
        path: 'carriers.DHL.lostAfter',
        line: 8,
        column: 21,
      }),
    ]);
  });
});
