/** Every JSONPath of an operation's rules, with the lists on whose items it is evaluated, and its place in the file. */
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Path } from '../../flows/yaml/document.js';
import type { AskedPath } from './formats/list-names.js';
import { isList, isObject } from './json-value.js';

/** A JSONPath with its place below the rules. */
export interface PlacedPath extends AskedPath {
  at: Path;
}

/** The base of a relative path: the path of the lists around it, from the root of the view. */
const baseOf = (within: readonly string[]): string => `$${within.map((path) => path.slice(1)).join('')}`;

/** Keys without paths, or with paths that are not evaluated on the whole response. */
const APART = new Set(['request', 'chain', 'fields', 'paging']);

/** Paths for the response to one request. */
export function placedPaths(rules: JsonObject): PlacedPath[] {
  const { fields = null, paging, at, each } = rules;
  const start = [at, each].filter((path) => typeof path === 'string');
  const others = Object.entries(rules).filter(([key]) => !APART.has(key));
  const { last = null, ...ways } = isObject(paging) ? paging : {};
  return [
    ...others.flatMap(([key, value]) => pathsIn(value, [], [key])),
    ...pathsIn(ways, [], ['paging']),
    ...pathsIn(last, start, ['paging', 'last']),
    ...pathsIn(fields, start, ['fields']),
  ];
}

function pathsIn(rules: Json, within: readonly string[], at: Path): PlacedPath[] {
  if (typeof rules === 'string') return pathsOf(rules, within, at);
  if (rules === null || typeof rules !== 'object') return [];
  if (isList(rules)) return rules.flatMap((item, index) => pathsIn(item, within, [...at, index]));
  if (typeof rules['in'] === 'string') return lookUpPaths(rules, rules['in'], within, at);
  const { each, ...inside } = rules;
  if (typeof each !== 'string') return below(rules, within, at);
  return [...pathsIn(each, within, [...at, 'each']), ...below(inside, [...within, each], at)];
}

const below = (rules: JsonObject, within: readonly string[], at: Path): PlacedPath[] =>
  Object.entries(rules).flatMap(([key, item]) => pathsIn(item, within, [...at, key]));

/** Paths of a look-up, whose `where` is evaluated on the items of `in`. */
function lookUpPaths(
  { where = null, ...others }: JsonObject,
  list: string,
  within: readonly string[],
  at: Path,
): PlacedPath[] {
  const [place] = pathsOf(list, within, at);
  const items = place === undefined ? within : [`${place.base ?? '$'}${place.path.slice(1)}`];
  return [...below(others, within, at), ...pathsIn(where, items, [...at, 'where'])];
}

/** Paths of a text; `$root` and `$parent` are evaluated further out. */
function pathsOf(text: string, within: readonly string[], at: Path): PlacedPath[] {
  const [, base, rest] = /^\$(root|parent)?((?:[.[].*)?)$/s.exec(text) ?? [];
  if (rest === undefined) return [];
  const around = base === undefined ? within : base === 'root' ? [] : within.slice(0, -1);
  return [{ path: `$${rest}`, base: baseOf(around), at }];
}
