/**
 * docs/operating/operators.md, "The store is lost": a dump of PostgreSQL is restored, and what was asked and decided since is
 * found again out of the runs. Money moves once, and no number means another request.
 */
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Parts } from '../../demo/stack/parts.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { orderly } from '../cli/run-cli.js';
import { page, section } from '../docs/support.js';
import { type OwnPostgres, startOwnPostgres, whyNoPostgres } from './support/own-postgres.js';
import { RefundDesk, until, type Waiting } from './support/refund-desk.js';
import { refundsOf } from './support/shop-view.js';

const why = whyNoPostgres();
const when = why === undefined ? describe : describe.skip;
const run = promisify(execFile);
const timeoutMs = 500_000;

when(`PostgreSQL is restored from a dump${why === undefined ? '' : ` (${why})`}`, () => {
  const parts = new Parts();
  const dump = join(tmpdir(), `orderly-${process.pid}.dump`);
  let postgres: OwnPostgres;
  let stack: Stack;
  let desk: RefundDesk;
  /** Asked before the dump and undecided; asked before it and paid since; asked since and undecided; asked and paid since. */
  let before: Waiting;
  let paid: Waiting;
  let since: Waiting;
  let whole: Waiting;
  let numbers: Record<'before' | 'paid' | 'since' | 'whole', number>;

  const numberOf = async ({ request }: Waiting): Promise<number> =>
    (await stack.client.approvals.find(request.id)).number;
  const command = (...args: string[]) => orderly(['approvals', ...args], { env: stack.env });
  const listed = async (): Promise<number[]> =>
    (await stack.client.approvals.list('demo')).map(({ number }) => number).sort((a, b) => a - b);
  const pays = async (waiting: Waiting): Promise<void> => {
    expect(await desk.decide(desk.message(waiting, desk.anna))).toMatchObject({ accepted: true });
    // Its replies since the dump are lost, and so is where the customer has read to.
    await until('The payment', async () => ((await payments(waiting)) === 1 ? true : undefined));
  };
  const payments = async ({ order }: Waiting): Promise<number> =>
    (await refundsOf(stack.shop.controls, order)).rows.length;

  async function restore(): Promise<void> {
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    await admin.query('drop schema public cascade');
    await admin.query('create schema public');
    await run('pg_restore', ['--no-owner', '--schema=public', `--dbname=${postgres.url}`, dump]);
    // A backup is older than the minute for which a worker counts as alive.
    await admin.query('delete from workers');
    await admin.end();
  }

  beforeAll(async () => {
    postgres = parts.use(await startOwnPostgres());
    stack = parts.use(await startStack({ databaseUrl: postgres.url }));
    desk = new RefundDesk(stack);
    parts.defer(() => rm(dump, { force: true }));
    const orders = stack.stories.refundable.from60To190;
    before = await desk.waiting(orders[0]!);
    paid = await desk.waiting(orders[1]!);
    await run('pg_dump', ['--format=custom', `--file=${dump}`, postgres.url]);
    await pays(paid);
    whole = await desk.waiting(orders[2]!);
    const wholeNumber = await numberOf(whole);
    await pays(whole);
    since = await desk.waiting(orders[3]!);
    numbers = {
      ...{ before: await numberOf(before), paid: await numberOf(paid), whole: wholeNumber },
      since: await numberOf(since),
    };
    await stack.worker.kill('SIGTERM');
    await restore();
  }, timeoutMs);
  afterAll(() => parts[Symbol.asyncDispose]());

  test(
    'what was asked since is found again under its number, what was decided is closed, and each is paid once',
    async () => {
      // As the restored store says it.
      expect(await listed()).toEqual([numbers.before, numbers.paid]);
      const raised = await command('rebuild', 'demo', '--numbers');
      expect(raised).toMatchObject({ code: 0, stderr: '' });
      expect(raised.stdout).toBe(`The next request at demo will have the number ${numbers.paid + 1_001}.\n`);
      expect(await command('rebuild', 'demo')).toMatchObject({
        ...{ code: 1, stderr: expect.stringContaining('worker_unavailable') },
      });

      stack.worker = await stack.startWorker();
      expect(await command('rebuild', 'demo')).toEqual({
        ...{ code: 0, stderr: '' },
        stdout: [
          `Restored: ${numbers.since}.`,
          `Closed because their runs have ended: ${numbers.paid}.`,
          `The next request at demo will have the number ${numbers.paid + 2_001}.\n`,
        ].join('\n'),
      });
      expect(await listed()).toEqual([numbers.before, numbers.since]);
      expect(await stack.client.approvals.find(String(numbers.paid))).toMatchObject({
        ...{ state: 'approved', decidedBy: 'anna' },
      });
      expect(await command('rebuild', 'demo')).toMatchObject({
        ...{
          code: 0,
          stdout: 'No open requests were missing.\nNo open requests belonged to runs that have ended.\n',
        },
      });

      const next = await desk.waiting(stack.stories.refundable.from60To190[4]!);
      expect(await numberOf(next)).toBe(numbers.paid + 2_001);
      expect(await stack.client.approvals.find(String(numbers.since))).toMatchObject({
        id: since.request.id,
      });
      for (const waiting of [before, since, next]) await pays(waiting);
      await until('The end of all', async () => ((await listed()).length === 0 ? true : undefined));
      for (const waiting of [before, paid, since, whole, next]) expect(await payments(waiting)).toBe(1);
    },
    timeoutMs,
  );

  test('the page has each command, in this order', () => {
    const steps = section(page('docs/operating/operators.md'), '### The store is lost');
    const places = ['--numbers', 'orderly worker', 'orderly approvals rebuild acme\n'].map((what) =>
      steps.indexOf(what),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });
});
