/** The typed client does the same over HTTP as through Temporal and the store. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TypedClient } from '../../src/client/typed-client.js';
import { connectOverHttp } from '../../src/client/over-http.js';
import type { CustomerMessage } from '../../src/contracts/workflow-messages.js';
import { freePort } from '../../src/platform/embedded/free-ports.js';
import { findTemporalCli } from '../../src/platform/embedded/temporal-binary.js';
import { startTemporalServer, type TemporalServer } from '../../src/platform/embedded/temporal-server.js';
import type { OpenedRequest } from '../../src/store/approvals.js';
import type { EffectId, EffectRecord } from '../../src/store/store.js';
import { type TestApi, testApi } from '../api/support/api.js';
import { projectCache } from '../cli/run-cli.js';
import { fresh } from '../store/support/subject.js';

let folder: string;
let temporal: TemporalServer;
let api: TestApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-client-'));
  const explicitPath = process.env['TEMPORAL_CLI_PATH'];
  const cli = await findTemporalCli({ cacheFolder: projectCache, explicitPath, log: () => undefined });
  temporal = await startTemporalServer({ cli, folder, port: await freePort(), uiPort: await freePort() });
  api = await testApi({ temporal: temporal.address });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await temporal[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A service over HTTP has a channel's key, an agent a token of their own. */
function overHttp(): TypedClient {
  const channel = connectOverHttp({ url: api.url, key: api.keys.chat });
  const agent = connectOverHttp({ url: `${api.url}/`, key: api.keys.anna });
  const conversations: TypedClient['conversations'] = {
    ...agent.conversations,
    send: (...given) => channel.conversations.send(...given),
    replies: (...given) => channel.conversations.replies(...given),
    awaitReplies: (...given) => channel.conversations.awaitReplies(...given),
  };
  return { ...agent, conversations };
}

const message = (fields: Partial<CustomerMessage> = {}): CustomerMessage => ({
  ...{ merchant: 'demo', conversation: randomUUID(), messageId: randomUUID(), seq: 1 },
  ...{ text: 'Where is my order 11059?', sentAt: '2026-11-28T09:00:00Z', language: 'en' },
  ...fields,
});

const effectRow = (id: EffectId, now: number): EffectRecord => ({
  ...{ ...id, key: fresh('key'), operation: 'payments.refund', connection: 'shop', effect: 'money' },
  ...{ digest: 'd', state: 'done', sender: 'a', sendBy: now, firstSentAt: now, out: [], asked: 0 },
  ...{ doubled: false, reference: 're-1' },
});

const opened = (conversation: string, id: string): OpenedRequest => ({
  ...{ merchant: 'demo', flow: 'refund-order', zone: 'UTC', conversation, messageIds: [] },
  ...{ workflowId: `demo/${conversation}`, runId: 'r' },
  request: {
    ...{ id, digest: 'd', operation: 'payments.refund', role: 'team-lead', summary: {} },
    ...{ requestedAt: Date.now(), expiresAt: Date.now() + 3_600_000 },
  },
});

describe.each<[string, () => TypedClient]>([
  ['through Temporal and the store', () => api.client],
  ['over HTTP', overHttp],
])('%s', (_, client) => {
  test('a message is kept and signalled once, however often it is sent', async () => {
    const sent = message();
    const { conversations } = client();
    const { isNew, ...first } = await conversations.send(sent);
    expect(isNew).toBe(true);
    expect(first).toEqual({ conversation: sent.conversation, workflowId: `demo/${sent.conversation}` });
    expect(await conversations.send(sent)).toEqual({ ...first, isNew: false });
    const kept = await api.store.messages.get('demo', sent.conversation, [sent.messageId]);
    expect(kept).toMatchObject([{ text: sent.text, language: 'en' }]);
  });

  test('an id that is not opaque is replaced, the same way', async () => {
    const conversation = `kim+${fresh('c')}@example.com`;
    const sent = await client().conversations.send(message({ conversation }));
    expect(sent.conversation).toBe(api.client.conversations.opaque('demo', conversation));
  });

  test.each<[string, Partial<CustomerMessage>, string]>([
    ['a position 0', { seq: 0 }, 'message_invalid'],
    ['a control character in an id', { messageId: 'm\0' }, 'message_invalid'],
    ['a text that is too large', { text: 'x'.repeat(70_000) }, 'message_too_large'],
  ])('%s is refused, and nothing is kept', async (_name, fields, code) => {
    const wrong = message(fields);
    await expect(client().conversations.send(wrong)).rejects.toMatchObject({ code });
    expect(await api.store.conversations.channelOf('demo', wrong.conversation)).toBeUndefined();
  });

  test('a position that another message has is refused', async () => {
    const sent = message();
    const { conversations } = client();
    await conversations.send(sent);
    const second = { ...sent, messageId: randomUUID() };
    await expect(conversations.send(second)).rejects.toMatchObject({ code: 'position_taken' });
  });

  test('replies are read, and waited for', async () => {
    const { conversation } = await client().conversations.send(message());
    const { conversations } = client();
    const add = (text: string) =>
      api.store.outbox.add({
        ...{ merchant: 'demo', conversation, kind: 'question', key: fresh('key') },
        body: { text, labels: ['one', 'two'] },
      });
    expect(await conversations.replies('demo', conversation)).toEqual([]);
    const waiting = conversations.awaitReplies('demo', conversation, { count: 2, timeoutMs: 60_000 });
    await add('first');
    await add('second');
    const body = { labels: ['one', 'two'] };
    expect(await waiting).toMatchObject([
      { position: 1, kind: 'question', body: { ...body, text: 'first' } },
      { position: 2, kind: 'question', body: { ...body, text: 'second' } },
    ]);
    const [reply] = await conversations.replies('demo', conversation, 1);
    expect(reply).toMatchObject({ position: 2, createdAt: expect.any(Number) });
    await expect(
      conversations.awaitReplies('demo', conversation, { after: 2, timeoutMs: 10 }),
    ).rejects.toMatchObject({ code: 'reply_timeout' });
  });

  test('a conversation is given back once it has begun', async () => {
    const sent = message();
    const { conversations } = client();
    await expect(conversations.giveBack('demo', sent.conversation, 'anna')).rejects.toMatchObject({
      code: 'conversation_unknown',
    });
    await conversations.send(sent);
    await conversations.giveBack('demo', sent.conversation, 'anna');
  });

  test('an agent takes a conversation, answers, and gives it back; each is audited', async () => {
    const { conversations } = client();
    const { conversation } = await conversations.send(message());
    const reply = { replyId: randomUUID(), text: 'This is Anna. I am looking.' };
    const answers = () => conversations.reply('demo', conversation, reply, 'anna');
    await expect(answers()).rejects.toMatchObject({ code: 'conversation_with_flows' });
    await conversations.takeOver('demo', conversation, 'anna');
    await answers();
    await answers();
    expect(await conversations.replies('demo', conversation)).toMatchObject([
      { kind: 'reply', body: { text: reply.text, by: 'anna' } },
    ]);
    const [newest] = await conversations.list('demo', { with: 'people', limit: 1 });
    expect(newest).toMatchObject({ conversation, people: 'anna', peopleSince: expect.any(Number) });
    const read = await conversations.read('demo', conversation, 'anna');
    expect(read.entries.map(({ kind, text, by }) => ({ kind, text, by }))).toEqual([
      { kind: 'message', text: message().text, by: undefined },
      { kind: 'reply', text: reply.text, by: 'anna' },
    ]);
    await conversations.giveBack('demo', conversation, 'anna');
    await expect(answers()).rejects.toMatchObject({ code: 'conversation_with_flows' });
    const [flows] = await conversations.list('demo', { with: 'flows', limit: 1 });
    expect(flows?.conversation).toBe(conversation);
    const before = (flows?.lastAt ?? 0) + 1;
    expect((await conversations.list('demo', { before, limit: 1 }))[0]?.conversation).toBe(conversation);
    const trail = await api.store.audit.list('demo', 20);
    const own = trail.filter(({ subject }) => subject === `demo/${conversation}`).reverse();
    expect(own.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'anna conversation.take_over',
      ...Array<string>(2).fill('anna conversation.reply'),
      'anna conversation.read',
      'anna conversation.give_back',
    ]);
  });

  test('a conversation that there is not is read, taken and answered by nobody', async () => {
    const { conversations } = client();
    const unknown = { code: 'conversation_unknown' };
    const [id, reply] = [randomUUID(), { replyId: 'r', text: 't' }];
    await expect(conversations.read('demo', id, 'anna')).rejects.toMatchObject(unknown);
    await expect(conversations.takeOver('demo', id, 'anna')).rejects.toMatchObject(unknown);
    await expect(conversations.reply('demo', id, reply, 'anna')).rejects.toMatchObject({
      code: expect.stringMatching(/^conversation_(unknown|with_flows)$/),
    });
  });

  test('a run is shown with its writes, its approvals and what was said', async () => {
    const { conversation, workflowId } = await client().conversations.send(message());
    const id = { merchant: 'demo', workflowId: `${workflowId}/m1/refund_1`, step: 'refund', visit: 1 };
    await api.store.effects.change({ id, holder: fresh('key') }, ({ now }) => ({
      row: effectRow(id, now),
      value: undefined,
    }));
    await api.store.approvals.open(opened(conversation, `${id.workflowId}#refund#1`), []);
    const said = { kind: 'reply', body: { text: 'Paid back.' }, key: `${id.workflowId}/say#1` } as const;
    await api.store.outbox.add({ merchant: 'demo', conversation, ...said });
    const other = { ...said, key: `${workflowId}x/say#1` };
    await api.store.outbox.add({ merchant: 'demo', conversation, ...other });
    const run = await client().run('demo', workflowId);
    expect(run).toMatchObject({ flow: 'conversation', status: 'RUNNING' });
    expect(run.startedAt).toBeInstanceOf(Date);
    const happened = run.happened.map(({ kind, words, status, reference }) => ({
      kind,
      words,
      status,
      reference,
    }));
    expect(happened).toEqual(
      expect.arrayContaining([
        { kind: 'write', words: 'Refund: done', status: 'done', reference: 're-1' },
        {
          kind: 'approval',
          words: expect.stringMatching(/^Refund needs approval by team-lead/),
          status: 'open',
        },
        { kind: 'said', words: 'Replied to the customer' },
      ]),
    );
    expect(happened).toHaveLength(3);
  });

  test('a run of another merchant, or of nobody, is unknown', async () => {
    for (const id of ['demo/nothing', 'other/c/r', 'demo'])
      await expect(client().run('demo', id)).rejects.toMatchObject({ code: 'run_unknown' });
  });

  test('runs are listed with what they wait for', async () => {
    const { workflowId } = await client().conversations.send(message());
    for (;;) {
      const runs = await client().runs('demo', { open: true, limit: 100 });
      const run = runs.find((other) => other.workflowId === workflowId);
      if (run !== undefined) {
        expect(run).toMatchObject({ flow: 'conversation', status: 'RUNNING', waitingOn: [], outcome: '' });
        expect(run.startedAt).toBeInstanceOf(Date);
        return;
      }
      // Temporal shows a run a moment after it has begun.
      await delay(100);
    }
  });

  test('an approval that there is not is unknown, to see and to decide', async () => {
    const { approvals } = client();
    const requestId = 'demo/nothing/at-all#refund#1';
    expect(await approvals.list('demo', 'refund-approver')).toEqual([]);
    await expect(approvals.show(requestId)).rejects.toMatchObject({ code: 'approval_unknown' });
    const decision = { requestId, digest: 'd', decision: 'approved', token: 't' } as const;
    await expect(approvals.decide(decision)).rejects.toMatchObject({ code: 'approval_unknown' });
  });
});

describe('over HTTP alone', () => {
  test('a merchant whose flows nobody has published is not served', async () => {
    const { conversations } = connectOverHttp({ url: api.url, key: api.keys.other });
    await expect(conversations.send(message({ merchant: 'other' }))).rejects.toMatchObject({
      code: 'merchant_unknown',
    });
  });

  test('a conversation belongs to the channel that began it', async () => {
    const sent = message();
    await connectOverHttp({ url: api.url, key: api.keys.chat }).conversations.send(sent);
    const { conversations } = connectOverHttp({ url: api.url, key: api.keys.mail });
    const unknown = { code: 'conversation_unknown' };
    await expect(conversations.send({ ...sent, messageId: 'm-2', seq: 2 })).rejects.toMatchObject(unknown);
    await expect(conversations.replies('demo', sent.conversation)).rejects.toMatchObject(unknown);
  });

  test('whoever writes in a name is refused: only the key says who it is', async () => {
    const { conversations } = overHttp();
    await expect(conversations.send(message({ startedBy: 'anna' }))).rejects.toMatchObject({
      code: 'message_invalid',
    });
  });

  test('an API that does not answer, or is none, is told as that', async () => {
    const at = (url: string) => connectOverHttp({ url, key: 'k' }).runs('demo');
    await expect(at('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'api_unreachable' });
    await expect(at(`http://${temporal.address}`)).rejects.toMatchObject({ code: 'api_unreachable' });
    await expect(at(`${api.url}/nowhere`)).rejects.toMatchObject({ code: 'route_unknown' });
  });
});
