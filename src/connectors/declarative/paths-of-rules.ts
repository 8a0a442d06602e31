/** Every JSONPath of an operation's rules, with the lists on whose items it is evaluated. */
import type { Json, JsonObject } from '../../contracts/json.js';
import type { AskedPath } from './formats/list-names.js';
import { isList, isObject } from './json-value.js';

/** The base of a relative path: the path of the lists around it, from the root of the view. */
const baseOf = (within: readonly string[]): string => `$${within.map((path) => path.slice(1)).join('')}`;

/** Keys without paths, or with paths that are not evaluated on the whole response. */
const APART = new Set(['request', 'chain', 'fields', 'paging']);

/** Paths for the response to one request. */
export function placedPaths(rules: JsonObject): AskedPath[] {
  const { fields = null, paging, at, each } = rules;
  const start = [at, each].filter((path) => typeof path === 'string');
  const others = Object.entries(rules).flatMap(([key, value]) => (APART.has(key) ? [] : [value]));
  const { last = null, ...ways } = isObject(paging) ? paging : {};
  return [...pathsIn([...others, ways], []), ...pathsIn([last, fields], start)];
}

function pathsIn(rules: Json, within: readonly string[]): AskedPath[] {
  if (typeof rules === 'string') return pathsOf(rules, within);
  if (rules === null || typeof rules !== 'object') return [];
  if (isList(rules)) return rules.flatMap((item) => pathsIn(item, within));
  if (typeof rules['in'] === 'string') return lookUpPaths(rules, rules['in'], within);
  const { each, ...inside } = rules;
  if (typeof each !== 'string') return Object.values(rules).flatMap((item: Json) => pathsIn(item, within));
  return [...pathsIn(each, within), ...pathsIn(inside, [...within, each])];
}

/** Paths of a look-up, whose `where` is evaluated on the items of `in`. */
function lookUpPaths(
  { where = null, ...others }: JsonObject,
  list: string,
  within: readonly string[],
): AskedPath[] {
  const [place] = pathsOf(list, within);
  const items = place === undefined ? within : [`${place.base ?? '$'}${place.path.slice(1)}`];
  return [...Object.values(others).flatMap((item) => pathsIn(item, within)), ...pathsIn(where, items)];
}

/** Paths of a text; `$root` and `$parent` are evaluated further out. */
function pathsOf(text: string, within: readonly string[]): AskedPath[] {
  const [, base, rest] = /^\$(root|parent)?((?:[.[].*)?)$/s.exec(text) ?? [];
  if (rest === undefined) return [];
  const around = base === undefined ? within : base === 'root' ? [] : within.slice(0, -1);
  return [{ path: `$${rest}`, base: baseOf(around) }];
}
