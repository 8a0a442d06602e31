/** What the connector costs over bare got: one order from a system that takes 5 ms, and the mapping of many. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import got from 'got';
import { buildConnection } from '../src/connectors/build-connection.js';
import type { Connection } from '../src/connectors/connector.js';
import { connectionFile, type Format } from './connector-file.js';
import { median } from './statistics.js';

/** How often. */
export interface ConnectorSizes {
  calls: number;
  lists: number;
  /** Of the largest answers, in each format. */
  large: number;
}

/** What the largest answers are written in. */
const FORMATS = ['json', 'graphql', 'csv', 'xml'] as const satisfies readonly Format[];

/** Milliseconds: of one call, of reading a list of 200 orders, and the longest that the event loop stood still. */
export interface ConnectorCosts {
  call: { product: number; baseline: number };
  /** A page of 200 orders of 4 lines, less what bare got and `JSON.parse` take for it. */
  mapping: number;
  /** Longest standstill while an answer of the largest usual size (2 MB) was read and mapped: of each reading. */
  standstills: Record<Format, number[]>;
}

/** Measures against a system of its own in another process. */
export async function measureConnector({ calls, lists, large }: ConnectorSizes): Promise<ConnectorCosts> {
  const system = fork(fileURLToPath(new URL('connector-system.ts', import.meta.url)), {
    execArgv: ['--import', fileURLToPath(new URL('plain-typescript.js', import.meta.url))],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const [{ url }] = (await once(system, 'message')) as [{ url: string }];
    const connection = connectionTo(url, 'json');
    const call = await sideBySide(connection, url, calls);
    const mapping = await mappingOf(connection, url, lists);
    const standstills: ConnectorCosts['standstills'] = { json: [], graphql: [], csv: [], xml: [] };
    for (const format of FORMATS)
      standstills[format] = await standing(connectionTo(url, format), format, large);
    return { call, mapping, standstills };
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
  const [product, baseline]: [number[], number[]] = [[], []];
  for (let call = -calls / 4; call < calls; call += 1) {
    const ours = await timed(() => connection.attempt({ operation: 'orders.get', inputs: { number: '7' } }));
    const bare = await timed(() => got(`${url}/orders/7`, { retry: { limit: 0 } }).json());
    if (call < 0) continue;
    product.push(ours);
    baseline.push(bare);
  }
  return { product: median(product), baseline: median(baseline) };
}

async function mappingOf(connection: Connection, url: string, lists: number): Promise<number> {
  const more: number[] = [];
  for (let list = -lists / 4; list < lists; list += 1) {
    const bare = await timed(() => got(`${url}/orders/200`, { retry: { limit: 0 } }).json());
    const ours = await timed(() => find(connection, '200'));
    if (list >= 0) more.push(ours - bare);
  }
  return median(more);
}

/** Of each reading: what is held up by the work itself is so in all of them, by other programs in some. */
async function standing(connection: Connection, format: Format, large: number): Promise<number[]> {
  const longest: number[] = [];
  for (let reading = -2; reading < large; reading += 1) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await find(connection, format);
    delay.disable();
    if (reading >= 0) longest.push(delay.max / 1e6);
  }
  return longest;
}

async function find(connection: Connection, email: Format | '200'): Promise<void> {
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

function connectionTo(url: string, format: Format): Connection {
  const nothing = (): Promise<never> => Promise.reject(new Error('no token is needed'));
  const { connection, issues } = buildConnection({
    file: 'bench.yaml',
    text: connectionFile(url, format),
    secrets: () => undefined,
    egressAllow: ['127.0.0.1'],
    tokens: { get: nothing, put: nothing, lease: nothing, release: nothing },
  });
  if (!connection) throw new Error(JSON.stringify(issues));
  return connection;
}
