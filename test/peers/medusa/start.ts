/** Starts Medusa (MIT) as a process of its own, on a PostgreSQL of its own, with orders made by its admin API. */
import { existsSync } from 'node:fs';
import { whyNoPostgres, startOwnPostgres } from '../../server/support/own-postgres.js';
import { siblingFiles, startChild } from '../child.js';

/** Why this peer cannot start here, or nothing. */
export function whyNoMedusa(): string | undefined {
  return existsSync(siblingFiles(import.meta.url, 'node_modules/@medusajs/medusa'))
    ? whyNoPostgres()
    : 'Medusa is not installed: test/peers/medusa/README.md';
}

/** An order that is there from the start; amounts in euros, as Medusa has them. */
export interface MedusaOrder {
  id: string;
  number: string;
  email: string;
  state: 'unpaid' | 'paid' | 'shipped' | 'delivered' | 'partly refunded' | 'cancelled';
  items: { title: string; unit_price: number; quantity: number }[];
  /** With shipping, before anything was paid back. */
  total: number;
  trackingNumber: string | null;
}

/** A running shop. */
export interface Medusa extends AsyncDisposable {
  url: string;
  /** A secret API key. */
  key: string;
  orders: readonly MedusaOrder[];
  /** What was paid back for an order since the start, in euros, as the admin API tells it. */
  refunds(order: string): Promise<number[]>;
}

/** Starts the shop on a free port; its payment system captures and refunds at once. */
export async function startMedusa(): Promise<Medusa> {
  const postgres = await startOwnPostgres();
  try {
    const child = await startChild(process.execPath, [siblingFiles(import.meta.url, 'server.js')], {
      ready: /^ready (\{.*\})$/m,
      env: {
        ...{ DATABASE_URL: postgres.url, NODE_ENV: 'production', LOG_LEVEL: 'error' },
        MEDUSA_DISABLE_TELEMETRY: '1',
      },
      cwd: siblingFiles(import.meta.url, 'shop'),
      within: 300_000,
    });
    const made = JSON.parse(child.ready[1] ?? '') as Pick<Medusa, 'url' | 'key' | 'orders'>;
    return {
      ...made,
      refunds: (order) => refundsOf(made, order),
      async [Symbol.asyncDispose]() {
        await child[Symbol.asyncDispose]();
        await postgres[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await postgres[Symbol.asyncDispose]();
    throw error;
  }
}

interface Paid {
  order: { payment_collections: { payments: { refunds: { amount: number; created_at: string }[] }[] }[] };
}

async function refundsOf({ url, key }: Pick<Medusa, 'url' | 'key'>, order: string): Promise<number[]> {
  const answer = await fetch(`${url}/admin/orders/${order}?fields=*payment_collections.payments.refunds`, {
    headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
  });
  const paid = (await answer.json()) as Paid;
  const refunds = paid.order.payment_collections.flatMap(({ payments }) =>
    payments.flatMap((payment) => payment.refunds),
  );
  return refunds
    .sort((one, other) => one.created_at.localeCompare(other.created_at))
    .map(({ amount }) => amount);
}
