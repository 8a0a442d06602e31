/** `if` and `choose`: branches that go on or end, with outputs or without. */
import type { FieldTypes } from '../../../../src/flows/types/type.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { askedOf } from '../conditions.js';
import type { Made, Make, Maker, Place } from '../maker.js';
import type { Scope } from '../scope.js';

/** Branches of one step, and the place behind them. */
interface Branches {
  blocks: readonly Json[];
  outputs: FieldTypes;
  /** The one branch that goes on, if it is alone in that. */
  only?: number;
}

/** Makes branches; at least one goes on. */
export function branchesOf(maker: Maker, place: Place, scopes: readonly Scope[]): Branches {
  const { tape } = maker;
  const outputs = tape.chance(35) ? maker.outputsPlan(tape.between(1, 2)) : {};
  const ends = scopes.map((_, index) => index !== 0 && tape.chance(40));
  const blocks = scopes.map((scope, index): Json => {
    const end = ends[index] === true;
    const block = maker.below({ ...place, scope }, end);
    if (end || Object.keys(outputs).length === 0) return block.steps;
    return { do: block.steps, outputs: maker.outputs(outputs, block.place) };
  });
  const going = ends.flatMap((end, index) => (end ? [] : [index]));
  return { blocks, outputs, ...(going.length === 1 ? { only: going[0] ?? 0 } : {}) };
}

/** The place behind branches whose step has an id. */
export const behind = (place: Place, id: string, outputs: FieldTypes, scope = place.scope): Place => ({
  ...place,
  scope: Object.entries(outputs).reduce(
    (all, [name, field]) => all.with(`steps.${id}.${name}`, field),
    scope,
  ),
});

/** `if: condition` */
export const makeIf: Make = (maker, place) => {
  maker.count('if');
  const { source, whenTrue, whenFalse } = askedOf(maker.at(place));
  const id = maker.id();
  const { scope } = place;
  // The first of the two always goes on.
  const swapped = maker.tape.chance(50);
  const ways = [scope.knowing(...whenTrue), scope.knowing(...whenFalse)];
  const { blocks, outputs, only } = branchesOf(maker, place, swapped ? [...ways].reverse() : ways);
  const [then = [], otherwise = []] = swapped ? [...blocks].reverse() : blocks;
  const empty = Array.isArray(otherwise) && otherwise.length === 0;
  const behindScope =
    only === undefined ? scope : scope.knowing(...((only === 0) === swapped ? whenFalse : whenTrue));
  return {
    steps: [{ id, if: source, then, ...(empty ? {} : { else: otherwise }) }],
    place: behind(place, id, outputs, behindScope),
  };
};

/** `choose: enum`, of one whose values are all left. */
export const makeChoose: Make = (maker, place) => {
  const enums = place.scope.there(({ t }) => t === 'enum').filter(({ path }) => !maker.isCompared(path));
  const reading = maker.tape.one(enums);
  return reading?.type.t === 'enum' ? chooseOf(maker, place, reading.path, reading.type.values) : undefined;
};

function chooseOf(maker: Maker, place: Place, path: string, values: readonly string[]): Made {
  maker.count('choose');
  maker.compare(path);
  const { tape } = maker;
  const id = maker.id();
  const listed = tape.chance(50) ? values : tape.some(values, 1);
  const names = listed.length < values.length || tape.chance(10) ? [...listed, 'else'] : [...listed];
  const { blocks, outputs } = branchesOf(
    maker,
    place,
    names.map(() => place.scope),
  );
  const branches = names.map((name, index): [string, Json] => [name, blocks[index] ?? []]);
  const otherwise = branches.filter(([name]) => name === 'else');
  const cases = Object.fromEntries(branches.filter(([name]) => name !== 'else'));
  const step: JsonObject = { id, choose: path, cases, ...Object.fromEntries(otherwise) };
  return { steps: [step], place: behind(place, id, outputs) };
}

/**
 * A `choose` on the result of a call or sub-flow: one of the results goes on, so that its outputs can be read behind it;
 * or none is chosen.
 */
export function afterResult(
  maker: Maker,
  place: Place,
  id: string,
  results: Readonly<Record<string, FieldTypes>>,
  wanted?: string,
): Made {
  const path = `steps.${id}.result`;
  const names = Object.keys(results);
  const own = names.filter((name) => name !== 'handed_over');
  const open = { ...place, scope: place.scope.with(path, { type: { t: 'enum', values: names } }) };
  if (wanted === undefined && !names.includes('handed_over') && maker.tape.chance(15))
    return { steps: [], place: open };
  const going = wanted ?? maker.tape.one(own) ?? '';
  maker.compare(path);
  const known = (name: string): Scope =>
    Object.entries(results[name] ?? {}).reduce(
      (scope, [field, type]) => scope.with(`steps.${id}.${field}`, type),
      open.scope,
    );
  if (names.length === 1) return { steps: [], place: { ...open, scope: known(going) } };
  maker.count('choose');
  const cases = names.map((name): [string, Json] => {
    if (name === 'handed_over') return [name, [{ end: { result: 'handed_over' } }]];
    const inside = { ...open, scope: known(name) };
    return [name, maker.below(inside, name !== going).steps];
  });
  return {
    steps: [{ choose: path, cases: Object.fromEntries(cases) }],
    place: { ...open, scope: known(going) },
  };
}
