/** `set`: derived fields, read as `steps.<id>.<name>`. */
import { z } from 'zod';
import type { FieldType } from '../../contracts/ir.js';
import { wrongName } from '../names.js';
import { withStep } from '../scope.js';
import { values } from '../schema-parts.js';
import { freeValue } from '../compile-values.js';
import { base, common, stepKind } from './step-kind.js';
import { nameWords } from '../../contracts/operator-words.js';

/** `set: { name: value }`. */
export const set = stepKind({
  kind: 'set',
  schema: () =>
    z.strictObject({
      ...common,
      set: values.describe('Values to compute, as name: value. Read them as `steps.<id>.<name>`.'),
    }),
  compile(flow, step, place) {
    if (!place.named)
      flow.reportIssue(
        [...place.path, 'set'],
        'flow_shape',
        'Without an `id`, these values cannot be read.',
        'Add `id: …`.',
        { at: 'key' },
      );
    const entries = Object.entries(step.set).map(([name, raw]) => {
      const path = [...place.path, 'set', name];
      const wrong = wrongName(name);
      if (wrong !== undefined) flow.reportIssue(path, 'name_invalid', `${wrong}.`, undefined, { at: 'key' });
      const checked = freeValue(flow, raw, path, place.scope);
      if (checked.optional === true) {
        const name = checked.path ?? 'x';
        flow.reportIssue(
          path,
          'optional_unhandled',
          `${name} may be missing here.`,
          `Write \`\${${name}.orValue(…)}\`.`,
        );
      }
      return { name, ...checked };
    });
    const fields = entries.flatMap(({ name, type, opaque }): [string, FieldType][] =>
      type === undefined ? [] : [[name, { type, ...(opaque === true ? { opaque } : {}) }]],
    );
    const broken = fields.length < entries.length ? { broken: true as const } : {};
    return {
      ir: {
        kind: 'set',
        ...base(place, 'Compute values'),
        values: Object.fromEntries(entries.map(({ name, ir }) => [name, ir])),
      },
      scope: withStep(place.scope, place.named ? place.id : undefined, {
        fields: Object.fromEntries(fields),
        ...broken,
      }),
      ends: false,
    };
  },
  compiled: {
    set: {
      draw: ({ values }, pen, open) =>
        pen.passing('step', [`Compute: ${Object.keys(values).map(nameWords).join(', ')}`], open),
      events: () => 0,
      left: ({ id }, _, values) => `${id}: ${values()}`,
    },
  },
});
