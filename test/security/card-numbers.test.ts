import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../src/client/message-schema.js';
import { maskCardNumbers } from '../../src/security/message-text.js';

describe('card numbers', () => {
  test.each([
    ['4111111111111111', '************1111'],
    ['4111 1111 1111 1111', '**** **** **** 1111'],
    ['4111-1111-1111-1111 exp 04/27', '****-****-****-1111 exp 04/27'],
    ['card 4111 1111 1111 1111 04 27 for #48213', 'card **** **** **** 1111 04 27 for #48213'],
    ['5555555555554444,378282246310005', '************4444,***********0005'],
    ['3782 822463 10005', '**** ****** *0005'],
    ['6011.0009.9013.9424', '****.****.****.9424'],
    ['3056 930902 5904', '**** ****** 5904'],
    ['visa4222222222222!', 'visa*********2222!'],
    ['2223003122003222', '************3222'],
    ['48213 4111111111111111', '48213 ************1111'],
  ])('of %j stay four digits', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked);
    expect(maskCardNumbers(text)).toHaveLength(text.length);
  });

  test.each([
    '4111 1111 1111 1112',
    'order 302-1234567-1234567',
    'tracking 00340434161094042557',
    '1Z999AA10123456784',
    'orders 48213 and 48214',
    '+49 151 23456789',
    'EAN 4006381333931',
  ])('are not seen in %j', (text) => {
    expect(maskCardNumbers(text)).toBe(text);
  });

  test('do not pass the door', () => {
    const message = {
      merchant: 'demo',
      conversation: 'c',
      messageId: 'm',
      seq: 1,
      sentAt: '2026-11-26T09:00:00Z',
    };
    expect(parseMessage({ ...message, text: 'it is 4111 1111 1111 1111' }).text).toBe(
      'it is **** **** **** 1111',
    );
  });

  test('are looked for in linear time in hostile texts', () => {
    for (const piece of ['4 ', '4', '4-1 ']) expect(maskCardNumbers(piece.repeat(32_768))).toBeDefined();
  });
});
