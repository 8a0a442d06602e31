/** What understanding costs: the cold start, memory, a message, and what is left of the event loop meanwhile. */
import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { readMessageFolder } from '../model/evaluation/messages.js';
import type * as registryTypes from '../src/understanding/registry.js';
import { percentile, rounded } from './statistics.js';

/** How many messages, and for how many seconds 30 of them come each second. */
export interface UnderstandingSizes {
  messages: number;
  seconds: number;
}

/** Milliseconds, but for memory in MB. */
export interface UnderstandingCosts {
  /** False from source: a thread that has to compile TypeScript starts slowly. */
  built: boolean;
  coldStart: number;
  memory: number;
  p50: number;
  /** Of messages of at most 300 characters, and of longer ones. */
  p95: number;
  p95Long: number;
  /** The event loop's delay, p99, while 30 messages a second are understood. */
  lag: number;
}

const perSecond = 30;
type Registry = typeof registryTypes;
const sourceRegistry = new URL('../src/understanding/registry.ts', import.meta.url);
const builtRegistry = new URL('../dist/src/understanding/registry.js', import.meta.url);
const heldOut = new URL('../test/understanding/held-out/', import.meta.url);
const honest = new URL('../test/understanding/honest/', import.meta.url);
/** UTF-16 units: a longer message is a mail with its history. */
const long = 300;

/** Measures in this process; nothing of understanding may be loaded before. */
export async function measureUnderstanding({
  messages,
  seconds,
}: UnderstandingSizes): Promise<UnderstandingCosts> {
  const texts = readMessageFolder(heldOut).map(({ text }) => text);
  const isLong = (text: string): boolean => text.length > long;
  const short = texts.filter((text) => !isLong(text));
  const mails = [...texts, ...readMessageFolder(honest).map(({ text }) => text)].filter(isLong);
  const built = existsSync(builtRegistry);
  const before = process.memoryUsage.rss();
  const started = performance.now();
  // Both have the same exports; which is there is known at run time only.
  const registry = (await import((built ? builtRegistry : sourceRegistry).href)) as Registry;
  const embedded = await registry.understanders.embedded();
  await embedded.understand({ text: 'Where is my order?' });
  const coldStart = performance.now() - started;
  const timed = async (from: readonly string[], count: number): Promise<number[]> => {
    const took: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const asked = performance.now();
      // A stride that is no divisor of their number, so that all files have their share.
      await embedded.understand({ text: from[(n * 101) % from.length] ?? '' });
      took.push(performance.now() - asked);
    }
    return took;
  };
  const took = await timed(short, messages);
  const tookLong = await timed(mails, Math.round(messages / 4));
  const memory = (process.memoryUsage.rss() - before) / 2 ** 20;
  const lag = await lagWhile(async () => {
    const answers: Promise<unknown>[] = [];
    for (let n = 0; n < perSecond * seconds; n += 1) {
      answers.push(embedded.understand({ text: texts[(n * 103) % texts.length] ?? '' }));
      await pause(1000 / perSecond);
    }
    await Promise.all(answers);
  });
  const [p50, p95] = [percentile(took, 0.5), percentile(took, 0.95)];
  return {
    built,
    coldStart: rounded(coldStart),
    memory: rounded(memory),
    p50: rounded(p50, 1),
    p95: rounded(p95, 1),
    p95Long: rounded(percentile(tookLong, 0.95), 1),
    lag,
  };
}

/** The event loop's delay over what its timer itself takes, p99, in milliseconds. */
async function lagWhile(work: () => Promise<void>): Promise<number> {
  const resolution = 5;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  await work();
  delay.disable();
  return rounded(Math.max(0, delay.percentile(99) / 1e6 - resolution), 1);
}
