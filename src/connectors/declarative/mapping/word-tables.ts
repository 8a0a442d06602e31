/** Tables that translate a system's words to texts, bools and enums. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { programLocale } from '../../../texts/languages/program-locale.js';
import { didYouMean } from '../../../flows/yaml/suggest.js';
import { isList, isObject, plainText } from '../json-value.js';
import { swappedAnswerTable } from '../swapped-table.js';
import type { FieldPlace, FieldScope } from './readers.js';
import { boolOf, textOf, WrongShape } from './scalar-values.js';

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

const REGIONS = new Intl.DisplayNames(programLocale, { type: 'region', fallback: 'none' });

/** Converts a country to the two capitals of ISO 3166-1; other words need `values`. */
export function countryConverter(rules: JsonObject, place: FieldPlace): Convert {
  const read = textConverter(rules, place);
  return (value) => {
    const code = textOf(read(value), place.name).trim().toUpperCase();
    if (/^[A-Z]{2}$/.test(code) && REGIONS.of(code) !== undefined) return code;
    throw new WrongShape(
      place.name,
      'not a two-letter country code (ISO 3166-1); map other values with `values`',
    );
  };
}

/** Converts a bool, by the system's words if `values` has them. */
export function boolConverter(rules: JsonObject, place: FieldPlace, { report }: FieldScope): Convert {
  const { values } = rules;
  if (!isObject(values)) return (value) => boolOf(value, place.name);
  const swapped = swappedAnswerTable(values, ['true', 'false']);
  if (swapped !== undefined) reportSwapped(swapped, place, report);
  for (const [word, value] of Object.entries(values)) {
    if (swapped !== undefined || value === 'true' || value === 'false') continue;
    const message = `\`${plainText(value)}\` is neither \`true\` nor \`false\`.`;
    report.add([...place.path, 'values', word], 'connection_value_unknown', message);
  }
  return (value) => boolOf(inTable(values, textOf(value, place.name)) ?? null, place.name);
}

/** Converts a system's word to a business value; an unlisted word is counted, and becomes `other` or, with `otherwise`, null. */
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
    const isRead = rules['otherwise'] !== undefined;
    if (!isRead && !values.includes('other'))
      throw new WrongShape(place.name, 'a value that `values` does not map');
    scope.unknownValue(place.name);
    return isRead ? null : 'other';
  };
}

function checkTable(
  rules: JsonObject,
  words: JsonObject,
  values: readonly string[],
  place: FieldPlace,
  scope: FieldScope,
): void {
  const { report } = scope;
  const key = ['values', 'rules', 'value'].find((known) => rules[known] !== undefined) ?? 'value';
  const at = [...place.path, key];
  const swapped = swappedAnswerTable(words, values);
  if (key === 'values' && swapped !== undefined) {
    reportSwapped(swapped, place, report);
    return;
  }
  if (key === 'values') warnOfStar(words, values, place, scope);
  const constants = constantsOf(rules);
  const raw =
    constants.length === 0 || rules['values'] !== undefined
      ? Object.entries(words)
      : constants.map((value) => [undefined, value] as const);
  for (const [word, value] of raw) {
    if (typeof value === 'string' && values.includes(value)) continue;
    const hint = didYouMean(plainText(value), values);
    const message = `\`${plainText(value)}\` is not a value of \`${place.name}\`.`;
    report.add(word === undefined ? at : [...at, word], 'connection_value_unknown', message, { hint });
  }
}

/** Warns about `'*'` for a definite value: what nobody has heard of would be taken for it. */
function warnOfStar(
  words: JsonObject,
  values: readonly string[],
  { path, name }: FieldPlace,
  { report }: FieldScope,
): void {
  const any = words['*'];
  if (typeof any !== 'string' || any === 'other' || !values.includes('other')) return;
  const unused = values.filter((value) => value !== 'other' && !Object.values(words).includes(value));
  const none = unused.length === 0 ? '' : ` Nothing maps to ${listed(unused)}.`;
  const message = `\`'*': ${any}\` makes every value that is not listed here \`${any}\`, so \`${name}\` would be wrong for new or forgotten ones.${none}`;
  const hint =
    "List the values that the system has, and leave out `'*'`: an unknown one then becomes `other`, and an agent looks at it.";
  report.warn([...path, 'values', '*'], 'connection_value_unknown', message, { hint });
}

const listed = (values: readonly string[]): string =>
  new Intl.ListFormat(programLocale).format(values.map((value) => `\`${value}\``));

function reportSwapped(
  { message, hint }: NonNullable<ReturnType<typeof swappedAnswerTable>>,
  { path }: FieldPlace,
  report: FieldScope['report'],
): void {
  report.add([...path, 'values'], 'connection_value_unknown', message, { at: 'key', hint });
}

/** The values that the rules state themselves. */
function constantsOf({ value, rules }: JsonObject): Json[] {
  if (value !== undefined) return [value];
  return isList(rules ?? null)
    ? (rules as readonly Json[]).flatMap((rule) => (isObject(rule) ? (rule['value'] ?? []) : []))
    : [];
}
