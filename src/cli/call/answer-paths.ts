/** Paths into an answer that lead nowhere: how far they go, and which path would lead to what is meant. */
import { compilePath } from '../../connectors/declarative/json-path.js';
import { isList, isObject } from '../../connectors/declarative/json-value.js';
import type { Json } from '../../contracts/json.js';
import { nearest } from '../../flows/yaml/suggest.js';
import { hasText } from './describe-answer.js';

/** How many places of an answer are looked at. */
const PLACES = 300;

/** What a path finds; nothing for a text that is no path. */
export function valuesAt(view: Json, path: string): readonly Json[] {
  const compiled = compilePath(path);
  return 'path' in compiled ? compiled.path.select(view) : [];
}

/** Whether a path finds something that is not null. */
const leadsIn = (view: Json, path: string): boolean => valuesAt(view, path).some((value) => value !== null);

/** How far a path leads, as a sentence: `the answer has …`, `` `$.data` is a list of 2 ``. */
export function reachText(view: Json, path: string, whole = 'the answer'): string {
  const steps = stepsOf(path) ?? [];
  for (let end = steps.length - 1; end > 0; end -= 1) {
    const before = `$${steps.slice(0, end).join('')}`;
    const [value] = valuesAt(view, before);
    if (value !== undefined) return `\`${before}\`${hasText(value)}`;
  }
  return `${whole}${hasText(view)}`;
}

/** The path that was meant by one that leads nowhere: without a wrapper, within one, or by a name almost the same. */
export function nearestPath(view: Json, path: string): string | undefined {
  const steps = stepsOf(path);
  if (steps === undefined) return undefined;
  const shorter = steps
    .slice(1)
    .map((_step, index) => steps.slice(index + 1))
    .filter((end) => end.some((step) => !/^\[[*\d-]/.test(step)));
  const deeper = placesIn(view).flatMap((before) => [steps, ...shorter].map((end) => [...before, ...end]));
  const candidates = [...shorter, ...renamed(view, steps), ...deeper].map((each) => `$${each.join('')}`);
  return candidates.find((candidate) => candidate !== path && leadsIn(view, candidate));
}

/** The place in an answer below which most of these paths lead to something, if more do than from its top. */
export function nearestBase(view: Json, paths: readonly string[]): string | undefined {
  const count = (base: string): number =>
    paths.filter((path) => leadsIn(view, `${base}${path.slice(1)}`)).length;
  const [best] = placesIn(view)
    .map((steps) => `$${steps.join('')}`)
    .map((base) => ({ base, found: count(base) }))
    .toSorted((a, b) => b.found - a.found);
  return best !== undefined && best.found > count('$') ? best.base : undefined;
}

/** The path of the first value that is one of these words. */
export function pathOfWord(view: Json, words: readonly string[]): string | undefined {
  return [[], ...placesIn(view)]
    .flatMap((steps) => {
      const [node] = valuesAt(view, `$${steps.join('')}`);
      const names = isObject(node ?? null) ? Object.keys(node as object) : [];
      return names.map((name) => `$${[...steps, stepTo(name)].join('')}`);
    })
    .find((path) =>
      valuesAt(view, path).some((value) => typeof value !== 'object' && words.includes(String(value))),
    );
}

/** With another name at the step where it goes no further. */
function renamed(view: Json, steps: readonly string[]): string[][] {
  const index = steps.findIndex((_step, at) => !leadsIn(view, `$${steps.slice(0, at + 1).join('')}`));
  const [node] = valuesAt(view, `$${steps.slice(0, Math.max(0, index)).join('')}`);
  const name = /[^.[\]'"]+/.exec(steps[index] ?? '')?.[0];
  if (name === undefined || !isObject(node ?? null)) return [];
  const meant = nearest(name, Object.keys(node as object));
  return meant === undefined ? [] : [[...steps.slice(0, index), stepTo(meant), ...steps.slice(index + 1)]];
}

/** The maps inside an answer, from the top; of a list its items. */
function placesIn(view: Json): string[][] {
  const places: string[][] = [];
  const open: { node: Json; steps: string[] }[] = [{ node: view, steps: [] }];
  for (const { node, steps } of open) {
    if (places.length > PLACES) break;
    if (steps.length > 0 && isObject(node)) places.push(steps);
    if (isList(node))
      open.push(...node.slice(0, 1).map((item) => ({ node: item, steps: [...steps, '[*]'] })));
    else if (isObject(node))
      for (const [name, value] of Object.entries(node))
        if (typeof value === 'object' && value !== null)
          open.push({ node: value, steps: [...steps, stepTo(name)] });
  }
  return places;
}

const STEP = /\.[\p{L}_][\p{L}\p{N}_]*|\['(?:[^'\\]|\\.)*'\]|\["(?:[^"\\]|\\.)*"\]|\[-?\d+\]|\[\*\]/uy;

/** The steps of a path without filters and `..`; undefined for another one. */
function stepsOf(path: string): string[] | undefined {
  const steps: string[] = [];
  STEP.lastIndex = 1;
  for (let match = STEP.exec(path); match !== null; match = STEP.exec(path)) {
    steps.push(match[0]);
    if (STEP.lastIndex === path.length) return steps;
  }
  return undefined;
}

const stepTo = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? `.${name}` : `['${name}']`;
