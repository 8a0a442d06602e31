/** docs/operating/night.md: what runs is killed while a refund waits for its approval; each time it ends as the page says. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Parts } from '../../demo/stack/parts.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import type { DecisionMessage } from '../../src/contracts/workflow-messages.js';
import { orderly } from '../cli/run-cli.js';
import { page, section } from '../docs/support.js';
import { type OwnPostgres, startOwnPostgres, whyNoPostgres } from './support/own-postgres.js';
import { RefundDesk, until, type Waiting } from './support/refund-desk.js';
import { refundsOf } from './support/shop-view.js';

const night = page('docs/operating/night.md');
const says = (heading: string): string => section(night, `## ${heading}`);
const timeoutMs = 400_000;

/** A refund that waits, and a decision that was signed before anything went wrong. */
interface Evening extends Waiting {
  decision: DecisionMessage;
}

async function evening(desk: RefundDesk, index: number): Promise<Evening> {
  const waiting = await desk.waiting(desk.stack.stories.refundable.from60To190[index]!);
  return { ...waiting, decision: desk.message(waiting, desk.anna) };
}

const pageOf = ({ worker }: Stack, path: string): string => `${String(worker.said['url'])}${path}`;

/** What a probe sees of the worker, as the page writes it. */
async function readiness(stack: Stack): Promise<string> {
  const answer = await fetch(pageOf(stack, '/readyz')).catch(() => undefined);
  return answer === undefined ? 'no answer' : `${answer.status} ${(await answer.text()).trim()}`;
}

const becomes = (stack: Stack, wanted: string): Promise<string> =>
  until(`"${wanted}" at /readyz`, async () =>
    (await readiness(stack)) === wanted ? `\`${wanted}\`` : undefined,
  );

async function metricOf(stack: Stack, line: RegExp): Promise<string | undefined> {
  return line.exec(await (await fetch(pageOf(stack, '/metrics'))).text())?.[0];
}

/** Waits for the customer's answer; tells how it has ended, as the page tells it. */
async function endOf(desk: RefundDesk, { customer, order }: Waiting): Promise<string> {
  await desk.hears(customer, /We’ve refunded/);
  const { requests, rows } = await refundsOf(desk.stack.shop.controls, order);
  const keys = new Set(requests.map(({ key }) => key));
  return `the refund is paid ${rows.length === 1 && keys.size === 1 ? 'once' : `${rows.length} times`}, and the customer gets an answer`;
}

/** The decision counts, whatever has happened since it was signed, and it ends as the page says. */
async function endsAsThePageSays(desk: RefundDesk, one: Evening, heading: string): Promise<void> {
  expect(await desk.decide(one.decision)).toMatchObject({ accepted: true, approver: 'anna' });
  expect(says(heading)).toContain(`**How it ends:** ${await endOf(desk, one)}`);
}

describe('on one machine, with the embedded server and store', () => {
  let desk: RefundDesk;
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    desk = new RefundDesk(stack);
  });
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
  });

  test(
    'the worker is killed',
    async () => {
      const heading = 'The worker is killed';
      const one = await evening(desk, 0);
      await stack.worker.kill('SIGKILL');
      expect(says(heading)).toContain(`\`/readyz\`: ${await becomes(stack, 'no answer')}`);
      stack.worker = await stack.startWorker();
      await endsAsThePageSays(desk, one, heading);
    },
    timeoutMs,
  );

  test(
    'the server is killed, and its store with it',
    async () => {
      const heading = 'The embedded server is killed';
      const one = await evening(desk, 1);
      await stack.server.kill('SIGKILL');
      expect(says(heading)).toContain(
        `\`/readyz\`: ${await becomes(stack, '503 store_unavailable: the store does not answer')}`,
      );
      stack.server = await stack.startServer();
      expect(says(heading)).toContain(`then ${await becomes(stack, '200 ready')}`);
      await endsAsThePageSays(desk, one, heading);
    },
    timeoutMs,
  );

  test(
    "the shop's API is down",
    async () => {
      const heading = "The shop's API is down";
      const one = await evening(desk, 2);
      await stack.shop.kill('SIGKILL');
      expect(await desk.decide(one.decision)).toMatchObject({ accepted: true });
      const series =
        /^orderly_operation_duration_seconds_count\{operation="[a-z_.]+",outcome="not_now"\} \d+/m;
      await until('An attempt at the shop', () => metricOf(stack, series));
      const shown = await until('The system that is waited for', async () => {
        const args = ['runs', 'show', 'demo', one.request.workflowId];
        const { stdout } = await orderly(args, { env: stack.env });
        return /^Awaits: +(.*)$/m.exec(stdout)?.[1];
      });
      expect(shown).toMatch(/^shop for [a-z_.]+ \(not_connected, attempt \d+\)$/);
      expect(says(heading)).toContain(`\`/readyz\`: ${await becomes(stack, '200 ready')}`);
      stack.shop = await stack.startShop();
      expect(says(heading)).toContain(`**How it ends:** ${await endOf(desk, one)}`);
    },
    timeoutMs,
  );
});

const why = whyNoPostgres();
const when = why === undefined ? describe : describe.skip;

when(`with PostgreSQL${why === undefined ? '' : ` (${why})`}`, () => {
  const parts = new Parts();
  let postgres: OwnPostgres;
  let desk: RefundDesk;

  beforeAll(async () => {
    postgres = parts.use(await startOwnPostgres());
    desk = new RefundDesk(parts.use(await startStack({ databaseUrl: postgres.url })));
  });
  afterAll(() => parts[Symbol.asyncDispose]());

  test(
    'the store is killed',
    async () => {
      const heading = 'PostgreSQL is killed';
      const one = await evening(desk, 0);
      await postgres.kill();
      const { stack } = desk;
      expect(says(heading)).toContain(
        `\`/readyz\`: ${await becomes(stack, '503 store_unavailable: the store does not answer')}`,
      );
      const gauge = await metricOf(stack, /^orderly_effects_unknown \S+/m);
      expect(says(heading)).toContain(`\`${String(gauge)}\``);
      await postgres.start();
      expect(says(heading)).toContain(`then ${await becomes(stack, '200 ready')}`);
      await endsAsThePageSays(desk, one, heading);
    },
    timeoutMs,
  );
});
