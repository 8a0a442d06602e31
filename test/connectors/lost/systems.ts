/** The systems whose answers get lost: each with all its writes, and how often it has done one. */
import type { JsonObject } from '../../../src/contracts/json.js';
import { integration, startMagento } from '../../peers/magento/start.js';
import { contractId, orderId, startLittleShop } from '../../peers/shopify/little-shop.js';
import { startShopify, whyNoShopify } from '../../peers/shopify/start.js';
import { openAccount } from '../../peers/stripe/account.js';
import type { Hit } from '../../support/hostile-server.js';
import { startAdyen } from '../adyen/simulator.js';

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

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const address = { name: 'Bo Ek', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' };
const orderOf = (ref: string, number: string, more: JsonObject = {}) => ({
  ...{ ref, number, status: 'open', customerEmail: 'bo@example.org', shippingAddress: address },
  ...{ amount: eur(6_000), lines: [], shipments: [], returns: [] },
  ...more,
});
const subscriptionOf = (ref: string, more: JsonObject = {}) => ({
  ...{ ref, number: ref, name: 'Coffee', status: 'active', products: [], ...more },
});
const isTrue = (told: unknown): number => (told === true ? 1 : 0);

async function stripe(): Promise<OpenSystem> {
  const account = await openAccount();
  const { book } = account;
  const subscription = subscriptionOf('sub_1');
  const own = () => book.subscription('sub_1');
  const paused = () => isTrue(own().pause_collection !== null);
  book.subscription('sub_3').pause_collection = { behavior: 'void', resumes_at: null };
  const plan = { ref: 'price_2', name: 'Coffee', price: eur(1_690) };
  const refunds = (payment: string) => () =>
    book.refunds.filter(({ payment_intent: of }) => of === payment).length;
  const cancel = (at: string) => ({ subscription, at, reason: 'moved' });
  return Object.assign(account, {
    secrets: { KEY: 'rk_test' },
    writes: [
      {
        ...{ operation: 'payments.refund', times: refunds('pi_1') },
        inputs: { order: orderOf('o1', '1001'), amount: eur(1_000), reason: 'damaged' },
      },
      {
        ...{ operation: 'subscriptions.refund', times: refunds('pi_7') },
        inputs: { subscription, amount: eur(500), charge: 'pi_7', reason: 'other' },
      },
      {
        ...{
          operation: 'subscriptions.change',
          inputs: { subscription, plan, amount: eur(1_690), due: eur(350) },
        },
        times: () => isTrue(own().items[0]?.price === 'price_2'),
      },
      {
        ...{ operation: 'subscriptions.cancel', inputs: cancel('now') },
        times: () => isTrue(own().status === 'canceled'),
      },
      {
        ...{ operation: 'subscriptions.cancel', inputs: cancel('period_end') },
        times: () => isTrue(own().cancel_at !== null),
      },
      { operation: 'subscriptions.pause', inputs: { subscription }, times: paused },
      { operation: 'subscriptions.pause', inputs: { subscription, until: '2040-12-24' }, times: paused },
      {
        ...{ operation: 'subscriptions.resume', inputs: { subscription: subscriptionOf('sub_3') } },
        times: () => isTrue(book.subscription('sub_3').pause_collection === null),
      },
    ],
  });
}

async function adyen(): Promise<OpenSystem> {
  const system = await startAdyen();
  const payment = '993617894903480A';
  system.pays(payment, { value: 2_000, currency: 'EUR' });
  const order = orderOf('o1', '1001', { paymentRef: payment });
  const times = () => system.ledger.length;
  return Object.assign(system, {
    secrets: { KEY: system.apiKey, HOOK: system.hmacKey },
    writes: [
      { operation: 'payments.refund', inputs: { order, amount: eur(500), reason: 'damaged' }, times },
      { operation: 'orders.cancel', inputs: { order, reason: 'changed_mind' }, times },
    ],
  });
}

async function magento(): Promise<OpenSystem> {
  const shop = await startMagento({ commerce: true });
  const { book } = shop;
  const order = (id: number) => orderOf(String(id), String(100 + id).padStart(9, '0'));
  const lines = [{ line: '21', name: 'KIT', quantity: 1 }];
  const streetOf = (id: number) => JSON.stringify(book.orders[id - 1]?.['extension_attributes']);
  return Object.assign(shop, {
    secrets: { TOKEN: integration.token },
    writes: [
      {
        ...{ operation: 'payments.refund', inputs: { order: order(1), amount: eur(500), reason: 'late' } },
        times: () => book.creditmemos.length,
      },
      {
        ...{ operation: 'orders.cancel', inputs: { order: order(3), reason: 'changed_mind' } },
        times: () => isTrue(book.orders[2]?.['state'] === 'canceled'),
      },
      {
        ...{ operation: 'orders.change_address', inputs: { order: order(1), address } },
        times: () => isTrue(streetOf(1).includes('Weg 2')),
      },
      {
        ...{ operation: 'orders.add_note', inputs: { order: order(1), text: 'Called.' } },
        times: () => book.comments.length,
      },
      {
        ...{ operation: 'returns.create', inputs: { order: order(2), lines, reason: 'damaged' } },
        times: () => book.returns.length,
      },
    ],
  });
}

async function littleShop(): Promise<OpenSystem> {
  const shop = await startLittleShop();
  const { state } = shop;
  const subscription = subscriptionOf(contractId, { nextOrderAt: Date.parse('2026-12-01T00:00:00Z') });
  const order = orderOf(orderId, '1');
  const piece = (line: string) => ({ line, name: 'Boots', quantity: 1 });
  const returned = [piece('gid://shopify/FulfillmentLineItem/1')];
  const { contract } = state;
  state.returns.push({ id: 'gid://shopify/Return/1', status: 'OPEN', notes: [], fee: null, pieces: 1 });
  return Object.assign(shop, {
    secrets: { KEY: 'S' },
    writes: [
      {
        ...{ operation: 'orders.add_note', inputs: { order, text: 'Ring twice.' } },
        times: () => state.marks.length,
      },
      {
        ...{ operation: 'orders.change_lines', inputs: { order, lines: [piece('1')] } },
        times: () => state.commits,
      },
      {
        operation: 'orders.replace',
        inputs: { order, lines: [piece('1')], reason: 'damaged', amount: eur(2_000) },
        times: () => state.replacements.length,
      },
      {
        ...{ operation: 'returns.create', inputs: { order, lines: returned, reason: 'damaged' } },
        times: () => state.returns.length - 1,
      },
      {
        ...{
          operation: 'returns.cancel',
          inputs: { order, return: { ref: 'gid://shopify/Return/1', status: 'approved', lines: [] } },
        },
        times: () => isTrue(state.returns[0]?.status === 'CANCELED'),
      },
      {
        ...{ operation: 'subscriptions.cancel', inputs: { subscription, at: 'now' } },
        times: () => isTrue(contract.status === 'CANCELLED'),
      },
      {
        ...{ operation: 'subscriptions.pause', inputs: { subscription } },
        times: () => isTrue(contract.status === 'PAUSED'),
      },
      {
        ...{ operation: 'subscriptions.pause', inputs: { subscription, until: '2040-01-15' } },
        times: () => isTrue(contract.nextBillingDate === '2040-01-15T00:00:00Z'),
      },
      {
        ...{ operation: 'subscriptions.skip', inputs: { subscription } },
        times: () => contract.skipped.length,
      },
    ],
  });
}

/** A contract that is paused, in a shop of its own. */
async function pausedShop(): Promise<OpenSystem> {
  const shop = await startLittleShop();
  shop.state.contract.status = 'PAUSED';
  const inputs = { subscription: subscriptionOf(contractId, { status: 'paused' }) };
  const times = () => isTrue(shop.state.contract.status === 'ACTIVE');
  return Object.assign(shop, {
    secrets: { KEY: 'S' },
    writes: [{ operation: 'subscriptions.resume', inputs, times }],
  });
}

/** The server with the official schema, for what has a memory there. */
async function schemaShop(): Promise<OpenSystem> {
  const shop = await startShopify();
  // Nobody asks for a job whose answer was lost.
  await shop.script({ polls: 0 });
  const order = (number: number) => orderOf(`gid://shopify/Order/${5000 + number}`, String(1000 + number));
  const cad = { minor: 500, currency: 'CAD' };
  return Object.assign(shop, {
    secrets: { KEY: shop.accessToken },
    writes: [
      {
        operation: 'payments.refund',
        inputs: { order: { ...order(2), amount: cad }, amount: cad, reason: 'damaged' },
        times: async () => (await shop.ledger()).refunds.length,
      },
      {
        ...{ operation: 'orders.cancel', inputs: { order: order(1), reason: 'changed_mind' } },
        times: async () => (await shop.ledger()).cancellations.length,
      },
      {
        ...{ operation: 'orders.change_address', inputs: { order: order(4), address } },
        times: async () => isTrue((await shop.ledger()).addresses.length > 0),
      },
    ],
  });
}

const shopify = {
  use: 'connector: shopify\nparameters: { shop: acme }\nauth: { scheme: api-key, key: "${secret.KEY}" }\n',
  commits: ({ body }: Hit): boolean =>
    /mutation (?!EditBegin|EditQuantity|EditVariant|ReplacementDraft|ReplacementWorth)\w+/.test(body),
};

/** All of them. */
export const lostSystems: readonly LostSystem[] = [
  {
    name: 'stripe',
    use: 'connector: stripe\nauth: { scheme: bearer, token: "${secret.KEY}" }\n',
    commits: ({ method, url }) => method !== 'GET' && !url.endsWith('/create_preview'),
    open: stripe,
    killsOne: true,
  },
  {
    name: 'adyen',
    use: 'connector: adyen\nparameters: { merchantAccount: AcmeECOM, prefix: test }\nauth: { scheme: api-key, key: "${secret.KEY}" }\nevents: { secret: "${secret.HOOK}" }\n',
    commits: ({ method }) => method === 'POST',
    open: adyen,
    killsOne: true,
  },
  {
    name: 'magento',
    use: "connector: magento\nparameters: { returnReason: '12', returnCondition: '8', returnResolution: '5' }\nauth: { scheme: bearer, token: \"${secret.TOKEN}\" }\n",
    commits: ({ method }) => method !== 'GET',
    open: magento,
    killsOne: true,
  },
  { name: 'shopify', ...shopify, open: littleShop, killsOne: true },
  { name: 'shopify (a paused contract)', ...shopify, open: pausedShop },
  {
    ...{ name: 'shopify (its schema)', ...shopify, open: schemaShop },
    ...(whyNoShopify() === undefined ? {} : { why: whyNoShopify()! }),
  },
];
