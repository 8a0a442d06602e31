/** Very many conversations over all flows, while one of two workers is killed again and again: each reply once, in order. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Parts } from '../../demo/stack/parts.js';
import type { ServiceProcess } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { approveAll } from '../mixtures/play.js';
import { howMany, notInSample } from '../support/how-much.js';
import { ImpatientCustomer } from './support/impatient-customer.js';
import { matters } from './support/matters.js';
import { sideBySide } from './support/scale-desk.js';
import { scriptOf } from './support/scripts.js';

const [conversations, messages] = [howMany(40, 1_000), 10];
/** An event starts one; the other waits for days for its carrier. */
const notAskedFor = ['investigate-shipment', 'refund-failed'];

const parts = new Parts();
let stack: Stack;
let workers: ServiceProcess[];
let customers: (ImpatientCustomer & { about: string; writes: boolean })[];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-many-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'demo', 'merchant.yaml');
  await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('\npolicy:\n', '\npolicy:\n  watch.offer: true\n'));
  const workerEnv = { ORDERLY_MERCHANTS: folder };
  stack = parts.use(await startStack({ times: howMany(3, 100), workerEnv }));
  workers = [stack.worker, await stack.startWorker()];
  const all = [...matters(stack)];
  customers = Array.from({ length: conversations }, (_, index) => {
    const [about, matter] = all[index % all.length]!;
    const script = scriptOf(matter, Math.floor(index / all.length), messages);
    return Object.assign(new ImpatientCustomer(stack, script, index), { about, writes: matter.writes });
  });
});
afterAll(async () => {
  await parts[Symbol.asyncDispose]();
});

/** Kills one of the workers after the other and starts it again: at fixed places in the sample, else every minute. */
class Reaper {
  #last = Date.now();
  #written = 0;
  #killing: Promise<void> | undefined;
  kills = 0;

  /** Told of each message. */
  wrote(): void {
    this.#written += 1;
    const isDue =
      notInSample === undefined
        ? Date.now() - this.#last > 60_000
        : this.#written * 3 > conversations * messages * (this.kills + 1);
    if (!isDue || this.#killing !== undefined) return;
    this.#killing = this.#kill().finally(() => (this.#killing = undefined));
  }

  async #kill(): Promise<void> {
    const turn = this.kills % workers.length;
    this.kills += 1;
    await workers[turn]!.kill('SIGKILL');
    workers[turn] = await stack.startWorker();
    this.#last = Date.now();
  }

  /** Resolves when both are at work again. */
  async ends(): Promise<void> {
    await this.#killing;
  }
}

test(
  `${conversations} conversations of ${messages} messages: every reply once and in order, whichever worker dies`,
  async () => {
    const [reaper, over, begun] = [new Reaper(), new AbortController(), Date.now()];
    const approved = approveAll(stack, 'demo', over.signal);
    const wrote = (): void => {
      reaper.wrote();
    };
    try {
      await sideBySide(customers, 20, (customer) => customer.talks(wrote));
    } finally {
      over.abort();
      await Promise.all([approved, reaper.ends()]);
    }
    const seconds = (Date.now() - begun) / 1_000;
    process.stderr.write(
      `${conversations} conversations: ${Math.round(seconds)} s, ${reaper.kills} workers killed\n`,
    );
    const heard: unknown[] = [];
    const expected: unknown[] = [];
    await sideBySide(customers, 8, async (customer) => {
      const rows = await customer.heard();
      heard.push([customer.about, ...rows.map(({ position, body }) => [position, body.text])]);
      expected.push([
        customer.about,
        ...customer.expected.map((hears, index): unknown[] => [index + 1, expect.stringMatching(hears)]),
      ]);
    });
    expect(heard).toEqual(expected);
    expect(reaper.kills).toBeGreaterThanOrEqual(howMany(2, 3));
  },
  howMany(300_000, 3_600_000),
);

test('no write has been done twice, and none is open', async () => {
  const { shop, store, client } = stack;
  const asked = new Map<string, Set<string>>();
  for (const { path, key } of await shop.controls.requests())
    if (key !== undefined) asked.set(path, (asked.get(path) ?? new Set()).add(key));
  expect([...asked].filter(([, keys]) => keys.size > 1)).toEqual([]);
  expect(asked.size).toBe(customers.filter(({ writes }) => writes).length);
  const booked = (await shop.controls.ledger()).map(({ nummer, kind }) => `${nummer} ${kind}`);
  expect(new Set(booked).size).toBe(booked.length);
  expect(await store.effects.count()).toEqual({ unknown: 0, accepted: 0, doubled: 0 });
  expect(await client.approvals.list('demo')).toEqual([]);
});

test('every flow that a customer can ask for has run, and nothing waits but for a carrier', async () => {
  const { workflow } = stack.temporal;
  const types = new Set<string>();
  const waiting = new Set<string>();
  for await (const { type, status, workflowId } of workflow.list({ query: 'OrderlyMerchant = "demo"' })) {
    types.add(type);
    if (status.name === 'RUNNING' && type !== 'conversation') waiting.add(workflowId.split('/')[1] ?? '');
  }
  const shipped = (await readdir('flows')).flatMap((name) => /^([\w-]+)\.yaml$/.exec(name)?.[1] ?? []);
  expect(shipped.filter((flow) => !types.has(flow))).toEqual(notAskedFor);
  const watching = customers.filter(({ about }) => about === 'watch-shipment');
  expect([...waiting].sort()).toEqual(watching.map(({ conversation }) => conversation).sort());
});
