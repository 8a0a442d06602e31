/** `classify`: what the customer wants, as one of the step's intents. */
import type { JsonObject } from '../../../contracts/json.js';
import { namesFor } from '../../../contracts/intent-name.js';
import type { ClassifyStep } from '../../../contracts/ir.js';
import { classifiedEntities, onlyValue } from '../entity-value.js';
import type { Entity, Understanding } from '../../../contracts/understanding.js';
import type { Move, StepClause } from '../visit.js';
import { given, understand, understood } from './understand-text.js';

/** Outputs `intent`, `confidence` (percent), `language`, and `entities` by field, each if it has one value. */
export const classify: StepClause<ClassifyStep> = {
  enter: (visit) => understand(visit, read),
  on(visit, wait, event) {
    const understanding = understood(wait, event);
    return understanding && read(visit.step, understanding);
  },
  blocks: (step) => [['unsure', step.outcomes.unsure]],
};

function read(step: ClassifyStep, understanding: Understanding): Move {
  const intent = listedIntent(step, understanding);
  const { language } = understanding;
  // Numbers in the flow language are whole.
  const confidence = Math.round(understanding.confidence * 100);
  const outputs = { confidence, language, entities: fields(understanding.entities) };
  if (intent === undefined) return { to: 'branch', branch: 'unsure', outcome: 'unsure', outputs };
  return { to: 'next', outputs: { ...outputs, intent }, outcome: intent };
}

/** The listed intent; a fine one that is not listed counts as the one that it belongs to. */
function listedIntent(
  { intents, otherwise }: ClassifyStep,
  { intent, sure }: Understanding,
): string | undefined {
  if (!sure) return undefined;
  return namesFor(intent).find((name) => intents.includes(name)) ?? otherwise;
}

function fields(entities: readonly Entity[]): JsonObject {
  return given(Object.entries(classifiedEntities).map(([field, type]) => [field, onlyValue(entities, type)]));
}
