/** A step taken apart for comparison: its own fields, and its blocks. */
import type { BlockIr, StepIr } from '../../contracts/ir.js';
import { blocksOf } from '../../workflows/interpreter/steps/registry.js';
import { canonicalJson, type Json, type JsonObject } from '../../contracts/json.js';

const otherParts: ReadonlySet<string> = new Set([
  // Its place and what people call it: derived from the rest.
  ...['kind', 'id', 'named', 'title', 'line'],
  // Compared separately.
  ...['approval', 'outcomes', 'cases', 'then', 'else', 'do', 'branches'],
]);

/** A step's own fields, without its blocks and its approval. */
export function fieldsOf(step: StepIr): JsonObject {
  // An IR is JSON by construction; its interfaces only lack the index signature of `Json`.
  const own = Object.entries(step as unknown as JsonObject);
  return Object.fromEntries(
    own
      .filter(([key]) => !otherParts.has(key))
      .map(([key, value]) => [key, key === 'undo' ? withoutPlace(value) : value]),
  );
}

/** The blocks of a step by name, including default blocks. */
export const blocksByName = (step: StepIr | undefined): ReadonlyMap<string, BlockIr> =>
  new Map(step === undefined ? [] : blocksOf(step));

/** True if two parts of an IR are equal, regardless of their place in the files. */
export const same = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b);

/** The canonical text of a part of an IR, without lines and compiler-made names. */
const textOf = (part: unknown): string => canonicalJson(withoutPlaces(part as Json | undefined));

function withoutPlaces(value: Json | undefined): Json {
  if (value === undefined || value === null || typeof value !== 'object') return value ?? null;
  if (Array.isArray(value)) return value.map((item: Json) => withoutPlaces(item));
  const made = 'named' in value && value.named === false;
  const entries = Object.entries(value).filter(
    ([key, inner]) => !(key === 'line' && typeof inner === 'number') && !(key === 'id' && made),
  );
  return Object.fromEntries(entries.map(([key, inner]: [string, Json]) => [key, withoutPlaces(inner)]));
}

function withoutPlace(step: Json): Json {
  if (typeof step !== 'object' || step === null || Array.isArray(step)) return step;
  return Object.fromEntries(
    Object.entries(step).filter(
      ([key]) => !['kind', 'id', 'named', 'title', 'line', 'outcomes', 'undoes'].includes(key),
    ),
  );
}
