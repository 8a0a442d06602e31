/** The desk's pages as the API serves them, from memory. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApi, testApi } from '../support/api.js';
import { ask } from '../support/ask.js';

let folder: string;
let api: TestApi;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-pages-'));
  await mkdir(join(folder, 'assets'));
  const page = '<meta name="csp-nonce" content="__CSP_NONCE__"><title>Desk</title>';
  await writeFile(join(folder, 'index.html'), page);
  await writeFile(join(folder, 'assets', 'main-abc123.js'), 'export {};');
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  api = await testApi({ pages: folder });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const csp = (nonce: string): string =>
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
  `style-src 'self' 'nonce-${nonce}'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'`;

test('a browser is led to the desk; whoever wants no page is told what there is', async () => {
  const browser = await ask(api.url, { path: '/', headers: { accept: 'text/html,*/*' } });
  expect({ status: browser.status, to: browser.headers.location }).toEqual({ status: 302, to: '/desk/' });
  expect(JSON.parse((await ask(api.url, { path: '/' })).text)).toMatchObject({ links: { desk: '/desk/' } });
  expect((await ask(api.url, { path: '/desk' })).headers.location).toBe('/desk/');
});

test('every place of the router has the page, each time with another nonce, and nothing else may be loaded', async () => {
  const nonces = new Set<string>();
  for (const path of ['/desk/', '/desk/approvals/7', '/desk/index.html', '/desk/inbox?queue=a.b']) {
    const { status, text, headers } = await ask(api.url, { path });
    const [, nonce = ''] = /content="([\w-]+)"/.exec(text) ?? [];
    nonces.add(nonce);
    expect({ status, csp: headers['content-security-policy'] }).toEqual({ status: 200, csp: csp(nonce) });
    expect(headers).toMatchObject({
      ...{ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' },
      ...{ 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' },
      ...{ 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' },
    });
  }
  expect(nonces.size).toBe(4);
});

test('a file is kept by its content, and not sent again to whoever has it', async () => {
  const path = '/desk/assets/main-abc123.js';
  const first = await ask(api.url, { path });
  expect(first).toMatchObject({ status: 200, text: 'export {};' });
  expect(first.headers).toMatchObject({
    ...{ 'content-type': 'text/javascript; charset=utf-8', 'x-content-type-options': 'nosniff' },
    'cache-control': 'public, max-age=31536000, immutable',
  });
  const again = await ask(api.url, { path, headers: { 'if-none-match': first.headers.etag! } });
  expect(again).toMatchObject({ status: 304, text: '' });
  expect((await ask(api.url, { path: '/desk/icon.svg' })).headers['cache-control']).toBe('no-cache');
});

test('a file that is not there is none, and no way leads out of the folder', async () => {
  for (const path of [
    ...['/desk/assets/main-old.js', '/desk/x.map', '/desk/../package.json', '/desk/..%2fpackage.json'],
    ...['/desk/assets/..%2f..%2fpackage.json', '/desk/%2e%2e/package.json', '/desk//etc/passwd.txt'],
  ])
    expect({ path, ...(await ask(api.url, { path })) }).toMatchObject({ path, status: 404 });
});

test('where they have not been built, one sentence says how that is done', async () => {
  await using unbuilt = await testApi();
  const { status, text } = await ask(unbuilt.url, { path: '/desk/' });
  expect({ status, ...(JSON.parse(text) as object) }).toMatchObject({
    ...{ status: 503, code: 'desk_unbuilt', hint: 'Run `npm run build`.' },
  });
});
