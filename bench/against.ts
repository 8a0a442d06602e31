/** The present code beside an earlier commit's, measured in turn on one machine: what a change has gained or cost. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { inlineMerchants } from '../demo/stack/inline-merchants.js';
import type { Stack, startStack } from '../demo/stack/stack.js';
import type { askWhereItIs } from './alone.js';
import { cpuMs } from './cpu.js';
import { type Figure, type Limit, single } from './figure.js';
import { countNest } from './nest.js';
import { rounded } from './statistics.js';
import { carry, type Load } from './throughput.js';

const project = fileURLToPath(new URL('../', import.meta.url));
const git = (...args: string[]) => promisify(execFile)('git', args, { cwd: project });

/** The sides: the earlier commit, the present code, and the present code with sub-flows inlined. */
export const versions = ['before', 'now', 'inline'] as const;
type Version = (typeof versions)[number];

/** What a version's stack and bench offer; an earlier commit's must already have it. */
interface Code {
  startStack: typeof startStack;
  askWhereItIs: typeof askWhereItIs;
}

/** Results of one version. */
export interface Measured {
  perSecond: number;
  /** CPU time of the worker for one message (ms); NaN where the system does not tell. */
  workerCpuMs: number;
  events: number;
  tasks: number;
}

/** Measures all versions in rounds, each on a stack of its own; the others stand by meanwhile. */
export async function measureAgainst(
  revision: string,
  load: Load,
  log: (line: string) => void,
): Promise<Record<Version, Measured>> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-against-'));
  const checkout = join(folder, 'before');
  try {
    await git('worktree', 'add', '--detach', checkout, revision);
    // The same packages for both: a change of them is not what is measured.
    for (const shared of ['node_modules', '.cache'])
      await symlink(join(project, shared), join(checkout, shared));
    const [before, now] = [await codeIn(checkout), await codeIn(project)];
    await using first = await inFolder(checkout, () => before.startStack({ log }));
    await using second = await now.startStack({ log });
    await using third = await now.startStack({ log, workerEnv: await inlineMerchants(folder) });
    const sides = [side(before, first), side(now, second), side(now, third)] as const;
    for (const one of sides) await one.round({ ...load, messages: load.inFlight });
    for (let round = 0; round < load.rounds; round += 1)
      for (const one of round % 2 === 0 ? sides : sides.toReversed()) await one.round(load, one.total);
    const [old, present, inline] = sides;
    return { before: await old.measured(), now: await present.measured(), inline: await inline.measured() };
  } finally {
    await git('worktree', 'remove', '--force', checkout).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Programs are found from the working folder: a stack that starts in another one runs that one's. */
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const own = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(own);
  }
}

async function codeIn(folder: string): Promise<Code> {
  const load = (file: string): Promise<unknown> => import(pathToFileURL(join(folder, file)).href);
  return { ...((await load('demo/stack/stack.ts')) as Code), ...((await load('bench/alone.ts')) as Code) };
}

function side({ askWhereItIs }: Code, stack: Stack) {
  const total = { messages: 0, seconds: 0, cpuMs: 0 };
  const { shipped } = stack.stories.single;
  const ask = (order: (typeof shipped)[number]) =>
    askWhereItIs(stack, { name: 'product', client: stack.client, worker: stack.worker }, order);
  return {
    total,
    /** One round; the warm-up is counted nowhere. */
    async round(load: Load, counted = { messages: 0, seconds: 0, cpuMs: 0 }): Promise<void> {
      const [before = Number.NaN, started] = [await cpuMs(stack.worker.pid), Date.now()];
      await carry(load, shipped, ask);
      counted.messages += load.messages;
      counted.seconds += (Date.now() - started) / 1000;
      counted.cpuMs += ((await cpuMs(stack.worker.pid)) ?? Number.NaN) - before;
    },
    async measured(): Promise<Measured> {
      const [order] = shipped;
      if (order === undefined) throw new Error('The order book has no such order.');
      const { conversation } = await ask(order);
      const { events, kinds } = await countNest(stack.temporal, conversation.workflowId);
      return {
        perSecond: rounded(total.messages / total.seconds, 2),
        workerCpuMs: rounded(total.cpuMs / total.messages, 1),
        events,
        tasks: kinds['workflowTaskCompleted'] ?? 0,
      };
    },
  };
}

const atLeast = (value: number): Limit => ({ of: 'product', bound: '≥', value });
const atMost = (value: number): Limit => ({ of: 'product', bound: '≤', value });

/** The figures, with the limits for half the work a message; they hold against the commit before that. */
export function againstFigures({ before, now, inline }: Record<Version, Measured>): Figure[] {
  const times = (of: keyof Measured, one: Measured): number => rounded(one[of] / before[of], 2);
  const each = versions.map((name) => [name, { before, now, inline }[name]] as const);
  return [
    ...each.map(([name, one]) => single(`${name}: messages`, '/s', one.perSecond)),
    ...each.map(([name, one]) => single(`${name}: worker's CPU a message`, 'ms', one.workerCpuMs)),
    ...each.map(([name, one]) => single(`${name}: events a message`, '', one.events)),
    ...each.map(([name, one]) => single(`${name}: workflow tasks a message`, '', one.tasks)),
    single('now / before: messages', '×', times('perSecond', now), atLeast(1.25)),
    single("now / before: worker's CPU", '×', times('workerCpuMs', now), atMost(0.8)),
    single('inline / before: messages', '×', times('perSecond', inline), atLeast(1.8)),
    single("inline / before: worker's CPU", '×', times('workerCpuMs', inline)),
  ];
}
