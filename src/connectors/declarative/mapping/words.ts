/** Tables that translate a system's words to texts, bools and enums. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { didYouMean } from '../../../yaml/suggest.js';
import { isObject, plainText } from '../json-value.js';
import type { FieldPlace, FieldScope } from './readers.js';
import { boolOf, textOf, WrongShape } from './values.js';

type Convert = (value: Json) => Json;

/** The entry of a word in a table, or that of `*`. */
export function inTable(table: JsonObject, word: string): Json | undefined {
  if (Object.hasOwn(table, word)) return table[word];
  return Object.hasOwn(table, '*') ? table['*'] : undefined;
}

/** Converts a text, translated where `values` has an entry for it. */
export function textConverter(rules: JsonObject, place: FieldPlace): Convert {
  const words = isObject(rules['values']) ? rules['values'] : {};
  return (value) => {
    const word = textOf(value, place.name);
    return inTable(words, word) ?? word;
  };
}

/** Converts a bool, by the system's words if `values` has them. */
export function boolConverter(rules: JsonObject, place: FieldPlace, { report }: FieldScope): Convert {
  const { values } = rules;
  if (!isObject(values)) return (value) => boolOf(value, place.name);
  for (const [word, value] of Object.entries(values)) {
    if (value === 'true' || value === 'false') continue;
    const message = `\`${plainText(value)}\` is neither \`true\` nor \`false\`.`;
    report.add([...place.path, 'values', word], 'connection_value_unknown', message);
  }
  return (value) => boolOf(inTable(values, textOf(value, place.name)) ?? null, place.name);
}

/** Converts a system's word to a business value; an unlisted word becomes `other` and is counted. */
export function enumConverter(
  rules: JsonObject,
  values: readonly string[],
  place: FieldPlace,
  scope: FieldScope,
): Convert {
  const words = isObject(rules['values'])
    ? rules['values']
    : Object.fromEntries(values.map((value) => [value, value]));
  checkTable(rules, words, values, place, scope);
  return (value) => {
    const known = inTable(words, textOf(value, place.name));
    if (known !== undefined) return known;
    if (!values.includes('other')) throw new WrongShape(place.name, 'a word that `values` does not have');
    scope.unknownValue(place.name);
    return 'other';
  };
}

function checkTable(
  rules: JsonObject,
  words: JsonObject,
  values: readonly string[],
  place: FieldPlace,
  { report }: FieldScope,
): void {
  const at = [...place.path, rules['values'] === undefined ? 'value' : 'values'];
  const written =
    rules['value'] === undefined ? Object.entries(words) : [[undefined, rules['value']] as const];
  for (const [word, value] of written) {
    if (typeof value === 'string' && values.includes(value)) continue;
    const hint = didYouMean(plainText(value), values);
    const message = `\`${plainText(value)}\` is no value of \`${place.name}\`.`;
    report.add(word === undefined ? at : [...at, word], 'connection_value_unknown', message, { hint });
  }
}
