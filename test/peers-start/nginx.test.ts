/** nginx lets in who has a certificate of its authority, and ends. */
import { get, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { serve } from '../support/hostile-server.js';
import { isRunning } from '../peers/child.js';
import { type Nginx, startNginx, whyNoNginx } from '../peers/nginx/start.js';

const why = whyNoNginx();
const when = why === undefined ? describe : describe.skip;

function ask(server: Nginx, options: RequestOptions): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    get(`${server.url}/path`, { ca: server.ca, agent: false, ...options }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      }, reject);
    }).on('error', reject);
  });
}

when(`nginx${why === undefined ? '' : ` (${why})`}`, () => {
  test('lets the client’s certificate in, in all its forms, no stranger’s, and leaves no process', async () => {
    let pid = 0;
    {
      await using server = await startNginx();
      pid = server.pid;
      const { cert, key, encryptedKey, pfx, passphrase } = server.client;
      for (const known of [
        { cert, key },
        { cert, key: encryptedKey, passphrase },
        { pfx, passphrase },
      ]) {
        const { status, body } = await ask(server, known);
        expect([status, JSON.parse(body)]).toMatchObject([200, { verified: 'SUCCESS', protocol: 'TLSv1.3' }]);
      }
      expect((await ask(server, {})).body).toContain('No required SSL certificate was sent');
      expect((await ask(server, server.stranger)).status).toBe(400);
      await expect(ask(server, { cert, key, ca: '' })).rejects.toThrow(/certificate/);
      expect((await server.accessLog()).trim().split('\n')).toHaveLength(5);
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });

  test('hands on who has come to an address of the test', async () => {
    await using upstream = await serve((_hit, response) => response.end('from behind'));
    await using server = await startNginx({ upstream: upstream.url });
    expect(await ask(server, server.client)).toEqual({ status: 200, body: 'from behind' });
    expect(upstream.hits[0]?.headers['x-client-subject']).toBe('CN=client,O=Orderly tests');
  });
});
