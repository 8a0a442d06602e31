/** Shopify, whose answers get lost: little shops with a memory, and the server with the official schema. */
import { contractId } from '../../peers/shopify/little-contract.js';
import { orderId, startLittleShop } from '../../peers/shopify/little-shop.js';
import { startShopify, whyNoShopify } from '../../peers/shopify/start.js';
import type { Hit } from '../../support/hostile-server.js';
import {
  address,
  eur,
  isTrue,
  type LostSystem,
  type OpenSystem,
  orderOf,
  subscriptionOf,
} from './lost-system.js';

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
      {
        operation: 'subscriptions.refund',
        inputs: { subscription, amount: eur(500), charge: contract.charge?.order ?? '', reason: 'other' },
        times: () => contract.refunds.length,
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

/** Its shops. */
export const shopifySystems: readonly LostSystem[] = [
  { name: 'shopify', ...shopify, open: littleShop, killsOne: true },
  { name: 'shopify (a paused contract)', ...shopify, open: pausedShop },
  {
    ...{ name: 'shopify (its schema)', ...shopify, open: schemaShop },
    ...(whyNoShopify() === undefined ? {} : { why: whyNoShopify()! }),
  },
];
