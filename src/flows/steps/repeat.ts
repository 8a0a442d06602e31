/** `repeat`: a block until a condition holds at its end, at intervals and at most a given number of times. */
import { z } from 'zod';
import type { DurationIr } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import { boundAt } from '../bounded-numbers.js';
import type { Block, Compilation, Place } from '../compilation.js';
import { durationAt } from '../durations.js';
import { checked, type Checked } from '../expressions/checked-expression.js';
import { insideOf, knowing, merged, type Scope } from '../scope.js';
import { duration, expression, number, outcomes, outputs } from '../schema-parts.js';
import { bool } from '../types/type.js';
import { conditionAt } from '../compile-values.js';
import { behind, blockOutputs, compileBranch, endsFlow, openBranch } from './branches.js';
import { checkOutcomeNames, defaultBlock } from './outcomes.js';
import { expressionWords } from '../print/plain-words.js';
import { base, common, stepKind, timerEvents, titled } from './step-kind.js';
import { counted, durationWords } from '../print/measures.js';

/** Maximum number of rounds in a flow. */
const MAX_ROUNDS = 1000;

const needed = ['until', 'every', 'atMost'] as const;

/** `repeat: [steps]`, `until: condition`, `every: duration`, `atMost: rounds`. */
export const repeat = stepKind({
  kind: 'repeat',
  schema: (blocks) =>
    z.strictObject({
      ...common,
      repeat: blocks.steps.describe('The steps in each round; only reads are allowed.'),
      until: expression
        .optional()
        .describe(
          'The condition, which is tested after each round. If it is true, the flow continues. Required.',
        ),
      every: duration
        .optional()
        .describe('Time between two rounds, such as `4 hours` or `1 business day`. Required.'),
      atMost: number.optional().describe('The maximum number of rounds: 1 to 1000. Required.'),
      outputs: outputs
        .optional()
        .describe('The outputs, as name: value; later steps read the last round’s outputs as `steps.<id>`.'),
      outcomes: outcomes('`gave_up`: the condition was still false after the last round.').optional(),
    }),
  compile(flow, step, place) {
    checkBounded(flow, step, place);
    checkOutcomeNames(flow, step.outcomes, place, ['gave_up']);
    const inside = flow.block(step.repeat, [...place.path, 'repeat'], insideOf(place.scope, 'repeat'));
    const block = { ...inside, ends: endsFlow(inside) };
    const until = untilOf(flow, step.until, place, block);
    const held = { ...block, path: place.path, scope: knowing(block.scope, until.whenTrue) };
    const done = blockOutputs(flow, held, step.outputs ?? {}, [...place.path, 'outputs']);
    const gaveUp = handlerOf(flow, step.outcomes, place, gaveUpScope(place.scope, block, until));
    const title = titled('Repeat until', expressionWords(until.ir));
    return {
      ir: {
        kind: 'repeat',
        ...base(place, title),
        do: block.ir,
        ...(done.ir.outputs === undefined ? {} : { outputs: done.ir.outputs }),
        until: until.ir,
        every: everyOf(flow, step.every, place),
        atMost: boundAt(flow, step.atMost ?? '1', [...place.path, 'atMost'], {
          from: 1,
          to: MAX_ROUNDS,
          example: 42,
        }),
        outcomes: { gave_up: gaveUp?.ir ?? defaultBlock(flow, 'gave_up', place, title) },
      },
      ...behind(flow, place, gaveUp === undefined ? [done] : [done, gaveUp]),
    };
  },
  compiled: {
    repeat: {
      draw: (step, pen, open) => {
        const every = durationWords(step.every);
        const lines = [`Repeat every ${every}`, `at most ${counted(step.atMost, 'time')}`];
        const loop = pen.node('loop', lines, open);
        const ends = pen.steps(step.do.steps, [{ from: loop }]);
        const node = pen.node('decision', [`${expressionWords(step.until)}?`], ends);
        pen.graph.connect([{ from: node, label: `not yet: again after ${every}` }], loop);
        const [, ...gaveUp] = pen.withOutcomes(node, step.outcomes);
        return [{ from: node, label: 'yes' }, ...gaveUp];
      },
      events: (step, count) =>
        step.atMost * (count.steps(step.do.steps) + timerEvents(step.every)) +
        count.most([step.outcomes.gave_up]),
      entered: ({ every }) => `repeats every ${durationWords(every)}`,
    },
  },
});

function checkBounded(
  flow: Compilation,
  step: Readonly<{ [key in (typeof needed)[number]]?: string | undefined }>,
  { path }: Place,
): void {
  const missing = needed.filter((key) => step[key] === undefined).map((key) => `\`${key}\``);
  if (missing.length === 0) return;
  const message = `Without ${missing.join(' and ')}, this never ends.`;
  flow.reportIssue([...path, 'repeat'], 'repeat_unbounded', message, undefined, { at: 'key' });
}

function untilOf(flow: Compilation, raw: string | undefined, { path }: Place, block: Block): Checked {
  if (raw === undefined) return checked({ k: 'value', value: true }, bool);
  const at = [...path, 'until'];
  if (block.ends) {
    flow.reportIssue(at, 'step_unreachable', 'The block always ends the flow, so it never repeats.');
    return checked({ k: 'value', value: true }, bool);
  }
  return conditionAt(flow, raw, at, block.scope);
}

const everyOf = (flow: Compilation, raw: string | undefined, { path }: Place): DurationIr =>
  raw === undefined ? { ms: 0 } : durationAt(flow, raw, [...path, 'every']);

/** The scope after the last round: its steps cannot be read, but the facts at its end hold. */
const gaveUpScope = (before: Scope, block: Block, until: Checked): Scope =>
  knowing(merged(before, [block.scope]), until.whenFalse);

function handlerOf(
  flow: Compilation,
  raw: Readonly<Record<string, Json>> | undefined,
  place: Place,
  scope: Scope,
): Block | undefined {
  const branch = raw?.['gave_up'];
  if (branch === undefined) return undefined;
  const path = [...place.path, 'outcomes', 'gave_up'];
  return compileBranch(flow, openBranch(flow, branch, path), path, scope);
}
