/** A whole conversation over HTTP: message, replies as a stream, approval, people, given back, and the end of the process. */
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programArguments } from '../../demo/prepared.js';
import { demoChannel } from '../../demo/stack/customer.js';
import { type ServiceProcess, startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import type { Reply, TypedClient } from '../../src/client/typed-client.js';
import { connectOverHttp } from '../../src/client/over-http.js';
import { generateApiKey, hashOfApiKey } from '../../src/security/api-key.js';
import { signAccess } from '../../src/security/access-token.js';
import { signDecision } from '../../src/security/decision-token.js';
import { signVoucher } from '../../src/security/voucher.js';
import { openStream } from '../api/support/hear-events.js';
import { judgeApi, whyNoSchemathesis } from '../peers/schemathesis/run.js';
import { howMany, notInSample } from '../support/how-much.js';

const key = generateApiKey();
let folder: string;
let stack: Stack;
let api: ServiceProcess;
let url: string;
let channel: TypedClient;
let agent: TypedClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-http-api-'));
  await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
  const file = join(folder, 'demo', 'merchant.yaml');
  const hash = `    apiKeys:\n      - sha256:${hashOfApiKey(key)}\n`;
  const channelLine = `  ${demoChannel}:\n`;
  await writeFile(file, (await readFile(file, 'utf8')).replace(channelLine, channelLine + hash));
  stack = await startStack({ workerEnv: { ORDERLY_MERCHANTS: folder } });
  api = await startService({
    ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
    ready: (line) => line['msg'] === 'ready',
  });
  url = String(api.said['url']);
  channel = connectOverHttp({ url, key });
  const issuedAt = Date.now();
  const claims = { approver: 'anna', merchant: 'demo', issuedAt, expiresAt: issuedAt + 3_600_000 };
  agent = connectOverHttp({ url, key: signAccess(claims, stack.keys.anna) });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await stack[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('a refund is asked for, approved, paid and told, and people give the conversation back', async () => {
  const order = stack.stories.refundable.from60To190[0]!;
  const { id: ref, mail: email } = order.customer;
  const conversation = randomUUID();
  const voucher = signVoucher(
    {
      ...{ merchant: 'demo', conversation, channel: demoChannel },
      ...{ customer: { ref, email }, expiresAt: Date.now() + 3_600_000 },
    },
    stack.keys.channel,
  );
  let seq = 0;
  const says = (text: string) =>
    channel.conversations.send({
      ...{ merchant: 'demo', conversation, messageId: randomUUID(), seq: (seq += 1), text, language: 'en' },
      ...{ sentAt: new Date().toISOString(), customer: { ref, email, voucher } },
    });
  const { workflowId } = await says(`I would like a refund for order ${order.nummer}, please.`);
  const address = `${url}/v1/merchants/demo/conversations/${conversation}/replies/stream`;
  const stream = await openStream(address, key);
  const hears = async (isWanted: (reply: Reply) => boolean): Promise<Reply> => {
    for (;;) {
      const { value, done } = await stream.events.next();
      if (done === true) throw new Error('The stream has ended.');
      const reply = (value as { data: Reply }).data;
      if (isWanted(reply)) return reply;
    }
  };
  const saying = (text: RegExp) => (reply: Reply) => text.test(reply.body.text);

  await hears(saying(/What would you like refunded/));
  await says('The whole order');
  const sure = await hears(saying(/Would you like me to refund/));
  expect(sure).toMatchObject({ kind: 'question', body: { labels: ['Yes', 'No'] } });
  await says(sure.body.labels?.[0] ?? '');
  const request = await findApproval(workflowId);
  const { id: requestId, digest } = await agent.approvals.show(request);
  const issuedAt = Date.now();
  const decision = { merchant: 'demo', requestId, digest, decision: 'approved' } as const;
  const claims = { ...decision, approver: 'anna', issuedAt, expiresAt: issuedAt + 300_000 };
  const token = signDecision(claims, stack.keys.anna);
  expect(await agent.approvals.decide({ requestId, digest, decision: 'approved', token })).toMatchObject({
    accepted: true,
  });
  await hears(saying(/We’ve refunded/));

  await says('I want to talk to a human');
  const { body } = await hears(({ kind }) => kind === 'handover');
  expect(body.handover).toMatchObject({
    customer: { email, ref, verified: 'authenticated' },
    record: { number: order.nummer },
    intent: 'talk_to_a_person',
    tried: [
      { operation: 'payments.refund', approval: { by: 'anna' }, outcome: 'approved' },
      { operation: 'payments.refund', outcome: 'done' },
    ],
    links: { conversation: expect.stringMatching(/^http:.*\/v1\/merchants\/demo\/conversations\//) },
  });
  expect(body.details).toContain('talk to a human');
  expect(body.details).not.toMatch(/○|handed_over|Decide:/);
  await says('Hello? Is anybody there?');
  await hears(({ kind }) => kind === 'passed_on');
  await agent.conversations.giveBack('demo', conversation, 'anna');
  await says('Where is my parcel?');
  await hears(({ kind }) => kind === 'reply' || kind === 'question');

  await api.kill('SIGTERM');
  expect((await stream.events.next()).done).toBe(true);
  expect(api.output()).not.toContain(email);
  expect(api.output()).not.toContain(conversation);
});

const why = whyNoSchemathesis();
const judged = howMany(3, 100);
(why === undefined ? test : test.skip)(
  `Schemathesis finds nothing, by ${judged} examples an operation${why === undefined ? '' : ` (${why})`}`,
  async () => {
    const env = { ...stack.env, ORDERLY_API_REQUESTS: '10000' };
    await using judgedApi = await startService({
      ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env },
      ready: (line) => line['msg'] === 'ready',
    });
    const issuedAt = Date.now();
    const claims = { approver: 'anna', merchant: 'demo', issuedAt, expiresAt: issuedAt + 3_600_000 };
    const tokens = { channelKey: key, agentToken: signAccess(claims, stack.keys.anna) };
    const place = { url: String(judgedApi.said['url']), merchant: 'demo', tokens };
    const { code, output, cases } = await judgeApi(place, {
      ...{ seed: 17, examples: judged, waits: notInSample === undefined },
    });
    expect(code === 0 ? '' : output).toBe('');
    expect(cases).toBeGreaterThan(500);
    process.stderr.write(`Schemathesis: ${cases} cases, none failed\n`);
  },
  howMany(240_000, 3_600_000),
);

async function findApproval(conversationWorkflowId: string): Promise<string> {
  for (;;) {
    const open = await agent.approvals.list('demo');
    const found = open.find(({ workflowId }) => workflowId.startsWith(`${conversationWorkflowId}/`));
    if (found !== undefined) return found.id;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
