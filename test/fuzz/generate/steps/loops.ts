/** `each`, `parallel` and `repeat`. */
import type { FieldTypes } from '../../../../src/flows/types/type.js';
import type { Type } from '../../../../src/contracts/ir.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { conditionOf } from '../conditions.js';
import type { Make } from '../maker.js';
import { behind } from './branches.js';

/** Loops inside each other, so that histories stay short. */
const MAX_LOOPS = 2;

/** `each: ${list}`, one after the other or side by side. */
export const makeEach: Make = (maker, place) => {
  const { tape } = maker;
  const reading = tape.one(place.scope.there(({ t }) => t === 'list'));
  if (reading?.type.t !== 'list' || place.loops >= MAX_LOOPS) return undefined;
  const concurrent = tape.chance(50);
  maker.count('each', ...(concurrent ? ['each side by side'] : []));
  const id = maker.id();
  const inside = {
    ...place,
    loops: place.loops + 1,
    quiet: place.quiet || concurrent,
    scope: place.scope.renewed('item', { type: reading.type.of }),
  };
  const block = maker.block({ ...inside, depth: place.depth + 1 }, tape.between(1, 3), false);
  const plan = tape.chance(50) ? maker.outputsPlan(tape.between(1, 2)) : {};
  const gives = Object.keys(plan).length > 0;
  const step: JsonObject = {
    id,
    each: `\${${reading.path}}`,
    atMost: String(tape.between(3, 6)),
    ...(concurrent ? { concurrent: String(tape.between(2, 4)) } : {}),
    do: block.steps,
    ...(gives ? { outputs: maker.outputs(plan, block.place) } : {}),
  };
  const items: Type = { t: 'list', of: { t: 'record', fields: plan } };
  return { steps: [step], place: behind(place, id, gives ? { items: { type: items } } : {}) };
};

const names = ['left', 'middle', 'right'];

/** `parallel:` of two or three branches. */
export const makeParallel: Make = (maker, place) => {
  if (place.loops >= MAX_LOOPS) return undefined;
  maker.count('parallel');
  const { tape } = maker;
  const id = maker.id();
  const inside = { ...place, quiet: true, loops: place.loops + 1 };
  const given: FieldTypes[] = [];
  const branches = names.slice(0, tape.between(2, 3)).map((name): [string, Json] => {
    const block = maker.block({ ...inside, depth: place.depth + 1 }, tape.between(1, 3), false);
    const plan = tape.chance(50) ? maker.outputsPlan(tape.between(1, 2)) : {};
    given.push(plan);
    if (Object.keys(plan).length === 0) return [name, block.steps];
    return [name, { do: block.steps, outputs: maker.outputs(plan, block.place) }];
  });
  const scope = branches.reduce((all, [name], index) => {
    const plan = given[index] ?? {};
    if (Object.keys(plan).length === 0) return all;
    return all.with(`steps.${id}.${name}`, { type: { t: 'record', fields: plan } });
  }, place.scope);
  return { steps: [{ id, parallel: Object.fromEntries(branches) }], place: { ...place, scope } };
};

/** `repeat:` until a condition holds. */
export const makeRepeat: Make = (maker, place) => {
  if (place.loops >= MAX_LOOPS) return undefined;
  maker.count('repeat');
  const { tape } = maker;
  const id = maker.id();
  const inside = { ...place, reading: true, loops: place.loops + 1, depth: place.depth + 1 };
  const block = maker.block(inside, tape.between(1, 3), false);
  const until = conditionOf(maker.at(block.place), 1);
  const plan = tape.chance(50) ? maker.outputsPlan(tape.between(1, 2)) : {};
  const gives = Object.keys(plan).length > 0;
  const outputs = gives ? { outputs: maker.outputs(plan, block.place) } : {};
  const step: JsonObject = {
    id,
    repeat: block.steps,
    until,
    every: tape.one(['4 hours', '1 business day', '30 minutes']),
    atMost: String(tape.between(2, 5)),
    ...outputs,
    ...(tape.chance(50) ? { outcomes: { gave_up: gaveUp() } } : {}),
  };
  function gaveUp(): Json {
    if (tape.chance(50)) return maker.endingHandler(place);
    const after = maker.below(place);
    return gives ? { do: after.steps, outputs: maker.outputs(plan, after.place) } : after.steps;
  }
  return { steps: [step], place: behind(place, id, plan) };
};
