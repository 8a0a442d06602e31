/** Every JSONPath of an operation's rules, with the lists inside whose items it is asked. */
import type { Json, JsonObject } from '../../json.js';
import type { AskedPath } from './formats/list-names.js';
import { isList, isObject } from './json-value.js';

/** The path that a relative path is asked behind: that of the lists around it, from the root of the view. */
const baseOf = (within: readonly string[]): string => `$${within.map((path) => path.slice(1)).join('')}`;

/** Keys whose paths are asked of something else than the whole answer, or that hold none. */
const APART = new Set(['request', 'chain', 'fields', 'paging']);

/** Paths of one request's answer. */
export function placedPaths(rules: JsonObject): AskedPath[] {
  const { fields = null, paging, at, each } = rules;
  const start = [at, each].filter((path) => typeof path === 'string');
  const others = Object.entries(rules).flatMap(([key, value]) => (APART.has(key) ? [] : [value]));
  const { last = null, ...ways } = isObject(paging) ? paging : {};
  return [...pathsIn([...others, ways], []), ...pathsIn([last, fields], start)];
}

function pathsIn(rules: Json, within: readonly string[]): AskedPath[] {
  if (typeof rules === 'string')
    return /^\$($|[.[])/.test(rules) ? [{ path: rules, base: baseOf(within) }] : [];
  if (rules === null || typeof rules !== 'object') return [];
  if (isList(rules)) return rules.flatMap((item) => pathsIn(item, within));
  const { each, fields, ...others } = rules;
  if (typeof each !== 'string') return Object.values(rules).flatMap((item: Json) => pathsIn(item, within));
  const inner = pathsIn(fields ?? null, [...within, each]);
  return [...pathsIn([each, others], within), ...inner];
}
