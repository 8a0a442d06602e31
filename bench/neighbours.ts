/** Two merchants on one worker: how long a customer of one waits while long messages to the other are read. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoryOrder } from '../demo/shop/stories.js';
import { DemoCustomer } from '../demo/stack/customer.js';
import { type Stack, startStack } from '../demo/stack/stack.js';
import { askWhereItIs } from './alone.js';
import { longTexts } from './long-texts.js';
import type { Side } from './side.js';

/** How much to measure: rounds, and conversations with a long message in each. */
export interface NeighbourSizes {
  warmUp: number;
  rounds: number;
  conversations: number;
}

/** Milliseconds until the last reply to a short message, a value a round. */
export interface Neighbours {
  conversations: number;
  /** With nothing else going on. */
  quiet: number[];
  /** While the other merchant's messages are under way. */
  busy: number[];
  /** From the first of those messages to the last of their replies. */
  flood: number[];
}

const floodPatienceMs = 300_000;

/** Measures on a server, a worker and two merchants of its own. */
export async function measureNeighbours(
  { warmUp, rounds, conversations }: NeighbourSizes,
  log: (line: string) => void,
): Promise<Neighbours> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-neighbours-'));
  try {
    await layTwoMerchants(folder);
    await using stack = await startStack({ log, workerEnv: { ORDERLY_MERCHANTS: folder } });
    const side: Side = { name: 'product', client: stack.client, worker: stack.worker };
    const orders = stack.stories.single.shipped;
    const measured: Neighbours = { conversations, quiet: [], busy: [], flood: [] };
    for (let round = -warmUp; round < rounds; round += 1) {
      const order = orders[(round + warmUp) % orders.length];
      if (order === undefined) throw new Error('The order book has no such order.');
      log(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
      const figures = await playRound(stack, side, order, conversations);
      if (round < 0) continue;
      measured.quiet.push(figures.quiet);
      measured.busy.push(figures.busy);
      measured.flood.push(figures.flood);
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function playRound(
  stack: Stack,
  side: Side,
  order: StoryOrder,
  conversations: number,
): Promise<{ quiet: number; busy: number; flood: number }> {
  const quiet = await askWhereItIs(stack, side, order);
  const customers = Array.from(
    { length: conversations },
    () => new DemoCustomer({ client: stack.client, merchant: 'neighbour', language: 'en' }),
  );
  const started = Date.now();
  await Promise.all(customers.map((customer) => customer.says(longTexts.story)));
  const heard = Promise.all(customers.map((customer) => customer.hears(1, floodPatienceMs)));
  const busy = await askWhereItIs(stack, side, order);
  const last = Math.max(...(await heard).flat().map(({ createdAt }) => createdAt));
  return { quiet: quiet.whole, busy: busy.whole, flood: last - started };
}

/** The demo's merchant, and a second one like it. */
async function layTwoMerchants(folder: string): Promise<void> {
  for (const name of ['demo', 'neighbour']) {
    const own = join(folder, name);
    await cp(new URL('../merchants/demo/', import.meta.url), own, { recursive: true });
    const file = join(own, 'merchant.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/^merchant: demo$/mu, `merchant: ${name}`));
  }
}
