/** The steps around a place of a flow's file: what may run once, often, or not at all there. */
import type { Json, JsonObject } from '../contracts/json.js';
import type { Path } from './yaml/document.js';
import { valueAt } from './yaml/zod-issues.js';

/** Kinds of steps that contain others. */
const containers = [
  ...(['each', 'repeat', 'parallel', 'if', 'choose'] as const),
  ...(['ask', 'call', 'classify', 'extract', 'wait'] as const),
];

/** A step around a place. */
export interface EnclosingStep {
  kind: (typeof containers)[number];
  path: Path;
  /** As the file writes it. */
  raw: JsonObject;
}

/** The steps around a place, the outermost first; the step at the place itself is not among them. */
export function enclosingSteps(document: Json, path: Path): EnclosingStep[] {
  return path.slice(0, -1).flatMap((_, length): EnclosingStep[] => {
    const at = path.slice(0, length);
    const raw = valueAt(document, at);
    // A step is an item of a list of steps.
    if (typeof at.at(-1) !== 'number' || !isMap(raw)) return [];
    const kind = containers.find((name) => Object.hasOwn(raw, name));
    return kind === undefined ? [] : [{ kind, path: at, raw }];
  });
}

/** True for a map. */
export const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether one path leads into another. */
export const isBelow = (outer: Path, inner: Path): boolean =>
  outer.length <= inner.length && outer.every((part, index) => part === inner[index]);

/** The outermost step around `inner` that `reader` is not in. */
export const leftBehind = (document: Json, inner: Path, reader: Path): EnclosingStep | undefined =>
  enclosingSteps(document, inner).find(({ path }) => !isBelow(path, reader));
