/** A small shop on a real port: orders, quotes, refunds with a ledger, and faults that the next refunds meet. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import type { Order } from '../../../../src/commerce/orders/order.js';
import type { Subscription } from '../../../../src/commerce/subscriptions/subscription.js';

/** What the next refund meets: acting without an answer, a page without acting, or a status without acting. */
export type Fault = 'act_and_lose' | 'html' | 'silence' | 503 | 429 | 409;

/** How the shop knows a refund again. */
export type Deduplication = 'key' | 'order' | 'none';

export interface TestShop extends AsyncDisposable {
  url: string;
  orders: Map<string, Order>;
  subscriptions: Map<string, z.infer<typeof Subscription>>;
  ledger: { ref: string; minor: number; key: string }[];
  requests: { method: string; path: string; key: string | undefined }[];
  faults: Fault[];
  deduplication: Deduplication;
  /** Status that every read answers with, if set. */
  readStatus: number | undefined;
  /** Happens when a refund is booked and its answer has not left yet. */
  beforeAnswer?: () => Promise<void>;
}

export async function startTestShop(): Promise<TestShop> {
  const server = createServer((request, response) => void answer(shop, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const shop: TestShop = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    orders: new Map(),
    subscriptions: new Map(),
    ledger: [],
    requests: [],
    faults: [],
    deduplication: 'key',
    readStatus: undefined,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return shop;
}

/** An address at which nobody listens. */
export async function closedUrl(): Promise<string> {
  const shop = await startTestShop();
  await shop[Symbol.asyncDispose]();
  return shop.url;
}

async function answer(shop: TestShop, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://shop');
  const key = request.headers['idempotency-key'];
  shop.requests.push({ method: request.method ?? '', path: url.pathname, key: key?.toString() });
  const [, kind, name = '', what] = url.pathname.split('/');
  if (request.method === 'POST') {
    await refund(shop, name, key?.toString() ?? '', request, response);
    return;
  }
  const [status, body] = read(shop, { kind, name, what }, url.searchParams.get('email'), key?.toString());
  send(response, status, body);
}

type Reply = [status: number, body: object];

function read(
  shop: TestShop,
  { kind, name, what }: { kind: string | undefined; name: string; what: string | undefined },
  email: string | null,
  key?: string,
): Reply {
  if (shop.readStatus !== undefined) return [shop.readStatus, {}];
  if (what === 'quote') return [200, quote(shop, name)];
  if (what === 'refund') return [200, { happened: shop.ledger.some((row) => row.key === key) }];
  const records = kind === 'subscriptions' ? shop.subscriptions : shop.orders;
  const theirs = [...records.values()].filter(({ customerEmail }) => customerEmail === email);
  if (name === '') return [200, { [kind ?? '']: theirs }];
  const record = records.get(name);
  return record === undefined ? [404, {}] : [200, record];
}

function quote(shop: TestShop, ref: string): object {
  const order = [...shop.orders.values()].find((one) => one.ref === ref);
  const total = order?.amount ?? { minor: 0, currency: 'EUR' };
  const refunded = shop.ledger.filter((row) => row.ref === ref).reduce((sum, { minor }) => sum + minor, 0);
  return { left: total.minor - refunded, refunded, currency: total.currency };
}

async function refund(
  shop: TestShop,
  ref: string,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { minor } = JSON.parse(body) as { minor: number };
  const fault = shop.faults.shift();
  if (fault === 'silence') return;
  if (fault === 'html')
    return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sorry</h1>');
  if (typeof fault === 'number') {
    send(response, fault, { code: 'not_refundable' });
    return;
  }
  const known =
    shop.deduplication === 'key'
      ? shop.ledger.some((row) => row.key === key)
      : shop.deduplication === 'order' && shop.ledger.some((row) => row.ref === ref);
  if (!known) shop.ledger.push({ ref, minor, key });
  if (fault === 'act_and_lose') {
    request.socket.destroy();
    return;
  }
  await shop.beforeAnswer?.();
  send(response, 200, { refundRef: 'r-1' });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
