import { expect, test } from 'vitest';
import { withBodyValue } from '../../../src/connectors/auth/body-value.js';

const into = (body: string, type: string, name = 'key'): string | undefined =>
  withBodyValue(
    { method: 'POST', url: new URL('https://a.example'), headers: { 'content-type': type }, body },
    name,
    'k',
  )?.body?.toString();

test('a number of twenty digits keeps them all when a key is put into its body', () => {
  const body = '{"id": 12345678901234567890, "price": 12.30, "text": "1.0 \\"2\\"", "list": [1e5, -0]}';
  expect(into(body, 'application/vnd.acme+json; charset=utf-8')).toBe(
    '{"id":12345678901234567890,"price":12.30,"text":"1.0 \\"2\\"","list":[1e5,-0],"key":"k"}',
  );
});

test('a dotted name leads into the body, past what is there, and makes what is not', () => {
  expect(into('{"auth":{"user":"a"}}', 'application/json', 'auth.key')).toBe(
    '{"auth":{"user":"a","key":"k"}}',
  );
  expect(into('{}', 'application/json', 'a.b.c')).toBe('{"a":{"b":{"c":"k"}}}');
});

test('a form gets a field, and a body of another type is not touched', () => {
  expect(into('a=1', 'application/x-www-form-urlencoded')).toBe('a=1&key=k');
  expect(into('<a/>', 'text/xml')).toBeUndefined();
  expect(into('[1]', 'application/json')).toBeUndefined();
});
