/** merchant.yaml: what it becomes, and that nothing in it makes the reader fall over. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import { projectFolder } from '../flows/support/demo.js';
import '../support/fixed-seed.js';

const text = readFileSync(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');
const key = `ed25519:${Buffer.alloc(32, 7).toString('base64url')}`;
const now = Date.UTC(2026, 5, 1);

test("the demo's file becomes a config", () => {
  const { config, issues } = readMerchantFile('merchant.yaml', text, { secrets: () => key, now });
  expect(issues).toEqual([]);
  expect(config).toMatchObject({
    merchant: 'demo',
    zone: 'Europe/Berlin',
    language: 'en',
    mode: 'live',
    verification: [
      ['number', 'email'],
      ['number', 'postcode'],
    ],
    channels: { 'shop-chat': { keys: [key] } },
    approvers: {
      anna: { limit: { minor: 20_000, currency: 'EUR' } },
      ben: { roles: ['refund-approver', 'team-lead'] },
    },
    bands: {
      'refund.autoApprove': {
        upTo: { minor: 5000, currency: 'EUR' },
        perCustomer: { count: 2, ms: 2_592_000_000 },
      },
    },
    operations: { orders: 'shop', payments: 'shop', shipments: 'blitz' },
    handover: { default: 'service' },
  });
  expect(config?.hours.days).toEqual(
    Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, { from: 540, to: 1020 }])),
  );
  expect(config?.hours.holidays).toContain('2028-12-25');
});

test('without secrets at hand their names are taken as right', () => {
  expect(readMerchantFile('merchant.yaml', text, { now }).issues).toEqual([]);
});

test('a secret without a value is named, its value never', () => {
  const { issues } = readMerchantFile('merchant.yaml', text, {
    secrets: (name) => (name === 'DEMO_ANNA_KEY' ? 'very secret' : key),
    now,
  });
  expect(issues).toMatchObject([
    { code: 'public_key_invalid', message: 'The secret DEMO_ANNA_KEY is not an Ed25519 public key.' },
  ]);
  expect(JSON.stringify(issues)).not.toContain('very secret');
  expect(
    readMerchantFile('merchant.yaml', text, { secrets: () => undefined, now }).issues.map(({ code }) => code),
  ).toEqual(Array(3).fill('secret_missing'));
});

const seed = 41;

test(`300 mutated files never throw, and every issue has a place (seed ${seed})`, () => {
  const share = fc.integer({ min: 0, max: 9_999 });
  fc.assert(
    fc.property(
      share,
      fc.nat(30),
      fc.constantFrom('', ': ', '- ', '{', '"', '\n', 'x', '${', '0'),
      (at, cut, put) => {
        const from = Math.floor((at / 10_000) * text.length);
        const { issues } = readMerchantFile(
          'merchant.yaml',
          text.slice(0, from) + put + text.slice(from + cut),
          { now },
        );
        for (const { line, column } of issues) expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
      },
    ),
    { numRuns: 300, seed },
  );
});

test.each([
  ['', 180, []],
  ['retention: 30 days\n', 30, []],
  ['retention: 2 years\n', 180, ['retention_invalid']],
  ['retention: 29 days\n', 180, ['retention_invalid']],
  ['retention: 40 business days\n', 180, ['retention_invalid']],
])('%j keeps conversations for %d days', (line, days, codes) => {
  const { config, issues } = readMerchantFile('merchant.yaml', `${line}${text}`, { now });
  expect(issues.map(({ code }) => code)).toEqual(codes);
  expect(config?.retentionMs).toBe(days * 86_400_000);
});
