import { describe, expect, test } from 'vitest';
import { AnswerSchema } from '../../../../src/connectors/declarative/formats/schema.js';
import type { JsonObject } from '../../../../src/contracts/json.js';
import { compiled, viewOf, type Asked } from './support/read.js';

describe('What `answer` says', () => {
  test.each<[string, Asked, string]>([
    ['a charset that nobody knows', { answer: { charset: 'utf-9' } }, 'The charset `utf-9` is not supported'],
    [
      'a key of another format',
      { answer: { format: 'xml', delimiter: ';' } },
      '`delimiter` cannot be used with the format `xml`',
    ],
    [
      'a key of another format, where none is stated',
      { answer: { pattern: 'x' } },
      '`pattern` cannot be used with the format `json`',
    ],
    ['a text without pattern', { answer: { format: 'text' } }, '`pattern` is missing'],
    ['a pattern without groups', { answer: { format: 'text', pattern: '\\d+' } }, 'named groups'],
    [
      'a pattern with groups without names',
      { answer: { format: 'text', pattern: '(\\d+)' } },
      'named groups',
    ],
    ['a pattern that is open', { answer: { format: 'text', pattern: '(?P<a>x' } }, 'not a valid RE2 pattern'],
    [
      'a pattern that looks around',
      { answer: { format: 'text', pattern: '(?P<a>x)(?=y)' } },
      'not a valid RE2 pattern',
    ],
    [
      'a pattern that refers back',
      { answer: { format: 'text', pattern: '(?P<a>x)\\1' } },
      'not a valid RE2 pattern',
    ],
    [
      'a pattern that is very long',
      { answer: { format: 'text', pattern: `(?P<a>${'x'.repeat(1000)})` } },
      '1000 characters',
    ],
    ['two columns of one name', { answer: { format: 'csv', header: ['a', 'a'] } }, 'same name'],
    [
      'a delimiter that is the quote',
      { answer: { format: 'csv', delimiter: '"' } },
      'cannot separate columns',
    ],
    [
      'a delimiter that ends lines',
      { answer: { format: 'csv', delimiter: '\n' } },
      'cannot separate columns',
    ],
    ['XML where the request is SOAP', { kind: 'soap', answer: { format: 'xml' } }, 'answered in SOAP'],
    ['CSV where the request is GraphQL', { kind: 'graphql', answer: { format: 'csv' } }, 'answered in JSON'],
  ])('%s is an issue', (_what, asked, message) => {
    const { read, issues } = compiled(asked);
    expect(read).toBeUndefined();
    expect(issues).toContainEqual(
      expect.objectContaining({
        code: 'connection_answer_invalid',
        file: 'shop.yaml',
        line: 1,
        message: expect.stringContaining(message),
      }),
    );
  });

  test.each<[JsonObject]>([
    [{ format: 'yaml' }],
    [{ delimiter: ';;' }],
    [{ quote: '""' }],
    [{ header: [] }],
    [{ many: 'yes' }],
    [{ namespaces: { 'a b': 'urn:1' } }],
    [{ namespaces: { o: '' } }],
    [{ charset: '' }],
    [{ encoding: 'utf-8' }],
  ])('%j is not its form', (answer) => {
    expect(AnswerSchema.safeParse(answer).success).toBe(false);
  });

  test('nothing is JSON, also of GraphQL; of SOAP it is SOAP', () => {
    expect(viewOf('{"a":1}')).toEqual({ a: 1 });
    expect(viewOf('{"data":{}}', { kind: 'graphql' })).toEqual({ data: {} });
    const envelope =
      '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><a>1</a></e:Body></e:Envelope>';
    expect(viewOf(envelope, { kind: 'soap' })).toEqual({ a: '1' });
    expect(viewOf(envelope, { answer: { format: 'soap' } })).toEqual({ a: '1' });
  });
});
