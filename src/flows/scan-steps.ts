/** What a first look at a flow's steps shows before compilation: ids, and which results have a case. */
import type { Json, JsonObject } from '../contracts/json.js';
import { isMap } from './enclosing-steps.js';
import type { Path } from './yaml/document.js';
import { stepKinds } from './steps/registry.js';

/** Ids with their places in file order, and the sub-flow steps whose `handed_over` has a case. */
export interface FirstLook {
  ids: readonly { id: string; path: Path }[];
  handled: ReadonlySet<string>;
}

/** Looks through all steps, including those in branches. */
export function lookAtSteps(steps: Json): FirstLook {
  const ids: { id: string; path: Path }[] = [];
  const handled = new Set<string>();
  const visit = (value: Json, path: Path): void => {
    if (Array.isArray(value)) {
      value.forEach((item: Json, index) => {
        visit(item, [...path, index]);
      });
      return;
    }
    if (!isMap(value)) return;
    if (typeof value['id'] === 'string' && kindsOf(value).length > 0)
      ids.push({ id: value['id'], path: [...path, 'id'] });
    const handledHere = handledBy(value);
    if (handledHere !== undefined) handled.add(handledHere);
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  visit(steps, ['steps']);
  return { ids, handled };
}

/** The kinds that a step's keys name; there should be exactly one. */
export const kindsOf = (step: JsonObject): string[] => Object.keys(step).filter((key) => stepKinds.has(key));

/** The step whose result a `choose` reads, if it has a case for `handed_over`. */
function handledBy({ choose, cases }: JsonObject): string | undefined {
  if (typeof choose !== 'string' || !isMap(cases) || !Object.hasOwn(cases, 'handed_over')) return undefined;
  return /^\s*(?:\$\{)?\s*steps\.(\w+)\.result\s*\}?\s*$/.exec(choose)?.[1];
}

/** A step that calls a flow. */
export interface SubflowPlace {
  name: string;
  path: Path;
}

/** The flows that a document's steps call, each with the position of its name. */
export function subflowsIn(document: Json): SubflowPlace[] {
  const places: SubflowPlace[] = [];
  const visit = (value: Json, path: Path): void => {
    if (Array.isArray(value))
      value.forEach((item: Json, index) => {
        visit(item, [...path, index]);
      });
    if (!isMap(value)) return;
    if (typeof value['subflow'] === 'string')
      places.push({ name: value['subflow'], path: [...path, 'subflow'] });
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  if (isMap(document)) visit(document['steps'] ?? [], ['steps']);
  return places;
}
