/** Starts a server with Shopify's published admin schema: requests are validated by it, answers are made up but for orders. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { siblingFiles, startChild } from '../child.js';
import { conformanceFile, whyNoData } from '../conformance-data.js';

const schema = 'specs/shopify/admin_2026-10.introspection.json.gz';

/** Why this peer cannot start here, or nothing. */
export function whyNoShopify(): string | undefined {
  return existsSync(siblingFiles(import.meta.url, 'node_modules/graphql-yoga'))
    ? whyNoData(schema)
    : 'The peer is not installed: npm ci --prefix test/peers/shopify --ignore-scripts';
}

/** What is to go wrong next. */
export interface ShopifyScript {
  /** As many calls are answered THROTTLED under 200. */
  throttled?: number;
  /** The next call of each mutation is refused by its user errors. */
  userErrors?: { mutation: string; errors: { field: string[] | null; message: string; code?: string }[] }[];
  /** How often a job is asked for before it is done, 0 where it is done at once; 2 unless told. */
  polls?: number;
  /** What was sent of an order, such as `#1005`, is scanned now, and found in this state. */
  carried?: { order: string; status: string };
  /** Whether jobs fail in the end. */
  jobFails?: boolean;
  /** How the payment of a refund stands that is made from now on; SUCCESS unless told. */
  refundStatus?: string;
}

/** What has happened; operations are counted by the names of their root fields. */
export interface ShopifyLedger {
  operations: Record<string, number>;
  refunds: { order: string; amount: string; key: string; repeats: number }[];
  cancellations: { order: string; reason: string }[];
  addresses: { order: string; address: Record<string, string> }[];
  throttled: number;
}

/** A running server; it has orders #1001 to #1012. */
export interface Shopify extends AsyncDisposable {
  pid: number;
  /** The GraphQL endpoint, version 2026-10. */
  url: string;
  /** Where a token is had for the client secret or refresh token that `accessToken` is. */
  tokenUrl: string;
  /** For the header X-Shopify-Access-Token. */
  accessToken: string;
  script(next: ShopifyScript): Promise<void>;
  ledger(): Promise<ShopifyLedger>;
}

/** Starts the server on a free port. */
export async function startShopify(): Promise<Shopify> {
  const accessToken = `peer-${randomBytes(12).toString('hex')}`;
  const child = await startChild(process.execPath, [siblingFiles(import.meta.url, 'server.js')], {
    ready: /listening on (http:\S+)/,
    env: { SHOPIFY_SCHEMA: conformanceFile(schema) ?? '', SHOPIFY_TOKEN: accessToken },
  });
  const base = child.ready[1] ?? '';
  return {
    pid: child.pid,
    url: `${base}/admin/api/2026-10/graphql.json`,
    tokenUrl: `${base}/admin/oauth/access_token`,
    accessToken,
    script: async (next) => {
      await fetch(`${base}/__script`, { method: 'POST', body: JSON.stringify(next) });
    },
    ledger: async () => (await (await fetch(`${base}/__ledger`)).json()) as ShopifyLedger,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
