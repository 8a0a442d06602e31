/** The connector for Stripe, opened at an account of a test. */
import { afterEach, beforeEach, expect } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt, Connection, OperationCall } from '../../../src/connectors/connector.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { openAccount, type StripeAccount } from '../../peers/stripe/account.js';
import { memoryTokens } from '../../support/memory-tokens.js';

/** Opens it at this address, with parameters as YAML; the account of a test counts no requests. */
export function connected(url: string, parameters = '{}'): Connection {
  const { connection, issues } = buildConnection({
    file: 'pay.yaml',
    text: `connection: pay\nconnector: stripe\nparameters: ${parameters}\nbaseUrl: \${secret.URL}\nauth: { scheme: bearer, token: "\${secret.TOKEN}" }\nevents: { secret: "\${secret.HOOK}" }\nlimits: { requests: 100000/s }\negress: { allow: [127.0.0.1] }\n`,
    secrets: (name) => ({ URL: url, TOKEN: 'rk_test', HOOK: 'whsec_test' })[name],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!;
}

/** An account for each test, and its connection. */
export interface Opened {
  account: StripeAccount;
  connection: Connection;
  /** Calls an operation, all as one write. */
  call: (operation: string, inputs: JsonObject, more?: Partial<OperationCall>) => Promise<Attempt>;
}

/** Opens an account before each test of the file, and closes it after. */
export function accountForEach(): Opened {
  const opened = {
    call: (operation, inputs, more = {}) =>
      opened.connection.attempt({ operation, inputs, idempotencyKey: 'k1', ...more }),
  } as Opened;
  beforeEach(async () => {
    opened.account = await openAccount();
    opened.connection = connected(opened.account.url);
  });
  afterEach(async () => {
    await opened.account[Symbol.asyncDispose]();
  });
  return opened;
}
