/** The page to try the API: what may be in it, and that it works in a browser. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '../../src/api/openapi.js';
import { routes } from '../../src/api/routes/index.js';
import { startChromium, whyNoChromium } from '../peers/chromium/start.js';
import { type TestApi, testApi } from './support/api.js';
import { ask } from './support/ask.js';

// The browser's own code, which no compiler has seen.
const { exampleOf } = (await import(new URL('../../src/api/try/example.js', import.meta.url).href)) as {
  exampleOf: (schema: object) => unknown;
};

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

test('the page and its files load nothing from elsewhere, hold no text as code and are framed by nobody', async () => {
  const page = await ask(api.url, { path: '/v1/try' });
  const linked = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link!);
  expect(linked.sort()).toEqual(['openapi.json', 'try/page.css', 'try/page.js']);
  // An inline script, style or handler would be refused by the policy, and by this.
  expect(page.text).not.toMatch(/<style|style=|<script[^>]*>[^<]|\son\w+=/);
  for (const path of ['/v1/try', ...['page.css', 'page.js', 'example.js'].map((file) => `/v1/try/${file}`)]) {
    const { status, headers, text } = await ask(api.url, { path });
    expect([path, status, headers['x-content-type-options']]).toEqual([path, 200, 'nosniff']);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
    expect(text).not.toMatch(/https?:\/\/|localStorage|sessionStorage|document\.cookie|indexedDB/);
    expect((await ask(api.url, { path, method: 'POST' })).status).toBe(405);
  }
});

test('the example of every body has what its schema requires, so it is refused for what stands in it at most', () => {
  const { paths } = openApiDocument('', routes) as {
    paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: object }> } }>>;
  };
  const bodies = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).flatMap(({ requestBody }) =>
      requestBody === undefined ? [] : [{ path, schema: requestBody.content['application/json']!.schema }],
    ),
  );
  expect(bodies.length).toBeGreaterThan(5);
  const routeOf = (path: string) => routes.find((route) => route.path === path && route.body !== undefined)!;
  for (const { path, schema } of bodies) {
    const read = routeOf(path).body!.safeParse(exampleOf(schema));
    const missing = read.error?.issues.filter(
      ({ code }) => code === 'unrecognized_keys' || code === 'invalid_type',
    );
    expect([path, missing ?? []]).toEqual([path, []]);
  }
});

const why = whyNoChromium();
const inBrowser = why === undefined ? describe : describe.skip;

inBrowser(`in a browser${why === undefined ? '' : ` (${why})`}`, () => {
  test('a request is sent with the key of the field, its answer is shown, and nothing of it is kept', async () => {
    await using page = await startChromium(`${api.url}/v1/try`);
    await page.until(`document.querySelector('main')?.getAttribute('aria-busy') === 'false'`);
    expect(await page.evaluate(`document.querySelectorAll('details').length`)).toBe(routes.length);
    const conversation = randomUUID();
    const send = (key: string) => `(() => {
      const type = (field, text) => { field.value = text; field.dispatchEvent(new Event('input')); };
      type(document.querySelector('#bearer'), ${JSON.stringify(key)});
      const details = [...document.querySelectorAll('details')]
        .find((one) => one.querySelector('code').textContent === 'GET /v1/merchants/{merchant}/conversations/{conversation}/replies');
      const [merchant, conversation] = details.querySelectorAll('input');
      type(merchant, 'demo');
      type(conversation, ${JSON.stringify(`${conversation}/../<b>`)});
      details.querySelector('button').click();
      window.answer = details.querySelector('pre');
      window.command = answer.nextElementSibling;
    })()`;
    await page.evaluate(send('wrong'));
    await page.until(`answer.textContent.includes('caller_unknown')`);
    await page.evaluate(send(api.keys.chat));
    await page.until(`answer.textContent.includes('conversation_unknown')`);
    expect(await page.evaluate(`answer.textContent`)).toMatch(/^404 /);
    // What was typed for one operation stands in all of them, and is a part of an address, never a path or a tag.
    expect(await page.evaluate(`document.querySelectorAll('b').length`)).toBe(0);
    expect(await page.evaluate(`command.textContent`)).toContain(`${conversation}%2F..%2F%3Cb%3E/replies`);
    expect(await page.evaluate(`command.textContent`)).not.toContain(api.keys.chat);
    const kept = `JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href])`;
    expect(await page.evaluate(kept)).toBe(`[[],[],"","${api.url}/v1/try"]`);
    await page.evaluate(`window.isOld = true, location.reload()`);
    await page.until(
      `!window.isOld && document.querySelector('main')?.getAttribute('aria-busy') === 'false'`,
    );
    expect(await page.evaluate(`document.querySelector('#bearer').value`)).toBe('');
    // A browser tells of answers that are problems, and of nothing else here.
    expect(page.complaints.filter((text) => !/status of 40[14]/.test(text))).toEqual([]);
  });
});
