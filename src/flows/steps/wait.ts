/** `wait`: for a time, until a moment, or for a day. */
import { z } from 'zod';
import { durationAt } from '../durations.js';
import type { WaitStep } from '../../contracts/ir.js';
import type { Compilation, Place } from '../compilation.js';
import { named } from '../types/type.js';
import { expressionAt, wholeExpression } from '../values.js';
import { base, common, stepKind } from './step-kind.js';

/** `wait: 2 days`, `wait: ${moment}`, or `wait: ${date}`: until business begins on that day. */
export const wait = stepKind({
  kind: 'wait',
  schema: () =>
    z.strictObject({
      ...common,
      wait: z
        .string()
        .min(1)
        .describe(
          'How long, such as `2 hours` or `1 business day`, or until when: `${moment}`; `${date}` is when business begins on that day.',
        ),
    }),
  compile(flow, step, place) {
    const path = [...place.path, 'wait'];
    const ir = { kind: 'wait', ...base(place, 'Wait') } as const;
    const rest = { scope: place.scope, ends: false };
    if (wholeExpression(step.wait) === undefined)
      return { ir: { ...ir, for: durationAt(flow, step.wait, path) }, ...rest };
    return { ir: { ...ir, ...untilAt(flow, step.wait, place) }, ...rest };
  },
});

/** `${…}`: a moment, or a day on which business begins. */
function untilAt(
  flow: Compilation,
  written: string,
  { path: step, scope }: Place,
): Pick<WaitStep, 'until' | 'on'> {
  const path = [...step, 'wait'];
  const { type, optional, ir, path: read } = expressionAt(flow, written, path, scope);
  if (optional === true)
    flow.reportIssue(path, 'optional_unhandled', `${read ?? 'This'} may be absent here.`);
  if (type?.t === 'date') return { on: ir };
  if (type !== undefined && type.t !== 'moment')
    flow.reportIssue(path, 'type_mismatch', `A moment or a date is needed, not a ${named(type)}.`);
  return { until: ir };
}
