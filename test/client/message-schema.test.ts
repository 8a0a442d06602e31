/** What passes the door: ids that every store and log can hold, and every text of a customer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseMessage } from '../../src/client/message-schema.js';
import type { Store } from '../../src/store/store.js';
import { testStore } from '../support/store.js';

const message = {
  merchant: 'demo',
  conversation: 'c-1',
  messageId: 'm-1',
  seq: 1,
  text: 'Where is my order?',
  sentAt: '2026-11-26T09:00:00Z',
};

const signs: Readonly<Record<string, string>> = {
  NUL: '\0',
  'a C0 control': '\u001b',
  'a line break': '\n',
  DEL: '\u007f',
  'a C1 control': '\u0085',
  'half a character': '\ud83d',
  'the other half': '\ude00',
  'an override of direction': '\u202e',
  'an isolate of direction': '\u2066',
  'a line separator': '\u2028',
};

describe.each(Object.entries(signs))('with %s in it', (_, sign) => {
  test.each(['conversation', 'messageId', 'startedBy'])('%s is refused by its name', (field) => {
    expect(() => parseMessage({ ...message, [field]: `m${sign}1` })).toThrow(
      `${field}: has a control character`,
    );
  });
  test.each(['ref', 'email', 'voucher'])('customer.%s is refused by its name', (field) => {
    expect(() => parseMessage({ ...message, customer: { [field]: `m${sign}1` } })).toThrow(
      `customer.${field}: has a control character`,
    );
  });
});

test('an id may have blanks, and letters of any script', () => {
  for (const id of ['Ticket 4711', 'müller@example.com', 'заказ-1', '注文1', '👩‍💻']) {
    expect(parseMessage({ ...message, conversation: id, messageId: id })).toMatchObject({ messageId: id });
  }
});

test.each(['\u200b', '\u00ad', '\u2060', '\ufeff'])('nobody has the invisible %j in their name', (sign) => {
  expect(() => parseMessage({ ...message, startedBy: `an${sign}na` })).toThrow('startedBy: has an invisible');
});

describe('a mail', () => {
  const attachment = { name: 'photo.jpg', mediaType: 'image/jpeg', url: 'https://files.example/1' };

  test('has a subject without card numbers, and attachments by reference', () => {
    expect(
      parseMessage({ ...message, subject: 'card 4111 1111 1111 1111', attachments: [attachment] }),
    ).toMatchObject({ subject: expect.not.stringContaining('4111 1111'), attachments: [attachment] });
  });

  test.each([
    { ...attachment, url: 'file:///etc/passwd' },
    { ...attachment, mediaType: 'photo' },
    { ...attachment, name: 'a\nb' },
    { ...attachment, content: 'aGVsbG8=' },
  ])('%j is none', (wrong) => {
    expect(() => parseMessage({ ...message, attachments: [wrong] })).toThrow('attachments.0');
  });
});

describe('a text', () => {
  test('loses NUL and keeps what can be stored', () => {
    expect(parseMessage({ ...message, text: 'order\0 11\u0000059\tplease\r\n\u0085 👍' }).text).toBe(
      'order 11059\tplease\r\n\u0085 👍',
    );
    expect(parseMessage({ ...message, text: 'thanks \ud83d' }).text).toBe('thanks \ufffd');
  });

  test('hides no card number behind NUL', () => {
    expect(parseMessage({ ...message, text: '4111\0 1111\0 1111\0 1111' }).text).toBe('**** **** **** 1111');
  });
});

describe('whatever passes', () => {
  let store: Store;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store[Symbol.asyncDispose]());

  test('can be stored', async () => {
    const text =
      [...Array(0x100).keys()].map((code) => String.fromCharCode(code)).join('') + '\ud800\udc00\ud800';
    const passed = parseMessage({ ...message, text });
    const { merchant, conversation, messageId } = passed;
    const body = { text: passed.text, messageId };
    await store.outbox.add({ merchant, conversation, key: messageId, kind: 'passed_on', body });
    const [row] = await store.outbox.read(merchant, conversation, 0, Number.MAX_SAFE_INTEGER);
    expect(row?.body).toEqual(body);
  });
});
