/** Turns a duration or a day into a moment, using the merchant's calendar. */
import { addDuration, openingOn } from '../merchants/calendar.js';
import type { Merchants } from '../merchants/merchant.js';
import type { ResolveMomentRequest } from '../contracts/activities.js';
import { merchantOf } from './merchant-of.js';

/** Makes the activity: returns when the duration has passed or business begins that day, in epoch milliseconds. */
export function resolveMoment(deps: {
  merchants: Merchants;
}): (request: ResolveMomentRequest) => Promise<number> {
  return (request) => {
    const { config } = merchantOf(deps.merchants, request.merchant);
    return Promise.resolve(
      'day' in request ? openingOn(config, request.day) : addDuration(config, request.from, request.duration),
    );
  };
}
