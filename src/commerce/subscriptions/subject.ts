/** Subscriptions as subjects of operations. */
import type { JsonObject } from '../../contracts/json.js';
import { recordItem } from '../orders/subject.js';
import type { SubjectKind } from '../subject.js';
import { Subscription } from './subscription.js';

/** A subscription. It has no amount: what was charged over the years is no single price. */
export const subscriptionSubject: SubjectKind = {
  kind: 'subscription',
  type: 'Subscription',
  input: 'subscription',
  list: 'subscriptions',
  get: 'subscriptions.get',
  read(value) {
    const subscription = Subscription.safeParse(value).data;
    if (subscription === undefined) return undefined;
    const { ref, number, customerEmail, customerRef, customerName, shippingAddress, status } = subscription;
    return {
      ...{ ref, number, status, emails: customerEmail === undefined ? [] : [customerEmail] },
      // A subscription parsed by its schema is plain JSON; absent fields stay absent.
      record: subscription as JsonObject,
      ...(shippingAddress?.postcode === undefined ? {} : { postcode: shippingAddress.postcode }),
      ...(customerRef === undefined ? {} : { customerRef }),
      ...(customerName === undefined ? {} : { customerName }),
      ...(subscription.products.length === 0 ? {} : { items: subscription.products.map(recordItem) }),
    };
  },
};
