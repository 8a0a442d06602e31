/** Loops whose rounds all do the same: a fixed item of their list in each, or none at all. */
import type { StepIr } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import type { Compilation } from '../compilation.js';
import type { Path } from '../yaml/document.js';
import { valueAt } from '../yaml/zod-issues.js';

/** Warns about both. */
export function warnOfLoops(flow: Compilation, steps: readonly StepIr[]): void {
  for (const step of stepsIn(steps)) {
    const path = flow.places.get(step.id);
    if (step.kind !== 'each' || path === undefined) continue;
    const raw = valueAt(flow.document.value, [...path, 'each']);
    const list = typeof raw === 'string' ? (/^\$\{\s*([^{}]+?)\s*\}$/.exec(raw)?.[1] ?? raw) : '';
    const texts = ['do', 'outputs'].flatMap((key) =>
      textsIn(valueAt(flow.document.value, [...path, key]), [...path, key]),
    );
    const fixed = warnOfFixed(flow, list, texts);
    if (fixed > 0 || texts.some(({ text }) => /\bitem\b/.test(text))) continue;
    const message = 'Nothing in this loop reads `item`, so every round does the same.';
    const hint = 'Read the current item as `item`, or write the steps without a loop.';
    flow.warn([...path, 'each'], 'item_unread', message, hint);
  }
}

function warnOfFixed(flow: Compilation, list: string, texts: readonly Placed[]): number {
  if (!/^[\w.-]+$/.test(list)) return 0;
  const fixed = new RegExp(`(?<![\\w.])${list.replaceAll('.', '\\.')}\\[\\d+\\]((?:\\.\\w+)*)`, 'g');
  let count = 0;
  for (const { text, path } of texts)
    for (const { 0: read, 1: way = '', index } of text.matchAll(fixed)) {
      count += 1;
      const message = `Inside \`each: \${${list}}\`, \`${read}\` is the same item in every round.`;
      flow.warn(path, 'item_unread', message, `Did you mean the round’s own item, \`item${way}\`?`, {
        index,
      });
    }
  return count;
}

interface Placed {
  text: string;
  path: Path;
}

function textsIn(value: Json | undefined, path: Path): Placed[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries<Json>(value as JsonObject).flatMap(([key, part]) =>
    textsIn(part, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
