import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { messageSchema } from '../../src/client/message-schema.js';
import { readVoucher, signVoucher, type Voucher } from '../../src/security/voucher.js';
import { blocks, page, rowNames, section } from './support.js';

const integrators = page('docs/integrating/integrators.md');

interface Example {
  newChannelKey: () => { pem: string; publicKey: string };
  voucherFor: (voucher: Voucher, pem: string) => string;
}

async function example(): Promise<Example> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-docs-'));
  try {
    const file = join(folder, 'example.mjs');
    await writeFile(file, blocks(integrators, 'js')[0] ?? '');
    return (await import(pathToFileURL(file).href)) as Example;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const claims: Voucher = {
  merchant: 'demo',
  conversation: 'b8e0c1e2-6f0d-4d5c-9b0e-3c1f5f0a7d21',
  channel: 'shop-chat',
  customer: { ref: 'k_1', email: 'kim.müller@example.com' },
  expiresAt: 1_900_000_000_000,
};

test('the example signs what the product reads, byte for byte', async () => {
  const { newChannelKey, voucherFor } = await example();
  const { pem, publicKey } = newChannelKey();
  const voucher = voucherFor(claims, pem);
  expect(voucher).toBe(signVoucher(claims, pem));
  expect(readVoucher(voucher, claims, () => [publicKey])).toMatchObject(claims);
});

test('with an e-mail alone, too', async () => {
  const { newChannelKey, voucherFor } = await example();
  const { pem, publicKey } = newChannelKey();
  const short = { ...claims, customer: { email: 'kim@example.com' } };
  expect(readVoucher(voucherFor(short, pem), claims, () => [publicKey])).toMatchObject(short);
});

test('the fields of a message are those of the schema', () => {
  expect(rowNames(section(integrators, '## A message'))).toEqual(Object.keys(messageSchema.shape));
});
