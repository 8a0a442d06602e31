/** Starts the REST desk of this folder over a retail book that the repository does not hold. */
import { randomBytes } from 'node:crypto';
import { siblingFiles, startChild } from '../child.js';
import { conformanceFile, whyNoData } from '../conformance-data.js';

const book = 'retail/db.json';

/** Why this peer cannot start here, or nothing. */
export function whyNoRetailRest(): string | undefined {
  return whyNoData(book);
}

/** What has happened at the desk since it started; amounts in cents. */
export interface RetailLedger {
  /** By method and path, as `GET /api/orders/*`. */
  calls: Record<string, number>;
  refusals: Record<string, number>;
  refunds: { id: string; order: string; cents: number; to: string; key: string; repeats: number }[];
  cancellations: { order: string; reason: string; cents: number }[];
  returns: { order: string; skus: string[] }[];
  exchanges: { order: string; swap: { give: string; take: string }[]; difference: number }[];
  addresses: { order: string; address: Record<string, string> }[];
  /** Every order with its state. */
  open: Record<string, string>;
}

/** A running desk. */
export interface RetailRest extends AsyncDisposable {
  pid: number;
  /** Without a path: the API is under /api. */
  url: string;
  /** For the header X-Desk-Key. */
  apiKey: string;
  ledger(): Promise<RetailLedger>;
  /** The next calls go wrong; `lost` does the work and hangs up, `broken` answers half a JSON. */
  trouble(kind: 'busy' | 'down' | 'broken' | 'lost', times?: number): Promise<void>;
}

/** Starts the desk on a free port with a book of its own. */
export async function startRetailRest(): Promise<RetailRest> {
  const apiKey = `desk_${randomBytes(12).toString('hex')}`;
  const child = await startChild(process.execPath, [siblingFiles(import.meta.url, 'server.js')], {
    ready: /listening on (http:\S+)/,
    env: { RETAIL_DB: conformanceFile(book) ?? '', DESK_KEY: apiKey },
  });
  const url = child.ready[1] ?? '';
  return {
    pid: child.pid,
    url,
    apiKey,
    ledger: async () => (await (await fetch(`${url}/__ledger`)).json()) as RetailLedger,
    trouble: async (kind, times = 1) => {
      await fetch(`${url}/__trouble?kind=${kind}&times=${times}`, { method: 'POST' });
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
