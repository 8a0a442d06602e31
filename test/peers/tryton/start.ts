/** Starts Tryton (GPL-3.0, so a process of its own, for tests only) with sales that `serve.py` makes. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siblingFiles, startChild } from '../child.js';
import { onFreePort } from '../free-port.js';

const python = siblingFiles(import.meta.url, '../../../.cache/tryton/bin/python');

/** Why this peer cannot start here, or nothing. */
export const whyNoTryton = (): string | undefined =>
  existsSync(python) ? undefined : 'Tryton is not installed: test/peers/tryton/README.md';

/** A sale that is there from the start. */
export interface TrytonSale {
  id: number;
  /** Only of sales that are more than drafts. */
  number: string | null;
  state: 'draft' | 'quotation' | 'confirmed' | 'processing' | 'cancelled';
  /** In euros, as text. */
  total: string;
  /** The customer's, and name. */
  emails: string[];
  name: string;
  lines: { name: string; quantity: number; price: string }[];
}

/** A running system. */
export interface Tryton extends AsyncDisposable {
  /** Of its database, which is where JSON-RPC is. */
  url: string;
  user: string;
  password: string;
  sales: readonly TrytonSale[];
}

/** Starts it on a free port. */
export async function startTryton(): Promise<Tryton> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-tryton-'));
  const password = randomBytes(12).toString('hex');
  const { child, port } = await onFreePort((free) =>
    startChild(python, [siblingFiles(import.meta.url, 'serve.py'), folder, String(free), password], {
      ready: /^ready (\[.*\])$/m,
      within: 300_000,
    }),
  );
  return {
    url: `http://127.0.0.1:${port}/shop`,
    user: 'admin',
    password,
    sales: JSON.parse(child.ready[1] ?? '') as TrytonSale[],
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
