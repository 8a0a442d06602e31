/** Systems that mixtures are made of, beside the demo's shop and carrier: each with its secrets and what it tells. */
import { startAdyen } from '../connectors/adyen/simulator.js';
import { startShopify, whyNoShopify } from '../peers/shopify/start.js';

/** A system that runs. */
export interface MixedSystem extends AsyncDisposable {
  /** Secrets of the connection to it, by name. */
  secrets: Readonly<Record<string, string>>;
  /** Sends what it tells by webhook to connections of this name, at this address. */
  tells?: { connection: string; to: (hook: string) => Promise<void> };
  /** Does what no customer asks for, once all dialogues are over: flows that it starts, by their names. */
  starts?: Readonly<Record<string, () => Promise<void>>>;
}

/** A system by its name; `whyNot` says why it cannot run here. */
export interface KnownSystem {
  whyNot?: () => string | undefined;
  start: () => Promise<MixedSystem>;
}

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
  shopify: {
    whyNot: whyNoShopify,
    async start() {
      const shop = await startShopify();
      return {
        secrets: { SHOPIFY_URL: shop.url, SHOPIFY_TOKEN: shop.accessToken },
        [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
      };
    },
  },
};

/** Why a mixture of these systems cannot be played here, or nothing. */
export const whyNotPlayed = (names: readonly string[]): string | undefined =>
  names
    .flatMap((name) => {
      const known = systems[name];
      return known === undefined ? [`There is no system \`${name}\`.`] : (known.whyNot?.() ?? []);
    })
    .at(0);
