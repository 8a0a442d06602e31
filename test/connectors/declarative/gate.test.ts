/** The gate of a write, on its way through a connection: only what commits asks it, last of all. */
import { expect, test } from 'vitest';
import type { Attempt, OperationCall } from '../../../src/connectors/connector.js';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import { answerJson, type Hit, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { connectionFile } from './support/called.js';

const AUTH = `auth:
  scheme: oauth2-client-credentials
  tokenUrl: URL/token
  clientId: orderly
  clientSecret: "\${secret.S}"
`;

const REFUND = `  payments.refund:
    chain:
      - { id: order, request: { path: "/orders/\${inputs.order.ref}" }, take: { id: $.id } }
      - { id: draft, staging: true, request: { method: POST, path: /drafts }, take: { id: $.id } }
    request: { method: POST, path: "/drafts/\${chain.draft.id}/commit" }
    idempotency: { key: { header: Idempotency-Key, window: 24h } }
    fields: { refundRef: $.id }
`;

const QUOTE = `  payments.quote_refund:
    request: { path: "/orders/\${inputs.order.ref}" }
    fields: { amount: { minor: $.cents, currency: EUR } }
`;

const inputs = { order: { ref: 'o1' }, amount: { minor: 5, currency: 'EUR' }, reason: 'other' };
const call: OperationCall = { operation: 'payments.refund', inputs, idempotencyKey: 'k1' };

/** Calls it; what came at the system and at the gate stands in one list. */
async function told(
  made: OperationCall,
  gate: () => Promise<boolean>,
  status: (hit: Hit, commits: number) => number = () => 200,
): Promise<{ attempt: Attempt; told: string[] }> {
  const seen: string[] = [];
  await using server = await serve((hit, response) => {
    const path = hit.url.replace('/api', '');
    seen.push(path);
    const commits = seen.filter((one) => one.endsWith('/commit')).length;
    const token = { access_token: `t${seen.length}`, token_type: 'bearer', expires_in: 3600 };
    answerJson(response, path === '/token' ? 200 : status(hit, commits), { id: 'd1', cents: 5, ...token });
  });
  const built = buildConnection({
    file: 'shop.yaml',
    text: connectionFile(server.url, REFUND + QUOTE, AUTH.replace('URL', server.url)),
    secrets: (name) => (name === 'S' ? 'S' : undefined),
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(built.issues).toEqual([]);
  const asked = (): Promise<boolean> => {
    seen.push('gate');
    return gate();
  };
  const attempt = await built.connection!.attempt({ ...made, gate: asked });
  return { attempt, told: seen };
}

test('it is asked once, behind the token and every request of the chain, and before the one that commits', async () => {
  const came = await told(call, () => Promise.resolve(true));
  expect(came.told).toEqual(['/token', '/orders/o1', '/drafts', 'gate', '/drafts/d1/commit']);
  expect(came.attempt).toMatchObject({ is: 'done' });
});

test('closed, it leaves what goes before, and the write is unsent', async () => {
  const came = await told(call, () => Promise.resolve(false));
  expect(came.told).toEqual(['/token', '/orders/o1', '/drafts', 'gate']);
  expect(came.attempt).toEqual({ is: 'unsent', code: 'gate_closed' });
});

test('a request that is sent again with a new credential asks it again', async () => {
  const refuseOnce = ({ url }: Hit, commits: number): number =>
    url.endsWith('/commit') && commits === 1 ? 401 : 200;
  const came = await told(call, () => Promise.resolve(true), refuseOnce);
  const commit = ['gate', '/drafts/d1/commit'];
  expect(came.told).toEqual(['/token', '/orders/o1', '/drafts', ...commit, '/token', ...commit]);
  expect(came.attempt).toMatchObject({ is: 'done' });
});

test('closed the second time, the first sending stands: the system did not know who asked', async () => {
  let asked = 0;
  const came = await told(
    call,
    () => Promise.resolve(++asked === 1),
    ({ url }) => (url.endsWith('/commit') ? 401 : 200),
  );
  expect(came.told.filter((what) => what.endsWith('/commit'))).toHaveLength(1);
  expect(came.attempt).toEqual({ is: 'unsent', code: 'gate_closed' });
});

test('a read asks none', async () => {
  const made = { operation: 'payments.quote_refund', inputs: { order: { ref: 'o1' } } };
  const came = await told(made, () => Promise.resolve(false));
  expect(came.told).toEqual(['/token', '/orders/o1']);
  expect(came.attempt).toMatchObject({ is: 'done', result: 'refundable' });
});
