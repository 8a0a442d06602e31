/** A shop on a free port with a data folder of its own, and a client that speaks to it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Shop, type ShopOptions, startShop } from '../../../demo/shop/shop.js';
import { type StoryOrders, storyOrders } from '../../../demo/shop/stories.js';

/** Noon of a winter's day in Berlin; tests count days from it. */
export const noon = Date.UTC(2026, 10, 21, 11);

/** A folder that goes when it is disposed of. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'orderly-shop-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** An answer with its body read. */
export interface Told {
  status: number;
  headers: Headers;
  body: unknown;
}

/** A client of the shop that has a token. */
export interface ShopClient {
  get(path: string): Promise<Told>;
  post(path: string, body: unknown, key?: string): Promise<Told>;
}

const told = async (response: Response): Promise<Told> => {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

/** Asks the token endpoint. */
export const askForToken = async (
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) => told(await fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form), headers }));

/** The form of the demo's credentials. */
export const demoForm = {
  grant_type: 'client_credentials',
  client_id: 'demo-shop',
  client_secret: 'demo-secret',
  scope: 'orders.read orders.write',
};

/** Gets a token, and a client that uses it. */
export async function clientOf(url: string): Promise<ShopClient> {
  const token = (await askForToken(url, demoForm)).body as { access_token: string };
  const authorization = `Bearer ${token.access_token}`;
  return {
    get: async (path) => told(await fetch(url + path, { headers: { authorization } })),
    post: async (path, body, key) => {
      const headers = {
        authorization,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      };
      return told(await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers }));
    },
  };
}

/** A running shop with a client and the stories of its book. */
export interface TestShop extends AsyncDisposable {
  shop: Shop;
  client: ShopClient;
  stories: StoryOrders;
}

/** Starts a shop for a test. */
export async function testShop(options: Partial<ShopOptions> = {}): Promise<TestShop> {
  const folder = await temporaryFolder();
  const shop = await startShop({ dataFolder: folder.path, seed: 7, now: noon, ...options });
  return {
    shop,
    client: await clientOf(shop.url),
    stories: storyOrders(shop.book),
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The body of a refund. */
export const refundOf = (betrag_cent: number, grund = 'NICHT_ERHALTEN') => ({
  betrag_cent,
  waehrung: 'EUR',
  grund,
});
