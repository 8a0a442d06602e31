/** A merchant's own module signs requests; whatever it does wrong, nothing is sent and none of its words get out. */
import { describe, expect, test } from 'vitest';
import { answerJson, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { ANSWER, build, connect, order, refund } from './support.js';

const SECRET = 'CANARY-4711';
const auth = 'scheme: module\nmodule: sign.mjs\nsecrets: { key: "${secret.S}" }';
const secrets = { S: SECRET };
const custom = (url: string, module: string, tokens = memoryTokens(), events: unknown[] = []) =>
  connect({ auth, url, secrets, files: { 'sign.mjs': module }, tokens, events });

test('the module sees the whole request, and may change all of it', async () => {
  await using server = await serve((_hit, response) => {
    answerJson(response, 200, ANSWER);
  });
  const module = `import { createHmac } from 'node:crypto';
    export default (request, { secrets }) => {
      const seal = createHmac('sha256', secrets.key).update(request.method + request.url + request.body).digest('hex');
      const url = new URL(request.url);
      url.searchParams.set('seal', seal.slice(0, 4));
      return { ...request, url: url.href, headers: { ...request.headers, 'X-Seal': seal }, body: new TextEncoder().encode(request.body + '&b=2') };
    };`;
  expect((await refund(custom(server.url, module))).is).toBe('done');
  const [hit] = server.hits;
  expect(hit!.url).toMatch(/^\/refunds\?seal=[0-9a-f]{4}$/);
  expect(hit!.headers['x-seal']).toMatch(/^[0-9a-f]{64}$/);
  expect(hit!.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(hit!.body).toMatch(/^amount=100&reason=.*&b=2$/);
});

test('it gets the secrets that its block names and no other, and cannot change them', async () => {
  await using server = await serve((_hit, response) => {
    answerJson(response, 200, ANSWER);
  });
  const module = `export default (request, { secrets }) => {
    let changed = 'no';
    try { secrets.key = 'other'; changed = 'yes'; } catch {}
    return { ...request, headers: { names: Object.keys(secrets).join(), changed } };
  };`;
  await refund(custom(server.url, module));
  expect(server.hits[0]!.headers).toMatchObject({ names: 'key', changed: 'no' });
});

describe('a login of its own', () => {
  const module = `
    const login = async ({ secrets, send, tokens }, origin) => {
      const answer = await send({ method: 'POST', url: origin + '/login', headers: { 'x-key': secrets.key }, body: 'in' });
      await tokens.put(answer.body, 60000);
      return answer.body;
    };
    export default async (request, context) => {
      const token = (await context.tokens.get()) ?? (await login(context, new URL(request.url).origin));
      return { ...request, headers: { ...request.headers, authorization: 'Own ' + token } };
    };
    export const renew = async (answer, { tokens }) => {
      if (answer.headers['x-why'] === 'locked') return false;
      await tokens.put('', 0);
    };`;
  async function shop() {
    const state = { valid: 't1', logins: 0, why: 'old' };
    const server = await serve((hit, response) => {
      if (hit.url === '/login') {
        state.logins += 1;
        response.end(hit.headers['x-key'] === SECRET ? `t${state.logins}` : 'nothing');
      } else if (hit.headers.authorization === `Own ${state.valid}`) answerJson(response, 200, ANSWER);
      else answerJson(response, 401, {}, { 'x-why': state.why });
    });
    return { server, state, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  }

  test('is kept for all workers, and is renewed after a 401', async () => {
    await using at = await shop();
    const tokens = memoryTokens();
    const [one, two] = [custom(at.server.url, module, tokens), custom(at.server.url, module, tokens)];
    for (const connection of [one, two, one]) expect((await refund(connection)).is).toBe('done');
    expect(at.state.logins).toBe(1);
    at.state.valid = 't2';
    expect((await refund(two)).is).toBe('done');
    expect(at.state.logins).toBe(2);
  });

  test('is not renewed when the module says that it is of no use', async () => {
    await using at = await shop();
    Object.assign(at.state, { valid: 'never', why: 'locked' });
    expect(await refund(custom(at.server.url, module))).toEqual({ is: 'later', code: 'unauthorized' });
    expect(at.state.logins).toBe(1);
  });

  test('under the same name but with another secret is another one', async () => {
    await using at = await shop();
    const tokens = memoryTokens();
    await refund(custom(at.server.url, module, tokens));
    const other = connect({
      auth,
      url: at.server.url,
      secrets: { S: 'CANARY-0815' },
      files: { 'sign.mjs': module },
      tokens,
    });
    await refund(other);
    expect(at.state.logins).toBeGreaterThanOrEqual(2);
  });
});

describe('nothing is sent, and nothing is told, when the module', () => {
  test.each([
    ['throws', 'export default (_r, { secrets }) => { throw new Error(secrets.key); };'],
    ['rejects', 'export default async (_r, { secrets }) => { throw secrets; };'],
    ['gives nothing', 'export default () => undefined;'],
    [
      'gives a header with a line break',
      'export default (r, { secrets }) => ({ ...r, headers: { a: secrets.key + "\\n" } });',
    ],
    ['gives an address that is none', 'export default (r, { secrets }) => ({ ...r, url: secrets.key });'],
    ['gives a method that is none', 'export default (r) => ({ ...r, method: "BREW" });'],
    ['exports nothing', 'const a = 1;'],
    ['cannot be parsed', 'export default ('],
    ['throws as it is loaded', 'throw new Error("CANARY");'],
    ['imports what is not there', 'import "./other.mjs"; export default (r) => r;'],
  ])('%s', async (_name, module) => {
    await using server = await serve((_hit, response) => {
      answerJson(response, 200, ANSWER);
    });
    const events: unknown[] = [];
    const attempt = await order(custom(server.url, module, memoryTokens(), events));
    expect(attempt).toEqual({ is: 'unsent', code: 'signature_failed', retryAfterMs: 60_000 });
    expect(server.hits).toHaveLength(0);
    expect(JSON.stringify([attempt, events])).not.toContain('CANARY');
  });

  test('takes longer than a request may', async () => {
    await using server = await serve((_hit, response) => response.end());
    const attempt = await order(custom(server.url, 'export default () => new Promise(() => {});'));
    expect(attempt).toMatchObject({ is: 'unsent', code: 'signature_failed' });
    expect(server.hits).toHaveLength(0);
  });

  test('asks a private address that nobody has allowed', async () => {
    await using server = await serve((_hit, response) => response.end());
    const module = `export default async (request, { send }) => {
      const answer = await send({ method: 'GET', url: 'http://10.0.0.1/', headers: {} });
      return { ...request, headers: answer.headers };
    };`;
    expect(await order(custom(server.url, module))).toMatchObject({ is: 'unsent', code: 'signature_failed' });
  });
});

test('a module that is not there, and one that would lead out of the folder, are issues', () => {
  for (const module of ['gone.mjs', '../sign.mjs']) {
    const { issues } = build({ auth: `scheme: module\nmodule: ${module}` });
    expect(issues).toMatchObject([{ code: 'connection_auth_invalid', path: 'auth.module' }]);
  }
});
