/** `extract`: typed fields from a text. */
import type { ExtractStep } from '../../../contracts/ir.js';
import { onlyValue } from '../entity-value.js';
import type { Understanding } from '../../../contracts/understanding.js';
import type { Move, StepClause } from '../visit.js';
import { given, understand, understood } from './understand-text.js';

/** Outputs each field that has one value in the text; a text with none of them is `unsure`. */
export const extract: StepClause<ExtractStep> = {
  enter: (visit) => understand(visit, read),
  on(visit, wait, event) {
    const understanding = understood(wait, event);
    return understanding && read(visit.step, understanding);
  },
  blocks: (step) => [['unsure', step.outcomes.unsure]],
};

function read(step: ExtractStep, { entities }: Understanding): Move {
  const outputs = given(
    Object.entries(step.fields).map(([field, type]) => [field, onlyValue(entities, type)]),
  );
  if (Object.keys(outputs).length > 0) return { to: 'next', outputs };
  return { to: 'branch', branch: 'unsure', outcome: 'unsure', outputs };
}
