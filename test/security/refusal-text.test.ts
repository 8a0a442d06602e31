/** What people read of a system's refusal: its words, and never a secret, a card number or a program's trace. */
import { expect, test } from 'vitest';
import { refusalText } from '../../src/security/refusal-text.js';

test.each([
  ['The order was already\n refunded on 12 May.', 'The order was already refunded on 12 May.'],
  ['No funds for card 4111 1111 1111 1111', 'No funds for card **** **** **** 1111'],
  ['Key sk_live_51Habcdefghijk0123456789 may not do this', 'Key ••• may not do this'],
  ['Denied: Authorization: Bearer abc.def-123', 'Denied: Authorization: ••• •••'],
  ['token=9f8e7d is too old', 'token=••• is too old'],
  ['Cannot reach postgres://shop:geheim@db.internal/x', 'Cannot reach postgres://•••@db.internal/x'],
  ['Boom: x is null at refund (/srv/app.js:12:3) at main (/srv/app.js:1:1)', 'Boom: x is null'],
  ['Failed\n    at /srv/app.js:12:3', 'Failed'],
  ['Bad value\nTraceback (most recent call last):\n  File "/srv/a.py", line 3', 'Bad value'],
  ['<html><body>502</body></html>', undefined],
  ['{"error":{"code":1}}', undefined],
  ['  ', undefined],
  [undefined, undefined],
])('%j is read as %j', (text, read) => {
  expect(refusalText(text)).toBe(read);
});

test('a long text is cut, and an order number or an id that a person can look up stays', () => {
  expect(refusalText('x '.repeat(400))).toMatch(/^(x ){150}…$/);
  expect(refusalText('Order 10105 of re_4711 is too old')).toBe('Order 10105 of re_4711 is too old');
});
