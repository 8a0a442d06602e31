/** A stack with the HTTP API in which anything may be killed and comes back, for tests of very many at once. */
import { createHmac, randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programArguments } from '../../../demo/prepared.js';
import { demoChannel } from '../../../demo/stack/customer.js';
import { Parts } from '../../../demo/stack/parts.js';
import { type ServiceProcess, startService } from '../../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../../demo/stack/stack.js';
import { type RunStart, taskQueue } from '../../../src/contracts/messages.js';
import { generateApiKey, hashOfApiKey } from '../../../src/security/api-key.js';
import { seeded } from '../../store/support/subject.js';
import { type OwnPostgres, startOwnPostgres } from './own-postgres.js';

const hook = 'a secret of the carrier alone';

const connection = `connection: scans
connector: declarative
baseUrl: https://scans.example
events:
  verify: { scheme: hmac, header: X-Signature, secret: '\${secret.SCANS_HOOK}', encoding: hex }
  id: $.id
  kinds:
    shipments.delivered:
      ref: $.code
      fields: { place: $.place }
operations: {}
`;

const flow = `flow: tell-delivery
title: Say when a parcel is there
inputs:
  shipment: Shipment
outputs:
  result: [told, missed]
steps:
  - id: came
    wait:
      event: shipments.delivered
      for: inputs.shipment
      atMost: 2 days
    outcomes:
      expired:
        - end: { result: missed }
  - say: Your parcel is there.
  - end: { result: told }
`;

/** What may be killed; `store` only where it is a server of its own. */
export type Killed = 'api' | 'worker' | 'server' | 'store';

/** The stack, its API, and what the tests do with them. */
export class ScaleDesk implements AsyncDisposable {
  readonly key: string;

  private constructor(
    readonly stack: Stack,
    private readonly parts: Parts,
    private readonly postgres: OwnPostgres | undefined,
    key: string,
    private api: ServiceProcess,
  ) {
    this.key = key;
  }

  /** Starts it; with a PostgreSQL, the store can be killed apart from Temporal. */
  static async start(withPostgres: boolean): Promise<ScaleDesk> {
    const parts = new Parts();
    const key = generateApiKey();
    const folder = await mkdtemp(join(tmpdir(), 'orderly-scale-'));
    parts.defer(() => rm(folder, { recursive: true, force: true }));
    await merchantIn(folder, key);
    const postgres = withPostgres ? parts.use(await startOwnPostgres()) : undefined;
    const workerEnv = { ORDERLY_MERCHANTS: folder, ORDERLY_SECRET_SCANS_HOOK: hook };
    const stack = parts.use(
      await startStack({ workerEnv, ...(postgres === undefined ? {} : { databaseUrl: postgres.url }) }),
    );
    return new ScaleDesk(stack, parts, postgres, key, await startApi(stack, parts));
  }

  /** The API's address now. */
  get url(): string {
    return String(this.api.said['url']);
  }

  /** Everything that can be killed here, one after the other. */
  get mortals(): readonly Killed[] {
    return ['api', 'worker', 'server', ...(this.postgres === undefined ? [] : (['store'] as const))];
  }

  /** Kills it as a crash does, and starts it again. */
  async kill(what: Killed): Promise<void> {
    const { stack, postgres } = this;
    switch (what) {
      case 'api':
        await this.api.kill('SIGKILL');
        this.api = await startApi(stack, this.parts);
        return;
      case 'worker':
        await stack.worker.kill('SIGKILL');
        stack.worker = await stack.startWorker();
        return;
      case 'server':
        await stack.server.kill('SIGKILL');
        stack.server = await stack.startServer();
        return;
      case 'store':
        await postgres?.kill();
        await postgres?.start();
    }
  }

  /** Starts a run that waits for a parcel; one that has been started already is left alone. */
  async await(code: string, since: number): Promise<void> {
    const conversation = `parcel-${code}`;
    const start: RunStart = {
      ...{ merchant: 'demo', flow: 'tell-delivery', depth: 0 },
      inputs: { shipment: { carrier: 'Blitz', trackingNumber: code } },
      conversation: {
        ...{ id: conversation, workflowId: `demo/${conversation}`, language: 'en' },
        ...{ facts: {}, receivedAt: since },
      },
    };
    await this.stack.temporal.workflow.start('tell-delivery', {
      ...{ workflowId: `demo/${conversation}/1-wismo`, taskQueue, args: [start] },
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }

  /** Tells of a parcel, signed or not; sends until it is answered by 200 or 401, as all senders do. */
  async tell(event: { id: string; code: string }, isForged: boolean): Promise<number> {
    const body = JSON.stringify({ ...event, place: 'Berlin' });
    const signature = createHmac('sha256', isForged ? randomUUID() : hook)
      .update(body)
      .digest('hex');
    const request = { method: 'POST', headers: { 'x-signature': signature }, body };
    return persistently(async () => {
      const { status } = await fetch(`${this.url}/v1/events/demo/scans`, request);
      return status === 200 || status === 401 ? status : undefined;
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.parts[Symbol.asyncDispose]();
  }
}

/** How long what is down may take to come back, ms. */
const patienceMs = 180_000;

/** Tries until there is an answer, as what is down comes back; throws what went wrong last. */
export async function persistently<T>(ask: () => Promise<T | undefined>): Promise<T> {
  let last: unknown;
  for (const end = Date.now() + patienceMs; Date.now() < end;) {
    const answer = await ask().catch((error: unknown) => {
      last = error;
      return undefined;
    });
    if (answer !== undefined) return answer;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error('What was down has not come back.', { cause: last });
}

/** Does the work for all items, so many at a time. */
export async function sideBySide<T>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) await work(items[index]!, index);
  };
  await Promise.all(Array.from({ length: most }, one));
}

/** The items in an order that looks random and is always the same. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

async function merchantIn(folder: string, key: string): Promise<void> {
  const demo = join(folder, 'demo');
  await cp('merchants/demo', demo, { recursive: true });
  const file = join(demo, 'merchant.yaml');
  const channel = `  ${demoChannel}:\n`;
  const hash = `    apiKeys:\n      - sha256:${hashOfApiKey(key)}\n`;
  await writeFile(file, (await readFile(file, 'utf8')).replace(channel, channel + hash));
  await writeFile(join(demo, 'connections', 'scans.yaml'), connection);
  await mkdir(join(demo, 'flows'), { recursive: true });
  await writeFile(join(demo, 'flows', 'tell-delivery.yaml'), flow);
}

async function startApi(stack: Stack, parts: Parts): Promise<ServiceProcess> {
  return parts.use(
    await startService({
      ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
      ready: (line) => line['msg'] === 'ready',
    }),
  );
}
