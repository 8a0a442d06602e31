/** Starts a returns desk in node-soap (MIT), a second SOAP stack with manners of its own. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { siblingFiles, startChild } from '../child.js';

/** Why this peer cannot start here, or nothing. */
export function whyNoNodeSoap(): string | undefined {
  return existsSync(siblingFiles(import.meta.url, 'node_modules/soap'))
    ? undefined
    : 'node-soap is not installed: npm ci --prefix test/peers/node-soap --ignore-scripts';
}

/** What tests may set of the desk. */
export interface NodeSoapOptions {
  /** The kind of UsernameToken that is taken: digest unless told. */
  security?: 'digest' | 'text' | 'off';
  /** The envelope of its answers, whatever was sent: 1.1 unless told. */
  version?: '1.1' | '1.2';
}

/** What has happened. */
export interface NodeSoapLedger {
  calls: Record<string, number>;
  returns: {
    returnNumber: string;
    orderNumber: string;
    reason: string;
    lines: { sku: string; quantity: number }[];
  }[];
}

/** A running desk; it knows the returns R-0001 and R-0002. */
export interface NodeSoap extends AsyncDisposable {
  pid: number;
  /** The endpoint; with `?wsdl` its description. */
  url: string;
  username: string;
  password: string;
  ledger(): Promise<NodeSoapLedger>;
}

/** Starts the desk on a free port. */
export async function startNodeSoap(options: NodeSoapOptions = {}): Promise<NodeSoap> {
  const access = { username: 'desk', password: randomBytes(12).toString('hex') };
  const child = await startChild(process.execPath, [siblingFiles(import.meta.url, 'server.js')], {
    ready: /listening on (http:\S+)/,
    env: {
      DESK_USER: access.username,
      DESK_PASSWORD: access.password,
      DESK_SECURITY: options.security ?? 'digest',
      DESK_VERSION: options.version ?? '1.1',
    },
  });
  const base = child.ready[1] ?? '';
  return {
    pid: child.pid,
    url: `${base}/desk`,
    ...access,
    ledger: async () => (await (await fetch(`${base}/__ledger`)).json()) as NodeSoapLedger,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
