/** All that the shop does, whichever API it is asked through. */
import type { OrderService } from './order-service.js';
import type { ReturnService } from './returns/return-service.js';
import type { SubscriptionService } from './subscriptions/subscription-service.js';

/** What an API that has everything needs. */
export interface Services {
  readonly orders: OrderService;
  readonly subscriptions: SubscriptionService;
  readonly returns: ReturnService;
}
