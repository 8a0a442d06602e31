/** The reducer and the real workflow on a server do the same, whatever the flow and whatever happens. */
import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { Worker } from '@temporalio/worker';
import { compile } from '../flows/support/demo.js';
import { recordOf } from '../fuzz/generate/data.js';
import { flowOf, type GeneratedFlow } from '../fuzz/generate/flow.js';
import { Tape, tapes } from '../fuzz/generate/tape.js';
import { merchant } from '../fuzz/generate/world.js';
import { play, type Played } from '../fuzz/model/play.js';
import { Undecided } from '../fuzz/model/timers.js';
import { devServer, type ModelWorld, startModelWorld, whyNot } from '../fuzz/model/world.js';
import { tableOf } from '../fuzz/support/kinds.js';
import { seed } from '../fuzz/support/seed.js';
import { howMany } from '../support/how-much.js';

const suite = devServer === undefined ? describe.skip : describe;

/** How many flows must have been played to their end on both sides. */
const wanted = howMany(60, 200);

/** So many are played at the same time. */
const siblingFiles = 25;

/** Seconds where the flow has hours, since nobody waits for them; and no clock but the given one. */
function timely(generated: GeneratedFlow): GeneratedFlow {
  let count = 0;
  const own = (text: string): string =>
    text
      .replaceAll('run.now', 'inputs.at')
      .replaceAll(/duration\((\\?")\d+ \w+/g, 'duration($12 seconds')
      .replaceAll(
        /(wait|every): \d+ (?:hours|minutes|days)/g,
        (_, key: string) => `${key}: ${3 + (count++ % 4)} seconds`,
      );
  const files = generated.files.map(({ file, text }) => ({
    file,
    text: file.startsWith('generated') ? own(text) : text,
  }));
  return { ...generated, files };
}

/** A flow, published, with what it is started with; undefined if it is not accepted. */
function prepared(
  { script }: ModelWorld,
  { files, name, inputs }: GeneratedFlow,
  tape: Tape,
): [Tape, Played] | undefined {
  const { flows, issues } = compile(files, merchant);
  const main = flows.get(name);
  if (issues.length > 0 || main === undefined) return undefined;
  for (const flow of flows.values()) script.flows.set(flow.hash, flow);
  const id = randomUUID();
  const now = Date.now();
  const conversation = { id, workflowId: `demo/${id}`, language: 'en', facts: {}, receivedAt: now };
  const given = recordOf(tape, inputs, { start: now, hour: 200 });
  const start = { merchant: 'demo', flow: name, hash: main.hash, inputs: given, conversation, depth: 0 };
  const all = new Map([...flows.values()].map(({ hash, ir }) => [hash, ir]));
  return [tape, { flow: main.ir, flows: all, start }];
}

/** A failure is told with the flow that it happened to. */
const withText = (error: unknown, { files }: GeneratedFlow): Error =>
  new Error(`${String(error)}\n${files.map(({ text }) => text).join('---\n')}`, { cause: error });

/** Workflows whose history the present code does not replay, with the reason. */
async function notReplayed(
  { client, workflowBundle }: ModelWorld,
  ids: readonly string[],
): Promise<string[]> {
  async function* histories(): AsyncIterable<{ workflowId: string; history: History }> {
    for (const workflowId of ids)
      yield { workflowId, history: await client.workflow.getHandle(workflowId).fetchHistory() };
  }
  const wrong: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories()))
    if (error !== undefined) wrong.push(`${workflowId}: ${error.message}`);
  return wrong;
}

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

suite(`the reducer and the workflow (seed ${seed})${whyNot}`, () => {
  let world: ModelWorld;

  beforeAll(async () => {
    world = await startModelWorld(devServer ?? '');
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  test(`${wanted} flows go the same way on both, and their histories replay`, async () => {
    const draws = fc.sample(fc.tuple(tapes, tapes), { seed, numRuns: 2 * wanted });
    const made = new Map<string, number>();
    const ids: string[] = [];
    let played = 0;
    let undecided = 0;
    const next = async (): Promise<void> => {
      for (let draw = draws.shift(); draw !== undefined && played < wanted; draw = draws.shift()) {
        const generated = timely(flowOf(draw[0]));
        const ready = prepared(world, generated, new Tape(draw[1]));
        if (ready === undefined) continue;
        try {
          ids.push(...(await play(world, ...ready)));
          played += 1;
          for (const kind of generated.made.keys()) made.set(kind, (made.get(kind) ?? 0) + 1);
        } catch (error) {
          draws.splice(0, error instanceof Undecided ? 0 : draws.length);
          if (!(error instanceof Undecided)) throw withText(error, generated);
          undecided += 1;
        }
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: siblingFiles }, next));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    process.stdout.write(`${tableOf(`${played} flows, ${undecided} undecided, with`, made)}\n`);
    expect(played).toBeGreaterThanOrEqual(wanted);
    expect(await notReplayed(world, ids)).toEqual([]);
  }, 400_000);
});
