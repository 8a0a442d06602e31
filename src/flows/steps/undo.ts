/** `undo` of a call: what reverts it when the run reaches no result of its own. */
import { z } from 'zod';
import type { CallStep } from '../../contracts/ir.js';
import type { Effect } from '../../contracts/effect.js';
import { operationHint } from '../names.js';
import type { Compilation, Place } from '../compilation.js';
import type { TypedOperation } from '../type-environment.js';
import { withStep } from '../scope.js';
import { inputs } from '../schema-parts.js';
import { inputsAt } from '../compile-values.js';
import { effectOf } from './effect-of.js';

/** The form of `undo:`. */
export const undoSchema = z
  .strictObject({
    call: z.string().describe('The operation that undoes the call.'),
    inputs: inputs.optional().describe('Its inputs, which can read the call’s outputs as `steps.<id>`.'),
  })
  .describe(
    'Undoes this call if the flow is later handed off, fails or is stopped. If the undo fails, an agent is notified.',
  );

/** The call to revert: its effect and its outputs. */
export interface Undoable {
  effect: Effect;
  results: TypedOperation['results'];
}

/** Compiles `undo:`; it never moves money, because nobody would approve it, and a read needs none. */
export function undoAt(
  flow: Compilation,
  raw: z.infer<typeof undoSchema>,
  place: Place,
  { effect, results }: Undoable,
): CallStep | undefined {
  const path = [...place.path, 'undo'];
  if (effect === 'read')
    flow.reportIssue(path, 'undo_needless', 'This call only reads, so there is nothing to undo.', undefined, {
      at: 'key',
    });
  const { operations } = flow.environment;
  const typed = operations.get(raw.call);
  if (typed === undefined) {
    const message = `There is no operation \`${raw.call}\`.`;
    flow.reportIssue(
      [...path, 'call'],
      'operation_not_known',
      message,
      operationHint(raw.call, operations.keys()),
    );
    return undefined;
  }
  const own = effectOf(flow, typed);
  if (own === 'money')
    flow.reportIssue(
      [...path, 'call'],
      'undo_money',
      `\`${raw.call}\` moves money, and would have no approval.`,
    );
  const scope = withStep(place.scope, place.named ? place.id : undefined, { fields: {}, results });
  const places = { path: [...path, 'inputs'], owner: [...path, 'call'] };
  return {
    kind: 'call',
    id: flow.newId('undo'),
    named: false,
    title: `Undo: ${typed.operation.title}`,
    line: flow.document.locate(path).line,
    operation: raw.call,
    effect: own,
    undoes: true,
    inputs: inputsAt(flow, raw.inputs, typed.inputs, places, scope),
    outcomes: {},
  };
}
