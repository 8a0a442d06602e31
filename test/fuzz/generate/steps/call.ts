/** `call` of what reads: with and without handlers of its outcomes, deadline and retry. */
import { assignable, type FieldTypes, text } from '../../../../src/flows/types/type.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import type { Make, Maker, Place } from '../maker.js';
import { operations } from '../world.js';
import { afterResult } from './branches.js';

const refusal = { type: { t: 'record', fields: { code: { type: text } } } } as const;

/** Outcomes that were written down, and the results that they bring along. */
interface Handled {
  outcomes: JsonObject;
  results: Readonly<Record<string, FieldTypes>>;
}

/** `call: domain.operation`, and what follows from its result. */
export const makeCall: Make = (maker, place) => {
  const reads = [...operations.values()].filter(
    ({ operation, inputs }) => operation.effect === 'read' && maker.canGive(inputs, place),
  );
  // What needs an order or a parcel comes first where there is one.
  const special = reads.filter(({ inputs }) => Object.values(inputs).some(({ type }) => type.t === 'record'));
  const typed = maker.tape.one(special.length > 0 && maker.tape.chance(60) ? special : reads);
  if (typed === undefined) return undefined;
  maker.count('call');
  const id = maker.id();
  const inputs = maker.given(typed.inputs, place);
  const { outcomes, results } = handle(
    maker,
    place,
    id,
    typed.operation.privacy === 'customer_data',
    typed.results,
  );
  const step: JsonObject = {
    id,
    call: typed.operation.name,
    ...(Object.keys(inputs).length === 0 ? {} : { inputs }),
    ...patience(maker),
    ...(Object.keys(outcomes).length === 0 ? {} : { outcomes }),
  };
  const after = afterResult(maker, place, id, results);
  return { steps: [step, ...after.steps], place: after.place };
};

/** `deadline` and `retry`, now and then. */
export function patience(maker: Maker): JsonObject {
  const deadline = maker.tape.chance(20);
  const retry = maker.tape.chance(20);
  if (deadline) maker.count('call with deadline');
  if (retry) maker.count('call with retry');
  return {
    ...(deadline ? { deadline: '5 minutes' } : {}),
    ...(retry ? { retry: { every: '30 seconds', atMost: '5' } } : {}),
  };
}

function handle(
  maker: Maker,
  place: Place,
  id: string,
  verified: boolean,
  results: Readonly<Record<string, FieldTypes>>,
): Handled {
  const outcomes: [string, Json][] = [];
  let all = results;
  for (const name of ['refused', 'unknown', 'unavailable', ...(verified ? ['unverified'] : [])]) {
    if (!maker.tape.chance(20)) continue;
    const scope = name === 'refused' ? place.scope.with(`steps.${id}.refusal`, refusal) : place.scope;
    const inside = { ...place, scope };
    if (maker.tape.chance(40)) {
      outcomes.push([name, maker.endingHandler(inside)]);
      continue;
    }
    maker.count('outcome that goes on');
    const block = maker.below(inside);
    const known = Object.entries(results).find(([, fields]) => givesItself(maker, block.place, fields));
    const [result, fields] = maker.tape.chance(50) && known !== undefined ? known : [name, {}];
    outcomes.push([name, { do: block.steps, outputs: { result, ...maker.given(fields, block.place) } }]);
    all = { ...all, [result]: fields };
  }
  return { outcomes: Object.fromEntries(outcomes), results: all };
}

const givesItself = (maker: Maker, place: Place, fields: FieldTypes): boolean =>
  Object.values(fields).every(
    ({ type, optional }) =>
      optional === true || place.scope.there((given) => assignable(given, type)).length > 0,
  ) && maker.canGive(fields, place);
