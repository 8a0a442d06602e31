/** What the documentation shows of connections and of a merchant's own fields and operations is right as it stands. */
import { expect, test } from 'vitest';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import { blocks, page } from './support.js';

const connections = blocks(page('docs/integrating/connections.md'), 'yaml').filter((text) =>
  text.startsWith('connection:'),
);
const own = blocks(page('docs/integrating/merchants.md'), 'yaml').filter((text) =>
  text.startsWith('custom:'),
);

test('there are examples', () => {
  expect([connections.length, own.length]).toEqual([1, 2]);
});

test.each(connections)('a connection has no issue', (text) => {
  expect(checkConnection({ file: 'docs/integrating/connections.md', text }).issues).toEqual([]);
});

test.each(own)('own fields and operations have no issue', (text) => {
  const whole = `merchant: acme\nzone: Europe/Berlin\nhandover: { default: service }\n${text}`;
  expect(readMerchantFile('docs/integrating/merchants.md', whole, { now: 0 }).issues).toEqual([]);
});
