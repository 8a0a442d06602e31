/** Bad requests are refused with the right status and code; nothing is kept, and nothing of ours is told. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorCatalogue } from '../../src/contracts/errors/catalogue.js';
import { problemSchema } from '../../src/api/problem.js';
import { type TestApi, testApi } from './support/api.js';
import { ask } from './support/ask.js';
import { badRequests } from './support/bad-requests.js';

describe('a bad request', () => {
  let api: TestApi;
  let before: number;

  beforeAll(async () => {
    api = await testApi();
    const begin = (conversation: string, channel: string): Promise<boolean> =>
      api.store.conversations.begin('demo', api.client.conversations.opaque('demo', conversation), channel);
    await begin('of-chat', 'chat');
    await begin('of-mail', 'mail');
    await begin('of-none', '');
    before = await api.rows();
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
  });

  test.each(badRequests)('%s', async (_, make, status, code) => {
    const answer = await ask(api.url, make(api));
    const problem = problemSchema.parse(JSON.parse(answer.text));
    expect({ status: answer.status, code: problem.code }).toEqual({ status, code });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json\b/);
    expect(problem.status).toBe(status);
    expect(problem.instance).toBe(`urn:uuid:${String(answer.headers['x-request-id'])}`);
    expect(answer.text).not.toMatch(/node_modules|\.ts:|\.js:|orderly_channel_|postgres/);
    expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
    if (status === 405) expect(answer.headers.allow).toMatch(/GET|POST/);
  });

  test('nothing is kept of any of them', async () => {
    expect(await api.rows()).toBe(before);
  });

  test('each is a line of the log without an address, an id of a conversation or a key', () => {
    expect(api.log.length).toBeGreaterThanOrEqual(badRequests.length - 5);
    expect(JSON.stringify(api.log)).not.toMatch(/of-mail|7d9c3f0e|orderly_channel_|Bearer|%|\?/);
  });

  test('a code is told in the words of the catalogue', async () => {
    const answer = await ask(api.url, { path: '/nothing' });
    const { title, hint } = errorCatalogue.route_unknown;
    expect(JSON.parse(answer.text)).toMatchObject({ type: 'urn:orderly:error:route_unknown', title, hint });
  });

  test('fields are named by pointers, never by what stands in them', async () => {
    const { chat } = api.keys;
    const answer = await ask(api.url, {
      method: 'POST',
      path: '/v1/merchants/demo/conversations/c/messages',
      headers: { authorization: `Bearer ${chat}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messageId: 'm', seq: 'hunter2', text: 't', customer: { email: 7 } }),
    });
    const { errors } = problemSchema.parse(JSON.parse(answer.text));
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(['#/customer/email', '#/sentAt', '#/seq']);
    expect(answer.text).not.toContain('hunter2');
  });

  test('what is not even HTTP is refused at its socket', async () => {
    const { connect } = await import('node:net');
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write('HELLO\r\n\r\n');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text).toContain('"code":"request_invalid"');
  });
});
