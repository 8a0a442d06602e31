/** Generated flows on the reducer, until every kind of step has been run there. */
import fc from 'fast-check';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import { compile } from '../flows/support/demo.js';
import { recordOf, start } from '../fuzz/generate/data.js';
import { flowOf } from '../fuzz/generate/flow.js';
import { Tape, tapes } from '../fuzz/generate/tape.js';
import { merchant } from '../fuzz/generate/world.js';
import { fitting } from '../fuzz/support/happenings.js';
import { kinds } from '../fuzz/support/kinds.js';
import { PlayedRun } from '../fuzz/support/played-run.js';

/** Flows are drawn at most so often. */
const draws = 400;

/** Kinds of which a step was run to its end, in runs that ended with a result. */
export function kindsReduced(seed: number): Set<string> {
  const reduced = new Set<string>();
  for (const [definition, happenings] of fc.sample(fc.tuple(tapes, tapes), { seed, numRuns: draws })) {
    if (kinds.every((kind) => reduced.has(kind))) break;
    for (const kind of kindsOfRun(new Tape(happenings), flowOf(definition))) reduced.add(kind);
  }
  return reduced;
}

function kindsOfRun(tape: Tape, { files, name, inputs }: ReturnType<typeof flowOf>): string[] {
  const { flows } = compile(files, merchant);
  const ir = flows.get(name)?.ir;
  if (ir === undefined) return [];
  const all = new Map([...flows.values()].map((flow) => [flow.hash, flow.ir]));
  const conversation = { id: 'c', workflowId: 'demo/c', language: 'en', facts: {}, receivedAt: start };
  const context = {
    runId: 'r',
    workflowId: 'demo/c/1',
    inputs: recordOf(tape, inputs),
    conversation,
    depth: 0,
  };
  const run = new PlayedRun(ir, context, start);
  for (let now = start; run.state.ended === undefined; now += 1000) {
    const event = fitting(run, all, tape, now);
    if (event === undefined) return [];
    run.happens(event);
  }
  if ('code' in run.state.ended) return [];
  const { outcomes } = run.state;
  return [...stepsIn(ir.steps)].flatMap(({ id, kind }) => ((outcomes[id] ?? '') === '' ? [] : [kind]));
}
