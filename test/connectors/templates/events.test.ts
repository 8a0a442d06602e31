/** A prebuilt connector's webhooks: the merchant says the secret, the connector all the rest; and documents of the same name. */
import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildEvents, checkConnection } from '../../../src/connectors/build-connection.js';

const store = (more: string): string =>
  `connection: store\nconnector: shopify\nparameters: { shop: acme }\n` +
  `auth: { scheme: api-key, key: '\${secret.TOKEN}' }\n${more}`;
const issuesOf = (text: string): string[] =>
  checkConnection({ file: 'store.yaml', text }).issues.map(
    ({ line, column, code, message }) => `${line}:${column} ${code} ${message}`,
  );
const built = (secret: string | undefined) =>
  buildEvents({
    ...{ file: 'store.yaml', text: store("events: { secret: '${secret.HOOK}' }\n"), egressAllow: [] },
    secrets: (name) => (name === 'HOOK' ? secret : undefined),
  });

describe('webhooks of Shopify', () => {
  const body = Buffer.from('{"admin_graphql_api_id":"gid://shopify/Order/7","name":"#1001"}');
  const request = (topic: string, secret: string) => ({
    body,
    headers: {
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': 'w-1',
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
    },
  });

  test('are taken in with the secret that the merchant names, and read in business words', async () => {
    expect(issuesOf(store("events: { secret: '${secret.HOOK}' }\n"))).toEqual([]);
    const { events } = built('s-1')!;
    const taken = await events.take(request('orders/updated', 's-1'), 0);
    if (taken.is !== 'taken') throw new Error(taken.is);
    expect(taken.items.map(({ id }) => id)).toEqual(['w-1']);
    expect(events.read(taken.items[0]!.item)).toEqual({
      kind: 'orders.changed',
      ref: 'gid://shopify/Order/7',
      fields: { number: '1001' },
    });
    const other = await events.take(request('products/update', 's-1'), 0);
    expect(other.is === 'taken' && events.read(other.items[0]!.item)).toBeUndefined();
    expect(await events.take(request('orders/updated', 's-2'), 0)).toEqual({ is: 'forged' });
  });

  test('are taken in by nobody who does not say so, and by nobody without the secret', () => {
    const text = store('');
    expect(buildEvents({ file: 'store.yaml', text, egressAllow: [], secrets: () => 's' })).toBeUndefined();
    expect(built(undefined)).toBeUndefined();
  });

  test('mistakes stand in the merchant’s file', () => {
    expect(issuesOf(store('events: { secret: 7 }\n'))).toEqual([
      expect.stringMatching(/^5:19 connection_secret_plain/),
    ]);
    expect(issuesOf(store('events: { key: x }\n')).join('\n')).toContain('key_unknown');
    const dhl = "connection: parcels\nconnector: dhl\nauth: { scheme: api-key, key: '${secret.KEY}' }\n";
    expect(issuesOf(`${dhl}events: { secret: '\${secret.HOOK}' }\n`)).toEqual([
      expect.stringMatching(/^4:1 connection_invalid This connector does not read webhooks of DHL/),
    ]);
  });
});

test('a document beside the file that the connector’s own would hide is an issue', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-shadow-'));
  try {
    await mkdir(join(folder, 'shopify'));
    await writeFile(join(folder, 'shopify/orders.graphql'), 'query { shop { id } }');
    const { issues } = checkConnection({ file: join(folder, 'store.yaml'), text: store('') });
    expect(issues.map(({ line, message }) => `${line} ${message}`)).toEqual([
      expect.stringMatching(/^2 `shopify\/orders\.graphql` beside this file is never read/),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
