/** `wait: { event, for, or, atMost }`: for what a system tells, with the flow's own looks where none does (DESIGN §17). */
import { z } from 'zod';
import { businessEvents, recordEvents } from '../../commerce/business-events.js';
import { eventRecords, type RecordEvent } from '../../commerce/business-event.js';
import type { AwaitStep, DurationIr, ExprIr, LookIr } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import type { Path } from '../yaml/document.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Compilation, CompiledStep, Place } from '../compilation.js';
import { durationAt } from '../durations.js';
import { fieldOf, typeOf } from '../expressions/checked-expression.js';
import { looksOf } from '../count-looks.js';
import { type Blocks, duration, expression } from '../schema-parts.js';
import { insideOf, withStep } from '../scope.js';
import { conditionAt, expressionAt } from '../compile-values.js';
import { endsFlow } from './branches.js';
import { behindOutcomes, compileOutcomes, giveFields } from './outcomes.js';
import { durationWords } from '../print/measures.js';
import { expressionWords } from '../print/plain-words.js';
import { base, type CompiledKind, events, titled } from './step-kind.js';

/** Most looks of one wait. */
const MAX_LOOKS = 1000;

/** The form of `wait:` for an event. */
export const eventForm = (blocks: Blocks) =>
  z.strictObject({
    event: z.string().min(1).describe('A business event, such as `returns.received`.'),
    for: expression.describe('The record that the event is about, such as `steps.made.return`.'),
    or: z
      .strictObject({
        repeat: blocks.steps.describe(
          'How the flow checks for itself, at once and then repeatedly; only reads are allowed.',
        ),
        until: expression.describe(
          'The condition, which is tested after each check. If it is true, the event has happened.',
        ),
        every: z
          .union([duration, z.array(duration).min(1).max(10)])
          .describe('Time between two checks, or a list of intervals of which the last one repeats.'),
      })
      .optional()
      .describe('How the flow finds out for itself, in case the event never arrives.'),
    atMost: duration.describe('The maximum time to wait, such as `21 days`.'),
  });

type RawEventWait = z.infer<ReturnType<typeof eventForm>>;

/** Compiles the step; behind it, what the event said is read as its outputs, each of which may be absent. */
export function compileEventWait(
  flow: Compilation,
  raw: RawEventWait,
  outcomesWritten: Readonly<Record<string, Json>> | undefined,
  place: Place,
): CompiledStep {
  const path = [...place.path, 'wait'];
  const event = recordEvents.get(raw.event);
  if (event === undefined) {
    const message = `There is no business event \`${raw.event}\`.`;
    flow.reportIssue(
      [...path, 'event'],
      'event_not_known',
      message,
      didYouMean(raw.event, recordEvents.keys()),
    );
  }
  const fields = flow.environment.events.get(raw.event) ?? {};
  const title = titled('Wait', `for ${raw.event}`);
  const atMost = durationAt(flow, raw.atMost, [...path, 'atMost']);
  const look = raw.or && lookAt(flow, raw.or, [...path, 'or'], place, atMost);
  const plan = { views: { expired: { fields: {} } }, title, given: giveFields(fields), saidAs: 'gave_up' };
  const outcomes = compileOutcomes(flow, outcomesWritten, place, plan);
  const view = { fields, ...(event === undefined ? { broken: true as const } : {}) };
  return {
    ir: {
      ...{ kind: 'await', ...base(place, title) },
      ...{ event: raw.event, ref: refAt(flow, raw.for, [...path, 'for'], place, event), atMost },
      ...(look === undefined ? {} : { look }),
      // The plan has only this outcome.
      outcomes: outcomes.blocks as AwaitStep['outcomes'],
    },
    scope: behindOutcomes(withStep(place.scope, place.named ? place.id : undefined, view), outcomes),
    ends: false,
  };
}

/** What an event names the record by; the record must be of the kind that it is about. */
function refAt(
  flow: Compilation,
  raw: string,
  path: Path,
  { scope }: Place,
  event: RecordEvent | undefined,
): ExprIr {
  const none = { k: 'value', value: '' } as const;
  const record = expressionAt(flow, raw, path, scope);
  if (record.type === undefined || event === undefined) return none;
  const { record: needed, names } = eventRecords[event.about];
  const field =
    record.type.t === 'record' && record.type.name === needed ? record.type.fields[names] : undefined;
  if (field === undefined) {
    const message = `\`${event.name}\` is about a ${needed}, not a ${typeOf(record)}.`;
    const list = record.type.t === 'list' ? (record.path ?? '') : '';
    const hint =
      list === ''
        ? `Use a ${needed} that a call has created or found, such as \`steps.<id>.…\`.`
        : `Use one of them, such as \`${list}[0]\`, or loop over them with \`each\` and wait for \`item\`.`;
    flow.reportIssue(path, 'type_mismatch', message, hint);
    return none;
  }
  if (record.optional === true)
    flow.reportIssue(path, 'optional_unhandled', `${record.path ?? 'This'} may be missing here.`);
  const ref = fieldOf(record.ir, names);
  return field.optional === true ? { k: 'call', fn: 'orValue', args: [ref, none] } : ref;
}

function lookAt(
  flow: Compilation,
  { repeat, until, every: times }: NonNullable<RawEventWait['or']>,
  path: Path,
  { scope }: Place,
  atMost: DurationIr,
): LookIr {
  const block = flow.block(repeat, [...path, 'repeat'], insideOf(scope, 'repeat'));
  const list = typeof times === 'string' ? [times] : times;
  const every = list.map((raw, at) =>
    durationAt(flow, raw, typeof times === 'string' ? [...path, 'every'] : [...path, 'every', at]),
  );
  if (endsFlow(block)) {
    const message = 'The block always ends the flow, so it never checks again.';
    flow.reportIssue([...path, 'until'], 'step_unreachable', message);
    return { do: block.ir, until: { k: 'value', value: true }, every };
  }
  const condition = conditionAt(flow, until, [...path, 'until'], block.scope);
  const look = { do: block.ir, until: condition.ir, every };
  const looks = looksOf({ atMost, look });
  if (looks > MAX_LOOKS) {
    const message = `The flow would check about ${looks} times.`;
    flow.reportIssue([...path, 'every'], 'history_too_long', message, 'Check less often.');
  }
  return look;
}

/** What is known of the compiled step. */
export const compiledEventWait: CompiledKind<AwaitStep> = {
  draw: (step, pen, open) => {
    const { event, atMost, look, outcomes } = step;
    const title = businessEvents.get(event)?.title ?? event;
    const node = pen.node('step', [`Wait for ${title}`, `at most ${durationWords(atMost)}`], open);
    const behind = pen.withOutcomes(node, outcomes);
    if (look === undefined) return behind;
    const [first] = look.every;
    const label = first === undefined ? 'meanwhile' : `first, and again after ${durationWords(first)}`;
    const ends = pen.steps(look.do.steps, [{ from: node, label }]);
    const seen = pen.node('decision', [`${expressionWords(look.until)}?`], ends);
    pen.graph.connect([{ from: seen, label: 'not yet' }], node);
    return [...behind, { from: seen, label: 'yes' }];
  },
  events: (step, count) =>
    looksOf(step) * (count.steps(step.look?.do.steps ?? []) + events.activity + events.timer) +
    count.most([step.outcomes.expired]),
  entered: ({ event }) => `waits for ${event}`,
};
