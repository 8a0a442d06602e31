/** Look-ups between two lists of a response, such as a line's parcel by the line's id (DESIGN §8). */
import type { Json } from '../../../contracts/json.js';
import { isObject } from '../json-value.js';
import {
  type Around,
  type FieldPlace,
  type FieldScope,
  type Reader,
  type Select,
  type Way,
  wayOf,
} from './readers.js';

/** Candidates of one list, by their keys. */
type Index = ReadonlyMap<string, readonly Json[]>;

/** A reader of the first candidate of `in` with a `where` that equals `equals` of the node, as texts, if any. */
export function lookUpReader(rules: Json, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const all = lookUpsReader(rules, place, scope, ({ select }) => select);
  return all && ((node, around) => all(node, around)[0]);
}

/**
 * Likewise of all such candidates; `selectorOf` reads the list `in`. The list is indexed once for each response, or for
 * each parent; `alone` is called for a candidate without any `where`.
 */
export function lookUpsReader(
  rules: Json,
  place: FieldPlace,
  { report }: FieldScope,
  selectorOf: (list: Way) => Select,
  alone: () => void = () => undefined,
): Select | undefined {
  const keys = ['in', 'where', 'equals'] as const;
  if (!isObject(rules) || keys.some((key) => rules[key] === undefined)) {
    report.add(place.path, 'connection_invalid', 'A lookup needs `in`, `where` and `equals`.');
    return undefined;
  }
  report.unknownKeys(rules, keys, place.path);
  const [list, where, equals] = keys.map((key) => wayOf(rules[key], [...place.path, key], report));
  if (!list || !where || !equals) return undefined;
  const candidates = selectorOf(list);
  const indexes = new WeakMap<object, Index>();
  const shared = sharedBase(rules['in']);
  return (node, around) => {
    const base = shared(node, around);
    if (base === null || typeof base !== 'object') return [];
    let index = indexes.get(base);
    if (!index) {
      index = indexOf(candidates(node, around), (candidate) => where.select(candidate, around), alone);
      indexes.set(base, index);
    }
    const found = index;
    return wordsOf(equals.select(node, around)).flatMap((word) => found.get(word) ?? []);
  };
}

/** The node that the list belongs to, so that all nodes below it share one index. */
function sharedBase(raw: Json | undefined): (node: Json, around: Around) => Json {
  if (typeof raw === 'string' && raw.startsWith('$root')) return (_, { root }) => root;
  return typeof raw === 'string' && raw.startsWith('$parent') ? (_, { parent }) => parent : (node) => node;
}

function indexOf(
  candidates: readonly Json[],
  keys: (candidate: Json) => readonly Json[],
  alone: () => void,
): Index {
  const index = new Map<string, Json[]>();
  for (const candidate of candidates) {
    const words = new Set(wordsOf(keys(candidate)));
    if (words.size === 0) alone();
    for (const word of words) {
      const known = index.get(word);
      if (known) known.push(candidate);
      else index.set(word, [candidate]);
    }
  }
  return index;
}

/** Values as keys: `7` and `"7"` are equal, as systems mix them. */
const wordsOf = (values: readonly Json[]): string[] =>
  values.flatMap((value) =>
    value === null || value === '' || typeof value === 'object' ? [] : [String(value)],
  );
