/** `subflow`: a shipped flow, or one that was generated before. */
import type { JsonObject } from '../../../../src/contracts/json.js';
import type { Make } from '../maker.js';
import { afterResult } from './branches.js';

/** `subflow: name`, and what follows from its result. */
export const makeSubflow: Make = (maker, place) => {
  const callee = maker.tape.one(
    maker.callees.filter(({ asks, money }) => !(asks && place.quiet) && !(money && place.reading)),
  );
  if (callee === undefined || !maker.canGive(callee.inputs, place)) return undefined;
  maker.count('subflow');
  maker.called.add(callee.name);
  maker.asks ||= callee.asks;
  maker.money ||= callee.money;
  const id = maker.id();
  const inputs = maker.given(callee.inputs, place);
  const step: JsonObject = {
    id,
    subflow: callee.name,
    ...(Object.keys(inputs).length === 0 ? {} : { inputs }),
  };
  const results = maker.tape.chance(40) ? { ...callee.results, handed_over: {} } : callee.results;
  const after = afterResult(maker, place, id, results);
  return { steps: [step, ...after.steps], place: after.place };
};
