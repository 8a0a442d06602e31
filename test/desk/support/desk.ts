/** The desk on a whole stack: server, store, shop, carrier, worker and API as processes of their own, and the pages as built. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programArguments } from '../../../demo/prepared.js';
import { Stage } from '../../../demo/scenes/scene.js';
import { Transcript } from '../../../demo/scenes/transcript.js';
import { type ServiceProcess, startService } from '../../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../../demo/stack/stack.js';
import { newSignInLink } from '../../../src/api/desk/sessions.js';
import { savePrivateKey } from '../../../src/security/signing-keys.js';
import { buildDesk } from '../../../tools/release/build-desk.js';

/** An agent of the demo's merchant. */
export type AgentName = 'anna' | 'ben';

/** The stack, and the way in. */
export interface Desk extends AsyncDisposable {
  stack: Stack;
  /** Plays customers of the demo's shop. */
  stage: Stage;
  url: string;
  api: ServiceProcess;
  /** A one-time link that opens the desk for an agent. */
  linkFor(agent: AgentName): Promise<string>;
}

/** Starts all of it; disposing ends every process and removes the data. */
export async function startDesk({ log }: { log?: (line: string) => void } = {}): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-desk-'));
  const pages = join(folder, 'pages');
  const agents = join(folder, 'agents');
  await buildDesk(pages);
  await makeMerchant(join(folder, 'merchants'));
  await mkdir(join(agents, 'demo'), { recursive: true, mode: 0o700 });
  const settings = {
    ORDERLY_MERCHANTS: join(folder, 'merchants'),
    ORDERLY_AGENT_KEYS: agents,
    ORDERLY_DESK: pages,
  };
  const stack = await startStack({ workerEnv: settings, ...(log === undefined ? {} : { log }) });
  for (const name of ['anna', 'ben'] as const)
    savePrivateKey(join(agents, 'demo', `${name}.key`), stack.keys[name]);
  const api = await startService({
    ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'] },
    env: { ...stack.env, ORDERLY_TEMPORAL_UI: stack.addresses.ui },
    ready: (line) => line['msg'] === 'ready',
  });
  const url = String(api.said['url']);
  return {
    ...{ stack, url, api, stage: new Stage(stack, new Transcript(log ?? (() => undefined))) },
    linkFor: (agent) => newSignInLink({ sessions: stack.store.sessions }, url, { merchant: 'demo', agent }),
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await stack[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** The demo's merchant, with a channel to try it if it has none. */
async function makeMerchant(folder: string): Promise<void> {
  await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
  const file = join(folder, 'demo', 'merchant.yaml');
  const text = await readFile(file, 'utf8');
  if (/^ +test: true$/m.test(text)) return;
  await writeFile(file, text.replace(/^channels:\n/m, 'channels:\n  try:\n    test: true\n'));
}
