/** The embedded server dies and comes back: worker and client, which have not been touched, go on. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { orderly } from '../cli/run-cli.js';

let stack: Stack;
let workerHasEnded = false;

beforeAll(async () => {
  stack = await startStack();
  void stack.worker.ended.then(() => (workerHasEnded = true));
});

afterAll(async () => {
  await stack[Symbol.asyncDispose]();
});

const conversation = randomUUID();

async function isAnswered(seq: number): Promise<void> {
  const { conversations } = stack.client;
  const before = (await conversations.replies('demo', conversation)).at(-1)?.position ?? 0;
  await conversations.send({
    ...{ merchant: 'demo', conversation, messageId: randomUUID(), seq, text: 'I want to talk to a human' },
    ...{ sentAt: new Date().toISOString(), language: 'en' },
  });
  expect(
    await conversations.awaitReplies('demo', conversation, { after: before, timeoutMs: 120_000 }),
  ).not.toEqual([]);
}

test('a message is answered after the server was killed and started again', async () => {
  await isAnswered(1);
  const { said } = stack.server;
  await stack.server.kill('SIGKILL');
  stack.server = await stack.startServer();
  expect(stack.server.said).toEqual(said);
  await isAnswered(2);
  expect(workerHasEnded).toBe(false);
});

test('a command that is started now finds it by the settings of the worker', async () => {
  const listed = await orderly(['runs', 'list', 'demo', '--json'], { env: { ...stack.env } });
  expect({ code: listed.code, stderr: listed.stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(listed.stdout)).toEqual(
    expect.arrayContaining([expect.objectContaining({ workflowId: `demo/${conversation}` })]),
  );
});
