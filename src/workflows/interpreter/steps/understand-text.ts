/** What `classify` and `extract` share: understanding a text, using the message's own understanding if any. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { asText } from '../expression/value-kinds.js';
import { fineAmong } from '../../../contracts/intent-name.js';
import type { ClassifyStep, ExtractStep } from '../../../contracts/ir.js';
import type { RunEvent } from '../../../contracts/interpreter-event.js';
import type { Understanding } from '../../../contracts/understanding.js';
import type { Wait } from '../state.js';
import type { Move, Visit } from '../visit.js';
import { stop } from './stop-run.js';

type Understands = ClassifyStep | ExtractStep;

/** Uses the understanding of the message that started the run, or requests one of the text. */
export function understand<S extends Understands>(
  visit: Visit<S>,
  read: (step: S, understanding: Understanding) => Move,
): Move {
  const text = asText(visit.value(visit.step.text));
  const { message } = visit.turn.state.context.conversation;
  const apart = visit.step.kind === 'classify' ? fineAmong(visit.step.intents) : [];
  if (text === message?.text && isFineEnough(message.understanding, apart))
    return read(visit.step, message.understanding);
  if (visit.turn.state.cancelled) return stop(visit);
  visit.emit({ do: 'understand', id: visit.key, text, ...(apart.length === 0 ? {} : { apart }) });
  return { to: 'wait', wait: { on: 'understanding', id: visit.key } };
}

const isFineEnough = ({ apart: distinguished = [] }: Understanding, apart: readonly string[]): boolean =>
  apart.every((fine) => distinguished.includes(fine));

/** The understanding that the step waits for, if this is it. */
export const understood = (wait: Wait, event: RunEvent): Understanding | undefined =>
  event.is === 'understood' && event.id === wait.id ? event.understanding : undefined;

/** An object without its absent fields. */
export const given = (fields: readonly (readonly [name: string, value: Json | undefined])[]): JsonObject =>
  Object.fromEntries(fields.filter((field): field is readonly [string, Json] => field[1] !== undefined));
