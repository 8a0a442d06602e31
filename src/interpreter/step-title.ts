/**
 * The title of a step as operators read it: with the values that may be shown in place of their names. Amounts, values of enums
 * and yes or no say nothing of a person; names, numbers, dates and texts may.
 */
import type { Json } from '../contracts/json.js';
import type { StepIr, TextIr, Type } from '../contracts/ir.js';
import { amountWords, asMarkdown, nameWords, readWords } from '../contracts/words.js';
import { read } from './expression/evaluate.js';
import { isMoney } from './expression/values.js';
import type { Cursor, RunState } from './state.js';

/** The title as one line of Markdown; `at` is the thread that is at the step, if one is. */
export function titleWith(step: StepIr, state: RunState, at: Cursor | undefined): string {
  const text = textOf(step);
  if (text === undefined) return asMarkdown(step.title);
  const roots = new Map<string, Json>([
    ['inputs', state.context.inputs],
    ['steps', { ...state.steps, ...at?.branch?.steps }],
    // The item of the turn that is under way; which one it was before is not known.
    ...(at === undefined ? [] : itemOf(at)),
  ]);
  const filled = text.args.reduce((title, { type, expr }) => {
    if (expr.k !== 'read') return title;
    const value = read(expr, { roots });
    const words = value === undefined ? undefined : valueWords(value, type);
    const name = `‹${readWords(expr.root, expr.path)}›`;
    return words === undefined ? title : title.replaceAll(name, () => words);
  }, step.title);
  return asMarkdown(filled);
}

function textOf(step: StepIr): TextIr | undefined {
  if (step.kind === 'say') return step.text;
  return step.kind === 'ask' ? step.question : undefined;
}

function itemOf({ frames }: Cursor): [string, Json][] {
  const loop = frames.findLast((frame) => frame.loop !== undefined)?.loop;
  const item = loop?.items[loop.at];
  return item === undefined ? [] : [['item', item]];
}

function valueWords(value: Json, type: Type): string | undefined {
  if (type.t === 'money' && isMoney(value)) return amountWords(value);
  if (type.t === 'enum' && typeof value === 'string' && type.values.includes(value)) return nameWords(value);
  if (type.t === 'bool' && typeof value === 'boolean') return value ? 'yes' : 'no';
  return undefined;
}
