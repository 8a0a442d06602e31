/** Turns a duration into a moment by the merchant's calendar. */
import { addDuration } from '../merchants/calendar.js';
import type { Merchants } from '../merchants/merchant.js';
import type { ResolveMomentRequest } from './activities.js';
import { merchantOf } from './merchant-of.js';

/** Makes the activity: epoch milliseconds at which the duration has passed. */
export function resolveMoment(deps: {
  merchants: Merchants;
}): (request: ResolveMomentRequest) => Promise<number> {
  return ({ merchant, from, duration }) =>
    Promise.resolve(addDuration(merchantOf(deps.merchants, merchant).config, from, duration));
}
