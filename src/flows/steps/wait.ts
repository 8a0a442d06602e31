/** `wait`: for a time, until a moment, for a day, or for what a system tells. */
import { z } from 'zod';
import { durationAt } from '../durations.js';
import type { WaitStep } from '../../contracts/ir.js';
import type { Compilation, Place } from '../compilation.js';
import { outcomes } from '../schema-parts.js';
import { named } from '../types/type.js';
import { expressionAt, wholeExpression } from '../compile-values.js';
import { checkOutcomeNames } from './outcomes.js';
import { base, common, stepKind, timerEvents } from './step-kind.js';
import { compiledEventWait, compileEventWait, eventForm } from './wait-event.js';
import { durationWords } from '../print/measures.js';
import { expressionWords } from '../print/plain-words.js';

/** `wait: 2 days`, `wait: ${moment}`, `wait: ${date}`: until business begins on that day; `wait: { event: … }`. */
export const wait = stepKind({
  kind: 'wait',
  schema: (blocks) =>
    z.strictObject({
      ...common,
      wait: z
        .union([z.string().min(1), eventForm(blocks)])
        .describe(
          'How long to wait, such as `2 hours` or `1 business day`. Or until when: `${moment}`, or `${date}` for the start of business on that day. Or what to wait for: an `event`, with its record (`for`), the maximum time (`atMost`) and the flow’s own checks (`or`).',
        ),
      outcomes: outcomes('`expired`: the event has not happened in time.').optional(),
    }),
  compile(flow, step, place) {
    if (typeof step.wait !== 'string') return compileEventWait(flow, step.wait, step.outcomes, place);
    checkOutcomeNames(flow, step.outcomes, place, []);
    const path = [...place.path, 'wait'];
    const ir = { kind: 'wait', ...base(place, 'Wait') } as const;
    const rest = { scope: place.scope, ends: false };
    if (wholeExpression(step.wait) === undefined)
      return { ir: { ...ir, for: durationAt(flow, step.wait, path) }, ...rest };
    return { ir: { ...ir, ...untilAt(flow, step.wait, place) }, ...rest };
  },
  compiled: {
    wait: {
      draw: (step, pen, open) => pen.passing('step', [waitWords(step)], open),
      events: (step) => timerEvents(step.for),
      entered: (step) => (step.for === undefined ? 'waits' : `waits ${durationWords(step.for)}`),
    },
    await: compiledEventWait,
  },
});

/** `${…}`: a moment, or a day on which business begins. */
function untilAt(
  flow: Compilation,
  raw: string,
  { path: step, scope }: Place,
): Pick<WaitStep, 'until' | 'on'> {
  const path = [...step, 'wait'];
  const { type, optional, ir, path: read } = expressionAt(flow, raw, path, scope);
  if (optional === true)
    flow.reportIssue(path, 'optional_unhandled', `${read ?? 'This'} may be missing here.`);
  if (type?.t === 'date') return { on: ir };
  if (type !== undefined && type.t !== 'moment')
    flow.reportIssue(path, 'type_mismatch', `Expected a moment or a date, not a ${named(type)}.`);
  return { until: ir };
}

function waitWords(step: WaitStep): string {
  if (step.for !== undefined) return `Wait ${durationWords(step.for)}`;
  const until = step.until ?? step.on;
  return until === undefined ? 'Wait' : `Wait until ${expressionWords(until)}`;
}
