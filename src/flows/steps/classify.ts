/** `classify`: what the customer wants, as one of the listed intents. */
import { z } from 'zod';
import { classifiedEntities, entityTypes } from '../../workflows/interpreter/entity-value.js';
import type { ClassifyStep, FieldType } from '../../contracts/ir.js';
import { intentNames, noIntent } from '../../understanding/intents/index.js';
import { allIntents, knownIntents, listedIntents } from '../by-intent.js';
import type { Compilation, Place } from '../compilation.js';
import { didYouMean, nearest } from '../yaml/suggest.js';
import { withStep } from '../scope.js';
import { expression, outcomes } from '../schema-parts.js';
import { enumOf, type FieldTypes, number, text } from '../types/type.js';
import { valueAt } from '../compile-values.js';
import { behindOutcomes, compileOutcomes, giveFields } from './outcomes.js';
import { base, common, events, stepKind } from './step-kind.js';

/** What can be read besides the intent; `confidence` in percent. */
const always: FieldTypes = {
  confidence: { type: number },
  language: { type: text },
  entities: {
    type: {
      t: 'record',
      fields: Object.fromEntries(
        Object.entries(classifiedEntities).map(([field, type]): [string, FieldType] => [
          field,
          { type: entityTypes[type], optional: true },
        ]),
      ),
    },
  },
};

/** `classify: ${text}`, `intents: [a, b]` or `all`. */
export const classify = stepKind({
  kind: 'classify',
  schema: () =>
    z.strictObject({
      ...common,
      classify: expression.describe('The customer’s text, such as `${inputs.message}`.'),
      intents: z
        .union([
          z.literal(allIntents),
          z
            .array(
              z
                .enum(intentNames)
                .or(z.string())
                .describe('An intent, or a finer one such as `refund.status`.'),
            )
            .min(1),
        ])
        .describe(
          'The possible intents, such as `[wismo, refund, refund.status, other]`. A fine intent that you list gets its own case; any other is treated as its main intent. `all` stands for every intent, and for every fine intent with its own flow.',
        ),
      outcomes: outcomes('`unsure`: it is not clear what the customer wants.').optional(),
    }),
  compile(flow, step, place) {
    const intents = intentsAt(flow, step.intents, place);
    const fields = { ...always, intent: { type: enumOf(intents), opaque: true as const } };
    const title = 'Understand what the customer wants';
    const outcomes = compileOutcomes(flow, step.outcomes, place, {
      views: { unsure: { fields: always } },
      title,
      given: giveFields(fields, { of: place, fields: always }),
    });
    // The plan has only this outcome.
    const { unsure } = outcomes.blocks as ClassifyStep['outcomes'];
    const input = valueAt(flow, step.classify, [...place.path, 'classify'], { type: text }, place.scope);
    return {
      ir: {
        kind: 'classify',
        ...base(place, title),
        text: input.ir,
        intents,
        ...(intents.includes(noIntent) ? { otherwise: noIntent } : {}),
        outcomes: { unsure },
      },
      scope: behindOutcomes(withStep(place.scope, place.named ? place.id : undefined, { fields }), outcomes),
      ends: false,
    };
  },
  compiled: {
    classify: {
      draw: (step, pen, open) => pen.withOutcomes(pen.node('step', [step.title], open), step.outcomes),
      events: ({ outcomes }, count) => events.activity + count.most([outcomes.unsure]),
      left: ({ id }, outcome, values) => `${id}: ${outcome} ${values()}`,
    },
  },
});

function intentsAt(
  flow: Compilation,
  raw: readonly string[] | typeof allIntents,
  { path }: Place,
): readonly string[] {
  const { config } = flow.environment;
  const listed = listedIntents(raw, config);
  const known = knownIntents(config);
  listed.forEach((intent, index) => {
    const at = [...path, 'intents', index];
    if (!known.includes(intent))
      flow.reportIssue(at, 'value_unknown', `There is no intent \`${intent}\`.`, didYouMean(intent, known));
    if (listed.indexOf(intent) < index)
      flow.reportIssue(at, 'name_duplicate', `\`${intent}\` is listed twice.`);
  });
  // A misspelt one is what it was meant to be, so that its case is no second mistake.
  return listed.map((intent) => (known.includes(intent) ? intent : (nearest(intent, known) ?? intent)));
}
