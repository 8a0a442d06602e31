/** What the calls of the model run in: one merchant, one flow with one step, and ports that stand still at every point. */
import { refundReasons } from '../../../../src/contracts/refund-reason.js';
import { z } from 'zod';
import type { CallPorts } from '../../../../src/activities/calls/ports.js';
import type { CallRequest } from '../../../../src/contracts/call-request.js';
import { placeOf } from '../../../../src/activities/calls/plan.js';
import { Money } from '../../../../src/commerce/money.js';
import { Order } from '../../../../src/commerce/orders/order.js';
import type { CallStep } from '../../../../src/contracts/ir.js';
import type { Merchant } from '../../../../src/merchants/merchant.js';
import type { Operation } from '../../../../src/commerce/operation.js';
import type {
  EffectPlace,
  EffectRecord,
  Effects,
  Reservation,
  Reservations,
} from '../../../../src/store/store.js';
import type { Actor } from './actor.js';
import { CHARGED, type Scene } from './scene.js';
import type { Shop } from './shop.js';

const money = (minor: number) => ({ minor, currency: 'EUR' });

const order = {
  ...{ ref: 'o-1', number: '1001', customerEmail: 'mia@example.com', status: 'shipped' },
  ...{ amount: money(CHARGED), lines: [], shipments: [], returns: [] },
};

/** Verification has tests of its own: here nothing is a customer's. */
const catalogueOf = ({ effect }: Scene): ReadonlyMap<string, Operation> => {
  const common = {
    title: 'Pay',
    privacy: 'none',
    inputs: { order: Order, amount: Money },
    subject: 'record',
  } as const;
  const ref = z.string().optional();
  const pay: Operation = {
    ...{ ...common, name: 'model.pay', effect, results: { done: { refundRef: ref } } },
    ...{ guard: 'model.quote', pays: 'to_customer', reference: 'refundRef' },
  };
  const results = { refundable: { amount: Money, refunded: Money }, nothing_left: {} };
  return new Map([
    ['model.pay', pay],
    ['model.quote', { ...common, name: 'model.quote', effect: 'read', results }],
  ]);
};

const stepOf = ({ effect }: Scene): CallStep => ({
  ...{ kind: 'call', id: 'pay', named: true, title: 'Pay', line: 1, inputs: {}, outcomes: {} },
  ...{ operation: 'model.pay', effect },
  ...(effect === 'money'
    ? { approval: { notNeededWithin: 'all', by: 'somebody', expires: { ms: 86_400_000 } } }
    : {}),
});

/** The request of a run. */
export const requestOf = (merchant: string, run: string, scene: Scene): CallRequest => ({
  ...{ merchant, workflowId: run, flow: 'model', hash: 'h1', conversation: run },
  call: {
    ...{ do: 'call', id: 'pay#1', step: 'pay', visit: 1, operation: 'model.pay', facts: {}, asked: false },
    ...{ inputs: { order, amount: money(scene.minor), reason: 'changed_mind' }, confirmed: 'customer' },
  },
});

/** Row and reservation of a run. */
export const placeOfRun = (merchant: string, run: string): EffectPlace =>
  placeOf({ merchant, workflowId: run, call: { step: 'pay', visit: 1 } });

/** The part of the store that the model needs. */
export type ModelStore = Pick<CallPorts['store'], 'effects' | 'reservations' | 'pauses'>;

/** What the judge sees of the store as it changes. */
export interface Seen {
  row(run: string, row: EffectRecord | undefined, attempt: string): void;
  reserved(run: string, before: Reservation | undefined): void;
}

/** Ports of one attempt: each call of the store is a point at which it may stand still. */
export function portsOf(options: {
  ground: ModelStore;
  scene: Scene;
  shop: Shop;
  run: string;
  actor: Actor;
  now: () => number;
  seen: Seen;
}): CallPorts {
  const { ground, scene, shop, run, actor, seen } = options;
  const silent = (): void => undefined;
  const connection = shop.connection(run, actor);
  const bands = { all: { upTo: money(100 * CHARGED), reasons: refundReasons } };
  const merchant = {
    config: { vocabulary: { catalogue: catalogueOf(scene), ownFields: {} }, bands, zone: 'Europe/Berlin' },
    connectionFor: (name: string) => (connection.bindings.has(name) ? connection : undefined),
  } as unknown as Merchant;
  return {
    merchant: () => merchant,
    published: () => Promise.resolve(new Map([['pay', stepOf(scene)]])),
    store: {
      effects: watchedEffects(ground.effects, actor, run, seen),
      reservations: watchedReservations(ground.reservations, actor, run, seen),
      pauses: ground.pauses,
      events: { about: () => Promise.resolve([]), again: () => Promise.resolve() },
    } as unknown as CallPorts['store'],
    authenticated: () => undefined,
    secret: 'a secret of at least thirty-two characters',
    agents: { identify: () => Promise.resolve(undefined) },
    now: options.now,
    reportLateAnswer: () => Promise.resolve(),
    reportContradiction: () => Promise.resolve(),
    log: { debug: silent, info: silent, warn: silent, error: silent },
    metrics: { operationCalled: silent, verificationFailed: silent, verificationAlarm: silent },
  };
}

function watchedEffects(effects: Effects, actor: Actor, run: string, seen: Seen): Effects {
  return {
    ...effects,
    async find(id) {
      await actor.pause('find');
      return effects.find(id);
    },
    async change(place, decide) {
      await actor.pause('change');
      let after: EffectRecord | undefined;
      const value = await effects.change(place, (found) => {
        const change = decide(found);
        after = change.row === 'deleted' ? undefined : (change.row ?? found.row);
        return change;
      });
      seen.row(run, after, actor.name);
      return value;
    },
  };
}

function watchedReservations(
  reservations: Reservations,
  actor: Actor,
  run: string,
  seen: Seen,
): Reservations {
  return {
    ...reservations,
    async change(place, decide) {
      await actor.pause('reserve');
      let taken: { before: Reservation | undefined } | undefined;
      const value = await reservations.change(place, (found) => {
        const change = decide(found);
        taken = change.row === undefined ? undefined : { before: found.own };
        return change;
      });
      if (taken !== undefined) seen.reserved(run, taken.before);
      return value;
    },
  };
}
