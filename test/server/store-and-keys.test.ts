/** docs/operating/night.md: the store is read-only, a key is missing, Temporal's data is lost; each time a refund waits for its approval. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programArguments } from '../../demo/prepared.js';
import { Parts } from '../../demo/stack/parts.js';
import { type ServiceProcess, startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { signAccess } from '../../src/security/access-token.js';
import { orderly } from '../cli/run-cli.js';
import { page, section } from '../docs/support.js';
import { newMasterKey } from '../security/keys/support/ring.js';
import { type OwnPostgres, startOwnPostgres, whyNoPostgres } from './support/own-postgres.js';
import { RefundDesk, until, type Waiting } from './support/refund-desk.js';

const why = whyNoPostgres();
const when = why === undefined ? describe : describe.skip;
const timeoutMs = 400_000;
const night = page('docs/operating/night.md');
const says = (heading: string): string => section(night, `## ${heading}`);

when(`with PostgreSQL and a master key${why === undefined ? '' : ` (${why})`}`, () => {
  const parts = new Parts();
  const lines: Record<string, unknown>[] = [];
  let postgres: OwnPostgres;
  let database: pg.Client;
  let stack: Stack;
  let desk: RefundDesk;
  let api: ServiceProcess;

  beforeAll(async () => {
    postgres = parts.use(await startOwnPostgres());
    database = new pg.Client({ connectionString: postgres.url });
    await database.connect();
    parts.defer(() => database.end());
    stack = parts.use(
      await startStack({
        databaseUrl: postgres.url,
        workerEnv: { ORDERLY_MASTER_KEY: newMasterKey() },
        workerLog: (line) => {
          if (line.startsWith('{')) lines.push(JSON.parse(line) as Record<string, unknown>);
        },
      }),
    );
    desk = new RefundDesk(stack);
    api = parts.use(
      await startService({
        ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
        ready: (line) => line['msg'] === 'ready',
      }),
    );
  }, timeoutMs);
  afterAll(() => parts[Symbol.asyncDispose]());

  const command = (...args: string[]) => orderly(args, { env: stack.env });
  const readiness = async ({ said }: ServiceProcess): Promise<string> => {
    const answer = await fetch(`${String(said['url'])}/readyz`);
    return `${answer.status} ${(await answer.text()).trim()}`;
  };
  const becomes = (process: ServiceProcess, wanted: string): Promise<true> =>
    until(`"${wanted}" at /readyz`, async () => ((await readiness(process)) === wanted ? true : undefined));
  const metric = async (line: RegExp): Promise<string | undefined> =>
    line.exec(await (await fetch(`${String(stack.worker.said['url'])}/metrics`)).text())?.[0];
  const isPaid = async (one: Waiting): Promise<void> => {
    await desk.hears(one.customer, /We’ve refunded/);
    expect(await desk.paid(one.order)).toHaveLength(1);
  };
  const paidOnce = '**How it ends:** the refund is paid once, and the customer gets an answer';

  test(
    'a store that is read-only is told as that by everybody, and is used again by itself',
    async () => {
      const heading = 'PostgreSQL is read-only';
      const one = await desk.waiting(stack.stories.refundable.from60To190[0]!);
      const { number } = await stack.client.approvals.find(one.request.id);
      const setting = async (value: 'on' | 'off'): Promise<void> => {
        await database.query('set default_transaction_read_only = off');
        await database.query(`alter system set default_transaction_read_only = ${value}`);
        await database.query('select pg_reload_conf()');
      };
      await setting('on');
      const wanted = '503 store_read_only: the store is read-only';
      for (const process of [stack.worker, api]) await becomes(process, wanted);
      expect(says(heading)).toContain(`\`${wanted}\``);

      const issuedAt = Date.now();
      const claims = { approver: 'anna', merchant: 'demo', issuedAt, expiresAt: issuedAt + 600_000 };
      const answer = await fetch(`${String(api.said['url'])}/v1/merchants/demo/conversations/find`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${signAccess(claims, stack.keys.anna)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ order: one.order.nummer }),
      });
      expect({ status: answer.status, retryAfter: answer.headers.get('retry-after') }).toEqual({
        ...{ status: 503, retryAfter: '1' },
      });
      const problem = (await answer.json()) as { code: string; hint: string };
      expect(problem.code).toBe('store_read_only');
      expect(problem.hint).not.toContain('handed off');
      const listed = await command('approvals', 'list', 'demo');
      expect(listed.stdout).toMatch(new RegExp(`^${number} `, 'm'));
      expect((await command('pause', 'demo')).stderr).toMatch(/^error store_read_only: /);

      await setting('off');
      for (const process of [stack.worker, api]) await becomes(process, '200 ready');
      const told = lines.filter(({ code }) => code === 'store_read_only').map(({ msg }) => msg);
      expect(told).toEqual(['the store is read-only', 'the store is writable again']);
      expect(await desk.decide(desk.message(one, desk.anna))).toMatchObject({ accepted: true });
      await isPaid(one);
      expect(says(heading)).toContain(paidOnce);
    },
    timeoutMs,
  );

  test(
    'a run whose key is missing is not taken for one of another build, and goes on once the key is back',
    async () => {
      const heading = 'Keys are missing';
      const one = await desk.waiting(stack.stories.refundable.from60To190[1]!);
      const other = await desk.waiting(stack.stories.refundable.from60To190[2]!);
      const numbers = await Promise.all(
        [one, other].map(async ({ request }) => (await stack.client.approvals.find(request.id)).number),
      );
      await stack.worker.kill('SIGTERM');
      const [, conversation] = one.request.workflowId.split('/');
      const { rows } = await database.query<Record<string, unknown>>(
        'delete from keys where conversation = $1 returning *',
        [conversation],
      );
      expect(rows).toHaveLength(1);
      stack.worker = await stack.startWorker();

      const decided = desk.message(one, desk.anna);
      const shown = await until('the missing key', async () => {
        await stack.temporal.workflow
          .getHandle(one.request.workflowId)
          .signal('decide_signal', decided)
          .catch(() => undefined);
        const { stdout } = await command('runs', 'show', 'demo', one.request.workflowId);
        return /^Awaits: .*$/m.exec(stdout)?.[0];
      });
      expect(shown).toMatch(/^Awaits: +a key that can decrypt it \(key_missing: /);
      expect(says(heading)).toContain('`Awaits: a key that can decrypt it (key_missing: …)`');
      const listed = await command('approvals', 'list', 'demo');
      expect(listed).toMatchObject({ code: 1 });
      expect(listed.stdout).toMatch(new RegExp(`^${numbers[1]} `, 'm'));
      expect(listed.stderr).toMatch(/error approval_unreadable: 1 of /);
      const told = lines.filter(({ msg }) => msg === 'a key cannot be used');
      expect(told.map(({ code }) => code)).toEqual(['key_missing']);
      expect(lines.filter(({ msg }) => msg === 'Failed to process Workflow Activation')).toEqual([]);
      expect(await metric(/^orderly_keys_unusable_total\{code="key_missing"\} [1-9]/m)).toBeDefined();
      expect(await readiness(stack.worker)).toBe('200 ready');

      const names = Object.keys(rows[0]!);
      await database.query(
        `insert into keys (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
        Object.values(rows[0]!),
      );
      expect(await desk.decide(desk.message(other, desk.anna))).toMatchObject({ accepted: true });
      await isPaid(other);
      await isPaid(one);
      expect(says(heading)).toContain('the refund is paid once, and the customer gets an answer');
    },
    timeoutMs,
  );

  test(
    'where Temporal has lost its data, no request is shown as open, and what was open is listed',
    async () => {
      const heading = "Temporal's data is lost";
      const one = await desk.waiting(stack.stories.refundable.from60To190[3]!);
      const { number } = await stack.client.approvals.find(one.request.id);
      const { workflowService } = stack.temporal.workflow;
      for await (const { workflowId, runId } of stack.temporal.workflow.list())
        if (workflowId.startsWith('demo/'))
          await workflowService.deleteWorkflowExecution({
            namespace: 'default',
            workflowExecution: { workflowId, runId },
          });
      const shown = await until('a run that Temporal has lost', async () => {
        const { stdout } = await command('runs', 'show', 'demo', one.request.workflowId);
        return stdout.includes('unknown to Temporal') ? stdout : undefined;
      });
      expect(shown).toMatch(/^Status: +unknown to Temporal$/m);
      expect(shown).toContain(`number ${number}`);
      expect(says(heading)).toContain('`Status: unknown to Temporal`');
      expect(await readiness(stack.worker)).toBe('200 ready');
      expect(await desk.decide(desk.message(one, desk.anna))).toMatchObject({ code: 'approval_unknown' });
      await until('all conversations to be lost', async () => {
        const lost = await command('runs', 'lost', 'demo');
        return lost.stdout.includes(one.request.workflowId.split('/')[1]!) ? true : undefined;
      });
      const rebuilt = await command('approvals', 'rebuild', 'demo');
      expect(rebuilt.code).toBe(0);
      expect(rebuilt.stdout).toContain(String(number));
      expect((await command('approvals', 'list', 'demo')).stdout).toMatch(/^No open approval requests/);
      expect(await desk.paid(one.order)).toEqual([]);
      expect((await stack.client.approvals.find(one.request.id)).state).toBe('withdrawn');
    },
    timeoutMs,
  );
});
