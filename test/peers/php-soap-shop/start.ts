/** Starts the SOAP shop of this folder in PHP's own server: `Versandkontor`, which nobody of the product has shaped. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siblingFiles, startChild } from '../child.js';

const php = '/usr/bin/php';

/** Why this peer cannot start here, or nothing: what a skipped test says. */
export function whyNoPhpSoapShop(): string | undefined {
  if (!existsSync(php)) return 'PHP is not installed: apt-get install php-cli php-soap php-xml';
  const modules = execFileSync(php, ['-m'], { encoding: 'utf8' });
  return /^soap$/m.test(modules) && /^dom$/m.test(modules)
    ? undefined
    : 'PHP lacks SOAP: apt-get install php-cli php-soap php-xml';
}

/** What tests may set of the shop. */
export interface PhpSoapShopOptions {
  /** Off: no Security header is looked at. */
  security?: 'digest' | 'off';
  /** The character set of the answers; ISO-8859-1 unless told. */
  charset?: 'ISO-8859-1' | 'UTF-8' | 'windows-1252';
  /** The last day of the book, as 2026-11-20: all dates move with it. */
  today?: string;
}

/** What has happened at the shop since it started. */
export interface PhpSoapLedger {
  calls: Record<string, number>;
  refusals: Record<string, number>;
  refunds: { receipt: string; order: string; cents: number; reference: string; repeats: number }[];
  cancellations: { order: string; reason: string; by: string | null }[];
  addresses: { order: string; address: Record<string, string> }[];
  /** Every order with the key of its status. */
  open: Record<string, { status: number; refundedCents: number }>;
}

/** A running shop. */
export interface PhpSoapShop extends AsyncDisposable {
  pid: number;
  /** The endpoint; with `?wsdl` its description. */
  url: string;
  username: string;
  password: string;
  /** The Mandant that the Aufrufkopf must name. */
  client: string;
  ledger(): Promise<PhpSoapLedger>;
  /** The next calls go wrong; `cut` does the work, and loses half of the answer. */
  trouble(kind: 'maintenance' | 'busy' | 'server-fault' | 'cut', times?: number): Promise<void>;
}

/** Starts the shop on a free port, with a book of its own. */
export async function startPhpSoapShop(options: PhpSoapShopOptions = {}): Promise<PhpSoapShop> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-php-soap-'));
  const access = { username: 'wws-extern', password: 'Grüße+7 <Öl> & "Co"', client: '007' };
  const child = await startChild(php, ['-S', '127.0.0.1:0', siblingFiles(import.meta.url, 'router.php')], {
    ready: /Development Server \((http:\/\/127\.0\.0\.1:\d+)\) started/,
    cwd: folder,
    env: {
      SHOP_STATE: join(folder, 'state.json'),
      SHOP_USER: access.username,
      SHOP_PASSWORD: access.password,
      SHOP_CLIENT: access.client,
      SHOP_SECURITY: options.security ?? 'digest',
      SHOP_CHARSET: options.charset ?? 'ISO-8859-1',
      SHOP_TODAY: options.today ?? '',
    },
  });
  const base = child.ready[1] ?? '';
  return {
    pid: child.pid,
    url: `${base}/wws/auftrag.php`,
    ...access,
    ledger: async () => (await (await fetch(`${base}/__ledger`)).json()) as PhpSoapLedger,
    trouble: async (kind, times = 1) => {
      await fetch(`${base}/__trouble?kind=${kind}&times=${times}`, { method: 'POST' });
    },
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
