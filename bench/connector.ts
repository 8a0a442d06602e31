/** What the connector costs over bare got: one order from a system that takes 5 ms, and the mapping of many. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import got from 'got';
import { buildConnection } from '../src/connectors/build-connection.js';
import type { Connection } from '../src/connectors/connector.js';
import { median } from './statistics.js';

/** How often. */
export interface ConnectorSizes {
  calls: number;
  lists: number;
}

/** Milliseconds: of one call, of reading a list of 200 orders, and the longest that the event loop stood still. */
export interface ConnectorCosts {
  call: { product: number; twin: number };
  /** A page of 200 orders of 4 lines, less what bare got and `JSON.parse` take for it. */
  mapping: number;
  /** Longest standstill while answers of the largest usual size (2 MB) were read. */
  standstill: { json: number; xml: number };
}

/** Measures against a system of its own in another process. */
export async function measureConnector({ calls, lists }: ConnectorSizes): Promise<ConnectorCosts> {
  const system = fork(fileURLToPath(new URL('connector-system.ts', import.meta.url)), {
    execArgv: ['--import', fileURLToPath(new URL('plain-typescript.js', import.meta.url))],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const [{ url }] = (await once(system, 'message')) as [{ url: string }];
    const connection = connectionTo(url);
    const call = await sideBySide(connection, url, calls);
    const mapping = await mappingOf(connection, url, lists);
    const standstill = { json: await standing(connection, 'json'), xml: await standing(connection, 'xml') };
    return { call, mapping, standstill };
  } finally {
    system.kill();
    await once(system, 'exit');
  }
}

/** In turn, so that whatever else the machine does strikes both. */
async function sideBySide(
  connection: Connection,
  url: string,
  calls: number,
): Promise<ConnectorCosts['call']> {
  const [product, twin]: [number[], number[]] = [[], []];
  for (let call = -calls / 4; call < calls; call += 1) {
    const ours = await timed(() => connection.attempt({ operation: 'orders.get', inputs: { number: '7' } }));
    const bare = await timed(() => got(`${url}/orders/7`, { retry: { limit: 0 } }).json());
    if (call < 0) continue;
    product.push(ours);
    twin.push(bare);
  }
  return { product: median(product), twin: median(twin) };
}

async function mappingOf(connection: Connection, url: string, lists: number): Promise<number> {
  const more: number[] = [];
  for (let list = -lists / 4; list < lists; list += 1) {
    const bare = await timed(() => got(`${url}/orders`, { retry: { limit: 0 } }).json());
    const ours = await timed(() => find(connection, '200'));
    if (list >= 0) more.push(ours - bare);
  }
  return median(more);
}

async function standing(connection: Connection, format: 'json' | 'xml'): Promise<number> {
  await find(connection, format);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let time = 0; time < 5; time += 1) await find(connection, format);
  delay.disable();
  return delay.max / 1e6;
}

async function find(connection: Connection, email: string): Promise<void> {
  const operation = email === 'xml' ? 'shipments.track' : 'orders.find';
  const shipment = { carrier: 'x', trackingNumber: 'x' };
  const came = await connection.attempt({ operation, inputs: { email, shipment } });
  if (came.is !== 'done') throw new Error(`The connector's system was not read: ${JSON.stringify(came)}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function connectionTo(url: string): Connection {
  const nothing = (): Promise<never> => Promise.reject(new Error('no token is needed'));
  const { connection, issues } = buildConnection({
    file: 'bench.yaml',
    text: fileOf(url),
    secrets: () => undefined,
    egressAllow: ['127.0.0.1'],
    tokens: { get: nothing, put: nothing, lease: nothing, release: nothing },
  });
  if (!connection) throw new Error(JSON.stringify(issues));
  return connection;
}

const fileOf = (url: string): string => `connection: bench
connector: in-house
baseUrl: ${url}
limits: { timeout: 10s, body: 4MB }
egress: { allow: [127.0.0.1] }
operations:
  orders.get:
    request: { path: "/orders/\${inputs.number}" }
    fields: &order
      ref: $.id
      number: $.number
      customerEmail: $.mail
      status: { path: $.state, values: { SENT: shipped } }
      createdAt: $.at
      amount: { decimal: $.total, currency: EUR }
      lines:
        each: $.lines[*]
        fields: { name: $.name, sku: $.sku, quantity: $.count, price: { decimal: $.price, currency: EUR } }
  orders.find:
    request: { path: /orders, query: { email: "\${inputs.email}" } }
    each: $.orders[*]
    fields: *order
  shipments.track:
    request: { path: /parcel, query: { code: "\${inputs.shipment.trackingNumber}" } }
    answer: { format: xml }
    at: $.parcel
    fields:
      trackingNumber: $.code
      status: { path: $.state, values: { SENT: in_transit } }
      events: { each: "$.scan[*]", fields: { at: $.at, description: $.text } }
`;
