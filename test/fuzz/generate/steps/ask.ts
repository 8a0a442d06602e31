/** `ask`: every kind of answer. */
import { enumOf, text } from '../../../../src/flows/types/type.js';
import type { Type } from '../../../../src/contracts/ir.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import type { Make, Maker, Place } from '../maker.js';
import { typeNamed } from '../world.js';

/** A question's form, and the type of its answer. */
interface Question {
  form: JsonObject;
  type: Type;
  name: string;
}

const kinds: readonly [Ask, ...Ask[]] = [
  () => ({ name: 'yes_or_no', form: { answer: 'yes_or_no' }, type: enumOf(['yes', 'no']) }),
  () => ({ name: 'text', form: { answer: 'text' }, type: text }),
  () => ({ name: 'date', form: { answer: 'date' }, type: typeNamed('date') }),
  () => ({ name: 'amount', form: { answer: 'amount' }, type: typeNamed('money') }),
  list,
  map,
];

type Ask = (maker: Maker, place: Place) => Question;

/** `ask: …`, with its answer behind it. */
export const makeAsk: Make = (maker, place) => {
  if (place.quiet) return undefined;
  maker.asks = true;
  const { tape } = maker;
  const id = maker.id();
  const { form, type, name } = tape.one(kinds)(maker, place);
  maker.count('ask', `ask ${name}`);
  const expired = tape.chance(40) ? { outcomes: { expired: handler(maker, place, type) } } : {};
  const step: JsonObject = {
    id,
    ask: maker.at(place).sentence('What do you say to this'),
    ...form,
    ...(tape.chance(60) ? { expires: tape.one(['2 days', '1 business day', '6h']) } : {}),
    ...expired,
  };
  return { steps: [step], place: { ...place, scope: place.scope.with(`steps.${id}.answer`, { type }) } };
};

function handler(maker: Maker, place: Place, type: Type): Json {
  if (maker.tape.chance(50)) return maker.endingHandler(place);
  const block = maker.below(place);
  const answer = maker.at(block.place).value(type);
  if (answer === undefined) return [...block.steps, ...maker.ending(block.place)];
  return { do: block.steps, outputs: { answer } };
}

/** `options: ${list}`: of texts as they are, of records by a label. */
function list(maker: Maker, place: Place): Question {
  const make = maker.at(place);
  const records = maker.tape.one(
    place.scope.there(
      (type) => type.t === 'list' && type.of.t === 'record' && has(type.of, ['number', 'carrier']),
    ),
  );
  if (records?.type.t === 'list' && maker.tape.chance(70)) {
    const { of } = records.type;
    const label = has(of, ['number']) ? 'Order ${option.number}' : '${option.carrier} brings it';
    return {
      name: 'choice of list',
      form: { answer: 'choice', options: `\${${records.path}}`, label },
      type: of,
    };
  }
  const options = `[${make.of(text, 0)}, ${make.of(text, 0)} + "!"]`;
  return { name: 'choice of list', form: { answer: 'choice', options }, type: text };
}

const has = (type: Type, names: readonly string[]): boolean =>
  type.t === 'record' &&
  names.some((name) => type.fields[name]?.optional !== true && Object.hasOwn(type.fields, name));

const words = ['refund', 'replacement', 'new_date', 'nothing'];

/** `options:` as a map from value to label. */
function map(maker: Maker): Question {
  const values = maker.tape.some(words, 2);
  const options = Object.fromEntries(
    values.map((value) => [value, `I would like ${value.replace('_', ' ')}`]),
  );
  return { name: 'choice of map', form: { answer: 'choice', options }, type: enumOf(values) };
}
