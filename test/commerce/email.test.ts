/** Which addresses are one mailbox where it is counted how often somebody has been paid. */
import { expect, test } from 'vitest';
import { asciiLowerCase, mailboxOf } from '../../src/commerce/email.js';

test.each([
  [' Mia@Example.COM ', 'mia@example.com'],
  ['mia+1@example.com', 'mia@example.com'],
  ['mia+a+b@example.com', 'mia@example.com'],
  ['m.i.a@example.com', 'm.i.a@example.com'],
  ['m.i.a+x@gmail.com', 'mia@gmail.com'],
  ['M.ia@GoogleMail.com', 'mia@gmail.com'],
  ['"mia"@example.com', 'mia@example.com'],
  ['mia@example.com.', 'mia@example.com'],
  ['mia@bücher.example', 'mia@xn--bcher-kva.example'],
  ['mia@BÜCHER.example', 'mia@xn--bcher-kva.example'],
  ['mia@xn--bcher-kva.example', 'mia@xn--bcher-kva.example'],
  ['mia@ｇｍａｉｌ．com', 'mia@gmail.com'],
  ['+tag@example.com', '+tag@example.com'],
  ['a@b@example.com', 'a@b@example.com'],
  ['mia@not a domain', 'mia@not a domain'],
  ['cust-4711', 'cust-4711'],
  ['', ''],
])('%s is counted as %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
  expect(mailboxOf(mailbox)).toBe(mailbox);
});

test('other people stay other people', () => {
  const addresses = [
    'mia@example.com',
    'mia@example.org',
    'mi.a@example.com',
    'mila@example.com',
    '\u212aim@example.com',
  ];
  expect(new Set(addresses.map(mailboxOf)).size).toBe(addresses.length);
});

test('only ASCII letters have another case', () => {
  expect(asciiLowerCase('KIM \u212aim \u0130 ÄÖ')).toBe('kim \u212aim \u0130 ÄÖ');
});
