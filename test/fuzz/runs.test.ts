/** Every accepted flow runs to its end, whatever happens: generated flows on the interpreter, against random events. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { FlowIr } from '../../src/contracts/ir.js';
import type { RunContext } from '../../src/contracts/interpreter-event.js';
import { compile } from '../flows/support/demo.js';
import { recordOf, start } from './generate/data.js';
import { flowOf, type GeneratedFlow } from './generate/flow.js';
import { Tape, tapes } from './generate/tape.js';
import { merchant } from './generate/world.js';
import type { Flows } from './support/answers.js';
import { anything, fitting } from './support/happenings.js';
import { holds } from './support/holds.js';
import { must, PlayedRun } from './support/played-run.js';
import { howMany } from '../support/how-much.js';
import { seed } from './support/seed.js';
import { kinds, tableOf } from './support/kinds.js';

/** How many flows must be accepted and run. */
const wanted = howMany(1000, 5000);

/** Errors that a flow of right types can still end with: of its values, or of its size. */
const endings = [
  'divided_by_zero',
  'currency_mixed',
  'number_unsafe',
  'each_too_many',
  'options_missing',
  'fuel_spent',
];
const told = ['operation_unbound', 'subflow_lost'];

/** More events than any of these runs can need. */
const patience = 20_000;

/** Plays a flow; answers the run, at its end. */
function playToTheEnd(flow: FlowIr, flows: Flows, { inputs }: GeneratedFlow, tape: Tape): PlayedRun {
  const given = recordOf(tape, inputs);
  const conversation = { id: 'c', workflowId: 'demo/c', language: 'en', facts: {}, receivedAt: start };
  const context: RunContext = { runId: 'r', workflowId: 'demo/c/1', inputs: given, conversation, depth: 0 };
  const run = new PlayedRun(flow, context, start);
  let now = start;
  for (let left = tape.below(60); left > 0 && run.state.ended === undefined; left -= 1) {
    now += tape.one([0, 1000, 3_600_000]);
    const event = anything(run, flows, tape, now);
    if (event !== undefined) run.happens(event, tape.chance(10));
  }
  for (let count = 0; run.state.ended === undefined; count += 1) {
    must(count < patience, 'a run ends');
    now += 1000;
    const event = fitting(run, flows, tape, now);
    must(event !== undefined, 'a run that has not ended waits for something');
    if (event !== undefined) run.happens(event);
  }
  return run;
}

function endsWell(run: PlayedRun): void {
  const { ended } = run.state;
  if (ended !== undefined && 'code' in ended) expect([...endings, ...told]).toContain(ended.code);
  expect(run.leftOpen()).toEqual([]);
}

/** A failure is told with the flow that it happened to. */
function withText<T>({ files }: GeneratedFlow, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new Error(`${String(error)}\n${files.map(({ text }) => text).join('---\n')}`, { cause: error });
  }
}

describe(`runs of generated flows (seed ${seed})`, () => {
  test(`${wanted} accepted flows end in good order, whatever happens`, () => {
    const made = new Map<string, number>();
    const ended = new Map<string, number>();
    let accepted = 0;
    const property = fc.property(tapes, tapes, (definition, happenings) => {
      if (accepted === wanted) return;
      const generated = flowOf(definition);
      const { flows, issues } = compile(generated.files, merchant);
      const main = flows.get(generated.name);
      if (issues.length > 0 || main === undefined) return;
      const all = new Map([...flows.values()].map(({ hash, ir }) => [hash, ir]));
      const run = withText(generated, () => {
        const played = playToTheEnd(main.ir, all, generated, new Tape(happenings));
        endsWell(played);
        return played;
      });
      accepted += 1;
      for (const kind of generated.made.keys()) made.set(kind, (made.get(kind) ?? 0) + 1);
      const how = run.state.ended && 'code' in run.state.ended ? run.state.ended.code : 'a result';
      ended.set(how, (ended.get(how) ?? 0) + 1);
    });
    holds(property, seed, Math.ceil(wanted * 1.05));
    process.stdout.write(`${tableOf('flows with', made)}\n${tableOf('runs ended with', ended)}\n`);
    expect(accepted).toBe(wanted);
    expect(kinds.filter((kind) => (made.get(kind) ?? 0) < wanted / 10)).toEqual([]);
  });
});
