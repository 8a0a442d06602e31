/** JSONPath (RFC 9535) for mappings: compiled once; simple paths are walked here; backtracking is refused. */
import { query } from 'jsonpath-rfc9535';
import parse, { type JsonPathQuery } from 'jsonpath-rfc9535/parser';
import type { Json } from '../../contracts/json.js';
import { isList } from './json-value.js';

/** A compiled path. */
export interface JsonPath {
  text: string;
  /** Every value it leads to. */
  select: (root: Json) => readonly Json[];
  /** For a path that ends in `[*]`: the path to the list, to distinguish a missing list from an empty one. */
  list?: JsonPath;
  /** For a list inside the items of another list: the path to that outer list. */
  outer?: JsonPath;
}

/** A path, or what is wrong with the text. */
export type CompiledPath = { path: JsonPath } | { problem: string };

type Segments = JsonPathQuery['segments'];

/** Compiles a path. */
export function compilePath(text: string): CompiledPath {
  if (text.length > 500) return { problem: 'A path can have at most 500 characters.' };
  if (hasThreeAnds(text)) {
    return { problem: 'Put two of three conditions joined by `&&` in parentheses: `a && (b && c)`.' };
  }
  let segments: Segments;
  try {
    segments = parse(text).segments;
  } catch {
    return { problem: `\`${text}\` is not a valid JSONPath (RFC 9535).` };
  }
  const nodes = [...nodesOf(segments)];
  const refused = nodes.find(
    ({ type, name }) => type === 'FunctionExpr' && (name === 'match' || name === 'search'),
  );
  if (refused)
    return {
      problem: `\`${String(refused['name'])}\` is not allowed in a path: some texts could make it run forever.`,
    };
  // The outermost query is not among the nodes, so any query from the root is inside a filter.
  if (nodes.some(({ type }) => type === 'AbsSingularQuery' || type === 'JsonPathQuery')) {
    return {
      problem:
        'A filter can only read its own item, `@`. A query from the root, `$`, would run again for every item, ' +
        'and could take forever on a large answer.',
    };
  }
  if (nodes.filter(({ type }) => type === 'DescendantSegment').length > 1) {
    return { problem: 'A path can have at most one `..`: more could take forever on a large answer.' };
  }
  return { path: pathOf(text, segments) };
}

/** Whether three parts are joined by `&&` on one level: the library reads `a && b && c` as `a && (b || c)`. */
function hasThreeAnds(text: string): boolean {
  const joined = [0];
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|&&|\|\||[[\](),]/g)) {
    const last = joined.length - 1;
    if (token === '(' || token === '[') joined.push(0);
    else if (token === ')' || token === ']') joined.length = Math.max(1, last);
    else if (token === '||' || token === ',') joined[last] = 0;
    else if (token === '&&') joined[last] = (joined[last] ?? 0) + 1;
    if ((joined.at(-1) ?? 0) > 1) return true;
  }
  return false;
}

function pathOf(text: string, segments: Segments): JsonPath {
  const steps = segments.map(plainStep);
  const plain = steps.filter((step) => step !== undefined);
  const walk = plain.some((step) => step === ALL || typeof step === 'object') ? walkAll : walkOne;
  // The library evaluates filters and the like; a simple path is walked here, in a fraction of the time.
  const select =
    plain.length === steps.length
      ? (root: Json) => walk(root, plain)
      : (root: Json) => query(root as Parameters<typeof query>[0], text) as readonly Json[]; // JSON in, JSON out; ours is readonly
  const last = text.lastIndexOf('[*]');
  const ends = last > 0 && last === text.length - 3 && segments.at(-1)?.type === 'ChildSegment';
  const inner = steps.lastIndexOf(ALL);
  const around =
    ends || last <= 0 || inner < 0 ? undefined : pathOf(text.slice(0, last), segments.slice(0, inner));
  return {
    text,
    select,
    ...(ends ? { list: pathOf(text.slice(0, last), segments.slice(0, -1)) } : {}),
    ...(around ? { outer: around } : {}),
  };
}

/** Whether a path finds nothing only because a list around it has no items. */
export function emptyAround({ outer }: JsonPath, root: Json): boolean {
  if (!outer) return false;
  const found = outer.select(root);
  if (found.length === 0) return emptyAround(outer, root);
  return found.every((value) => isList(value) && value.length === 0);
}

/** `[*]`: every child. */
const ALL = Symbol('every child');

type ChildStep = string | number | typeof ALL;
/** A step to children, or also to those of all descendants. */
type Step = ChildStep | { below: ChildStep };

function walkAll(root: Json, steps: readonly Step[]): readonly Json[] {
  let found: readonly Json[] = [root];
  for (const step of steps) {
    const next: Json[] = [];
    for (const value of found) {
      if (typeof step === 'object') takeBelow(value, step.below, next);
      else takeChildren(value, step, next);
    }
    found = next;
  }
  return found;
}

function takeChildren(value: Json, step: ChildStep, into: Json[]): void {
  if (step === ALL) {
    if (value !== null && typeof value === 'object') for (const one of Object.values(value)) into.push(one);
    return;
  }
  const next = child(value, step);
  if (next !== undefined) into.push(next);
}

/** Descends level by level, as the library does. */
function takeBelow(root: Json, step: ChildStep, into: Json[]): void {
  const all: Json[] = [root];
  for (const value of all) {
    takeChildren(value, step, into);
    takeChildren(value, ALL, all);
  }
}

function walkOne(root: Json, steps: readonly Step[]): readonly Json[] {
  let found: Json = root;
  for (const step of steps) {
    const next = step === ALL || typeof step === 'object' ? undefined : child(found, step);
    if (next === undefined) return [];
    found = next;
  }
  return [found];
}

function child(value: Json, step: string | number): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (typeof step === 'number') return isList(value) ? value.at(step) : undefined;
  return !isList(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** A step to at most one child or to every child; with `..`, of all descendants. */
function plainStep({ type, node }: Segments[number]): Step | undefined {
  const step = childStep(node);
  return step === undefined || type === 'ChildSegment' ? step : { below: step };
}

function childStep(node: Segments[number]['node']): ChildStep | undefined {
  if (node.type === 'MemberNameShorthand') return node.value;
  if (node.type === 'WildcardSelector') return ALL;
  const only = node.selectors.length === 1 ? node.selectors[0] : undefined;
  if (only?.type === 'WildcardSelector') return ALL;
  return only?.type === 'NameSelector' || only?.type === 'IndexSelector' ? only.value : undefined;
}

/** Every node of the parsed path, filters included. */
function* nodesOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>; // not a list and not null: an object
  for (const part of Object.values(value)) yield* nodesOf(part);
}
