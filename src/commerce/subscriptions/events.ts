/** Events of subscriptions. */
import type { BusinessEvent } from '../business-event.js';
import { text } from '../field.js';

/** Something about a subscription is not as it was. */
export const subscriptionsChanged: BusinessEvent = {
  name: 'subscriptions.changed',
  title: 'A subscription has changed',
  about: 'subscription',
  fields: { number: text().optional(), status: text().optional() },
};

/** A payment of a subscription did not go through. */
export const subscriptionsPaymentFailed: BusinessEvent = {
  name: 'subscriptions.payment_failed',
  title: 'A subscription payment has failed',
  about: 'subscription',
  fields: { number: text().optional(), code: text().optional() },
};
