/** `classify` and `extract`: what a text wants, and what it names. */
import { enumOf, number, text } from '../../../../src/flows/types/type.js';
import type { FieldType } from '../../../../src/contracts/ir.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import type { Make } from '../maker.js';

const maybe: FieldType = { type: text, optional: true };
const intents = ['wismo', 'refund', 'cancel_order', 'talk_to_a_person', 'other'];
const entities: FieldType = {
  type: { t: 'record', fields: { orderNumber: maybe, email: maybe, trackingNumber: maybe, postcode: maybe } },
};

/** `classify: ${text}` */
export const makeClassify: Make = (maker, place) => {
  maker.count('classify');
  const id = maker.id();
  const listed = maker.tape.some(intents, 1);
  const of = maker.tape.chance(50) ? 'inputs.message' : maker.at(place).of(text);
  const path = `steps.${id}`;
  const scope = place.scope
    .with(`${path}.confidence`, { type: number })
    .with(`${path}.language`, { type: text })
    .with(`${path}.entities`, entities);
  const unsure = { ...place, scope };
  const handlers: readonly (() => Json)[] = [
    () => maker.endingHandler(unsure),
    () => ({
      do: maker.below(unsure).steps,
      outputs: {
        intent: maker.tape.one(listed) ?? '',
        confidence: '0',
        language: `\${${path}.language}`,
        entities: `\${${path}.entities}`,
      },
    }),
  ];
  const outcomes = maker.tape.chance(40) ? { outcomes: { unsure: maker.tape.one(handlers)?.() ?? [] } } : {};
  const step: JsonObject = { id, classify: `\${${of}}`, intents: listed, ...outcomes };
  return {
    steps: [step],
    place: { ...place, scope: scope.with(`${path}.intent`, { type: enumOf(listed) }) },
  };
};

const kinds = ['order_number', 'email', 'tracking_number', 'postcode'];

/** `extract: ${text}` */
export const makeExtract: Make = (maker, place) => {
  maker.count('extract');
  const id = maker.id();
  const fields = maker.tape.some(kinds, 1).map((kind, index): [string, string] => [`e${index + 1}`, kind]);
  const scope = fields.reduce((all, [name]) => all.with(`steps.${id}.${name}`, maybe), place.scope);
  const inside = { ...place, scope };
  const goesOn = (): Json => ({
    do: maker.below(inside).steps,
    ...(maker.tape.chance(50) ? { outputs: { e1: 'B-2' } } : {}),
  });
  const unsure = maker.tape.chance(60) ? goesOn() : maker.endingHandler(inside);
  const step: JsonObject = {
    id,
    extract: `\${${maker.at(place).of(text)}}`,
    fields: Object.fromEntries(fields),
    ...(maker.tape.chance(50) ? { outcomes: { unsure } } : {}),
  };
  return { steps: [step], place: inside };
};
