/** The desk of a demo that is kept up: the HTTP API with its pages, one-time links for its agents, and what to try. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newSignInLink } from '../../src/api/desk/sessions.js';
import type { TryExample } from '../../src/api/route.js';
import { savePrivateKey } from '../../src/security/signing-keys.js';
import type { StoryOrder } from '../shop/stories.js';
import { programArguments } from '../prepared.js';
import { startService } from './service-process.js';
import type { BegunStack, Stack } from './stack.js';

/** A desk at work. */
export interface DemoDesk extends AsyncDisposable {
  url: string;
  /** Of the API's process. */
  pid: number;
  /** Makes a one-time link for each agent. */
  newLinks(): Promise<readonly { agent: string; url: string }[]>;
  examples: readonly TryExample[];
}

const agents = ['anna', 'ben'] as const;

/** Starts it; keys and examples go into the folder, which its owner alone reads. */
export async function startDesk(stack: BegunStack, folder: string): Promise<DemoDesk> {
  const { env, keys, stories, addresses, store, shop } = stack;
  const keysFolder = join(folder, 'agents');
  await mkdir(join(keysFolder, 'demo'), { recursive: true, mode: 0o700 });
  for (const name of agents) savePrivateKey(join(keysFolder, 'demo', `${name}.key`), keys[name]);
  const file = join(folder, 'try.json');
  let examples: readonly TryExample[] = [];
  /** An order that somebody has refunded or cancelled makes place for the next one. */
  const offer = async (): Promise<void> => {
    const taken = new Set((await shop.controls.ledger()).map(({ nummer }) => nummer));
    const fitting = examplesIn(stories, ({ nummer }) => !taken.has(nummer));
    if (JSON.stringify(fitting) === JSON.stringify(examples)) return;
    examples = fitting;
    // Whoever reads it meanwhile finds one or the other.
    await writeFile(`${file}.new`, JSON.stringify({ demo: fitting }), { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  await offer();
  const api = await startService({
    name: 'orderly api',
    args: [...programArguments('bin/orderly.js'), 'api', '--exit-with-parent'],
    env: {
      ...{ ...env, ORDERLY_TEMPORAL_UI: addresses.ui },
      ...{ ORDERLY_AGENT_KEYS: resolve(keysFolder), ORDERLY_TRY_EXAMPLES: resolve(file) },
    },
    ready: (line) => line['msg'] === 'ready',
  });
  const url = String(api.said['url']);
  // While the shop does not answer, what was offered stays.
  const timer = setInterval(() => void offer().catch(() => undefined), 2_000);
  return {
    url,
    pid: api.pid,
    newLinks: () =>
      Promise.all(
        agents.map(async (agent) => ({
          ...{ agent, url: await newSignInLink(store, url, { merchant: 'demo', agent }) },
        })),
      ),
    get examples() {
      return examples;
    },
    [Symbol.asyncDispose]: () => {
      clearInterval(timer);
      return api.kill('SIGTERM');
    },
  };
}

/** Orders at the end of their lists that still fit: the scenes take those at the beginning. */
function examplesIn(
  { refundable, single }: Stack['stories'],
  fits: (order: StoryOrder) => boolean,
): TryExample[] {
  const asked = (order: StoryOrder | undefined): string =>
    order === undefined ? '' : `${order.nummer}. My postcode is ${order.customer.plz}`;
  const open = single.open.findLast(fits);
  return [
    {
      title: 'A refund that a colleague approves',
      says: [
        `I want a refund for my whole order ${asked(refundable.from60To190.findLast(fits))}. It arrived broken.`,
        'Yes, please',
      ],
      expects: 'The refund waits for approval. Open Approvals, approve it, and come back.',
    },
    {
      title: 'Where is my order?',
      says: [`Where is my order ${asked(single.shipped.findLast(fits))}.`],
      expects: 'Flows answer with what the carrier says.',
    },
    {
      title: 'Cancel an order',
      says: [`Please cancel my order ${asked(open)}.`, 'Yes'],
      expects: 'The order is cancelled in the shop.',
    },
    {
      title: 'Talk to a person',
      says: ['Can I talk to a person, please?'],
      expects: 'The conversation is in the inbox: take it over, and answer.',
    },
  ];
}
