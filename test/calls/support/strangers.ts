/** A shop with orders of two customers, for those who ask after them. */
import type { Store } from '../../../src/store/store.js';
import { addOrder, type CallOptions, makeWorld, type World } from './world.js';

/** Looks an order up. */
export const get = (world: World, number: string, options: CallOptions = {}) =>
  world.call('get', { inputs: { number }, ...options });
/** How often the shop was asked. */
export const reads = (world: World) => world.shop.requests.length;

/** Mia's order 1001 and Noah's 2002; 3003 does not exist. */
export async function makeShop(store: Store): Promise<World> {
  const world = await makeWorld(store);
  addOrder(world, '1001');
  addOrder(world, '2002', {
    customerEmail: 'noah@example.com',
    customerRef: 'cust-noah',
    shippingAddress: { postcode: '10 115' },
  });
  return world;
}
