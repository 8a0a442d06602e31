/** The systems whose answers get lost: each with all its writes, and how often it has done one. */
import type { Book } from '../../peers/salesforce/book.js';
import { client, startCommerceCloud } from '../../peers/salesforce/start.js';
import { integration, startMagento } from '../../peers/magento/start.js';
import { openAccount } from '../../peers/stripe/account.js';
import { startAdyen } from '../adyen/simulator.js';
import { copyOf } from '../salesforce/connected.js';
import { interceptSystem } from './intercepts.js';
import {
  address,
  eur,
  isTrue,
  type LostSystem,
  type LostWrite,
  type OpenSystem,
  orderOf,
  subscriptionOf,
} from './lost-system.js';
import { shopifySystems } from './shopify.js';

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

/** A site of Salesforce Commerce Cloud, asked below this path. */
async function commerceCloud(below: string, writes: (book: Book) => LostWrite[]): Promise<OpenSystem> {
  const site = await startCommerceCloud();
  return Object.assign(site, {
    url: `${site.url}${below}`,
    secrets: { URL: site.url, SFCC_CLIENT_ID: client.id, SFCC_CLIENT_SECRET: client.secret },
    writes: writes(site.book),
  });
}

const siteOrder = orderOf('00000401', '00000401');

/** The connection to such a site, whose tokens come from it. */
const atSite = (connector: string): string =>
  copyOf(connector).replaceAll(/^(connection|baseUrl): .*\n/gm, '');

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
  {
    name: 'salesforce-commerce-cloud',
    use: atSite('salesforce-commerce-cloud'),
    commits: ({ method }) => method !== 'GET',
    open: () =>
      commerceCloud('', ({ orders: [first = {}] }) => [
        {
          ...{ operation: 'orders.cancel', inputs: { order: siteOrder, reason: 'changed_mind' } },
          times: () => isTrue(first['status'] === 'cancelled'),
        },
        {
          ...{ operation: 'orders.change_address', inputs: { order: siteOrder, address } },
          times: () => isTrue(JSON.stringify(first['shipments']).includes('Weg 2')),
        },
      ]),
  },
  {
    name: 'salesforce-ocapi',
    use: atSite('salesforce-ocapi'),
    commits: ({ method, url }) => method === 'POST' && url.endsWith('/notes'),
    open: () =>
      commerceCloud('/s/RefArch/dw/shop/v24_5', ({ notes }) => [
        {
          ...{ operation: 'orders.add_note', inputs: { order: siteOrder, text: 'Called.' } },
          times: () => notes.length,
        },
      ]),
  },
  interceptSystem,
  ...shopifySystems,
];
