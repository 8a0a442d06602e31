/** `answer: choice` of an `ask`: the list to choose from, and how one option is written. */
import type { AskStep, TextIr, Type } from '../../interpreter/ir.js';
import type { Compilation, Place } from '../compilation.js';
import { typeOf } from '../expressions/checked.js';
import { withRoot } from '../scope.js';
import { textAt } from '../texts.js';
import { text } from '../types/type.js';
import { expressionAt } from '../values.js';

/** What is written for a choice. */
export interface WrittenChoice {
  answer: AskStep['answer'];
  options?: string | undefined;
  label?: string | undefined;
}

/** A choice, compiled; `of` is the type of what is chosen. */
export interface Choice {
  ir: Pick<AskStep, 'options' | 'label'>;
  of?: Type;
}

/** Compiles `options` and `label`; other kinds of answers have none. */
export function choiceOf(flow: Compilation, written: WrittenChoice, place: Place): Choice {
  if (written.answer !== 'choice') {
    refuseKeys(flow, written, place);
    return { ir: {} };
  }
  const { path, scope } = place;
  if (written.options === undefined) {
    flow.tell(
      [...path, 'answer'],
      'flow_shape',
      'There is nothing to choose from.',
      'Add `options: ${list}`.',
    );
    return { ir: {} };
  }
  const at = [...path, 'options'];
  const list = expressionAt(flow, written.options, at, scope);
  if (list.type === undefined) return { ir: {} };
  if (list.optional === true)
    flow.tell(at, 'optional_unhandled', `${list.path ?? 'This'} may be absent here.`);
  if (list.type.t !== 'list') {
    flow.tell(at, 'type_mismatch', `\`options\` needs a list, not a ${typeOf(list)}.`);
    return { ir: {} };
  }
  const { of } = list.type;
  return { ir: { options: list.ir, label: labelOf(flow, written.label, of, place) }, of };
}

function labelOf(flow: Compilation, label: string | undefined, of: Type, { path, scope }: Place): TextIr {
  if (label !== undefined)
    return textAt(flow, label, [...path, 'label'], withRoot(scope, 'option', { type: of }));
  if (of.t !== 'text' && of.t !== 'enum') {
    const message = `A ${typeOf({ type: of })} does not say how it is written.`;
    flow.tell([...path, 'options'], 'flow_shape', message, 'Add `label: ${option.…}`.');
  }
  const type = of.t === 'enum' && of.name === undefined ? text : of;
  return {
    key: '${option}',
    args: [{ source: 'option', type, expr: { k: 'read', root: 'option', path: [] } }],
  };
}

function refuseKeys(flow: Compilation, written: WrittenChoice, { path }: Place): void {
  for (const key of ['options', 'label'] as const) {
    if (written[key] === undefined) continue;
    const message = `\`${key}\` belongs to \`answer: choice\`.`;
    flow.tell([...path, key], 'flow_shape', message, undefined, { at: 'key' });
  }
}
