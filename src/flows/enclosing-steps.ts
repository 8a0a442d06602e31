/** The steps around a place of a flow's file: what may run once, often, or not at all there. */
import type { Json, JsonObject } from '../contracts/json.js';
import type { Compilation } from './compilation.js';
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

/** Why a step that the flow has cannot be read at a path; undefined if there is no such step. */
export function whyNotRun(
  flow: Compilation,
  id: string,
  reader: Path,
): { message: string; hint?: string } | undefined {
  const path = flow.steps.at.get(id);
  if (path === undefined) return undefined;
  if (isBelow(path, reader)) return { message: `The step \`${id}\` has not run yet here.` };
  const around = enclosingSteps(flow.document.value, path).find((outer) => !isBelow(outer.path, reader));
  const line = around && flow.document.locate(around.path).line;
  if (around === undefined || line === undefined || line >= flow.document.locate(reader).line)
    return {
      message: `The step \`${id}\` may not have run here.`,
      hint: 'Move it before this step, or read it inside its branch.',
    };
  return { message: messageFor(id, around, line), hint: hintFor(around) };
}

function messageFor(id: string, { kind, raw }: EnclosingStep, line: number): string {
  const named = typeof raw['id'] === 'string' ? ` \`${raw['id']}\`` : '';
  const where = `the \`${kind}\`${named} in line ${line}`;
  if (kind === 'each')
    return `The step \`${id}\` runs once for each item of ${where}, so it cannot be read after that.`;
  if (kind === 'repeat')
    return `The step \`${id}\` runs in each round of ${where}, so it cannot be read after that.`;
  if (kind === 'parallel')
    return `The step \`${id}\` runs in a branch of ${where}, so it cannot be read outside it.`;
  return `The step \`${id}\` only runs in one branch of ${where}, so it may not have run here.`;
}

function hintFor({ kind, raw }: EnclosingStep): string {
  const id = typeof raw['id'] === 'string' ? raw['id'] : '<id>';
  const given = raw['outputs'];
  const [output = '<output>'] = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  const needsId = typeof raw['id'] === 'string' ? '' : `Give the \`${kind}\` an \`id\`. `;
  if (kind === 'each')
    return `${needsId}Pass the value out with \`outputs:\` of the \`each\`, and read it in the list \`steps.${id}.items\`, such as \`steps.${id}.items.map(x, x.${output})\`.`;
  if (kind === 'repeat')
    return `${needsId}Pass the value out with \`outputs:\` of the \`repeat\`, and read it as \`steps.${id}.${output}\`.`;
  return `Read it inside its branch, or ${kind === 'parallel' ? '' : 'end the other branches, or '}pass the value out of the branch with \`outputs\`.`;
}
