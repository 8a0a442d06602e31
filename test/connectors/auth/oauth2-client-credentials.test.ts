import { describe, expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../../src/connectors/connector.js';
import type { Tokens } from '../../../src/store/store.js';
import { answerJson, type Hit, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';

/** A token server and an API in one: tokens `t1`, `t2` …; only those in `valid` are let in. */
async function tokenShop(answerToken?: (response: ServerResponse, count: number) => void) {
  const state = { issued: 0, valid: new Set<string>() };
  const server = await serve((hit: Hit, response) => {
    if (hit.url === '/token') {
      state.issued += 1;
      if (answerToken) answerToken(response, state.issued);
      else {
        state.valid = new Set([`t${state.issued}`]);
        // Late enough that callers pile up.
        setTimeout(() => {
          answerJson(response, 200, { access_token: `t${state.issued}`, expires_in: '300' });
        }, 30);
      }
      return;
    }
    const token = hit.headers.authorization?.replace('Bearer ', '') ?? '';
    if (state.valid.has(token)) answerJson(response, 201, { id: 'r1' });
    else answerJson(response, 401, {});
  });
  return {
    server,
    state,
    refunds: () => server.hits.filter(({ url }) => url === '/refunds'),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function connect(url: string, tokens: Tokens, extra = ''): Connection {
  const text = `
connection: shop
connector: declarative
baseUrl: ${url}
auth:
  scheme: oauth2-client-credentials
  tokenUrl: ${url}/token
  clientId: me
  clientSecret: \${secret.S}
${extra}
limits: { concurrent: 500, timeout: 60s }
egress: { allow: [127.0.0.1] }
operations:
  payments.refund:
    request:
      method: POST
      path: /refunds
      body: { amount: "\${inputs.amount.minor}" }
    idempotency: none
    fields: { refundRef: $.id }
`;
  const built = buildConnection({
    file: 'shop.yaml',
    text,
    secrets: () => 'geheim',
    egressAllow: ['127.0.0.1'],
    tokens,
  });
  expect(built.issues).toEqual([]);
  return built.connection!;
}

const refund = (connection: Connection): Promise<Attempt> =>
  connection.attempt({ operation: 'payments.refund', inputs: { amount: { minor: 100, currency: 'EUR' } } });

describe('a token', () => {
  test('is asked for as RFC 6749 §4.4 says', async () => {
    await using shop = await tokenShop();
    const { server } = shop;
    await refund(connect(server.url, memoryTokens(), '  scope: orders.read'));
    expect(Object.fromEntries(new URLSearchParams(server.hits[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'me',
      client_secret: 'geheim',
      scope: 'orders.read',
    });
  });

  test('can be asked for with HTTP Basic', async () => {
    await using shop = await tokenShop();
    const { server } = shop;
    await refund(connect(server.url, memoryTokens(), '  client: basic'));
    expect(server.hits[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('me:geheim').toString('base64')}`,
    );
    expect(server.hits[0]?.body).toBe('grant_type=client_credentials');
  });

  test('is asked for once by 200 concurrent calls', async () => {
    await using shop = await tokenShop();
    const { server, state } = shop;
    const connection = connect(server.url, memoryTokens());
    const attempts = await Promise.all(Array.from({ length: 200 }, () => refund(connection)));
    expect(attempts.every(({ is }) => is === 'done')).toBe(true);
    expect(state.issued).toBe(1);
  });

  test('that the shop no longer takes is renewed once for 200 concurrent calls', async () => {
    await using shop = await tokenShop();
    const { server, state } = shop;
    const connection = connect(server.url, memoryTokens());
    await refund(connection);
    state.valid.clear();
    const attempts = await Promise.all(Array.from({ length: 200 }, () => refund(connection)));
    expect(attempts.every(({ is }) => is === 'done')).toBe(true);
    expect(state.issued).toBe(2);
  });

  test('is asked for once by 4 workers that share the store', async () => {
    await using shop = await tokenShop();
    const { server, state } = shop;
    const tokens = memoryTokens();
    const workers = Array.from({ length: 4 }, () => connect(server.url, tokens));
    const attempts = await Promise.all(
      workers.flatMap((worker) => Array.from({ length: 25 }, () => refund(worker))),
    );
    expect(attempts.every(({ is }) => is === 'done')).toBe(true);
    expect(state.issued).toBe(1);
  });

  test('renewed by one worker is taken by the other without asking again', async () => {
    await using shop = await tokenShop();
    const { server, state } = shop;
    const tokens = memoryTokens();
    const [one, two] = [connect(server.url, tokens), connect(server.url, tokens)];
    await refund(one);
    await refund(two);
    state.valid.clear();
    expect((await refund(one)).is).toBe('done');
    expect((await refund(two)).is).toBe('done');
    expect(state.issued).toBe(2);
  });
});

test('a second 401 is not met with a third request: nothing was done, so it may be tried later', async () => {
  await using shop = await tokenShop((response) => {
    answerJson(response, 200, { access_token: 'refused', expires_in: 300 });
  });
  const { server, refunds } = shop;
  expect(await refund(connect(server.url, memoryTokens()))).toMatchObject({
    is: 'later',
    code: 'unauthorized',
  });
  expect(refunds()).toHaveLength(2);
});

describe('a token server that', () => {
  test.each<[string, (response: ServerResponse) => void]>([
    [
      'refuses',
      (response) => {
        answerJson(response, 400, { error: 'invalid_grant' });
      },
    ],
    ['is broken', (response) => response.writeHead(500).end()],
    ['answers HTML', (response) => response.end('<html>')],
    [
      'says error with 200',
      (response) => {
        answerJson(response, 200, { error: 'invalid_client' });
      },
    ],
    ['sends too much', (response) => response.end(JSON.stringify({ access_token: 'x'.repeat(100_000) }))],
    ['hangs up', (response) => response.destroy()],
  ])('%s is left alone for a while, and no unauthenticated call leaves', async (_name, answer) => {
    await using shop = await tokenShop(answer);
    const { server, state, refunds } = shop;
    const connection = connect(server.url, memoryTokens());
    const attempts = [await refund(connection), await refund(connection), await refund(connection)];
    expect(attempts).toEqual(
      attempts.map(() => ({ is: 'unsent', code: 'token_unavailable', retryAfterMs: expect.any(Number) })),
    );
    expect(state.issued).toBe(1);
    expect(refunds()).toHaveLength(0);
  });

  test.each([[undefined], [0], ['60'], [1e12], ['soon'], [-5]])(
    'says expires_in %p gives a usable token',
    async (expires) => {
      await using shop = await tokenShop((response) => {
        state.valid = new Set(['t']);
        answerJson(response, 200, { access_token: 't', expires_in: expires });
      });
      const { server, state } = shop;
      const connection = connect(server.url, memoryTokens());
      expect((await refund(connection)).is).toBe('done');
      expect((await refund(connection)).is).toBe('done');
      expect(state.issued).toBe(1);
    },
  );
});

test('two connections with other secrets never share a token, though the store is one', async () => {
  await using shop = await tokenShop();
  const { server, state } = shop;
  const tokens = memoryTokens();
  await refund(connect(server.url, tokens));
  await refund(connect(server.url, tokens, '  audience: other'));
  expect(state.issued).toBe(2);
});

test('a store that fails sends nothing', async () => {
  await using shop = await tokenShop();
  const { server } = shop;
  const down = { ...memoryTokens(), get: () => Promise.reject(new Error('down')) };
  expect(await refund(connect(server.url, down))).toMatchObject({ is: 'unsent', code: 'token_unavailable' });
  expect(server.hits).toHaveLength(0);
});
