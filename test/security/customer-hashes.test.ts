/** By what a customer's conversations are found: everything that may name them, and nothing that tells who it is. */
import { expect, test } from 'vitest';
import type { CustomerMessage } from '../../src/contracts/workflow-messages.js';
import { customerHashes, hashesIn } from '../../src/security/customer-hashes.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { signVoucher } from '../../src/security/voucher.js';

const secret = 's'.repeat(32);
const email = 'marta.klein@mail.example';
const message = (changes: Partial<CustomerMessage>): CustomerMessage => ({
  ...{ merchant: 'm', conversation: 'c', messageId: '1', seq: 1, text: '', sentAt: '2026-11-29T00:00:00Z' },
  ...changes,
});
const voucher = signVoucher(
  {
    ...{ merchant: 'm', conversation: 'c', channel: 'web', customer: { email, ref: 'C-1' } },
    expiresAt: 1,
  },
  generateKey().privateKey,
);
const byEmail = customerHashes(secret, 'm', { emails: [email] });
const byOrder = customerHashes(secret, 'm', { orders: ['de-10105/2'] });
const byNumber = customerHashes(secret, 'm', { orders: ['10105'] });
const byRef = customerHashes(secret, 'm', { refs: ['C-1'] });

test.each<[string, Partial<CustomerMessage>, readonly string[]]>([
  ['an address in the text', { text: `I am ${email}, where is it?` }, byEmail],
  ['an address in capitals', { text: `"Marta.Klein@Mail.Example"` }, byEmail],
  ['an address behind a quotation mark', { text: `'${email}'` }, byEmail],
  ['an address behind a dash', { text: `-${email}` }, byEmail],
  ['a claimed address', { customer: { email: ` ${email}` } }, byEmail],
  ['a claimed reference', { customer: { ref: 'C-1' } }, byRef],
  ['a voucher, by whomever it is signed and however old', { customer: { voucher } }, [...byRef, ...byEmail]],
  ['one name twice', { text: email, customer: { email } }, byEmail],
  ['an order number', { text: 'Where is my order #DE-10105/2, in 14 days?' }, byOrder],
  ['an order number in the subject', { subject: 'Order de 10105', text: 'Where is it?' }, byNumber],
  ['none', { text: 'Where is my order?' }, []],
  ['a voucher that is none', { customer: { voucher: 'x.y' } }, []],
])('%s', (_, changes, hashes) => {
  expect(hashesIn(secret, message(changes))).toEqual(hashes);
});

test('of a text full of addresses a bounded number is noted', () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `a${index}@b.example`).join(' ');
  expect(hashesIn(secret, message({ text }))).toHaveLength(50);
});

test('a hash is another one at another merchant, with another secret, and for a reference spelled as an address', () => {
  const all = [
    byEmail,
    customerHashes(secret, 'n', { emails: [email] }),
    customerHashes('t'.repeat(32), 'm', { emails: [email] }),
    customerHashes(secret, 'm', { refs: [email] }),
  ].flat();
  expect(new Set(all).size).toBe(4);
  for (const hash of all) expect(hash).toMatch(/^[0-9a-f]{32}$/);
});
