/** The expressions of the intermediate representation, as lowered by the checker. */
import type { Json } from './json.js';

/** Operators after lowering; comparison and arithmetic work on numbers, money of one currency, moments and durations. */
export type Operator =
  | 'and'
  | 'or'
  | 'not'
  | 'eq'
  | 'ne'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'mod'
  | 'neg'
  | 'in'
  | 'if';

/** An expression, lowered: total, without clock or randomness. */
export type ExprIr =
  | { k: 'value'; value: Json }
  /**
   * `root` is `inputs`, `steps`, `policy`, `merchant`, `conversation`, `run`, `item`, `option`, or a macro's variable.
   * A missing value is a `value_missing` error.
   */
  | { k: 'read'; root: string; path: readonly string[] }
  | { k: 'index'; of: ExprIr; at: ExprIr }
  | { k: 'op'; op: Operator; args: readonly ExprIr[] }
  | { k: 'has'; root: string; path: readonly string[] }
  | { k: 'call'; fn: FunctionName; args: readonly ExprIr[] }
  | { k: 'list'; items: readonly ExprIr[] }
  | { k: 'record'; fields: Readonly<Record<string, ExprIr>> }
  | { k: 'macro'; fn: 'map' | 'filter' | 'exists' | 'all'; list: ExprIr; as: string; body: ExprIr };

/** Functions of the expression language, called as methods of their first argument (`size` also as a function). */
export type FunctionName =
  'size' | 'orValue' | 'contains' | 'startsWith' | 'endsWith' | 'lowerAscii' | 'upperAscii' | 'join';
