/** Starts Vendure (GPL-3.0, so a process of its own, for tests only), with a catalogue and orders made by its own API. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { siblingFiles, startChild } from '../child.js';

/** Why this peer cannot start here, or nothing. */
export function whyNoVendure(): string | undefined {
  return ['@vendure/core', 'sql.js'].every((name) =>
    existsSync(siblingFiles(import.meta.url, `node_modules/${name}`)),
  )
    ? undefined
    : 'Vendure is not installed: npm ci --prefix test/peers/vendure --ignore-scripts';
}

/** An order that is there from the start; `total` with shipping, in cents of a dollar. */
export interface VendureOrder {
  code: string;
  id: string;
  email: string;
  state: 'authorized' | 'paid' | 'partly shipped' | 'shipped' | 'delivered' | 'cancelled' | 'partly refunded';
  method: 'card' | 'bank-transfer';
  total: number;
  trackingCode: string | null;
}

/** What the payment handlers were asked to do since the seeding; amounts in cents. */
export interface VendureLedger {
  payments: { order: string; amount: number; method: string }[];
  refunds: { order: string; amount: number; method: string }[];
}

/** A running shop. */
export interface Vendure extends AsyncDisposable {
  pid: number;
  url: string;
  /** GraphQL for clerks: `login` answers a token in the header vendure-auth-token, sent back as a bearer token. */
  adminApi: string;
  /** GraphQL for customers. */
  shopApi: string;
  /** The superadmin's. */
  username: string;
  password: string;
  /** What its database in memory is: the native one where it was built. */
  database: 'better-sqlite3' | 'sql.js';
  orders: readonly VendureOrder[];
  ledger(): Promise<VendureLedger>;
}

/** Starts the shop on a free port; card refunds settle at once, those of bank transfers stay Pending. */
export async function startVendure(): Promise<Vendure> {
  const password = randomBytes(12).toString('hex');
  const child = await startChild(process.execPath, [siblingFiles(import.meta.url, 'server.js')], {
    ready: /^ready (\{.*\})$/m,
    env: { VENDURE_PASSWORD: password, VENDURE_DISABLE_TELEMETRY: 'true' },
  });
  const { url, ...made } = JSON.parse(child.ready[1] ?? '') as Pick<Vendure, 'url' | 'database' | 'orders'>;
  return {
    pid: child.pid,
    url,
    adminApi: `${url}/admin-api`,
    shopApi: `${url}/shop-api`,
    username: 'superadmin',
    password,
    ...made,
    ledger: async () => (await (await fetch(`${url}/__ledger`)).json()) as VendureLedger,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
