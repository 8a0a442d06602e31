/** Steps without blocks: `say`, `set`, `handover`, `wait`. */
import { enumOf, moment, text } from '../../../../src/flows/types/type.js';
import { free } from '../expressions.js';
import type { Make } from '../maker.js';

/** `say: …` */
export const makeSay: Make = (maker, place) => {
  maker.count('say');
  return { steps: [{ say: maker.at(place).sentence('This is what I know') }], place };
};

/** `set: { … }` of one to three values. */
export const makeSet: Make = (maker, place) => {
  maker.count('set');
  const { tape } = maker;
  const id = maker.id();
  const make = maker.at(place);
  const types = Array.from({ length: tape.between(1, 3) }, () => tape.one(free));
  let { scope } = place;
  const values = types.map((type, index): [string, string] => {
    const name = `f${index + 1}`;
    const word = type === text && tape.chance(30) ? tape.one(['red', 'green']) : undefined;
    scope = scope.with(`steps.${id}.${name}`, { type: word === undefined ? type : enumOf([word]) });
    return [name, word ?? `\${${make.of(type)}}`];
  });
  return { steps: [{ id, set: Object.fromEntries(values) }], place: { ...place, scope } };
};

/** `handover: queue`, with or without a reason. */
export const makeHandover: Make = (maker, place) => {
  if (!maker.tape.chance(50)) return undefined;
  maker.count('handover');
  const reason = maker.tape.chance(50) ? { reason: maker.at(place).sentence('The customer needs help') } : {};
  return { steps: [{ handover: maker.tape.one(['default', 'orders']), ...reason }], place };
};

const durations = ['2 days', '4 hours', '1bd', '3 business hours', '90 minutes'] as const;

/** `wait:` for a time or until a moment. */
export const makeWait: Make = (maker, place) => {
  const until = maker.tape.chance(40);
  maker.count('wait', until ? 'wait until' : 'wait for');
  const length = until ? `\${${maker.at(place).of(moment)}}` : maker.tape.one(durations);
  return { steps: [{ wait: length }], place };
};
