/** tinyproxy hands requests on, asks for credentials where it is told to, and ends. */
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { serve } from '../support/hostile-server.js';
import { isRunning } from '../peers/child.js';
import { startTinyproxy, whyNoTinyproxy } from '../peers/tinyproxy/start.js';

const why = whyNoTinyproxy();
const when = why === undefined ? describe : describe.skip;

function through(
  proxy: string,
  url: string,
  headers: Record<string, string> = {},
): Promise<[number, string]> {
  const { hostname, port } = new URL(proxy);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path: url, headers, agent: false }, (response) => {
      text(response).then((body) => {
        resolve([response.statusCode ?? 0, body]);
      }, reject);
    }).on('error', reject);
  });
}

when(`tinyproxy${why === undefined ? '' : ` (${why})`}`, () => {
  test('hands requests on, tells which, and leaves no process', async () => {
    let pid = 0;
    await using target = await serve((_hit, response) => response.end('from behind'));
    {
      await using proxy = await startTinyproxy();
      pid = proxy.pid;
      expect(await through(proxy.url, `${target.url}/a`)).toEqual([200, 'from behind']);
      expect(proxy.requests()).toEqual([`GET ${target.url}/a HTTP/1.1`]);
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });

  test('asks for credentials where it is told to', async () => {
    await using target = await serve((_hit, response) => response.end('from behind'));
    await using proxy = await startTinyproxy({ username: 'shop', password: 'secret' });
    expect((await through(proxy.url, target.url))[0]).toBe(407);
    const login = `Basic ${Buffer.from('shop:secret').toString('base64')}`;
    const answer = await through(proxy.url, target.url, { 'proxy-authorization': login });
    expect(answer).toEqual([200, 'from behind']);
  });
});
