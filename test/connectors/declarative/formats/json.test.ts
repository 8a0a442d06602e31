import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/contracts/json.js';
import fc from 'fast-check';
import { bodyOf, problemOf, viewOf } from './support/read.js';
import '../../../support/fixed-seed.js';

const repeated = (text: string, times: number) => text.repeat(times);

describe('Numbers keep their digits', () => {
  test.each<[string, Json]>([
    ['0', 0],
    ['-1', -1],
    ['1.5', 1.5],
    ['1e5', 100000],
    ['1E-2', 0.01],
    ['9007199254740991', 9007199254740991],
    ['-9007199254740991', -9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['12345678901234567890', '12345678901234567890'],
    ['12345678901234567.89', '12345678901234567.89'],
    ['-12345678901234567.89', '-12345678901234567.89'],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['1.2345678901234567e5', 123456.78901234567],
    ['1.23456789012345678901e5', '1.23456789012345678901e5'],
    ['19.99', 19.99],
    ['123456789012.34', 123456789012.34],
    ['0.30000000000000004', 0.30000000000000004],
    ['19.989999999999998', 19.989999999999998],
    ['0.10000000000000001', 0.1],
    ['19.98999999999999844', 19.989999999999998],
    ['1.00000000000000000000', 1],
    ['1e400', '1e400'],
    ['-1e400', '-1e400'],
    ['1e-400', '1e-400'],
    ['0e400', 0],
    ['0.0000000000000000000', 0],
    ['5e-324', 5e-324],
    [`0.${repeated('1', 200)}`, `0.${repeated('1', 200)}`],
    ['[1,12345678901234567890,2]', [1, '12345678901234567890', 2]],
    ['{"12345678901234567890":1}', { '12345678901234567890': 1 }],
    ['"12345678901234567890"', '12345678901234567890'],
    ['"\\"12345678901234567890"', '"12345678901234567890'],
    ['"00123"', '00123'],
  ])('%s', (text, view) => {
    expect(viewOf(text)).toEqual(view);
  });
});

describe('JSON is read as it is meant', () => {
  test.each<[string, string, Json]>([
    ['an empty object', '{}', {}],
    ['an empty list', '[]', []],
    ['null', 'null', null],
    ['spaces around', ' \r\n{ "a" : 1 }\t', { a: 1 }],
    ['names in escapes', '{"\\u0061":1}', { a: 1 }],
    ['characters beyond 16 bits', '"😀\\ud83d\\ude00"', '😀😀'],
    ['the first half of a character', '"x\\ud83d"', 'x\ufffd'],
    ['the second half of a character', '{"a":["\\ude00x"]}', { a: ['\ufffdx'] }],
    ['halves in the wrong order', '"\\ude00\\ud83d"', '\ufffd\ufffd'],
    ['a name twice in two objects', '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['a name within itself', '{"a":{"a":1}}', { a: { a: 1 } }],
    ['a name that is a value too', '{"a":"a","b":"a"}', { a: 'a', b: 'a' }],
    ['names that objects have', '{"constructor":1,"toString":2}', { constructor: 1, toString: 2 }],
    ['__proto__, which is dropped', '{"__proto__":{"x":1},"a":1}', { a: 1 }],
    ['__proto__ in escapes', '{"\\u005f_proto__":{"x":1},"a":1}', { a: 1 }],
    ['__proto__ deep down', '{"a":[{"__proto__":1}]}', { a: [{}] }],
    ['__proto__ as a value', '"__proto__"', '__proto__'],
    ['a BOM', '\ufeff{"a":1}', { a: 1 }],
  ])('%s', (_what, text, view) => {
    expect(viewOf(text)).toEqual(view);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('What is no JSON, or cannot be trusted, has no view', () => {
  test.each([
    ['a name twice', '{"a":1,"a":2}'],
    ['a name twice with one value', '{"a":1,"a":1}'],
    ['a name twice, once in escapes', '{"a":1,"\\u0061":2}'],
    ['a name twice deep down', '[{"b":{"a":1,"c":[],"a":2}}]'],
    ['a name twice with space before its colon', '{"a" :1,"a"\n:2}'],
    ['an object that is open', '{"a":1'],
    ['a text that is open', '"open'],
    ['a list that is open', '[1'],
    ['two values', '1 2'],
    ['a comma at the end', '[1,]'],
    ['a name without quotes', '{a:1}'],
    ['a number as a name', '{12345678901234567890:1}'],
    ['a number as a name, with space', '{12345678901234567890 :1}'],
    ['NaN', 'NaN'],
    ['a number with a leading zero', '[012345678901234567890]'],
    ['a number with a plus', '+1'],
    ['a number that goes on', '12345678901234567890x'],
    ['a comment', '{"a":1} // x'],
    ['single quotes', "{'a':1}"],
    ['a page of HTML', '<html></html>'],
    ['XML', '<a>1</a>'],
    ['a line end in a text', '"a\nb"'],
    ['65 lists in each other', repeated('[', 65) + repeated(']', 65)],
    ['65 objects in each other', repeated('{"a":', 65) + '1' + repeated('}', 65)],
    ['a million lists in each other', repeated('[', 1_000_000)],
    ['a million quotes', repeated('"', 1_000_001)],
    ['a text of a million escapes that is open', `"${repeated('\\"', 900_000)}`],
  ])('%s', (_what, text) => {
    expect(bodyOf(text)).toEqual({ problem: 'unreadable', why: expect.any(String) });
  });

  test('64 in each other are read', () => {
    expect(problemOf(repeated('[', 64) + repeated(']', 64))).toBe('it has a view');
  });

  test('an empty answer is told as that', () => {
    for (const text of ['', ' \n']) expect(problemOf(text)).toBe('empty');
  });

  test('bytes that are no UTF-8', () => {
    expect(problemOf(Buffer.from([0x22, 0xe4, 0x22]))).toBe('unreadable');
    // Half a character as UTF-8 would have it.
    expect(problemOf(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('unreadable');
  });

  test('and why never says what stands in it', () => {
    for (const text of ['{"CANARY":1,"CANARY":2}', 'CANARY', '{"a":"CANARY'])
      expect(JSON.stringify(bodyOf(text))).not.toContain('CANARY');
  });
});

describe('JSON Lines', () => {
  const lines = { answer: { format: 'json-lines' } };

  test('are a list, blank lines left out', () => {
    expect(viewOf('{"a":1}\n\r\n  \n{"a":12345678901234567890}\r\n', lines)).toEqual([
      { a: 1 },
      { a: '12345678901234567890' },
    ]);
    expect(viewOf('{"a":1}', lines)).toEqual([{ a: 1 }]);
  });

  test.each([['{"a":1}\n{"a":'], ['{"a":1}\nx'], ['{"a":1}{"a":2}'], ['{"a":1,"a":2}'], ['[\n1\n]']])(
    '%j has a line that is none',
    (text) => {
      expect(problemOf(text, lines)).toBe('unreadable');
    },
  );
});

describe('Beside JSON.parse', () => {
  /** What JSON.parse makes of a text; undefined where there is none. */
  const parsed = (text: string): Json | undefined => {
    try {
      return JSON.parse(text) as Json;
    } catch {
      return undefined;
    }
  };
  const read = (text: string): Json | undefined => {
    const body = bodyOf(text);
    return 'view' in body ? body.view : undefined;
  };
  const documents = fc
    .jsonValue({ maxDepth: 5 })
    .filter((value) => !JSON.stringify(value).includes('__proto__'));

  test('every document is read as the same', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        // A double written by JSON.stringify loses nothing, unless it is an integer beyond 2^53.
        fc.pre(!/\d{16}|\\u[dD]/.test(text));
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('what it refuses is refused, whatever was changed in a document', () => {
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.integer({ min: 0, max: 2 }),
      put: fc.constantFrom(
        '',
        '"',
        ',',
        ':',
        '[',
        ']',
        '{',
        '}',
        '0',
        '-',
        '.',
        'e',
        '\\',
        'u',
        ' ',
        '\n',
        't',
        'null',
      ),
    });
    fc.assert(
      fc.property(documents, edit, (value, { at, cut, put }) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        const edited = text.slice(0, place) + put + text.slice(place + cut);
        fc.pre(edited.trim() !== '');
        const [ours, theirs] = [read(edited), parsed(edited)];
        // A name twice is refused here alone.
        if (ours !== undefined || theirs === undefined) expect(ours === undefined).toBe(theirs === undefined);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('As much as is read of one answer', () => {
  const values = (count: number) => `[${repeated('1,', count - 2)}1]`;
  const names = (count: number) => `{${Array.from({ length: count }, (_, n) => `"k${n}":1`).join()}}`;

  test('300 000 values, and 50 000 names', () => {
    expect(problemOf(values(300_000))).toBe('it has a view');
    expect(problemOf(values(300_001))).toBe('refused');
    expect(problemOf(names(50_000))).toBe('it has a view');
    expect(problemOf(names(50_001))).toBe('refused');
  });

  test('the same name counts once', () => {
    expect(problemOf(`[${repeated('{"a":1},', 60_000)}1]`)).toBe('it has a view');
  });

  test('in JSON Lines they are those of all lines', () => {
    const lines = { answer: { format: 'json-lines' } };
    expect(problemOf(repeated('[1]\n', 150_000), lines)).toBe('it has a view');
    expect(problemOf(repeated('[1]\n', 150_001), lines)).toBe('refused');
  });

  test('a longer answer has more, but none of fewer characters', () => {
    const padded = (count: number) => `[${repeated('"1234567",', count - 2)}1]`;
    expect(problemOf(padded(500_000))).toBe('it has a view');
    expect(problemOf(values(1_500_000))).toBe('refused');
  });
});
