/** Twelve kinds of personal data and secrets in the conversations of every shipped flow stand in clear in no sink there is. */
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from '@temporalio/client';
import { programArguments } from '../../demo/prepared.js';
import { demoChannel } from '../../demo/stack/customer.js';
import { Parts } from '../../demo/stack/parts.js';
import { startService } from '../../demo/stack/service-process.js';
import { startStack } from '../../demo/stack/stack.js';
import { generateApiKey, hashOfApiKey } from '../../src/security/api-key.js';
import { orderly } from '../cli/run-cli.js';
import { searched, unsearchedCommands } from './support/canaries/commands.js';
import { kinds, type Search, searchFor, spoken } from './support/canaries/kinds.js';
import type { Observed } from './support/canaries/observed.js';
import { findsIn, sinks } from './support/canaries/sinks.js';
import { playAll, shippedFlows } from './support/canaries/stories.js';
import { RefundDesk } from './support/refund-desk.js';

const parts = new Parts();
/** What must stand nowhere, by what it is. */
const watched: Record<string, string> = { ...kinds };
let observed: Observed;
let search: Search;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-canaries-'));
  parts.defer(() => rm(folder, { recursive: true }));
  const key = generateApiKey();
  const log: string[] = [];
  const workerEnv = {
    ORDERLY_MERCHANTS: await merchantsWith(folder, key),
    ORDERLY_MASTER_KEY: randomBytes(32).toString('base64'),
    ORDERLY_LOG_LEVEL: 'trace',
  };
  const hear = (line: string): void => void log.push(line);
  const stack = parts.use(await startStack({ workerEnv, workerLog: hear }));
  const api = parts.use(
    await startService({
      ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
      ...{ ready: (line) => line['msg'] === 'ready', log: hear },
    }),
  );
  const url = String(api.said['url']);
  observed = {
    ...{ stack, log, api: { url, key }, refused: [], recordings: [] },
    raw: new Client({ connection: stack.temporal.connection }),
    metrics: [`${String(stack.worker.said['url'])}/metrics`, `${url}/metrics`],
  };
  const { ORDERLY_SECRET, ORDERLY_MASTER_KEY, ORDERLY_SECRET_SHOP_SECRET } = stack.env;
  Object.assign(watched, {
    ...{ 'the installation’s secret': ORDERLY_SECRET, 'the master key': ORDERLY_MASTER_KEY },
    ...{ 'the shop’s secret': ORDERLY_SECRET_SHOP_SECRET, 'the channel’s key': key },
  });
  await playAll(new RefundDesk(stack), ({ id, mail, name }) => {
    Object.assign(watched, { [`e-mail of ${id}`]: mail, [`name of ${id}`]: name });
  });
  Object.assign(watched, await vouchers());
  await recordCall(folder);
  search = searchFor(watched);
});

afterAll(async () => {
  await parts[Symbol.asyncDispose]();
});

/** The demo's merchant, whose channel calls the API by a key. */
async function merchantsWith(folder: string, key: string): Promise<string> {
  const merchants = join(folder, 'merchants');
  await cp('merchants/demo', join(merchants, 'demo'), { recursive: true });
  const file = join(merchants, 'demo', 'merchant.yaml');
  const channel = `  ${demoChannel}:\n`;
  const hash = `    apiKeys:\n      - sha256:${hashOfApiKey(key)}\n`;
  await writeFile(file, (await readFile(file, 'utf8')).replace(channel, channel + hash));
  return merchants;
}

/** What the channel signed, of each conversation; the claims before it are no secret. */
async function vouchers(): Promise<Record<string, string>> {
  const { store } = observed.stack;
  const found: Record<string, string> = {};
  for (const { conversation } of await store.conversations.list('demo', { limit: 200 }))
    for (const { messageId, customer } of await store.messages.list('demo', conversation, 100)) {
      const signature = customer?.voucher?.split('.')[1];
      if (signature !== undefined) found[`voucher of ${messageId}`] = signature;
    }
  return found;
}

async function recordCall(folder: string): Promise<void> {
  const { stack, recordings } = observed;
  const file = join(folder, 'recording.json');
  const { nummer } = stack.stories.refundable.above250[0]!;
  const args = ['connections', 'try', 'demo', 'orders.get', `number=${nummer}`, '--record', file];
  const recorded = await orderly(args, { env: stack.env });
  expect({ code: recorded.code, stderr: recorded.stderr }).toEqual({ code: 0, stderr: expect.anything() });
  recordings.push(file);
}

test('customers were authenticated', () => {
  expect(Object.keys(watched).some((what) => what.startsWith('voucher of'))).toBe(true);
});

test('every shipped flow has run', async () => {
  const types = new Set<string>();
  for await (const { type } of observed.raw.workflow.list()) types.add(type);
  expect(shippedFlows.filter((flow) => !types.has(flow))).toEqual([]);
});

test.each(sinks)('$name: there is something in it, and no canary', async (sink) => {
  expect((await sink.read(observed)).length).toBeGreaterThan(0);
  expect(await findsIn(sink, observed, search)).toEqual([]);
});

test('the canaries were there: whoever has the keys reads them', async () => {
  const { store } = observed.stack;
  const texts: string[] = [];
  for await (const { type, workflowId } of observed.raw.workflow.list())
    if (type === 'conversation')
      texts.push(
        ...(await store.messages.list('demo', workflowId.split('/')[1]!, 100)).map(({ text }) => text),
      );
  const read = searchFor(kinds)(texts.join('\n'));
  // Card numbers are masked before anything is kept.
  expect(read).toEqual(Object.keys(kinds).filter((kind) => kind !== 'card number'));
});

describe('the suite itself', () => {
  const names = Object.keys(kinds) as (keyof typeof kinds)[];

  test.each(names)('%s is found in whatever form', (kind) => {
    const [text, found] = [kinds[kind], searchFor(kinds)];
    expect(found(spoken)).toContain(kind);
    expect(found(`"${text.toUpperCase()}"`)).toContain(kind);
    if (text.length < 8) return;
    expect(found(Buffer.from(`{"a":"${text}"}`).toString('base64'))).toContain(kind);
    expect(found(Buffer.from(`{"ab":"${text}"}`).toString('base64'))).toContain(kind);
    expect(found(Buffer.from(`{"abc":"${text}"}`).toString('base64'))).toContain(kind);
    expect(found(Buffer.from(text).toString('hex'))).toContain(kind);
    expect(found(`?q=${encodeURIComponent(text)}`)).toContain(kind);
  });

  test('each command is searched, or says why it need not be', async () => {
    const files = (await readdir('src/cli/commands', { recursive: true }))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replace(/\.ts$/, ''));
    expect([...Object.keys(searched), ...Object.keys(unsearchedCommands)].sort()).toEqual(files.sort());
  });

  // The last: from here on the sinks are not clean any more.
  test.each(sinks)('$name: what is planted is found', async (sink) => {
    const kind = names[sinks.indexOf(sink) % names.length]!;
    await sink.plant(observed, kinds[kind]);
    expect(await findsIn(sink, observed, searchFor({ [kind]: kinds[kind] }))).not.toEqual([]);
  });
});
