/** A shop with orders and subscriptions of two customers, for those who ask after them. */
import type { JsonObject } from '../../../../src/contracts/json.js';
import type { Store } from '../../../../src/store/store.js';
import { addOrder, addSubscription, type CallOptions, makeWorld, type World } from './world.js';

/** A kind of record, and the steps by which it is asked after. */
export interface Kind {
  kind: 'order' | 'subscription';
  steps: { get: string; list: string; quote: string };
  /** What a call says of the record that it asks facts for. */
  named: { about?: string };
}

export const kinds: readonly Kind[] = [
  { kind: 'order', steps: { get: 'get', list: 'list', quote: 'quote' }, named: {} },
  {
    kind: 'subscription',
    steps: { get: 'getSubscription', list: 'listSubscriptions', quote: 'quoteSubscription' },
    named: { about: 'subscription' },
  },
];

const [orders] = kinds as readonly [Kind];

/** Looks a record up. */
export const get = (world: World, number: string, options: CallOptions = {}, { steps }: Kind = orders) =>
  world.call(steps.get, { inputs: { number }, ...options });
/** Lists the customer's records. */
export const list = (world: World, options: CallOptions = {}, { steps }: Kind = orders) =>
  world.call(steps.list, options);
/** Asks what can be paid back of a record as the shop has it, with some changes. */
export const quote = (world: World, number: string, changes: JsonObject, { kind, steps }: Kind = orders) =>
  world.call(steps.quote, { inputs: { [kind]: { ...recordsOf(world, kind).get(number), ...changes } } });
/** How often the shop was asked. */
export const reads = (world: World) => world.shop.requests.length;

const recordsOf = ({ shop }: World, kind: Kind['kind']): ReadonlyMap<string, object> =>
  kind === 'order' ? shop.orders : shop.subscriptions;

const noah = {
  customerEmail: 'noah@example.com',
  customerRef: 'cust-noah',
  shippingAddress: { postcode: '10 115' },
};

/** Mia's order and subscription 1001 and Noah's 2002; 3003 does not exist. */
export async function makeShop(store: Store): Promise<World> {
  const world = await makeWorld(store);
  addOrder(world, '1001');
  addOrder(world, '2002', noah);
  addSubscription(world, '1001');
  addSubscription(world, '2002', noah);
  return world;
}
