/** Commands beside a real Temporal server and store, both kept by `orderly server`; no worker runs. */
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, type Connection } from '@temporalio/client';
import { prepareStore } from '../../demo/prepared.js';
import { generateKey, savePrivateKey } from '../../src/security/signing-keys.js';
import { readVoucher } from '../../src/security/voucher.js';
import { connectTemporal } from '../../src/platform/temporal/connect.js';
import { discover, type RunningServer } from '../../src/platform/embedded/server-file.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import type { ConversationSignal } from '../../src/contracts/workflow-messages.js';
import { linesOf, orderly, orderlyRunning, projectCache, type Running, temporaryFolder } from './run-cli.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: Running;
let addresses: RunningServer;
let connection: Connection;
let store: Store;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await temporaryFolder();
  await prepareStore(join(folder.path, 'server', 'store'));
  server = await orderlyRunning(
    ['server', '--folder', join(folder.path, 'server'), '--json', '--exit-with-parent'],
    {
      env: { ORDERLY_CACHE: projectCache },
    },
  );
  const running = await discover(join(folder.path, 'server'));
  if (running === undefined) throw new Error(`The server does not answer: ${server.firstLine}`);
  addresses = running;
  connection = await connectTemporal({ address: addresses.temporalAddress, namespace: 'default' });
  store = await openStore({ databaseUrl: addresses.databaseUrl });
  env = {
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    DATABASE_URL: addresses.databaseUrl,
    ORDERLY_SECRET: 'a secret of these tests that is long enough',
    ORDERLY_CACHE: join(folder.path, 'cache'),
  };
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await connection.close();
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const run = (args: readonly string[], more: Record<string, string> = {}) =>
  orderly(args, { env: { ...env, ...more } });

test('the server prints its addresses, without the password of the store', () => {
  const { temporalAddress, uiUrl, databaseUrl } = addresses;
  expect(JSON.parse(server.firstLine)).toEqual({ temporalAddress, uiUrl, databaseUrl });
  expect(new URL(databaseUrl).password).toBe('');
});

describe('what is wrong with a cluster is said in two lines', () => {
  test('a namespace that does not exist', async () => {
    const { code, stderr } = await run(['runs', 'list', 'demo'], { TEMPORAL_NAMESPACE: 'nowhere' });
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([
      `error namespace_unknown: The Temporal server at ${addresses.temporalAddress} has no namespace nowhere`,
      'Create it, or correct TEMPORAL_NAMESPACE.',
    ]);
  });

  test('missing search attributes, until `server --setup` has registered them', async () => {
    await connection.workflowService.registerNamespace({
      namespace: 'bare',
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
    });
    const bare = { TEMPORAL_NAMESPACE: 'bare' };
    await eventually(async () => {
      const { code, stderr } = await run(['runs', 'list', 'demo'], bare);
      expect(code).toBe(1);
      expect(linesOf(stderr)[0]).toMatch(/^error attributes_missing: .*OrderlyMerchant/);
      expect(linesOf(stderr)[1]).toContain('orderly server --setup');
    });
    await publish('idle');
    const setUp = await run(['server', '--setup', '--json'], bare);
    expect({ code: setUp.code, stderr: setUp.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(setUp.stdout)).toMatchObject({
      registered: expect.arrayContaining(['OrderlyMerchant']) as unknown,
    });
    await eventually(async () => {
      expect(await run(['runs', 'list', 'idle'], bare)).toEqual({
        code: 0,
        stdout: 'No runs of idle.\n',
        stderr: '',
      });
    });
  });

  test('a second server of one folder', async () => {
    const { code, stderr } = await run(['server', '--folder', join(folder.path, 'server')], {
      ORDERLY_CACHE: projectCache,
    });
    expect(code).toBe(1);
    expect(linesOf(stderr)).toHaveLength(2);
    expect(linesOf(stderr)[0]).toMatch(/^error store_in_use: /);
  });

  test('a store that does not answer, without its password', async () => {
    const { code, stderr } = await run(['runs', 'list', 'demo'], {
      DATABASE_URL: 'postgresql://u:p4ssw0rd@127.0.0.1:1/x',
    });
    expect(code).toBe(1);
    expect(linesOf(stderr)).toHaveLength(2);
    expect(linesOf(stderr)[0]).toMatch(/^error store_unavailable: /);
    expect(stderr).not.toContain('p4ssw0rd');
  });
});

describe('chat --send', () => {
  test('an unknown merchant is refused, and nothing is sent', async () => {
    const { code, stderr } = await run(['chat', 'acme', '--send', 'hello', '--conversation', 'c-1']);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toHaveLength(2);
    expect(linesOf(stderr)[0]).toMatch(/^error merchant_unknown: /);
  });

  test('counts positions on, signs the voucher of a channel, and waits for no reply with --wait 0', async () => {
    await publish('signed');
    const { privateKey, publicKey } = generateKey();
    const key = join(folder.path, 'channel.key');
    savePrivateKey(key, privateKey);
    const signedIn = ['--email', 'kim@example.com', '--channel-key', key, '--channel', 'shop-chat'];
    const args = [
      'chat',
      'signed',
      '--send',
      'hello',
      '--conversation',
      'c-1',
      '--wait',
      '0',
      '--json',
      ...signedIn,
    ];
    const first = JSON.parse((await run(args)).stdout) as {
      seq: number;
      workflowId: string;
      conversation: string;
    };
    const second = JSON.parse((await run(args)).stdout) as { seq: number };
    expect([first.seq, second.seq]).toEqual([1, 2]);
    const sent = (await messagesOf(first.workflowId)).map(({ messageId }) => messageId);
    const messages = await store.messages.get('signed', first.conversation, sent);
    expect(messages.map(({ seq, text }) => `${seq} ${text}`)).toEqual(['1 hello', '2 hello']);
    const expected = { merchant: 'signed', conversation: first.conversation };
    const voucher = readVoucher(messages[0]?.customer?.voucher ?? '', expected, () => [publicKey]);
    expect(voucher).toMatchObject({ channel: 'shop-chat', customer: { email: 'kim@example.com' } });
  });

  test('says so when no reply comes', async () => {
    await publish('silent');
    const { code, stdout, stderr } = await run([
      'chat',
      'silent',
      '--send',
      'hello',
      '--conversation',
      'c-1',
      '--wait',
      '1',
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(linesOf(stderr)).toHaveLength(2);
    expect(linesOf(stderr)[0]).toMatch(/^error reply_timeout: /);
  });

  test('prints replies, questions and handovers as they come, and no control character of theirs', async () => {
    await publish('answering');
    const conversation = '6f0d8a7e-6a1b-4c50-9d4e-0b6a54c1f0aa';
    const reply = { merchant: 'answering', conversation };
    await store.outbox.add({ ...reply, key: 'old', kind: 'reply', body: { text: 'An old one.' } });
    const sent = run(['chat', 'answering', '--send', 'hello', '--conversation', conversation]);
    await eventually(async () => {
      expect(await messagesOf(`answering/${conversation}`)).toHaveLength(1);
    });
    await store.outbox.add({ ...reply, key: 'a', kind: 'reply', body: { text: 'One moment.\u001b[2J' } });
    await store.outbox.add({
      ...reply,
      key: 'b',
      kind: 'question',
      body: { text: 'Which?\n1. A\n2. B', labels: ['A', 'B'] },
    });
    await store.outbox.add({
      ...reply,
      key: 'c',
      kind: 'handover',
      body: { text: 'See to it.', queue: 'orders-team' },
    });
    const { code, stdout } = await sent;
    expect(code).toBe(0);
    expect(linesOf(stdout)).toEqual([
      'One moment. [2J',
      'Which?',
      '1. A',
      '2. B',
      '[handed over to orders-team] See to it.',
    ]);
  });
});

describe('chat', () => {
  test('from a pipe sends each line and prints what comes', async () => {
    await publish('chatting');
    const conversation = '0b6a54c1-6a1b-4c50-9d4e-6f0d8a7ef0aa';
    const chat = orderly(['chat', 'chatting', '--conversation', conversation], { env, input: 'Hello?\n\n' });
    await eventually(async () => {
      expect(await messagesOf(`chatting/${conversation}`)).toHaveLength(1);
    });
    await store.outbox.add({
      merchant: 'chatting',
      conversation,
      key: 'a',
      kind: 'reply',
      body: { text: 'Hello.' },
    });
    expect(await chat).toEqual({ code: 0, stdout: '> Hello?\nHello.\n', stderr: '' });
  });
});

test('chat from a pipe says so when no reply comes, and sends no further line', async () => {
  await publish('mute');
  const input = 'Hello?\nAnybody?\n';
  const args = ['chat', 'mute', '--conversation', 'c-1', '--wait', '1'];
  const { code, stdout, stderr } = await orderly(args, { env, input });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '> Hello?\n' });
  expect(linesOf(stderr)).toHaveLength(2);
  expect(linesOf(stderr)[0]).toMatch(/^error reply_timeout: /);
});

describe('approvals', () => {
  test.each([
    [['show', 'demo/c/r#refund#1']],
    [['reject', 'demo/c/r#refund#1', '--as', 'anna', '--key', 'KEY']],
  ])('an unknown request: %j', async (args) => {
    const key = join(folder.path, 'anna.key');
    await mkdir(folder.path, { recursive: true });
    await writeFile(key, generateKey().privateKey, { mode: 0o600 });
    const { code, stderr } = await run(['approvals', ...args.map((arg) => (arg === 'KEY' ? key : arg))]);
    expect(code).toBe(1);
    expect(linesOf(stderr)[0]).toMatch(/^error approval_unknown: /);
    expect(linesOf(stderr)).toHaveLength(2);
  });
});

test('runs lists conversations that wait for a worker', async () => {
  await publish('listed');
  await run(['chat', 'listed', '--send', 'hello', '--wait', '0']);
  await eventually(async () => {
    const { stdout } = await run(['runs', 'list', 'listed', '--open']);
    expect(linesOf(stdout)[0]).toMatch(/^FLOW +STATUS +WAITING ON +OUTCOME +STARTED +WORKFLOW ID$/);
    expect(linesOf(stdout)[1]).toMatch(/^conversation +running .* listed\/[0-9a-f-]{36}$/);
  });
});

test('a server’s files are its owner’s alone, whatever the mask says; it ends at SIGTERM with 0', async () => {
  const own = join(folder.path, 'second');
  const mask = process.umask(0);
  const second = await orderlyRunning(['server', '--folder', own], {
    env: { ORDERLY_CACHE: projectCache },
  }).finally(() => process.umask(mask));
  expect(second.firstLine).toMatch(/^Temporal: +127\.0\.0\.1:\d+$/);
  const names = ['', ...(await readdir(own, { recursive: true }))];
  expect(names).toEqual(expect.arrayContaining(['server.json', 'temporal/temporal.db', 'store/data/global']));
  for (const name of names) {
    const mode = (await stat(join(own, name)).catch(() => undefined))?.mode ?? 0; // it can be gone again
    expect(`${name} ${mode & 0o077}`).toBe(`${name} 0`);
  }
  expect(await second.end('SIGTERM')).toBe(0);
});

/** Makes a merchant known, as a worker does. */
async function publish(merchant: string): Promise<void> {
  const ir = {
    flow: 'customer-service',
    title: '',
    merchant: { zone: 'UTC' },
    inputs: {},
    results: {},
    steps: [],
  };
  await store.flowVersions.publish({ merchant, flow: 'customer-service', hash: merchant, ir: ir as never });
}

async function messagesOf(workflowId: string) {
  const { events } = await new Client({ connection }).workflow
    .getHandle(workflowId)
    .fetchHistory()
    .catch(() => ({ events: [] }));
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: attributes }) => {
    const data = attributes?.input?.payloads?.[0]?.data;
    if (!data) return [];
    const signal = JSON.parse(Buffer.from(data).toString()) as ConversationSignal;
    return signal.type === 'message' ? [signal.message] : [];
  });
}

async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 25_000;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
