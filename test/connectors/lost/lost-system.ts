/** A system whose answers get lost, with all its writes; and the records that these are about. */
import type { JsonObject } from '../../../src/contracts/json.js';
import type { Hit } from '../../support/hostile-server.js';

/** A write, and how often the system has done it. */
export interface LostWrite {
  operation: string;
  inputs: JsonObject;
  times: () => number | Promise<number>;
}

/** A system that runs. */
export interface OpenSystem extends AsyncDisposable {
  url: string;
  secrets: Readonly<Record<string, string>>;
  writes: readonly LostWrite[];
}

/** A system, its connection without its address, and what tells a request that commits something. */
export interface LostSystem {
  name: string;
  why?: string;
  use: string;
  commits: (hit: Hit) => boolean;
  open: () => Promise<OpenSystem>;
  /** Whether a process is killed in every run of the tests, not in the exhaustive one alone. */
  killsOne?: boolean;
}

/** An amount in euros. */
export const eur = (minor: number) => ({ minor, currency: 'EUR' });
/** Where an order goes. */
export const address = { name: 'Bo Ek', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' };
/** An order of this reference and number. */
export const orderOf = (ref: string, number: string, more: JsonObject = {}) => ({
  ...{ ref, number, status: 'open', customerEmail: 'bo@example.org', shippingAddress: address },
  ...{ amount: eur(6_000), lines: [], shipments: [], returns: [] },
  ...more,
});
/** A subscription of this reference. */
export const subscriptionOf = (ref: string, more: JsonObject = {}) => ({
  ...{ ref, number: ref, name: 'Coffee', status: 'active', products: [], ...more },
});
/** What is either done or not, as a count. */
export const isTrue = (told: unknown): number => (told === true ? 1 : 0);
