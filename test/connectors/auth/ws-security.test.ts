/** WS-Security against a server that reads the header as the UsernameToken Profile has it. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { authSchemes } from '../../../src/connectors/auth/index.js';
import { openHttpClient } from '../../../src/connectors/http/client.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const SECRET = 'CANARY-4711';
const nonces = new Set<string>();

describe('ws-security', () => {
  async function send(settings: Record<string, string>, check: (body: string) => boolean) {
    await using server = await serve(({ body }, response) => {
      answerJson(response, check(body) ? 200 : 401, {});
    });
    using http = openHttpClient({ connection: ['127.0.0.1'], operator: ['127.0.0.1'] });
    const kind = authSchemes.get('ws-security')!;
    const context = {
      connection: 'c',
      http,
      tokens: memoryTokens(),
      timeoutMs: 1000,
      siblingFiles: () => undefined,
      viewOfXml: () => undefined,
    };
    const scheme = kind.open(kind.settings.parse({ user: 'a&b', password: SECRET, ...settings }), context);
    const envelope = (blocks: string): string => `<E><Header>${blocks}</Header></E>`;
    const headers = { 'content-type': 'application/soap+xml' };
    const authorized = await scheme.apply({
      method: 'POST',
      url: new URL(server.url),
      headers,
      body: envelope(''),
      envelope,
    });
    if (authorized.is !== 'ready') throw new Error('not ready');
    const outcome = await http.send({ ...authorized.request, timeoutMs: 1000 });
    return { status: outcome.is === 'response' && outcome.status, body: server.hits[0]!.body };
  }
  const inside = (body: string, name: string): string =>
    new RegExp(`<${name}[^>]*>([^<]*)<`).exec(body)?.[1] ?? '';
  function digestKnown(body: string): boolean {
    const nonce = Buffer.from(inside(body, 'wsse:Nonce'), 'base64');
    const token = body.slice(body.indexOf('<wsse:UsernameToken'));
    const created = inside(token, 'wsu:Created');
    const expected = createHash('sha1').update(nonce).update(`${created}${SECRET}`).digest('base64');
    return (
      !nonces.has(nonce.toString('hex')) &&
      nonces.add(nonce.toString('hex')).size > 0 &&
      inside(body, 'wsse:Password') === expected
    );
  }

  test('is let in by a digest of a fresh nonce, in a header that must be understood, for five minutes', async () => {
    const { status, body } = await send({}, digestKnown);
    expect(status).toBe(200);
    expect(body).not.toContain(SECRET);
    expect(body).toContain('xmlns:env="http://www.w3.org/2003/05/soap-envelope" env:mustUnderstand="1"');
    expect(body).toContain('<wsse:Username>a&amp;b</wsse:Username>');
    expect(Date.parse(inside(body, 'wsu:Expires')) - Date.parse(inside(body, 'wsu:Created'))).toBe(300_000);
  });

  test('is not let in with a wrong password', async () => {
    expect((await send({ password: 'wrong' }, digestKnown)).status).toBe(401);
  });

  test('sends the password itself where the system wants that, and no Timestamp where it wants none', async () => {
    const settings = { type: 'text', life: 'none', mustUnderstand: 'false' };
    const { status, body } = await send(settings, (sent) => inside(sent, 'wsse:Password') === SECRET);
    expect(status).toBe(200);
    expect(body).not.toMatch(/Timestamp|mustUnderstand/);
  });

  test('sets its time back for a system whose clock is behind, and lets messages live as long as before', async () => {
    const { body } = await send({ skew: '60s', life: '10min' }, digestKnown);
    expect(Date.parse(inside(body, 'wsu:Expires')) - Date.parse(inside(body, 'wsu:Created'))).toBe(660_000);
  });
});
