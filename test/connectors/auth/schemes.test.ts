import { expect, test } from 'vitest';
import { authSchemes } from '../../../src/connectors/auth/index.js';
import { openHttpClient } from '../../../src/connectors/http/client.js';
import { memoryTokens } from '../../support/memory-tokens.js';

async function applied(scheme: string, settings: Record<string, string>) {
  using http = openHttpClient({ connection: [], operator: [] });
  const kind = authSchemes.get(scheme)!;
  const open = kind.open(kind.settings.parse(settings), {
    connection: 'c',
    http,
    tokens: memoryTokens(),
    timeoutMs: 100,
    siblingFiles: () => undefined,
    viewOfXml: () => undefined,
  });
  const request = {
    method: 'GET' as const,
    url: new URL('https://a.example/x?q=1'),
    headers: { accept: 'a' },
  };
  const authorized = await open.apply(request);
  if (authorized.is !== 'ready') throw new Error('not ready');
  return {
    url: authorized.request.url.href,
    headers: authorized.request.headers,
    untouched: request.url.href,
  };
}

const same = { url: 'https://a.example/x?q=1', untouched: 'https://a.example/x?q=1' };

test.each([
  ['none', {}, { ...same, headers: { accept: 'a' } }],
  [
    'basic',
    { user: 'käse', password: 'p' },
    { ...same, headers: { accept: 'a', authorization: 'Basic a8Okc2U6cA==' } },
  ],
  ['basic', { user: 'key' }, { ...same, headers: { accept: 'a', authorization: 'Basic a2V5Og==' } }],
  ['bearer', { token: 't' }, { ...same, headers: { accept: 'a', authorization: 'Bearer t' } }],
  ['api-key', { key: 'k', header: 'X-Api-Key' }, { ...same, headers: { accept: 'a', 'x-api-key': 'k' } }],
  [
    'api-key',
    { key: 'k', header: 'Authorization', prefix: 'Key ' },
    { ...same, headers: { accept: 'a', authorization: 'Key k' } },
  ],
  [
    'api-key',
    { key: 'k&', query: 'key' },
    { ...same, url: 'https://a.example/x?q=1&key=k%26', headers: { accept: 'a' } },
  ],
])('%s with %j', async (scheme, settings, expected) => {
  expect(await applied(scheme, settings)).toEqual(expected);
});
