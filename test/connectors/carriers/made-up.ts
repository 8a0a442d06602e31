/** Values made up of a schema, from a seed: what a system may answer by its own description. */
import type { Json } from '../../../src/contracts/json.js';

/** The part of a schema that values are made of. */
export interface Schema {
  $ref?: string;
  type?: string;
  enum?: readonly Json[];
  example?: Json;
  allOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  minItems?: number;
}

const DEEPEST = 12;

/** A value of a schema. The same seed gives the same value; `example` one with all of its parts, by their examples. */
export function madeUp(schema: Schema, resolve: (pointer: string) => Schema, seed: number | 'example'): Json {
  let state = seed === 'example' ? 0 : seed * 2_654_435_761 + 1;
  const random = (): number => {
    if (seed === 'example') return 0;
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

  function make(given: Schema, name: string, depth: number): Json {
    const one = given.$ref === undefined ? given : resolve(given.$ref);
    if (one.allOf) return Object.assign({}, ...one.allOf.map((part) => make(part, name, depth))) as Json;
    if (one.oneOf) return make(pick(one.oneOf), name, depth);
    if (one.enum) return pick(one.enum);
    if (one.properties || one.type === 'object') return record(one, depth);
    if (one.type === 'array') return list(one, name, depth);
    if (typeof one.example === 'string' && random() < 0.6) return one.example;
    if (one.type === 'boolean') return random() < 0.5;
    if (one.type === 'integer' || one.type === 'number') return Math.floor(random() * 100);
    return text(name);
  }

  function record({ properties = {}, required = [] }: Schema, depth: number): Json {
    const there = Object.entries(properties).filter(
      ([name]) => required.includes(name) || (depth < DEEPEST && random() < 0.75),
    );
    return Object.fromEntries(there.map(([name, inner]) => [name, make(inner, name, depth + 1)]));
  }

  function list({ items = {}, minItems = 0 }: Schema, name: string, depth: number): Json {
    const length = Math.max(minItems, depth < DEEPEST ? pick([1, 0, 1, 1, 2, 3]) : 0);
    return Array.from({ length }, () => make(items, name, depth + 1));
  }

  /** Moments in the forms that systems use, other texts of any sort. */
  function text(name: string): Json {
    const two = (most: number): string => String(1 + Math.floor(random() * most)).padStart(2, '0');
    if (/date/i.test(name)) return pick([`2026${two(12)}${two(28)}`, `2026-${two(12)}-${two(28)}T10:00:00Z`]);
    if (/time$/i.test(name)) return `${two(22)}${two(58)}00`;
    return pick(['A', '', 'Ä ß 漢', '011', '0', 'null', '<b>', ' x ', 'a'.repeat(300)]);
  }

  return make(schema, '', 0);
}
