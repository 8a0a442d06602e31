import { describe, expect, test } from 'vitest';
import { bodyOf, problemOf, viewOf, xml } from './support/read.js';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const swapped = (text: string) => utf16(text).swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const BOM = {
  utf8: Buffer.from([0xef, 0xbb, 0xbf]),
  le: Buffer.from([0xff, 0xfe]),
  be: Buffer.from([0xfe, 0xff]),
};
const after = (bom: Buffer, bytes: Buffer) => Buffer.concat([bom, bytes]);

describe('A text is in the charset', () => {
  test.each<[string, Buffer, { charset?: string; contentType?: string }]>([
    ['UTF-8, where nothing is said', Buffer.from('"ä€"'), {}],
    ['of its BOM: UTF-8', after(BOM.utf8, Buffer.from('"ä€"')), {}],
    ['of its BOM: UTF-16, little end first', after(BOM.le, utf16('"ä€"')), {}],
    ['of its BOM: UTF-16, big end first', after(BOM.be, swapped('"ä€"')), {}],
    [
      'of its BOM, whatever the header says',
      after(BOM.utf8, Buffer.from('"ä€"')),
      { contentType: 'text/json; charset=iso-8859-1' },
    ],
    ['of its BOM, whatever the connection says', after(BOM.le, utf16('"ä€"')), { charset: 'iso-8859-1' }],
    ['that the connection states', Buffer.from([0x22, 0xe4, 0x80, 0x22]), { charset: 'windows-1252' }],
    [
      'that the connection states, whatever the header says',
      Buffer.from([0x22, 0xe4, 0xa4, 0x22]),
      { charset: 'iso-8859-15', contentType: 'a/b; charset=utf-8' },
    ],
    [
      'of the header',
      Buffer.from([0x22, 0xe4, 0x80, 0x22]),
      { contentType: 'application/json; charset=windows-1252' },
    ],
    [
      'of the header, in quotes',
      Buffer.from([0x22, 0xe4, 0x80, 0x22]),
      { contentType: 'application/json;x=y; Charset = "ISO-8859-1"' },
    ],
    ['UTF-16 of the header', utf16('"ä€"'), { contentType: 'application/json; charset=utf-16le' }],
    ['UTF-8, where the header names none', Buffer.from('"ä€"'), { contentType: 'application/json' }],
    [
      'UTF-8, where the header names an empty one',
      Buffer.from('"ä€"'),
      { contentType: 'application/json; charset=' },
    ],
    [
      'UTF-8, where ASCII is said',
      Buffer.from('"ä€"'),
      { contentType: 'application/json; charset=us-ascii' },
    ],
  ])('%s', (_what, body, { charset, contentType }) => {
    const asked = { answer: { ...(charset ? { charset } : {}) }, ...(contentType ? { contentType } : {}) };
    expect(viewOf(body, asked)).toBe('ä€');
  });

  test('Shift_JIS', () => {
    const body = Buffer.from([0x22, 0x93, 0xfa, 0x96, 0x7b, 0x22]);
    expect(viewOf(body, { contentType: 'application/json; charset=Shift_JIS' })).toBe('日本');
  });

  test.each([
    ['of its declaration', latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>ä</a>')],
    [
      'of its declaration in single quotes',
      latin1("<?xml version='1.0' encoding = 'windows-1252'?><a>ä</a>"),
    ],
    ['UTF-16 without a BOM', utf16('<?xml version="1.0" encoding="UTF-16"?><a>ä</a>')],
    ['UTF-16 without a BOM, big end first', swapped('<?xml version="1.0" encoding="UTF-16"?><a>ä</a>')],
    ['UTF-8, where .NET declares UTF-16', Buffer.from('<?xml version="1.0" encoding="utf-16"?><a>ä</a>')],
    ['UTF-8, where an element speaks of another', Buffer.from('<a><!-- encoding="iso-8859-1" -->ä</a>')],
    [
      'of its BOM, whatever it declares',
      after(BOM.utf8, Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ä</a>')),
    ],
  ])('%s: XML', (_what, body) => {
    expect(viewOf(body, xml())).toEqual({ a: 'ä' });
  });

  test('the header’s stands before the declaration’s', () => {
    const body = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ä</a>');
    expect(viewOf(body, { ...xml(), contentType: 'text/xml; charset=utf-8' })).toEqual({ a: 'ä' });
  });
});

describe('Bytes that are not valid in it have no view', () => {
  test.each<[string, Buffer, string | undefined]>([
    ['UTF-8', Buffer.from([0x22, 0xe4, 0x22]), undefined],
    ['UTF-8 that is cut off', Buffer.from([0x22, 0xe2, 0x82]), undefined],
    ['UTF-8 in too many bytes', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), undefined],
    ['UTF-16 of an odd length', after(BOM.le, Buffer.from([0x22, 0, 0x22])), undefined],
    ['half a character of UTF-16', after(BOM.le, Buffer.from([0x22, 0, 0, 0xd8, 0x22, 0])), undefined],
    ['Shift_JIS', Buffer.from([0x22, 0x93, 0x22]), 'a/b; charset=shift_jis'],
    ['ASCII', Buffer.from([0x22, 0xe4, 0x22]), 'a/b; charset=us-ascii'],
    ['a charset that nobody knows', Buffer.from('"a"'), 'a/b; charset=utf-9'],
  ])('%s', (_what, body, contentType) => {
    expect(problemOf(body, contentType === undefined ? {} : { contentType })).toBe('unreadable');
  });

  test('and the words name the way out', () => {
    expect(bodyOf(latin1('"ä"'))).toEqual({
      problem: 'unreadable',
      why: expect.stringContaining('answer.charset'),
    });
  });
});
