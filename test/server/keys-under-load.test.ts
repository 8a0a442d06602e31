/** While customers write: master key and merchant's key are rotated, a key breaks and comes back, customers are erased. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { programArguments } from '../../demo/prepared.js';
import { DemoCustomer } from '../../demo/stack/customer.js';
import { type ServiceProcess, startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { type ErasedConversation, eraseCustomer } from '../../src/client/erase.js';
import { accessOf } from '../../src/store/pool.js';
import { orderly } from '../cli/run-cli.js';
import { howMany } from '../support/how-much.js';
import { openedHistories } from './support/opened-histories.js';
import { RefundDesk, until } from './support/refund-desk.js';
import { storedTexts } from './support/stored-texts.js';

const [old, newest] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const [writers, forgotten] = [howMany(20, 150), howMany(8, 200)];
const log: Record<string, unknown>[] = [];
let stack: Stack;
let desk: RefundDesk;
const workers: ServiceProcess[] = [];

beforeAll(async () => {
  // All processes know the new key before anything is wrapped by it.
  stack = await startStack({ workerEnv: { ORDERLY_MASTER_KEY: `${old},${newest}` } });
  desk = new RefundDesk(stack);
});

afterAll(async () => {
  for (const worker of workers) await worker[Symbol.asyncDispose]();
  await stack[Symbol.asyncDispose]();
});

/** A worker with these master keys. */
async function begin(masterKeys: string): Promise<ServiceProcess> {
  const env = { ...stack.env, ORDERLY_MASTER_KEY: masterKeys };
  const worker = await startService({
    ...{ name: 'worker', args: programArguments('worker.ts'), env },
    ready: (line) => line['msg'] === 'ready',
    log: (line) => void log.push(parsed(line)),
  });
  workers.push(worker);
  return worker;
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { msg: line };
  }
}

const rotate = async (...args: string[]): Promise<number> => {
  const env = { ...stack.env, ORDERLY_MASTER_KEY: `${newest},${old}` };
  const { code, stdout } = await orderly(['keys', 'rotate', ...args, '--json'], { env });
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { rewrapped: number }).rewrapped;
};

/** Somebody whom the channel does not know, with an e-mail of their own. */
const mailOf = (at: number): string => `forget.${at}@mail.example`;
const wordOf = (at: number): string => `canary-word-${at}-`;

async function asks(at: number): Promise<DemoCustomer> {
  const customer = new DemoCustomer({ client: stack.client, language: 'en' });
  await customer.says(`Where is my order 10023? My e-mail address is ${mailOf(at)}, ${wordOf(at)}`);
  await customer.hears();
  return customer;
}

/** Runs as many at once, and all in the end. */
async function each<Value>(
  count: number,
  atOnce: number,
  work: (at: number) => Promise<Value>,
): Promise<Value[]> {
  const done: Value[] = [];
  let next = 0;
  const take = async (): Promise<void> => {
    while (next < count) {
      const at = next++;
      done[at] = await work(at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, take));
  return done;
}

test('master key and merchant’s key are rotated under load: no workflow task fails, and the old one is not needed', async () => {
  let said = 0;
  const talking = each(writers, 6, async (at) => {
    const customer = await asks(1_000 + at);
    await customer.says('My postcode is 99999');
    await customer.hears();
    said += 1;
  });
  const afterSaid = (count: number) =>
    until(`${count} conversations`, () => Promise.resolve(said >= count ? true : undefined));
  await begin(`${newest},${old}`);
  await stack.worker.kill('SIGTERM');
  await begin(`${newest},${old}`);
  await afterSaid(writers / 5);
  // The keys of the conversations so far, and the intake's if there is one.
  expect(await rotate('demo')).toBeGreaterThan(0);
  expect(await rotate()).toBeGreaterThan(0);
  expect(await rotate('demo')).toBeGreaterThan(0);
  await talking;
  const histories = await openedHistories(stack.temporal, stack.store, newest);
  expect(histories.length).toBeGreaterThan(writers);
  expect(histories.filter(({ failedTasks }) => failedTasks.length > 0)).toEqual([]);
  const all = histories.map(({ text }) => text).join('\n');
  expect(all).toContain('"where-is-my-order"');
}, 600_000);

test('a key that is broken is said once and waited for by nobody; when it is back, the run goes on', async () => {
  // The client has the newest of the merchant's keys at hand.
  await asks(900);
  await Promise.all(workers.splice(0).map((worker) => worker.kill('SIGTERM')));
  const database = new pg.Client(accessOf(stack.addresses.database));
  await database.connect();
  const ofMerchant = `kind = 'merchant' and merchant = 'demo' and wrapped is not null`;
  const { rows } = await database.query<{ id: string; wrapped: string }>(
    `select id, wrapped from keys where ${ofMerchant}`,
  );
  expect(rows).toHaveLength(1);
  const customer = new DemoCustomer({ client: stack.client, language: 'en' });
  log.length = 0;
  await customer.says('Where is my order 10023?');
  await database.query(`update keys set wrapped = 'broken' where ${ofMerchant}`);
  const worker = await begin(newest);
  const isSaid = ({ msg, err }: Record<string, unknown>): boolean =>
    msg === 'a key cannot be used' && JSON.stringify(err).includes('key_unreadable');
  await until('The failure of the key', () => Promise.resolve(log.find(isSaid)));
  // Tries again and again, and serves all the others.
  await delay(3_000);
  expect(log.filter(isSaid)).toHaveLength(1);
  const alive = await Promise.race([worker.ended.then(() => false), delay(1).then(() => true)]);
  expect(alive).toBe(true);
  await database.query(`update keys set wrapped = $1 where id = $2`, [rows[0]!.wrapped, rows[0]!.id]);
  await database.end();
  expect(await customer.hears()).not.toEqual([]);
});

test('customers are erased while others write and workers die: nothing of them opens any more, and of others all does', async () => {
  const waiting = await desk.waiting(stack.stories.refundable.above250[0]!);
  const other = await asks(forgotten);
  const stop = new AbortController();
  const noise = (async () => {
    for (let at = 2_000; !stop.signal.aborted; at += 1) await asks(at);
  })();
  const killing = (async () => {
    while (!stop.signal.aborted) {
      const [first] = workers.splice(0, 1);
      await begin(newest);
      await first?.kill('SIGKILL');
      await delay(2_000);
    }
  })();
  const customers = await each(forgotten, 4, asks);
  const ports = {
    ...{ store: stack.store, workflow: stack.temporal.workflow, secret: stack.env['ORDERLY_SECRET']! },
    ...{ now: Date.now, pause: (ms: number) => delay(ms) },
  };
  const erase = async (email: string): Promise<ErasedConversation[]> => {
    const erasing = { merchant: 'demo', customer: { emails: [email], refs: [] }, by: 'anna', waitMs: 60_000 };
    const told: ErasedConversation[] = [];
    for await (const one of eraseCustomer(ports, erasing)) told.push(one);
    return told;
  };
  const erased = await each(forgotten, 4, (at) => erase(mailOf(at)));
  expect(await erase(waiting.order.customer.mail)).toEqual([
    { conversation: waiting.customer.conversation, out: [] },
  ]);
  stop.abort();
  await Promise.all([noise, killing]);
  expect(erased).toEqual(customers.map(({ conversation }) => [{ conversation, out: [] }]));

  const conversations = [...customers, waiting.customer, other].map(({ conversation }) => conversation);
  const histories = await openedHistories(stack.temporal, stack.store, newest);
  const stored = await storedTexts(stack.addresses.database, newest, conversations);
  const all = [stored, ...histories.map(({ text }) => text)].join('\n');
  const gone = [...customers.keys()].flatMap((at) => [mailOf(at), wordOf(at)]);
  expect([...gone, waiting.order.customer.mail].filter((canary) => all.includes(canary))).toEqual([]);
  const ofErased = histories.filter(({ workflowId }) =>
    conversations.slice(0, -1).some((id) => workflowId.startsWith(`demo/${id}`)),
  );
  expect(ofErased.filter(({ status }) => status === 'RUNNING')).toEqual([]);
  expect([mailOf(forgotten), wordOf(forgotten)].filter((canary) => !stored.includes(canary))).toEqual([]);
  await other.says('Are you there?');
  expect(await other.hears()).not.toEqual([]);
}, 900_000);
