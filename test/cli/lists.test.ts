/** `orderly runs`, `approvals` and `conversations` beside a real server and store; no worker runs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client, type Connection } from '@temporalio/client';
import { prepareStore } from '../../demo/prepared.js';
import { type EmbeddedServer, startEmbedded } from '../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../src/store/open-store.js';
import { connectTemporal } from '../../src/platform/temporal/connect.js';
import { searchAttributeKeys } from '../../src/platform/temporal/search-attribute-keys.js';
import { opaqueConversation } from '../../src/security/opaque-conversation.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { opened } from '../store/support/requests.js';
import { linesOf, orderly, projectCache, temporaryFolder } from './run-cli.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: EmbeddedServer;
let connection: Connection;

beforeAll(async () => {
  folder = await temporaryFolder();
  await prepareStore(join(folder.path, 'store'));
  server = await startEmbedded({
    folder: folder.path,
    cacheFolder: projectCache,
    cliPath: process.env['TEMPORAL_CLI_PATH'],
    log: () => undefined,
  });
  connection = await connectTemporal({ address: server.temporalAddress, namespace: 'default' });
  await publish();
});

afterAll(async () => {
  await connection.close();
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** Makes the merchant `quiet` known, as a worker does, with a call that a refund-approver decides, or a team lead. */
async function publish(): Promise<void> {
  await using store = await openStore({ databaseUrl: server.databaseUrl });
  const approval = { by: 'refund-approver', escalate: { after: {}, to: 'team-lead' } };
  const call = { kind: 'call', id: 'refund', approval, outcomes: {} };
  const merchant = { id: 'quiet', zone: 'Europe/Berlin' };
  const ir = { flow: 'customer-service', title: '', merchant, inputs: {}, results: {}, steps: [call] };
  await store.flowVersions.publish({ merchant: 'quiet', flow: ir.flow, hash: 'one', ir: ir as never });
}

const run = (...args: readonly string[]) =>
  orderly(args, {
    env: {
      TEMPORAL_ADDRESS: server.temporalAddress,
      DATABASE_URL: server.databaseUrl,
      ORDERLY_SECRET: 'a secret of these tests that is long enough',
    },
  });

test('a merchant of which there is nothing to list', async () => {
  const nothing = 'No open approval requests at quiet';
  expect(await run('approvals', 'list', 'quiet')).toEqual({ code: 0, stdout: `${nothing}.\n`, stderr: '' });
  expect((await run('approvals', 'list', 'quiet', '--json')).stdout).toBe('[]\n');
  for (const role of ['refund-approver', 'team-lead'])
    expect((await run('approvals', 'list', 'quiet', '--role', role)).stdout).toBe(
      `${nothing} for ${role}.\n`,
    );
  expect(await run('runs', 'list', 'quiet')).toEqual({ code: 0, stdout: 'No runs of quiet.\n', stderr: '' });
});

test('without a worker what waits is listed and shown, and a decision says so at once', async () => {
  const one = opened({ merchant: 'waiting' });
  {
    await using store = await openStore({ databaseUrl: server.databaseUrl });
    await store.approvals.open(one, []);
    await store.flowVersions.publish({ merchant: 'waiting', flow: 'f', hash: 'one', ir: {} as never });
  }
  expect((await run('approvals', 'list', 'waiting')).stdout).toMatch(
    /\n1 +Refund +88\.40 EUR +refund-approver/,
  );
  const shown = await run('approvals', 'show', 'waiting/1');
  expect(shown.stdout).toMatch(/^number: +1\nstate: +open\n/);
  expect(shown.stdout).toMatch(new RegExp(`^request: +${one.request.id}$`, 'm'));
  const key = join(folder.path, 'anna.key');
  await writeFile(key, generateKey().privateKey, { mode: 0o600 });
  const decided = await run('approvals', 'approve', '1', '--as', 'anna', '--key', key);
  expect({ code: decided.code, stdout: decided.stdout }).toEqual({ code: 1, stdout: '' });
  expect(linesOf(decided.stderr)).toEqual([
    'error worker_unavailable: No worker is serving waiting at the moment, so the decision was not sent',
    'Start one with `orderly worker`, and try again.',
  ]);
  expect((await run('approvals', 'approve', '2', '--as', 'anna', '--key', key)).stderr).toMatch(
    /^error approval_unknown: /,
  );
});

test('a conversation is read, which the audit trail knows, and given back by a signal', async () => {
  await using store = await openStore({ databaseUrl: server.databaseUrl });
  const secret = 'a secret of these tests that is long enough';
  const conversation = opaqueConversation(secret, 'quiet', 'ticket 17');
  const message = { merchant: 'quiet', conversation, sentAt: '2026-11-24T17:20:00Z' };
  await store.messages.add({ ...message, messageId: 'm1', seq: 1, text: 'Where is\nmy parcel?' });
  const answer = { kind: 'question', body: { text: 'Which one?', labels: ['10105', '10106'] } } as const;
  await store.outbox.add({ merchant: 'quiet', conversation, key: 'k1', ...answer });
  await store.messages.add({ ...message, messageId: 'm2', seq: 2, text: 'both', startedBy: 'anna' });
  const { stdout } = await run('conversations', 'show', 'quiet', 'ticket 17');
  const lines = linesOf(stdout).map((line) =>
    line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d CES?T {2}/, '').trim(),
  );
  expect(lines).toEqual([
    ...['customer: Where is', 'my parcel?', 'reply: Which one?', '[10105] [10106]'],
    'anna, for the customer: both',
  ]);
  expect((await run('conversations', 'show', 'quiet', conversation)).stdout).toBe(stdout);
  const [entry] = await store.audit.list('quiet', 1);
  expect(entry).toMatchObject({ action: 'conversation.read', subject: `quiet/${conversation}` });
  for (const command of ['show', 'give-back'])
    expect((await run('conversations', command, 'quiet', 'ticket 18')).stderr).toMatch(
      /^error conversation_unknown: /,
    );
  const given = await run('conversations', 'give-back', 'quiet', 'ticket 17');
  expect(given).toEqual({ code: 0, stdout: `Flows now answer quiet/${conversation} again.\n`, stderr: '' });
  const handle = new Client({ connection }).workflow.getHandle(`quiet/${conversation}`);
  const { events = [] } = await handle.fetchHistory();
  expect(events?.map((event) => event.workflowExecutionSignaledEventAttributes?.signalName)).toContain(
    'conversation_event',
  );
  await handle.terminate();
});

test.each([
  [['runs', 'list', 'quite'], 'merchant_unknown: There is no merchant `quite`', 'Did you mean `quiet`?'],
  [['approvals', 'list', 'quite'], 'merchant_unknown: There is no merchant `quite`', 'Did you mean `quiet`?'],
  [
    ['approvals', 'list', 'quiet', '--role', 'refund-aprover'],
    'role_unknown: No flow of `quiet` asks the role `refund-aprover`',
    'Did you mean `refund-approver`?',
  ],
])('a name that does not exist is no empty list: %j', async (args, message, hint) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(linesOf(stderr)).toEqual([`error ${message}`, hint]);
});

test('runs lists those that began last, ended ones among the open ones', async () => {
  const { workflow } = new Client({ connection });
  const begin = (workflowId: string) =>
    workflow.start('customer-service', {
      workflowId,
      taskQueue: 'no worker',
      typedSearchAttributes: [{ key: searchAttributeKeys.merchant, value: 'busy' }],
    });
  const endedLast = await begin('1-ended-last');
  await begin('2-open');
  const endedFirst = await begin('3-ended');
  await begin('4-open');
  await endedFirst.terminate();
  await endedLast.terminate();
  const listed = async (...options: string[]) => {
    const { stdout } = await run('runs', 'list', 'busy', '--json', ...options);
    const runs = JSON.parse(stdout === '' ? '[]' : stdout) as { workflowId: string; status: string }[];
    return runs.map(({ workflowId, status }) => `${workflowId} ${status}`);
  };
  // The server lists what it has been told a moment later.
  const all = ['4-open RUNNING', '3-ended TERMINATED', '2-open RUNNING', '1-ended-last TERMINATED'];
  while ((await listed()).toString() !== all.toString()) await delay(200);
  expect(await listed('--limit', '2')).toEqual(all.slice(0, 2));
  expect(await listed('--open', '--limit', '1')).toEqual(all.slice(0, 1));
});
