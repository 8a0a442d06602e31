/** docs/operating/night.md: Temporal alone is killed, then the store; what health, metrics and the log of worker and API say of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Parts } from '../../demo/stack/parts.js';
import { programArguments } from '../../demo/prepared.js';
import { type ServiceProcess, startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { page, section } from '../docs/support.js';
import { type OwnPostgres, startOwnPostgres, whyNoPostgres } from './support/own-postgres.js';
import { RefundDesk, until } from './support/refund-desk.js';
import { refundsOf } from './support/shop-view.js';

const why = whyNoPostgres();
const when = why === undefined ? describe : describe.skip;
const timeoutMs = 400_000;
const gone = '503 temporal_unavailable: Temporal does not answer';
/** More than the core may need to say so once each. */
const failedRequests = 30;

when(`a Temporal and a store of their own${why === undefined ? '' : ` (${why})`}`, () => {
  const parts = new Parts();
  const lines = { worker: [] as string[], API: [] as string[] };
  let postgres: OwnPostgres;
  let stack: Stack;
  let desk: RefundDesk;
  let api: ServiceProcess;
  const processes = (): Record<'worker' | 'API', ServiceProcess> => ({ worker: stack.worker, API: api });

  beforeAll(async () => {
    postgres = parts.use(await startOwnPostgres());
    const workerLog = (line: string): void => void lines.worker.push(line);
    stack = parts.use(await startStack({ databaseUrl: postgres.url, workerLog }));
    desk = new RefundDesk(stack);
    api = parts.use(
      await startService({
        ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
        ...{ ready: (line) => line['msg'] === 'ready', log: (line) => lines.API.push(line) },
      }),
    );
  }, timeoutMs);
  afterAll(() => parts[Symbol.asyncDispose]());

  async function readiness({ said }: ServiceProcess): Promise<string> {
    const answer = await fetch(`${String(said['url'])}/readyz`);
    return `${answer.status} ${(await answer.text()).trim()}`;
  }

  const becomes = async (wanted: string): Promise<void> => {
    for (const [name, process] of Object.entries(processes()))
      await until(`"${wanted}" of the ${name}`, async () =>
        (await readiness(process)) === wanted ? true : undefined,
      );
  };

  const metrics = async (): Promise<string> =>
    (await fetch(`${String(stack.worker.said['url'])}/metrics`)).text();

  /** Lines of trouble since a moment, as level, code and sentence. */
  const told = (name: 'worker' | 'API', from: number): string[] =>
    lines[name].slice(from).flatMap((line) => {
      const { level, code, msg } = JSON.parse(line) as Record<string, unknown>;
      return code !== undefined || level !== 'info'
        ? [`${String(level)} ${String(code)}: ${String(msg)}`]
        : [];
    });

  const begins = (): Record<'worker' | 'API', number> => ({
    worker: lines.worker.length,
    API: lines.API.length,
  });

  const expectTwoLines = async (
    from: ReturnType<typeof begins>,
    code: string,
    what: string,
  ): Promise<void> => {
    for (const name of ['worker', 'API'] as const) {
      const wanted = [`error ${code}: ${what} does not answer`, `info ${code}: ${what} answers again`];
      await until(`The last line of the ${name}`, () =>
        Promise.resolve(told(name, from[name]).includes(wanted[1] ?? '') ? true : undefined),
      );
      expect(told(name, from[name])).toEqual(wanted);
    }
  };

  test(
    'without Temporal nobody is ready, one line says so, and all goes on by itself when it is back',
    async () => {
      const night = section(page('docs/operating/night.md'), '## Temporal is killed');
      const one = await desk.waiting(stack.stories.refundable.from60To190[0]!);
      const decision = desk.message(one, desk.anna);
      const from = begins();
      await stack.server.kill('SIGKILL');
      await becomes(gone);
      expect(night).toContain(`\`/readyz\`: \`${gone}\``);
      expect(await metrics()).toMatch(/^orderly_temporal_answers 0$/m);
      await until('Many failed requests', async () => {
        const failed = (await metrics()).matchAll(/^temporal_(?:long_)?request_failure_total\{.*\} (\d+)$/gm);
        const sum = [...failed].reduce((all, [, count]) => all + Number(count), 0);
        return sum >= failedRequests ? true : undefined;
      });
      stack.server = await stack.startServer();
      await becomes('200 ready');
      expect(night).toContain('then `200 ready`');
      expect(await metrics()).toMatch(/^orderly_temporal_answers 1$/m);
      await expectTwoLines(from, 'temporal_unavailable', 'Temporal');
      expect(await desk.decide(decision)).toMatchObject({ accepted: true, approver: 'anna' });
      await desk.hears(one.customer, /We’ve refunded/);
      expect((await refundsOf(stack.shop.controls, one.order)).rows).toHaveLength(1);
      expect(night).toContain('**How it ends:** the refund is paid once, and the customer gets an answer');
    },
    timeoutMs,
  );

  test(
    'without the store nobody is ready, and one line says so',
    async () => {
      const from = begins();
      await postgres.kill();
      await becomes('503 store_unavailable: the store does not answer');
      await postgres.start();
      await becomes('200 ready');
      await expectTwoLines(from, 'store_unavailable', 'the store');
    },
    timeoutMs,
  );
});
