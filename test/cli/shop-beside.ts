/** The demo's shop as a process of its own, and the environment of commands that call it. */
import { join, resolve } from 'node:path';
import { addressesOf } from '../../demo/shop/addresses.js';
import { makeOrderBook } from '../../demo/shop/order-book.js';
import { spawnProgram, type SpawnedProgram } from '../../demo/shop/spawn.js';
import { type StoryOrders, storyOrders } from '../../demo/shop/stories.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { type Ended, openCommandHost, orderly, temporaryFolder } from './run-cli.js';

/** Credentials of this shop; no output may have one of them. */
export const credentials = {
  SHOP_SECRET: 'kT4-secret-of-rest-9wQ',
  SHOP_SOAP_PASSWORD: 'kT4-secret-of-soap-9wQ',
  SHOP_GRAPHQL_KEY: 'kT4-secret-of-graphql-9wQ',
  CARRIER_KEY: 'demo-carrier-key',
  PAYOUTS_KEY: 'demo-payout-key',
  PAYOUTS_HOOK: 'demo-payout-hook',
};

/** Every way in which a credential could stand in an output. */
export const writtenSecrets: readonly string[] = Object.values(credentials).flatMap((value) => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
  Buffer.from(`demo-shop:${value}`).toString('base64').replace(/=+$/, ''),
]);

/** A running shop and carrier. */
export interface ShopBeside extends AsyncDisposable {
  shop: SpawnedProgram;
  folder: string;
  stories: StoryOrders;
  env: Readonly<Record<string, string>>;
  /** Runs a command beside them, with others in one process. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Runs a command beside them, in a process of its own. */
  runProcess(args: readonly string[]): Promise<Ended>;
}

/** Starts them. */
export async function shopBeside(): Promise<ShopBeside> {
  const folder = await temporaryFolder();
  const host = openCommandHost();
  const now = new Date().toISOString().slice(0, 10);
  const start = (program: 'shop' | 'carrier') =>
    spawnProgram(program, { dataFolder: join(folder.path, program), seed: 7, now, env: credentials });
  const [shop, carrier] = await Promise.all([start('shop'), start('carrier')]);
  const { soapUrl, graphqlUrl } = addressesOf(shop.url);
  const key = generateKey().publicKey;
  const values = {
    ...credentials,
    SHOP_URL: shop.url,
    SHOP_ID: 'demo-shop',
    SHOP_SOAP_URL: soapUrl,
    SHOP_SOAP_USER: 'demo-soap',
    SHOP_GRAPHQL_URL: graphqlUrl,
    CARRIER_URL: carrier.url,
    DEMO_CHANNEL_KEY: key,
    DEMO_ANNA_KEY: key,
    DEMO_BEN_KEY: key,
  };
  const secrets = Object.entries(values).map(([name, value]) => [`ORDERLY_SECRET_${name}`, value]);
  const env = {
    ORDERLY_MERCHANTS: resolve('merchants'),
    ORDERLY_EGRESS_ALLOW: '127.0.0.1/32',
    ...(Object.fromEntries(secrets) as Record<string, string>),
  };
  return {
    shop,
    folder: folder.path,
    stories: storyOrders(makeOrderBook({ seed: 7, now: Date.parse(now) })),
    env,
    run: (args, more = {}) => host.run(args, { env: { ...env, ...more } }),
    runProcess: (args) => orderly(args, { env }),
    async [Symbol.asyncDispose]() {
      host[Symbol.dispose]();
      await Promise.all([shop[Symbol.asyncDispose](), carrier[Symbol.asyncDispose]()]);
      await folder[Symbol.asyncDispose]();
    },
  };
}
