import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Json } from '../../src/contracts/json.js';
import { issuesOf } from '../connectors/declarative/requests/ask.js';
import { wsdlWithHeaders } from '../connectors/declarative/requests/shop-wsdl.js';
import { page, section } from './support.js';

const blocks = [
  ...section(page('docs/integrating/connections.md'), '### Request').matchAll(
    /^#### [^\n]*`(\w+)`$|```yaml\n(.*?)```/gms,
  ),
];

test.each(blocks.filter(([, name]) => name === undefined).map(([, , yaml = '']) => [yaml]))(
  'an example that can be used:\n%s',
  async (yaml) => {
    const { request } = parse(yaml) as { request: Json };
    expect(await issuesOf({ request, files: { 'shop.wsdl': wsdlWithHeaders('1.2') } })).toEqual([]);
  },
);

test('every kind of payload has its section', () => {
  const names = blocks.flatMap(([, name]) => (name === undefined ? [] : [name]));
  expect(names).toEqual(['body', 'form', 'multipart', 'xml', 'text', 'graphql', 'soap']);
});
