/** Every JSONPath of an operation's rules, with the lists inside whose items it is asked. */
import type { Json, JsonObject } from '../../json.js';
import { isList, isObject } from './json-value.js';

/** A path, and the paths of the lists around it, outermost first. */
export interface PlacedPath {
  path: string;
  within: readonly string[];
}

/** Keys whose paths are asked of something else than the whole answer, or that hold none. */
const APART = new Set(['request', 'chain', 'fields', 'paging']);

/** Paths of one request's answer. */
export function placedPaths(rules: JsonObject): PlacedPath[] {
  const { fields = null, paging, at, each } = rules;
  const start = [at, each].filter((path) => typeof path === 'string');
  const others = Object.entries(rules).flatMap(([key, value]) => (APART.has(key) ? [] : [value]));
  const { last = null, ...ways } = isObject(paging) ? paging : {};
  return [...pathsIn([...others, ways], []), ...pathsIn([last, fields], start)];
}

function pathsIn(rules: Json, within: readonly string[]): PlacedPath[] {
  if (typeof rules === 'string') return /^\$($|[.[])/.test(rules) ? [{ path: rules, within }] : [];
  if (rules === null || typeof rules !== 'object') return [];
  if (isList(rules)) return rules.flatMap((item) => pathsIn(item, within));
  const { each, fields, ...others } = rules;
  if (typeof each !== 'string') return Object.values(rules).flatMap((item: Json) => pathsIn(item, within));
  const inner = pathsIn(fields ?? null, [...within, each]);
  return [...pathsIn([each, others], within), ...inner];
}
