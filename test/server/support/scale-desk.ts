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
import type { JsonObject } from '../../../src/contracts/json.js';
import { type RunStart, taskQueue } from '../../../src/contracts/workflow-messages.js';
import { generateApiKey, hashOfApiKey } from '../../../src/security/api-key.js';
import { seeded } from '../../store/support/subject.js';
import {
  type LabelPress,
  pressConnection,
  pressOperations,
  printLabel,
  startLabelPress,
} from './label-press.js';
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
  readonly press: LabelPress;
  readonly #killed = new Set<ServiceProcess>();
  #killing: Promise<void> = Promise.resolve();

  private constructor(
    readonly stack: Stack,
    private readonly parts: Parts,
    private readonly postgres: OwnPostgres | undefined,
    { key, press }: { key: string; press: LabelPress },
    private api: ServiceProcess,
  ) {
    this.key = key;
    this.press = press;
  }

  /** Starts it; with a PostgreSQL, the store can be killed apart from Temporal. */
  static async start(withPostgres: boolean): Promise<ScaleDesk> {
    const parts = new Parts();
    const key = generateApiKey();
    const folder = await mkdtemp(join(tmpdir(), 'orderly-scale-'));
    parts.defer(() => rm(folder, { recursive: true, force: true }));
    const press = parts.use(await startLabelPress());
    await merchantIn(folder, key, press.url);
    const postgres = withPostgres ? parts.use(await startOwnPostgres()) : undefined;
    const workerEnv = { ORDERLY_MERCHANTS: folder, ORDERLY_SECRET_SCANS_HOOK: hook };
    const stack = parts.use(
      await startStack({ workerEnv, ...(postgres === undefined ? {} : { databaseUrl: postgres.url }) }),
    );
    const desk = new ScaleDesk(stack, parts, postgres, { key, press }, await startApi(stack, parts));
    desk.#supervise('worker', stack.worker);
    desk.#supervise('api', desk.api);
    return desk;
  }

  /** Starts again what has ended of its own accord, as the supervisor does under which it is run (docs/operating). */
  #supervise(what: 'api' | 'worker', service: ServiceProcess): void {
    void service.ended.then(() => {
      if (this.#killed.has(service)) return undefined;
      process.stderr.write(`${what} has ended of its own accord: ${service.output().slice(-1_500)}\n`);
      // What it needs may be down as well.
      return persistently(() => this.kill(what).then(() => true));
    });
  }

  /** The API's address now. */
  get url(): string {
    return String(this.api.said['url']);
  }

  /** Everything that can be killed here, one after the other. */
  get mortals(): readonly Killed[] {
    return ['api', 'worker', 'server', ...(this.postgres === undefined ? [] : (['store'] as const))];
  }

  /** Where the store lies: in a server of its own, or within the embedded one. */
  get storeServer(): Killed {
    return this.postgres === undefined ? 'server' : 'store';
  }

  /** Kills it as a crash does, and starts it again; one after the other, whoever asks for it. */
  kill(what: Killed): Promise<void> {
    const killed = this.#killing.then(() => this.#kill(what));
    this.#killing = killed.catch(() => undefined);
    return killed;
  }

  async #kill(what: Killed): Promise<void> {
    const { stack, postgres } = this;
    switch (what) {
      case 'api':
        this.#killed.add(this.api);
        await this.api.kill('SIGKILL');
        this.api = await startApi(stack, this.parts);
        this.#supervise(what, this.api);
        return;
      case 'worker':
        this.#killed.add(stack.worker);
        await stack.worker.kill('SIGKILL');
        stack.worker = await stack.startWorker();
        this.#supervise(what, stack.worker);
        return;
      case 'server':
        await stack.server.kill('SIGKILL');
        // What it leaves behind may not have ended when the next one begins: a supervisor tries again.
        stack.server = await persistently(() => stack.startServer());
        return;
      case 'store':
        await postgres?.kill();
        await postgres?.start();
    }
  }

  /** Starts a run that waits for a parcel; one that has been started already is left alone. */
  await(code: string, since: number): Promise<void> {
    return this.#start('tell-delivery', `parcel-${code}`, since, {
      shipment: { carrier: 'Blitz', trackingNumber: code },
    });
  }

  /** Starts a run that prints a label and tells of it; one that has been started already is left alone. */
  print(code: string, since: number): Promise<void> {
    return this.#start('print-label', `label-${code}`, since, { code });
  }

  async #start(flow: string, conversation: string, since: number, inputs: JsonObject): Promise<void> {
    const start: RunStart = {
      ...{ merchant: 'demo', flow, depth: 0, inputs },
      conversation: {
        ...{ id: conversation, workflowId: `demo/${conversation}`, language: 'en' },
        ...{ facts: {}, receivedAt: since },
      },
    };
    await this.stack.temporal.workflow.start(flow, {
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
    for (const service of [this.api, this.stack.worker]) this.#killed.add(service);
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

async function merchantIn(folder: string, key: string, press: string): Promise<void> {
  const demo = join(folder, 'demo');
  await cp('merchants/demo', demo, { recursive: true });
  const file = join(demo, 'merchant.yaml');
  const channel = `  ${demoChannel}:\n`;
  const hash = `    apiKeys:\n      - sha256:${hashOfApiKey(key)}\n`;
  const text = (await readFile(file, 'utf8'))
    .replace(channel, channel + hash)
    .replace('custom:\n', `custom:\n${pressOperations}`)
    .replace('\noperations:\n', '\noperations:\n  press: press\n');
  await writeFile(file, text);
  await writeFile(join(demo, 'connections', 'scans.yaml'), connection);
  await writeFile(join(demo, 'connections', 'press.yaml'), pressConnection(press));
  await mkdir(join(demo, 'flows'), { recursive: true });
  await writeFile(join(demo, 'flows', 'print-label.yaml'), printLabel);
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
