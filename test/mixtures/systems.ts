/** Systems that mixtures are made of, beside the demo's shop: each with its secrets and what it tells. */
import type { Stack } from '../../demo/stack/stack.js';
import { createHmac } from 'node:crypto';
import { scanHook } from '../../demo/carriers/carrier.js';
import { startAdyen } from '../connectors/adyen/simulator.js';
import { openOffice } from '../connectors/carriers/label-office.js';
import { integration, startMagento } from '../peers/magento/start.js';
import { client, startCommerceCloud } from '../peers/salesforce/start.js';
import { startShopify, whyNoShopify } from '../peers/shopify/start.js';
import { openAccount } from '../peers/stripe/account.js';
import { customer, subscription } from '../peers/stripe/book.js';
import { endpointSecret } from '../peers/stripe/events.js';

/** A system that runs. */
export interface MixedSystem extends AsyncDisposable {
  /** Secrets of the connection to it, by name. */
  secrets: Readonly<Record<string, string>>;
  /** Sends what it tells by webhook to connections of this name, at this address. */
  tells?: { connection: string; to: (hook: string) => Promise<void> | void };
  /** What comes next in the world, once the dialogue about a flow has been had. */
  then?: Readonly<Record<string, (stack: Stack) => Promise<void>>>;
  /** Does what no customer asks for, once all dialogues are over: flows that it starts, by their names. */
  starts?: Readonly<Record<string, () => Promise<void>>>;
}

/** A system by its name; `whyNot` says why it cannot run here. */
interface KnownSystem {
  whyNot?: () => string | undefined;
  start: () => Promise<MixedSystem>;
}

const dayS = 86_400;

/** What Shopify's webhooks are signed with. */
const shopifyWebhooks = 'shpss_test';

/** Subscriptions of an account, one for each customer of the dialogues. */
const subscribers = ['cancel', 'change', 'pause', 'resume', 'refund'];

/** All systems by their names. */
export const systems: Readonly<Record<string, KnownSystem>> = {
  adyen: {
    async start() {
      const adyen = await startAdyen({ everyPayment: true });
      return {
        secrets: { ADYEN_URL: adyen.url, ADYEN_KEY: adyen.apiKey, ADYEN_WEBHOOKS: adyen.hmacKey },
        tells: { connection: 'psp', to: (hook) => adyen.tells(hook) },
        starts: {
          'refund-failed': async () => {
            const paid = adyen.ledger.find(({ kind }) => kind === 'refund');
            if (paid === undefined) throw new Error('Adyen has paid nothing back that could come back.');
            await adyen.comesBack(paid.pspReference);
          },
        },
        [Symbol.asyncDispose]: () => adyen[Symbol.asyncDispose](),
      };
    },
  },
  blitz: {
    start() {
      let hook = '';
      return Promise.resolve({
        secrets: { BLITZ_WEBHOOKS: scanHook },
        tells: { connection: 'blitz', to: (address) => void (hook = address) },
        then: {
          // The parcel that the demo's customer asks for.
          'where-is-my-order': async ({ carrier, stories }) => {
            const [left] = stories.single.shipped;
            for (const code of left?.sendungsnummern ?? [])
              await carrier.controls.scan({ code, state: 'ZUGESTELLT', tell: hook });
          },
        },
        [Symbol.asyncDispose]: () => Promise.resolve(),
      } satisfies MixedSystem);
    },
  },
  dhl: {
    async start() {
      const office = await openOffice('dhl-returns');
      return {
        secrets: { DHL_URL: office.url, LABEL_ID: 'id', LABEL_SECRET: 's3cret' },
        [Symbol.asyncDispose]: () => office[Symbol.asyncDispose](),
      };
    },
  },
  stripe: {
    async start() {
      const { book, ...account } = await openAccount();
      book.everyPayment = 4_900;
      // What is paid back of a subscription is not told by an event.
      book.refundStatus = ({ order_id: order }) => (order === undefined ? 'succeeded' : 'pending');
      const now = Math.floor(Date.now() / 1000);
      book.period = { start: now - 10 * dayS, end: now + 20 * dayS };
      for (const name of subscribers) {
        book.customers.push(customer(`cus_${name}`, `${name}@example.com`));
        book.subscriptions.push(subscription(`sub_${name}`, `cus_${name}`, 'price_1'));
      }
      book.subscription('sub_resume').pause_collection = { behavior: 'void', resumes_at: null };
      const [charge] = book.invoiced('sub_1');
      book.payments.push({ ...charge!, id: 'pi_refund', subscription: 'sub_refund' });
      return {
        secrets: { STRIPE_URL: account.url, STRIPE_KEY: 'rk_test', STRIPE_WEBHOOKS: endpointSecret },
        tells: { connection: 'pay', to: account.tells },
        starts: {
          'refund-failed': async () => {
            const paid = book.refunds.find(
              ({ metadata, status }) => metadata['order_id'] && status === 'succeeded',
            );
            if (paid !== undefined) await account.comesBack(paid);
          },
        },
        [Symbol.asyncDispose]: () => account[Symbol.asyncDispose](),
      };
    },
  },
  magento: {
    async start() {
      const shop = await startMagento();
      return {
        secrets: {
          MAGENTO_URL: shop.url,
          MAGENTO_CONSUMER_KEY: integration.consumerKey,
          MAGENTO_CONSUMER_SECRET: integration.consumerSecret,
          MAGENTO_TOKEN: integration.token,
          MAGENTO_TOKEN_SECRET: integration.tokenSecret,
        },
        [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
      };
    },
  },
  salesforce: {
    async start() {
      const site = await startCommerceCloud();
      return {
        secrets: { SFCC_URL: site.url, SFCC_CLIENT_ID: client.id, SFCC_CLIENT_SECRET: client.secret },
        [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
      };
    },
  },
  shopify: {
    whyNot: whyNoShopify,
    async start() {
      const shop = await startShopify();
      // A job is done when it is asked for the first time, after ten seconds.
      await shop.script({ polls: 1, carried: { order: '#1005', status: 'IN_TRANSIT' } });
      let hook = '';
      return {
        secrets: {
          SHOPIFY_URL: shop.url,
          SHOPIFY_TOKEN: shop.accessToken,
          SHOPIFY_WEBHOOKS: shopifyWebhooks,
        },
        tells: { connection: 'store', to: (address) => void (hook = address) },
        then: {
          'where-is-my-order': async () => {
            await shop.script({ carried: { order: '#1005', status: 'DELIVERED' } });
            await tellFulfillment(hook, '1Z999AA10000000005', 'delivered');
          },
        },
        [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
      };
    },
  },
};

/** A webhook of the topic `fulfillments/update`, signed as Shopify signs it. */
async function tellFulfillment(
  hook: string,
  tracking_number: string,
  shipment_status: string,
): Promise<void> {
  const body = JSON.stringify({ tracking_number, shipment_status, updated_at: new Date().toISOString() });
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': 'fulfillments/update',
    'x-shopify-webhook-id': 'parcel-1005',
    'x-shopify-hmac-sha256': createHmac('sha256', shopifyWebhooks).update(body).digest('base64'),
  };
  const answer = await fetch(hook, { method: 'POST', headers, body });
  if (!answer.ok)
    throw new Error(`Shopify's webhook was answered by ${answer.status}: ${await answer.text()}`);
}

/** Why a mixture of these systems cannot be played here, or nothing. */
export const whyNotPlayed = (names: readonly string[]): string | undefined =>
  names
    .flatMap((name) => {
      const known = systems[name];
      return known === undefined ? [`There is no system \`${name}\`.`] : (known.whyNot?.() ?? []);
    })
    .at(0);
