/** UPS, whose answers get lost after an intercept was put on a parcel. */
import {
  interceptAsked,
  isIntercept,
  openInterceptOffice,
  parcel,
  redirects,
} from '../carriers/intercept-office.js';
import { copyOf } from '../carriers/system.js';
import type { LostSystem } from './lost-system.js';

const amount = { minor: 2_100, currency: 'USD' };

/** Every kind of intercept, each on a parcel of its own. */
export const interceptSystem: LostSystem = {
  name: 'ups-intercept',
  use: copyOf('ups-intercept').replaceAll(/^(connection|baseUrl): .*\n/gm, ''),
  commits: isIntercept,
  killsOne: true,
  async open() {
    const office = await openInterceptOffice();
    return Object.assign(office, {
      secrets: { URL: office.url, UPS_ID: 'S', UPS_SECRET: 'S' },
      writes: redirects.map((redirect, at) => {
        const trackingNumber = `${parcel.trackingNumber.slice(0, -1)}${at}`;
        return {
          operation: 'shipments.redirect',
          inputs: { ...interceptAsked(redirect), shipment: { ...parcel, trackingNumber }, amount },
          times: () => office.intercepts.filter(({ number }) => number === trackingNumber).length,
        };
      }),
    });
  },
};
