/** Finds the subscriptions that a demo or a test tells a story of. */
import type { StoryCustomer } from '../stories.js';
import type { SubscriptionBook, SubscriptionSituation } from './make-subscriptions.js';
import type { Subscription } from './subscription.js';

/** A subscription of a story. */
export interface StorySubscription {
  readonly customer: StoryCustomer;
  readonly id: string;
  readonly number: string;
}

/** Subscriptions by situation, of customers with this one only. */
export type StorySubscriptions = Readonly<Record<SubscriptionSituation, readonly StorySubscription[]>>;

/** The subscriptions of a book that stories can be told of. */
export function storySubscriptions({ subscriptions, situations }: SubscriptionBook): StorySubscriptions {
  const isLone = ({ customer }: Subscription) =>
    subscriptions.filter((other) => other.customer === customer).length === 1;
  const found = new Map<SubscriptionSituation, StorySubscription[]>();
  for (const [id, situation] of situations) {
    const subscription = subscriptions.find((each) => each.id === id);
    const told = found.get(situation) ?? [];
    found.set(situation, told);
    if (subscription !== undefined && isLone(subscription)) told.push(tell(subscription));
  }
  return Object.fromEntries(found) as Record<SubscriptionSituation, StorySubscription[]>; // every situation is in the book
}

const tell = ({ id, number, customer: { id: ref, mail, name, address } }: Subscription) => ({
  ...{ id, number },
  customer: { id: ref, mail, name, plz: address.postcode },
});
