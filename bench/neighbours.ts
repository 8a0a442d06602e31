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
interface NeighbourSizes {
  warmUp: number;
  rounds: number;
  conversations: number;
}

/** Milliseconds until the last reply to a short message, a value a round. */
export interface Neighbours {
  conversations: number;
  /** With nothing else going on. */
  alone: number[];
  /** While as many messages to the other merchant are under way. */
  besideLong: number[];
  /** The same with short ones: what so many conversations cost in any case. */
  besideShort: number[];
}

const floodPatienceMs = 300_000;
const shortText = 'Where is my order 10023?';

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
    const measured: Neighbours = { conversations, alone: [], besideLong: [], besideShort: [] };
    for (let round = -warmUp; round < rounds; round += 1) {
      const order = orders[(round + warmUp) % orders.length];
      if (order === undefined) throw new Error('The order book has no such order.');
      log(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
      const { whole: alone } = await askWhereItIs(stack, side, order);
      const beside = (text: string): Promise<number> =>
        besideNeighbours(stack, side, order, conversations, text);
      const [besideLong, besideShort] = [await beside(longTexts.story), await beside(shortText)];
      if (round < 0) continue;
      measured.alone.push(alone);
      measured.besideLong.push(besideLong);
      measured.besideShort.push(besideShort);
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The time of a message that is sent when so many others are under way; they are over afterwards. */
async function besideNeighbours(
  stack: Stack,
  side: Side,
  order: StoryOrder,
  conversations: number,
  text: string,
): Promise<number> {
  const customers = Array.from(
    { length: conversations },
    () => new DemoCustomer({ client: stack.client, merchant: 'neighbour', language: 'en' }),
  );
  await Promise.all(customers.map((customer) => customer.says(text)));
  const answered = Promise.all(customers.map((customer) => customer.hears(1, floodPatienceMs)));
  const { whole } = await askWhereItIs(stack, side, order);
  await answered;
  return whole;
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
