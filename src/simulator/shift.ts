/** Shifts moments in time, located by their types, as a server's clock is not the test's. */
import type { FieldTypes } from '../flows/types/type.js';
import type { Type } from '../contracts/ir.js';
import type { Sentence } from '../contracts/command.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { ConversationSignal } from '../contracts/messages.js';

/** Fields with their moments shifted; untyped fields stay unchanged. */
export function shiftFields(values: JsonObject, types: FieldTypes, byMs: number): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = Object.hasOwn(types, name) ? types[name] : undefined;
      return [name, field === undefined ? value : shiftValue(value, field.type, byMs)];
    }),
  );
}

/** A sentence with its moments shifted. */
export const shiftSentence = ({ key, args }: Sentence, byMs: number): Sentence => ({
  key,
  args: args.map((arg) => ({ ...arg, value: shiftValue(arg.value, arg.type, byMs) })),
});

/** What a run tells its conversation, with its moments shifted. */
export function shiftSignal(signal: ConversationSignal, byMs: number): ConversationSignal {
  if (signal.type !== 'run_waiting' || signal.standing === undefined) return signal;
  const { since, until } = signal.standing;
  return {
    ...signal,
    standing: {
      ...signal.standing,
      ...(since === undefined ? {} : { since: since + byMs }),
      ...(until === undefined ? {} : { until: until + byMs }),
    },
  };
}

function shiftValue(value: Json, type: Type, byMs: number): Json {
  switch (type.t) {
    case 'moment':
      return typeof value === 'number' ? value + byMs : value;
    case 'list':
      return isList(value) ? value.map((item) => shiftValue(item, type.of, byMs)) : value;
    case 'record':
      return isRecord(value) ? shiftFields(value, type.fields, byMs) : value;
    default:
      return value;
  }
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isRecord = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);
