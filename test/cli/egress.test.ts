/** `orderly connections egress`: what a shop must allow, and whether it is what a page on the other side sees. */
import { describe, expect, test } from 'vitest';
import { serveConnect } from '../support/forward-proxy.js';
import { serve } from '../support/hostile-server.js';
import { linesOf, orderly } from './run-cli.js';

const egress = (env: Record<string, string>, ...args: string[]) =>
  orderly(['connections', 'egress', ...args], { env });

/** A page that says from where it was asked. */
const echo = () =>
  serve((_hit, response) => response.end(`{"ip":"${response.socket?.remoteAddress ?? ''}"}`));

describe('orderly connections egress', () => {
  test('says what to set when nothing is', async () => {
    const { code, stdout, stderr } = await egress({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('not set');
    expect(stdout).toContain('ORDERLY_EGRESS_ADDRESSES');
  });

  test('prints each way out, and no credentials', async () => {
    const env = {
      ORDERLY_EGRESS_ADDRESSES: '198.51.100.7',
      ORDERLY_EGRESS_PROXY_EU: 'http://orderly:hunter2@proxy.eu.example:3128',
      ORDERLY_EGRESS_ADDRESSES_EU: '192.0.2.0/28, 2001:db8::1',
      ORDERLY_EGRESS_PROXY_US_EAST: 'https://proxy.us.example',
    };
    const printed = await egress(env);
    expect(printed.code).toBe(0);
    expect(linesOf(printed.stdout).map((line) => line.split(/ {2,}/))).toEqual([
      ['REGION', 'PROXY', 'ADDRESSES'],
      ['-', 'none', '198.51.100.7'],
      ['eu', 'proxy.eu.example:3128', '192.0.2.0/28, 2001:db8::1'],
      ['us-east', 'proxy.us.example:443', 'not set'],
    ]);
    const json = await egress(env, '--json');
    expect(JSON.parse(json.stdout)).toContainEqual({
      region: 'eu',
      proxy: 'proxy.eu.example:3128',
      addresses: ['192.0.2.0/28', '2001:db8::1'],
    });
    expect(printed.stdout + json.stdout).not.toContain('hunter2');
  });

  test('--check asks by every way out, and agrees', async () => {
    await using page = await echo();
    await using proxy = await serveConnect();
    const env = {
      ORDERLY_EGRESS_ALLOW: '127.0.0.1',
      ORDERLY_EGRESS_ADDRESSES: '127.0.0.1',
      ORDERLY_EGRESS_PROXY_EU: `http://127.0.0.1:${proxy.raw.port}`,
      ORDERLY_EGRESS_ADDRESSES_EU: '127.0.0.0/8',
    };
    const { code, stdout, stderr } = await egress(env, '--check', page.url, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject([{ seen: '127.0.0.1' }, { region: 'eu', seen: '127.0.0.1' }]);
    expect(page.hits).toHaveLength(2);
    expect(proxy.heads).toHaveLength(1);
  });

  test('--check fails when another address is seen, and names the region', async () => {
    await using page = await echo();
    await using proxy = await serveConnect();
    const env = {
      ORDERLY_EGRESS_ALLOW: '127.0.0.1',
      ORDERLY_EGRESS_ADDRESSES: '127.0.0.1',
      ORDERLY_EGRESS_PROXY_EU: `http://127.0.0.1:${proxy.raw.port}`,
      ORDERLY_EGRESS_ADDRESSES_EU: '192.0.2.1',
    };
    const { code, stderr } = await egress(env, '--check', page.url);
    expect(code).toBe(1);
    expect(stderr).toContain('error egress_address_differs: ');
    expect(stderr).toContain('requests from the region eu come from 127.0.0.1');
    expect(linesOf(stderr)).toHaveLength(2);
  });

  test.each([
    ['answers with no address', 'hello 999.1.1.1', 200, 'contains no address'],
    ['answers with an error', '127.0.0.1', 500, 'status 500'],
  ])('--check fails when the page %s', async (_name, text, status, why) => {
    await using page = await serve((_hit, response) => response.writeHead(status).end(text));
    const { code, stderr } = await egress({ ORDERLY_EGRESS_ALLOW: '127.0.0.1' }, '--check', page.url);
    expect(code).toBe(1);
    expect(stderr).toContain('error egress_check_failed: ');
    expect(stderr).toContain(why);
  });

  test('--check reaches private pages only where the operator allows them', async () => {
    await using page = await echo();
    const { code, stderr } = await egress({}, '--check', page.url);
    expect(code).toBe(1);
    expect(stderr).toContain('egress_refused');
    expect(page.hits).toHaveLength(0);
  });

  test('an address that is none is wrong usage', async () => {
    const { code, stderr } = await egress({}, '--check', 'nowhere');
    expect({ code, stderr: linesOf(stderr)[0] }).toEqual({
      code: 2,
      stderr: expect.stringContaining('Give the address of a page'),
    });
  });
});
