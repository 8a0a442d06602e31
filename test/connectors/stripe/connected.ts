/** The connector for Stripe, opened at an account of a test. */
import { expect } from '@jest/globals';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Connection } from '../../../src/connectors/connector.js';
import { memoryTokens } from '../../support/memory-tokens.js';

/** Opens it at this address, with parameters as YAML. */
export function connected(url: string, parameters = '{}'): Connection {
  const { connection, issues } = buildConnection({
    file: 'pay.yaml',
    text: `connection: pay\nconnector: stripe\nparameters: ${parameters}\nbaseUrl: \${secret.URL}\nauth: { scheme: bearer, token: "\${secret.TOKEN}" }\nevents: { secret: "\${secret.HOOK}" }\negress: { allow: [127.0.0.1] }\n`,
    secrets: (name) => ({ URL: url, TOKEN: 'rk_test', HOOK: 'whsec_test' })[name],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!;
}
