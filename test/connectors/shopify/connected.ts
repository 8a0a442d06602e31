/** The connector for Shopify at a shop of a test. */
import { expect } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Connection } from '../../../src/connectors/connector.js';
import { memoryTokens } from '../../support/memory-tokens.js';

/** Opens it at this address; the file has no issue. */
export function connected(url: string): Connection {
  const { connection, issues } = buildConnection({
    file: 'store.yaml',
    text: `connection: store\nconnector: shopify\nparameters: { shop: acme }\nbaseUrl: ${url}\nauth: { scheme: api-key, key: "\${secret.TOKEN}" }\negress: { allow: [127.0.0.1] }\n`,
    secrets: () => 'S',
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!;
}
