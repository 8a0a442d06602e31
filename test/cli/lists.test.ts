/** `orderly runs`, `approvals` and `conversations` beside a real server and store; no worker runs. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { Client, type Connection } from '@temporalio/client';
import { prepareStore } from '../../demo/prepared.js';
import { OrderlyClient } from '../../src/client/client.js';
import { mainFlow } from '../../src/contracts/main-flow.js';
import {
  type EmbeddedServer,
  openEmbeddedStore,
  startEmbedded,
} from '../../src/platform/embedded/start-embedded.js';
import { openSealedStore } from '../../src/security/keys/open-sealed-store.js';
import { newMasterKey } from '../security/keys/support/ring.js';
import { noOther } from '../support/master-keys.js';
import { accessOf } from '../../src/store/pool.js';
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

const secret = 'a secret of these tests that is long enough';

const run = (...args: readonly string[]) =>
  orderly(args, {
    env: {
      TEMPORAL_ADDRESS: server.temporalAddress,
      DATABASE_URL: server.databaseUrl,
      ORDERLY_SECRET: secret,
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

test('a decision that was refused, or that nobody processed in time, is not shown as one that may count', async () => {
  const one = opened({ merchant: 'left' });
  const { id } = one.request;
  await using store = await openStore({ databaseUrl: server.databaseUrl });
  await store.approvals.open(one, []);
  await store.flowVersions.publish({ merchant: 'left', flow: 'f', hash: 'one', ir: {} as never });
  const until = Date.now() + 900_000;
  const handOver = (approver: string, end: number) =>
    store.approvals.handOver('left', id, { approver, decision: 'approved', until: end });
  const at = (await handOver('anna', until))!;
  await store.approvals.judged('left', id, { approver: 'anna', at, refused: 'approval_unknown_approver' });
  await handOver('ben', until);
  const why = 'approval_unknown_approver: This merchant has no approver with that name';
  for (const args of [
    ['list', 'left'],
    ['show', 'left/1'],
  ]) {
    const { stdout } = await run('approvals', ...args);
    expect(stdout).toContain(`approved by anna does not count (${why}); `);
    expect(stdout).toContain('approved by ben has not been processed yet; valid until ');
  }
  await handOver('ben', Date.now() - 60_000);
  expect((await run('approvals', 'show', 'left/1')).stdout).toMatch(
    /approved by ben was not processed in time; it was valid until /,
  );
});

test('a run that the store knows and Temporal does not is shown as that, and so is its conversation', async () => {
  const conversation = '8c1d2f8e-31f7-4d8a-9a55-7f6f3f4f0b11';
  await using store = await openStore({ databaseUrl: server.databaseUrl });
  await store.messages.add({
    ...{
      merchant: 'lost',
      conversation,
      messageId: 'm1',
      seq: 1,
      text: 'A refund for order DE-10105, please',
    },
    sentAt: '2026-11-24T17:20:00Z',
  });
  const workflowId = `lost/${conversation}/1-refund`;
  await store.approvals.open(opened({ merchant: 'lost', workflowId, conversation }), []);
  await store.flowVersions.publish({ merchant: 'lost', flow: 'f', hash: 'one', ir: {} as never });
  const shown = await run('runs', 'show', 'lost', workflowId);
  expect(shown.stdout).toMatch(/^Flow: +refund-order\nStatus: +unknown to Temporal$/m);
  expect(shown.stdout).toContain('needs approval by refund-approver, number 1');
  expect((await run('runs', 'show', 'lost', `${workflowId}/other/1`)).stderr).toMatch(/^error run_unknown: /);
  const [, row] = linesOf((await run('runs', 'lost', 'lost')).stdout);
  expect(row).toMatch(new RegExp(`^${conversation} +.* flows$`));
  const { workflow } = new Client({ connection });
  const handle = await workflow.start('conversation', {
    ...{ workflowId: `lost/${conversation}`, taskQueue: 'no worker' },
  });
  expect((await run('runs', 'lost', 'lost')).stdout).toBe('Temporal knows all conversations of lost.\n');
  await handle.terminate();
});

test('conversations are found by an e-mail address or an order number, and the audit trail knows who looked', async () => {
  await using store = await openStore({ databaseUrl: server.databaseUrl });
  const { conversations } = new OrderlyClient({
    ...{ workflow: new Client({ connection }).workflow, store, secret },
  });
  await store.flowVersions.publish({ merchant: 'found', flow: mainFlow, hash: 'one', ir: {} as never });
  const send = (conversation: string, text: string) =>
    conversations.send({
      ...{ merchant: 'found', conversation, messageId: conversation, seq: 1, text },
      sentAt: '2026-11-24T17:20:00Z',
    });
  const first = await send('ticket 1', 'Where is order #DE-10105? I am Svea@Example.org.');
  const second = await send('ticket 2', 'Hello, de10105 has not come in 12 days');
  const ids = async (...args: string[]) => {
    const { stdout } = await run('conversations', 'find', 'found', ...args, '--json');
    return (JSON.parse(stdout) as { conversation: string }[]).map(({ conversation }) => conversation);
  };
  expect(await ids('--email', 'svea@example.org')).toEqual([first.conversation]);
  expect((await ids('--order', 'DE-10105')).sort()).toEqual(
    [first, second].map((one) => one.conversation).sort(),
  );
  expect(await ids('--order', '10105')).toEqual([]);
  const printed = await run('conversations', 'find', 'found', '--order', '99999');
  expect(printed.stdout).toBe('No conversations of found mention it.\n');
  for (const wrong of [[], ['--email', 'a@b.example', '--order', '1']])
    expect((await run('conversations', 'find', 'found', ...wrong)).code).toBe(2);
  const audit = await store.audit.list('found', 10);
  expect(audit.map(({ action, details }) => [action, details['found']])).toEqual([
    ['conversation.find', 0],
    ['conversation.find', 0],
    ['conversation.find', 2],
    ['conversation.find', 1],
  ]);
  expect(JSON.stringify(audit)).not.toMatch(/svea|10105/i);
});

test('requests that cannot be decrypted are not listed as none', async () => {
  const merchant = 'sealed';
  const settings = { ...noOther, masterKey: newMasterKey(), plaintext: 'refused' } as const;
  await using folderOfStore = await temporaryFolder();
  await prepareStore(folderOfStore.path);
  await using embedded = await openEmbeddedStore(folderOfStore.path);
  const { databaseUrl } = embedded;
  const listed = (env: Readonly<Record<string, string>>) =>
    orderly(['approvals', 'list', merchant], {
      env: { DATABASE_URL: databaseUrl, ORDERLY_SECRET: secret, ...env },
    });
  {
    const { store } = await openSealedStore({ ...settings, secret }, { databaseUrl, poolSize: 2 });
    await store.flowVersions.publish({ merchant, flow: 'f', hash: 'one', ir: {} as never });
    for (const conversation of ['c1', 'c2'])
      await store.approvals.open(
        opened({ merchant, conversation, workflowId: `${merchant}/${conversation}/1-refund` }),
        [],
      );
    await store[Symbol.asyncDispose]();
  }
  const withoutKey = await listed({});
  expect(withoutKey).toMatchObject({ code: 1, stdout: '' });
  expect(withoutKey.stderr).toMatch(/^error payload_sealed: .*no master key/);
  const withKey = { ORDERLY_MASTER_KEY: settings.masterKey };
  expect(linesOf((await listed(withKey)).stdout)).toHaveLength(3);
  const database = new pg.Client(accessOf(databaseUrl));
  await database.connect();
  await database.query(`delete from keys where conversation = 'c2'`);
  const oneLost = await listed(withKey);
  expect(linesOf(oneLost.stdout)).toHaveLength(2);
  expect(oneLost).toMatchObject({ code: 1 });
  expect(oneLost.stderr).toMatch(/"number":2.*"code":"key_missing"[^]*\nerror approval_unreadable: 1 of /);
  await database.query(`delete from keys where conversation = 'c1'`);
  await database.end();
  expect(await listed(withKey)).toMatchObject({ code: 1, stdout: '' });
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
