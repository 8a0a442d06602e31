/** The connector at a shop of a test. */
import { expect } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Connection } from '../../../src/connectors/connector.js';
import { integration, type MagentoShop } from '../../peers/magento/start.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const OAUTH1 =
  '{ scheme: oauth1, consumerKey: "${secret.CONSUMER_KEY}", consumerSecret: "${secret.CONSUMER_SECRET}", token: "${secret.TOKEN}", tokenSecret: "${secret.TOKEN_SECRET}" }';

/** Opens it; the file has no issue. */
export function connected({ url }: Pick<MagentoShop, 'url'>, auth = OAUTH1): Connection {
  const { connection, issues } = buildConnection({
    file: 'store.yaml',
    text: `connection: store\nconnector: magento\nbaseUrl: ${url}\nparameters: { returnReason: '12', returnCondition: '8', returnResolution: '5' }\nauth: ${auth}\negress: { allow: [127.0.0.1] }\n`,
    secrets: (name) => integration[camelCase(name) as keyof typeof integration],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!;
}

const camelCase = (name: string): string =>
  name.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
