/** The desk on a whole stack, as the demo starts it: server, store, shop, carrier and worker; the API with the pages as built. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stage } from '../../../demo/scenes/scene.js';
import { Transcript } from '../../../demo/scenes/transcript.js';
import { type DemoDesk, startDesk as startDemoDesk } from '../../../demo/stack/desk.js';
import { type Stack, startStack } from '../../../demo/stack/stack.js';
import { newSignInLink } from '../../../src/api/desk/sessions.js';
import { buildDesk } from '../../../tools/release/build-desk.js';

/** An agent of the demo's merchant. */
export type AgentName = 'anna' | 'ben';

/** The stack, and the way in. */
export interface Desk extends AsyncDisposable {
  stack: Stack;
  /** Plays customers of the demo's shop. */
  stage: Stage;
  url: string;
  /** What the page to try it offers. */
  examples: DemoDesk['examples'];
  /** A one-time link that opens the desk for an agent. */
  linkFor(agent: AgentName): Promise<string>;
}

/** Starts all of it; disposing ends every process and removes the data. */
export async function startDesk({ log }: { log?: (line: string) => void } = {}): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-desk-'));
  const pages = join(folder, 'pages');
  await buildDesk(pages);
  const said = log === undefined ? {} : { log };
  const stack = await startStack({ ...said, workerEnv: { ORDERLY_DESK: pages } });
  const desk = await startDemoDesk(stack, folder);
  const { url } = desk;
  return {
    get examples() {
      return desk.examples;
    },
    ...{ stack, url, stage: new Stage(stack, new Transcript(log ?? (() => undefined))) },
    linkFor: (agent) => newSignInLink({ sessions: stack.store.sessions }, url, { merchant: 'demo', agent }),
    async [Symbol.asyncDispose]() {
      await desk[Symbol.asyncDispose]();
      await stack[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
