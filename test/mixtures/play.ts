/** Plays the shipped flows at a mixture: a real server, worker and API, its systems, and a customer for each dialogue. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programArguments } from '../../demo/prepared.js';
import { dialogues } from '../../demo/scenes/by-intent.js';
import { type Dialogue, Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import { DemoAgent } from '../../demo/stack/agent.js';
import { Parts } from '../../demo/stack/parts.js';
import { startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { catalogue } from '../../src/commerce/index.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { mainFlow } from '../../src/contracts/main-flow.js';
import { intents } from '../../src/understanding/intents/index.js';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import { missingOffers } from '../../src/merchants/missing-offers.js';
import { shippedFlows } from '../../src/merchants/publish-merchants.js';
import { type Mixture, type Talk, writeMerchant } from './mixture.js';
import { type MixedSystem, systems } from './systems.js';

/** How a flow fared at a mixture: played to its end, not applicable and why, or not right and why. */
type Cell = { is: 'passed' } | { is: 'not_applicable' | 'failed'; why: string };

/** Cells by flow. */
export type Column = ReadonlyMap<string, Cell>;

/** Longest wait for a flow that has been started, ms. */
const patienceMs = 120_000;

/** Plays the dialogues of a mixture, those whose names are given or all; one cell for each shipped flow. */
export async function playMixture(
  mixture: Mixture,
  only?: readonly string[],
  log: (line: string) => void = () => undefined,
): Promise<Column> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-mixture-'));
  const parts = new Parts();
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  try {
    await writeMerchant(mixture, folder);
    const merchant = await load(mixture, folder);
    const running = await begin(mixture, folder, parts);
    return await play({ mixture, merchant, log, ...running }, only);
  } finally {
    await parts[Symbol.asyncDispose]();
  }
}

async function load({ name }: Mixture, folder: string): Promise<Merchant> {
  const { merchants, issues } = await loadMerchants(folder, {
    ...{ flowsFolder: shippedFlows, buildConnection: checkConnection, only: [name] },
  });
  const merchant = merchants.get(name);
  if (merchant !== undefined) return merchant;
  throw new Error(issues.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
}

interface Playing {
  mixture: Mixture;
  merchant: Merchant;
  stack: Stack;
  running: readonly MixedSystem[];
  log: (line: string) => void;
}

async function begin(
  { name, systems: wanted }: Mixture,
  folder: string,
  parts: Parts,
): Promise<Pick<Playing, 'stack' | 'running'>> {
  const running: MixedSystem[] = [];
  for (const one of wanted) running.push(parts.use(await systems[one]!.start()));
  const secrets = running.flatMap((system) => Object.entries(system.secrets));
  const prefix = `ORDERLY_SECRET_${name.toUpperCase().replaceAll('-', '_')}__`;
  const workerEnv = Object.fromEntries([
    ['ORDERLY_MERCHANTS', folder],
    ...secrets.map(([secret, value]) => [`${prefix}${secret}`, value] as const),
  ]);
  const stack = parts.use(await startStack({ workerEnv }));
  const telling = running.flatMap(({ tells }) => tells ?? []);
  if (telling.length === 0) return { stack, running };
  const api = parts.use(
    await startService({
      ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
      ready: (line) => line['msg'] === 'ready',
    }),
  );
  for (const { connection, ...system } of telling)
    await system.to(`${String(api.said['url'])}/v1/events/${name}/${connection}`);
  return { stack, running };
}

async function play(playing: Playing, only: readonly string[] | undefined): Promise<Column> {
  const { mixture, merchant, stack, running, log } = playing;
  const stage = new Stage(stack, new Transcript(log), mixture.name);
  const planned = plannedAt(playing, stage).filter(([name]) => only?.includes(name) ?? true);
  const failed = new Map<string, string>();
  const over = new AbortController();
  const approved = approveAll(stack, mixture.name, over.signal);
  await Promise.all(
    planned.map(async ([name, dialogue]) => {
      try {
        await stage.talks(dialogue());
        for (const { then } of running) await then?.[name]?.(stack);
        await untilPlayed(stack, mixture.name, name);
      } catch (error) {
        failed.set(name, messageOf(error));
      }
    }),
  );
  over.abort();
  await approved;
  for (const [flow, begins] of running.flatMap(({ starts = {} }) => Object.entries(starts))) {
    if (only !== undefined && !only.includes(flow)) continue;
    try {
      await begins();
      await untilPlayed(stack, mixture.name, flow);
    } catch (error) {
      failed.set(flow, messageOf(error));
    }
  }
  const played = await flowsPlayed(stack, mixture.name);
  return new Map(
    [...merchant.flows.keys(), ...merchant.notOffered.keys()].sort().map((flow) => {
      const missing = whyNotOffered(merchant, flow);
      if (missing !== undefined) return [flow, missing];
      const why = failed.get(flow);
      if (why !== undefined) return [flow, { is: 'failed', why }];
      if (played.has(flow)) return [flow, { is: 'passed' }];
      return [flow, notPlayed(playing, flow)];
    }),
  );
}

/** Approves whatever is asked for, until that is over: bands in another currency spare no approval. */
export async function approveAll(
  { client, keys }: Stack,
  merchant: string,
  over: AbortSignal,
): Promise<void> {
  const ben = new DemoAgent('ben', keys.ben, client, merchant);
  while (!over.aborted) {
    for (const request of await client.approvals.list(merchant)) await ben.decides(request, 'approved');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Dialogues by the flow that they are about. */
function plannedAt({ mixture, merchant }: Playing, stage: Stage): [string, () => Dialogue][] {
  const ofStories = intents
    .flatMap(({ name, flow, fine }) => [
      ...(flow === undefined ? [] : [{ intent: name, flow: flow.name }]),
      ...fine.flatMap(({ id, flow: own }) => (own === undefined ? [] : [{ intent: id, flow: own.name }])),
    ])
    .filter(({ flow }) => mixture.stories && merchant.flows.has(flow))
    .map(({ intent, flow }): [string, () => Dialogue] => [flow, () => dialogues[intent]!(stage)]);
  const stories = new Map(ofStories);
  const offered = Object.entries(mixture.dialogues).filter(([flow]) => merchant.flows.has(flow));
  const own = offered.map(([flow, talk]): [string, () => Dialogue] => [
    flow,
    () => {
      const { customer, opens } = opening(talk, stories.get(flow)?.());
      const answers = talk.answers.map(([asked, answer]) => [new RegExp(asked), answer] as const);
      return { customer, opens, answers, hears: new RegExp(talk.hears) };
    },
  ]);
  return [...new Map([...stories, ...own])];
}

/** Who begins, and how: as the mixture says, or the demo. */
function opening({ customer, opens }: Talk, story?: Dialogue): Pick<Dialogue, 'customer' | 'opens'> {
  if (story !== undefined && customer === undefined) return { ...story, opens: opens ?? story.opens };
  if (customer === undefined || opens === undefined)
    throw new Error('A dialogue of a mixture names its customer and first message.');
  return { customer: { id: customer, mail: customer, name: '', plz: '' }, opens };
}

/** A flow that is not offered is not applicable if no system of the mixture could answer what it lacks. */
function whyNotOffered(merchant: Merchant, flow: string): Cell | undefined {
  const missing = missingOffers(merchant).find((one) => one.flow === flow);
  if (missing === undefined) return undefined;
  const unbound = missing.operations.filter((name) =>
    [...merchant.connections.values()].some(
      ({ bindings }) => isBoundSomewhere(merchant, bindings) && bindings.has(name),
    ),
  );
  if (unbound.length > 0)
    return { is: 'failed', why: `nothing is bound to ${unbound.join(', ')}, which is there` };
  return { is: 'not_applicable', why: missing.because };
}

/** Whether a connection answers anything at all here: others lie in the folder unused. */
const isBoundSomewhere = (merchant: Merchant, bindings: unknown): boolean =>
  [...catalogue.keys()].some((name) => merchant.connectionFor(name)?.bindings === bindings);

/** A flow that an event starts needs a system that tells of it; one that nothing shipped runs is for a merchant's own flows. */
function notPlayed({ merchant }: Playing, flow: string): Cell {
  const event = Object.entries(merchant.config.events).find(([, started]) => started === flow)?.[0];
  if (event !== undefined) return { is: 'not_applicable', why: `no system tells of ${event}` };
  const runs = [...merchant.flows.values()].flatMap(({ ir }) => [...stepsIn(ir.steps)]);
  const isRun = flow === mainFlow || runs.some((step) => step.kind === 'subflow' && step.flow === flow);
  return isRun
    ? { is: 'failed', why: 'no dialogue has come to it' }
    : { is: 'not_applicable', why: 'nothing that is offered leads to it' };
}

/** Flows of which a run has ended as it should. */
async function flowsPlayed({ temporal }: Stack, merchant: string): Promise<Set<string>> {
  const query = `OrderlyMerchant = "${merchant}" AND ExecutionStatus = "Completed"`;
  const types = new Set<string>();
  for await (const { type } of temporal.workflow.list({ query })) types.add(type);
  return types;
}

async function untilPlayed(stack: Stack, merchant: string, flow: string): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await flowsPlayed(stack, merchant)).has(flow)) {
    if (Date.now() > end) throw new Error(`No run of ${flow} has ended.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
