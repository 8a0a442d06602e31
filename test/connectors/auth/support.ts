/** A connection of one scheme against a server of the test, with files beside it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../../src/connectors/connector.js';
import type { BuiltConnection } from '../../../src/connectors/connection-context.js';
import type { Tokens } from '../../../src/store/store.js';
import { memoryTokens } from '../../support/memory-tokens.js';

/** What a connection is made of. */
export interface Setup {
  /** Lines of the `auth:` block. */
  auth: string;
  url?: string;
  secrets?: Readonly<Record<string, string>>;
  files?: Readonly<Record<string, string | Buffer>>;
  tokens?: Tokens;
  /** Collects what the connection tells its operators. */
  events?: unknown[];
}

const indented = (text: string): string => text.trim().split('\n').join('\n  ');

/** The connection or its issues. */
export function build({
  auth,
  url = 'https://shop.example',
  secrets = {},
  files = {},
  tokens,
  events,
}: Setup): BuiltConnection {
  const folder = mkdtempSync(join(tmpdir(), 'orderly-auth-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const text = `connection: shop
connector: declarative
baseUrl: ${url}
auth:
  ${indented(auth)}
limits: { timeout: 5s }
egress: { allow: [127.0.0.1, localhost] }
operations:
  orders.get:
    request: { method: POST, path: "/o rders/\${inputs.number}", query: { q: "a b&c", z: "1" }, body: { number: "\${inputs.number}" } }
    fields: { ref: $.id, number: $.no, status: { path: $.state, values: { NEW: open } } }
  payments.refund:
    request: { method: POST, path: /refunds, form: { amount: "\${inputs.amount.minor}", reason: "ä &=+" } }
    idempotency: none
    fields: { refundRef: $.id }
`;
    return buildConnection({
      file: join(folder, 'shop.yaml'),
      text,
      secrets: (name) => secrets[name],
      egressAllow: ['127.0.0.1', 'localhost'],
      tokens: tokens ?? memoryTokens(),
      log: (event) => events?.push(event),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The connection; nothing may be wrong with it. */
export function connect(setup: Setup): Connection {
  const { connection, issues } = build(setup);
  expect(issues).toEqual([]);
  return connection!;
}

/** A write. */
export const refund = (connection: Connection): Promise<Attempt> =>
  connection.attempt({ operation: 'payments.refund', inputs: { amount: { minor: 100, currency: 'EUR' } } });

/** A read. */
export const order = (connection: Connection): Promise<Attempt> =>
  connection.attempt({ operation: 'orders.get', inputs: { number: 'ä/7' } });

/** An answer that fits both. */
export const ANSWER = { id: 'r1', no: 'ä/7', state: 'NEW' };
