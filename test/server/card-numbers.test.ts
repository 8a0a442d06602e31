/** A customer who writes a card number: no history and no row has it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { wholeHistory } from './support/public-texts.js';

let stack: Stack;
const log: string[] = [];

beforeAll(async () => {
  stack = await startStack({
    workerEnv: { ORDERLY_LOG_LEVEL: 'trace' },
    workerLog: (line: string) => void log.push(line),
  });
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
});

/** A text as it stands and what it holds in base64: payloads are written so. */
const decoded = (text: string): string =>
  [
    text,
    ...(text.match(/[\w+/-]{12,}={0,2}/gu) ?? []).map((part) => Buffer.from(part, 'base64').toString('utf8')),
  ].join('\n');

test('a card number of a message is in no history and no log, but for its last four digits', async () => {
  const conversation = randomUUID();
  await stack.client.conversations.send({
    ...{ merchant: 'demo', conversation, messageId: randomUUID(), seq: 1, language: 'en' },
    ...{ text: 'I want to talk to a human about card 4111 1111 1111 1111', sentAt: new Date().toISOString() },
  });
  await stack.client.conversations.awaitReplies('demo', conversation, { count: 1, timeoutMs: 90_000 });
  const histories: string[] = [];
  for await (const { workflowId, runId } of stack.temporal.workflow.list())
    histories.push(decoded(await wholeHistory(stack.temporal, workflowId, runId)));
  const written = [...histories, ...log.map(decoded)].join('\n');
  expect(written).toContain('**** **** **** 1111');
  expect(written).not.toMatch(/4111[ -]?1111/u);
});
