/** `extract`: typed fields from a text. */
import { z } from 'zod';
import { entityTypes } from '../../workflows/interpreter/entity-value.js';
import type { ExtractStep, FieldType } from '../../contracts/ir.js';
import type { EntityType } from '../../contracts/understanding.js';
import { wrongName } from '../names.js';
import { withStep } from '../scope.js';
import { expression, outcomes } from '../schema-parts.js';
import { text } from '../types/type.js';
import { valueAt } from '../compile-values.js';
import { behindOutcomes, compileOutcomes, giveFields } from './outcomes.js';
import { base, common, events, stepKind } from './step-kind.js';

// The record's keys are all the kinds.
const kinds = Object.keys(entityTypes) as EntityType[];

const entity = z.enum(kinds).describe('The kind of detail.');

/** `extract: ${text}`, `fields: { name: order_number }`; each field may be absent. */
export const extract = stepKind({
  kind: 'extract',
  schema: () =>
    z.strictObject({
      ...common,
      extract: expression.describe('The customer’s text, such as `${inputs.message}`.'),
      fields: z
        .record(z.string(), entity)
        .describe(
          'What to look for, as name: kind, such as `number: order_number`. Each result may be missing. Kinds: `order_number`, `email`, `tracking_number`, `postcode`, `sku`, `phone`, `amount` (money), `quantity` (number), `date`, `name`, `address` (street and house number), `city`, `reason` (why the customer wants a refund).',
        ),
      outcomes: outcomes('`unsure`: nothing was found.').optional(),
    }),
  compile(flow, step, place) {
    for (const name of Object.keys(step.fields)) {
      const wrong = wrongName(name);
      if (wrong !== undefined)
        flow.reportIssue([...place.path, 'fields', name], 'name_invalid', `${wrong}.`, undefined, {
          at: 'key',
        });
    }
    const entries = Object.entries(step.fields).map(([name, type]): [string, FieldType] => [
      name,
      { type: entityTypes[type], optional: true },
    ]);
    const view = { fields: Object.fromEntries(entries) };
    const title = 'Extract details from the message';
    const plan = { views: { unsure: view }, title, given: giveFields(view.fields) };
    const outcomes = compileOutcomes(flow, step.outcomes, place, plan);
    // The plan has only this outcome.
    const { unsure } = outcomes.blocks as ExtractStep['outcomes'];
    const input = valueAt(flow, step.extract, [...place.path, 'extract'], { type: text }, place.scope);
    return {
      ir: {
        kind: 'extract',
        ...base(place, title),
        text: input.ir,
        fields: step.fields,
        outcomes: { unsure },
      },
      scope: behindOutcomes(withStep(place.scope, place.named ? place.id : undefined, view), outcomes),
      ends: false,
    };
  },
  compiled: {
    extract: {
      draw: (step, pen, open) => pen.withOutcomes(pen.node('step', [step.title], open), step.outcomes),
      events: ({ outcomes }, count) => events.activity + count.most([outcomes.unsure]),
      left: ({ id }, outcome, values) => `${id}: ${outcome} ${values()}`,
    },
  },
});
