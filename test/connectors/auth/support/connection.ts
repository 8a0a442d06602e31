/** A connection whose `auth:` a test writes: one read and one unkeyed write at `<url>/api`. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { buildConnection } from '../../../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../../../src/connectors/operator-events.js';
import type { Tokens } from '../../../../src/store/store.js';
import { memoryTokens } from '../../../support/memory-tokens.js';

export interface Connected {
  connection: Connection;
  events: ConnectionEvent[];
  tokens: Tokens;
}

export interface ConnectedOptions {
  url: string;
  /** Lines of `auth:`, as YAML flow or block, indented by two blanks. */
  auth: string;
  secrets?: Readonly<Record<string, string>>;
  tokens?: Tokens;
  files?: Readonly<Record<string, string>>;
  timeout?: string;
}

export function connectionText({ url, auth, timeout = '2s' }: ConnectedOptions): string {
  return `
connection: shop
connector: declarative
baseUrl: ${url}
auth:
${auth}
limits: { concurrent: 500, timeout: ${timeout} }
egress: { allow: [127.0.0.1] }
operations:
  payments.refund:
    request:
      method: POST
      path: /api/refunds
      body: { amount: "\${inputs.amount.minor}" }
    idempotency: none
    fields: { refundRef: $.id }
`;
}

export function connected(options: ConnectedOptions): Connected {
  // A key file is read again with each token: the folder stays until the run's temporary folder goes.
  const folder = mkdtempSync(join(tmpdir(), 'orderly-auth-'));
  for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
  const tokens = options.tokens ?? memoryTokens();
  const events: ConnectionEvent[] = [];
  const built = buildConnection({
    file: join(folder, 'shop.yaml'),
    text: connectionText(options),
    secrets: (name) => options.secrets?.[name],
    egressAllow: ['127.0.0.1'],
    tokens,
    log: (event) => events.push(event),
  });
  expect(built.issues).toEqual([]);
  return { connection: built.connection!, events, tokens };
}

export const refund = ({ connection }: Pick<Connected, 'connection'>): Promise<Attempt> =>
  connection.attempt({ operation: 'payments.refund', inputs: { amount: { minor: 100, currency: 'EUR' } } });
