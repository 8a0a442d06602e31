/** Signed tokens: one spelling, one algorithm, one use. */
import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { readDecision, signDecision } from '../../src/security/decision-token.js';
import { generateKey, privateKeyFrom } from '../../src/security/signing-keys.js';
import { maxTokenLength, readToken, signToken } from '../../src/security/signed-token.js';
import { readVoucher, signVoucher } from '../../src/security/voucher.js';
import '../support/fixed-seed.js';

const key = generateKey();
const other = generateKey();
const token = signToken('voucher', { merchant: 'demo', n: 1 }, key.privateKey);

/** A token over any text, signed rightly. */
function signedText(text: string): string {
  const body = Buffer.from(text).toString('base64url');
  return `${body}.${sign(null, Buffer.from(body), privateKeyFrom(key.privateKey)).toString('base64url')}`;
}

describe('a token', () => {
  test('is read and verified by any of the keys', () => {
    const read = readToken(token, 'voucher');
    expect(read?.claims).toEqual({ merchant: 'demo', n: 1, use: 'voucher' });
    expect(read?.isSignedBy([other.publicKey, key.publicKey])).toBe(true);
    expect(read?.isSignedBy([other.publicKey])).toBe(false);
    expect(read?.isSignedBy([])).toBe(false);
    expect(read?.isSignedBy(['', 'ed25519:', 'ed25519:AAAA', key.privateKey, 'rsa:x'])).toBe(false);
  });

  test('for one use is none for another, also where claims say so', () => {
    expect(readToken(token, 'decision')).toBeUndefined();
    expect(readToken(signToken('voucher', { use: 'decision' }, key.privateKey), 'decision')).toBeUndefined();
  });

  test.each([
    '{"use":"voucher", "a":1}',
    '{"use":"voucher","a":1}',
    '{"a":1,"a":2,"use":"voucher"}',
    '{"a":1.0,"use":"voucher"}',
    '{"\\u0061":1,"use":"voucher"}',
    '["voucher"]',
    'null',
    '"voucher"',
    'no json',
    '',
  ])('that is not canonical JSON is none, although it is signed: %s', (text) => {
    expect(readToken(signedText(text), 'voucher')).toBeUndefined();
  });

  test.each([
    '',
    '.',
    'a',
    'a.b',
    'a.b.c',
    `${token}.x`,
    `${token}=`,
    ` ${token}`,
    token.replace('.', '..'),
    'x'.repeat(maxTokenLength + 1),
  ])('that is cut or bent is none: %s', (bent) => {
    expect(readToken(bent, 'voucher')?.isSignedBy([key.publicKey]) ?? false).toBe(false);
  });

  test('with any one character changed is not ours', () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    const any = fc.integer({ min: 0, max: characters.length - 1 }).map((index) => characters.charAt(index));
    const position = fc.integer({ min: 0, max: token.length - 1 });
    fc.assert(
      fc.property(position, any, (at, character) => {
        fc.pre(token[at] !== character);
        const bent = token.slice(0, at) + character + token.slice(at + 1);
        expect(readToken(bent, 'voucher')?.isSignedBy([key.publicKey]) ?? false).toBe(false);
      }),
      { numRuns: 500, seed: 20_261_124 },
    );
  });
});

describe('a voucher', () => {
  const voucher = {
    merchant: 'demo',
    conversation: 'c1',
    channel: 'chat',
    customer: { email: 'a@example.com' },
    expiresAt: 1,
  };
  const keysOf = () => [key.publicKey];

  test('counts for its merchant and conversation', () => {
    const signed = signVoucher(voucher, key.privateKey);
    expect(readVoucher(signed, voucher, keysOf)).toMatchObject(voucher);
    expect(readVoucher(signed, { ...voucher, merchant: 'other' }, keysOf)).toBeUndefined();
    expect(readVoucher(signed, { ...voucher, conversation: 'c2' }, keysOf)).toBeUndefined();
    expect(readVoucher(signed, voucher, () => [other.publicKey])).toBeUndefined();
  });

  test('counts for the channel that it names, and without one for none', () => {
    const signed = signVoucher(voucher, key.privateKey);
    const keysOfMail = (channel: string) => (channel === 'mail' ? [key.publicKey] : []);
    expect(readVoucher(signed, voucher, keysOfMail)).toBeUndefined();
    const { merchant, conversation, customer, expiresAt } = voucher;
    const nameless = signToken('voucher', { merchant, conversation, customer, expiresAt }, key.privateKey);
    expect(readVoucher(nameless, voucher, keysOf)).toBeUndefined();
  });

  test('without a customer, or with more than a voucher says, is none', () => {
    const claims = { ...voucher, customer: {} };
    expect(readVoucher(signToken('voucher', claims, key.privateKey), voucher, keysOf)).toBeUndefined();
    const more = { ...voucher, admin: true };
    expect(readVoucher(signToken('voucher', more, key.privateKey), voucher, keysOf)).toBeUndefined();
  });
});

test('a decision token holds all of its claims', () => {
  const life = { issuedAt: 1, expiresAt: 2 };
  const claims = {
    approver: 'anna',
    merchant: 'demo',
    requestId: 'r',
    digest: 'd',
    decision: 'approved' as const,
    ...life,
  };
  const read = readDecision(signDecision(claims, key.privateKey));
  expect(read?.claims).toMatchObject(claims);
  expect(read?.isSignedBy([key.publicKey])).toBe(true);
  expect(readDecision(signToken('decision', { approver: 'anna' }, key.privateKey))).toBeUndefined();
  expect(readDecision(token)).toBeUndefined();
});
