/** Values of a type, as activities, customers and callers give them. */
import type { FieldTypes } from '../../../src/flows/types/type.js';
import type { Type } from '../../../src/contracts/ir.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import type { Tape } from './tape.js';

/** The moment at which generated runs begin. */
export const start = Date.UTC(2026, 2, 2, 9);

const texts = ['A-1001', 'B-77', 'shoes', 'Ünser Größe 🎈', '', 'x'.repeat(300)] as const;

/** Where moments are, and how long an hour is. */
export interface Clock {
  start: number;
  hour: number;
}

const inTime: Clock = { start, hour: 3_600_000 };

/** A value of a type; moments are hours around the start, but never within one of them. */
export function valueOf(tape: Tape, type: Type, clock = inTime): Json {
  switch (type.t) {
    case 'text':
      return tape.one(texts);
    case 'number':
      return tape.one([0, 1, 2, 3, 7, 20, -4]);
    case 'bool':
      return tape.chance(50);
    case 'money':
      return { minor: tape.between(0, 20_000), currency: tape.chance(3) ? 'USD' : 'EUR' };
    case 'moment':
      return clock.start + (tape.chance(20) ? -1 : 1) * tape.between(2, 99) * clock.hour;
    case 'date':
      return `2026-03-${tape.between(10, 28)}`;
    case 'duration':
      return tape.between(1, 48) * clock.hour;
    case 'enum':
      return tape.one(type.values) ?? '';
    case 'list':
      return Array.from({ length: tape.below(4) }, () => valueOf(tape, type.of, clock));
    case 'record':
      return recordOf(tape, type.fields, clock);
    case 'band':
      throw new Error('A band is no value.');
  }
}

/** A value of every field; of those that may be absent, some. */
export function recordOf(tape: Tape, fields: FieldTypes, clock = inTime): JsonObject {
  const given = Object.entries(fields).filter(([, { optional }]) => optional !== true || tape.chance(60));
  return Object.fromEntries(given.map(([name, { type }]) => [name, valueOf(tape, type, clock)]));
}
