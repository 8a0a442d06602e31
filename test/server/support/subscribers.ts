/** Customers of the demo shop who have a subscription. */
import { makeOrderBook } from '../../../demo/shop/order-book.js';
import { demoDefaults } from '../../../demo/shop/shop.js';
import { makeSubscriptions } from '../../../demo/shop/subscriptions/make-subscriptions.js';
import type { Subscription } from '../../../demo/shop/subscriptions/subscription.js';

/** Customers with one subscription in that situation and no other; the dates matter to nothing here. */
export function lone(situation: string): Subscription[] {
  const made = { seed: demoDefaults.seed, now: Date.now() };
  const { subscriptions, situations } = makeSubscriptions(makeOrderBook(made), made);
  return subscriptions.filter(
    ({ id, customer }) =>
      situations.get(id) === situation &&
      subscriptions.filter((other) => other.customer === customer).length === 1,
  );
}
