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
  changes: RetailLedger['exchanges'];
  addresses: { order: string; address: Record<string, string> }[];
  /** Every order with its state. */
  open: Record<string, string>;
}

/** The orders and customers by number that are not as the book had them, in the book's own form. */
export interface ChangedRecords {
  orders: Record<string, unknown>;
  users: Record<string, unknown>;
}

/** A running desk. */
export interface RetailRest extends AsyncDisposable {
  pid: number;
  /** Without a path: the API is under /api. */
  url: string;
  /** For the header X-Desk-Key. */
  apiKey: string;
  ledger(): Promise<RetailLedger>;
  changed(): Promise<ChangedRecords>;
  /** Begins anew with the book as it lies on the disk. */
  reset(): Promise<void>;
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
    changed: async () => (await (await fetch(`${url}/__changed`)).json()) as ChangedRecords,
    reset: async () => {
      await fetch(`${url}/__reset`, { method: 'POST' });
    },
    trouble: async (kind, times = 1) => {
      await fetch(`${url}/__trouble?kind=${kind}&times=${times}`, { method: 'POST' });
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
