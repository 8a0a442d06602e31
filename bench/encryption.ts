/** What a message costs with a master key beside without one: two installations of one machine, asked in turn. */
import { randomBytes } from 'node:crypto';
import { type Stack, startStack } from '../demo/stack/stack.js';
import { askWhereItIs } from './alone.js';
import { cpuMs } from './cpu.js';
import { type Figure, single } from './figure.js';
import type { Side } from './side.js';
import { median, rounded } from './statistics.js';

/** Of one installation: milliseconds until the last reply, a value a message, and its worker's CPU time of all of them. */
export interface MessageCosts {
  whole: number[];
  workerCpuMs: number;
}

/** Both installations. */
export interface Encryption {
  sealed: MessageCosts;
  plain: MessageCosts;
}

const mostTimes = 1.1;

/** Measures in pairs, now one first and now the other, so that what disturbs hits both. */
export async function measureEncryption(
  { warmUp, count }: { warmUp: number; count: number },
  log: (line: string) => void,
): Promise<Encryption> {
  const workerEnv = { ORDERLY_MASTER_KEY: randomBytes(32).toString('base64') };
  await using sealed = await startStack({ log, workerEnv });
  await using plain = await startStack({ log });
  const stacks = { sealed, plain };
  await askPairs(stacks, warmUp);
  log(`${count} messages each`);
  const before = { sealed: await cpuOf(sealed), plain: await cpuOf(plain) };
  const whole = await askPairs(stacks, count);
  return {
    sealed: { whole: whole.sealed, workerCpuMs: (await cpuOf(sealed)) - before.sealed },
    plain: { whole: whole.plain, workerCpuMs: (await cpuOf(plain)) - before.plain },
  };
}

/** The figures; the limit is held against the time until the last reply. */
export function encryptionFigures({ sealed, plain }: Encryption): Figure[] {
  const [sealedMs, plainMs] = [median(sealed.whole), median(plain.whole)];
  const cpu = ({ workerCpuMs, whole }: MessageCosts): number => rounded(workerCpuMs / whole.length, 1);
  const times = rounded(median(ratios(sealed.whole, plain.whole)), 2);
  return [
    single('a message with a master key, last reply, p50', 'ms', sealedMs),
    single('a message without one, last reply, p50', 'ms', plainMs),
    single('times as long, p50 of the pairs', '', times, { of: 'product', bound: '≤', value: mostTimes }),
    single('with a master key: CPU of the worker', 'ms', cpu(sealed)),
    single('without one: CPU of the worker', 'ms', cpu(plain)),
    single('times as much CPU', '', rounded(sealed.workerCpuMs / plain.workerCpuMs, 2)),
  ];
}

const ratios = (some: readonly number[], others: readonly number[]): number[] =>
  some.map((value, at) => value / (others[at] ?? Number.NaN));

async function askPairs(
  stacks: Record<keyof Encryption, Stack>,
  count: number,
): Promise<Record<keyof Encryption, number[]>> {
  const whole: Record<keyof Encryption, number[]> = { sealed: [], plain: [] };
  for (let pair = 0; pair < count; pair += 1) {
    const names: (keyof Encryption)[] = pair % 2 === 0 ? ['sealed', 'plain'] : ['plain', 'sealed'];
    for (const name of names) {
      const stack = stacks[name];
      const side: Side = { name: 'product', client: stack.client, worker: stack.worker };
      const { shipped } = stack.stories.single;
      const order = shipped[pair % shipped.length];
      if (order === undefined) throw new Error('The order book has no such order.');
      whole[name].push((await askWhereItIs(stack, side, order)).whole);
    }
  }
  return whole;
}

const cpuOf = async ({ worker }: Stack): Promise<number> => (await cpuMs(worker.pid)) ?? Number.NaN;
