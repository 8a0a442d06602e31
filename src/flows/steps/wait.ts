/** `wait`: for a time, or until a moment. */
import { z } from 'zod';
import { durationAt } from '../durations.js';
import { moment } from '../types/type.js';
import { valueAt, wholeExpression } from '../values.js';
import { base, common, stepKind } from './step-kind.js';

/** `wait: 2 days`, or `wait: ${moment}`. */
export const wait = stepKind({
  kind: 'wait',
  surface: () =>
    z.strictObject({
      ...common,
      wait: z
        .string()
        .min(1)
        .describe('How long, such as `2 hours` or `1 business day`, or until when: `${moment}`.'),
    }),
  compile(flow, step, place) {
    const path = [...place.path, 'wait'];
    const ir = { kind: 'wait', ...base(place, 'Wait') } as const;
    const rest = { scope: place.scope, ends: false };
    if (wholeExpression(step.wait) === undefined)
      return { ir: { ...ir, for: durationAt(flow, step.wait, path) }, ...rest };
    return {
      ir: { ...ir, until: valueAt(flow, step.wait, path, { type: moment }, place.scope).ir },
      ...rest,
    };
  },
});
