/** Starts an OData server with orders that `serve.py` makes. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { siblingFiles, startChild } from '../child.js';

const python = siblingFiles(import.meta.url, '../../../.cache/odata/bin/python');

/** Why this peer cannot start here, or nothing. */
export const whyNoOdata = (): string | undefined =>
  existsSync(python) ? undefined : 'odatapy is not installed: test/peers/odata/README.md';

/** An order that is there from the start, named as the service names it. */
export interface OdataOrder {
  ID: number;
  Number: string;
  State: 'Received' | 'Packed' | 'Shipped' | 'Cancelled';
  PlacedAt: string;
  /** In euros, as text. */
  Total: string;
  TrackingNumber: string | null;
  /** Of the customer. */
  Name: string;
  Email: string;
  Lines: { ID: number; Product: string; Sku: string; Quantity: number; UnitPrice: string }[];
}

/** A running service. */
export interface Odata extends AsyncDisposable {
  url: string;
  password: string;
  orders: readonly OdataOrder[];
}

/** Starts it on a free port. */
export async function startOdata(): Promise<Odata> {
  const password = randomBytes(12).toString('hex');
  const child = await startChild(python, [siblingFiles(import.meta.url, 'serve.py'), password], {
    ready: /^ready (\d+) (\[.*\])$/m,
    within: 120_000,
  });
  return {
    url: `http://127.0.0.1:${child.ready[1] ?? ''}`,
    password,
    orders: JSON.parse(child.ready[2] ?? '') as OdataOrder[],
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
