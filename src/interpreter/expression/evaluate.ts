/** Evaluates lowered expressions: total, pure, exact. Errors are `RunError`s, even inside `||` and `&&`. */
import type { Json, JsonObject } from '../../contracts/json.js';
import type { ExprIr } from '../../contracts/ir.js';
import { RunError } from '../run-error.js';
import { add, divide, multiply, negate, remainder, subtract } from './arithmetic.js';
import { contains, equal, order } from './compare.js';
import { callFunction } from './functions.js';
import { boundResult } from './size.js';
import { asBool, asInteger, asList, isRecord } from './values.js';

/** What an expression can read, and where its loops are charged. */
export interface Scope {
  roots: ReadonlyMap<string, Json>;
  burn(steps: number): void;
}

type OperatorExpr = Extract<ExprIr, { k: 'op' }>;
type MacroExpr = Extract<ExprIr, { k: 'macro' }>;

/** The value of an expression; at most 64 kB if it was computed. */
export function evaluate(expr: ExprIr, scope: Scope): Json {
  const value = valueOf(expr, scope);
  const computed = expr.k !== 'read' && expr.k !== 'value';
  if (computed) boundResult(value);
  return value;
}

/** The values of named expressions. */
export function evaluateAll(exprs: Readonly<Record<string, ExprIr>>, scope: Scope): JsonObject {
  const entries = Object.entries(exprs).map(([name, expr]) => [name, optionalOf(expr, scope)] as const);
  return Object.fromEntries(
    entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined),
  );
}

// What is absent stays absent: the checker allows an optional value only where one may be missing.
const optionalOf = (expr: ExprIr, scope: Scope): Json | undefined =>
  expr.k === 'read' ? read(expr, scope) : evaluate(expr, scope);

function valueOf(expr: ExprIr, scope: Scope): Json {
  switch (expr.k) {
    case 'value':
      return expr.value;
    case 'read':
    case 'index':
      return present(lookUp(expr, scope));
    case 'has':
      return read(expr, scope) !== undefined;
    case 'op':
      return operate(expr, scope);
    case 'list':
      return expr.items.map((item) => valueOf(item, scope));
    case 'record':
      return evaluateAll(expr.fields, scope);
    case 'macro':
      return iterate(expr, scope);
    case 'call': {
      if (expr.fn === 'orValue') return orValue(expr.args, scope);
      const args = expr.args.map((arg) => valueOf(arg, scope));
      return callFunction(expr.fn, args, scope.burn.bind(scope));
    }
  }
}

/** The value where it may be missing: an optional field, an index past the end. */
function lookUp(expr: ExprIr, scope: Scope): Json | undefined {
  if (expr.k === 'read') return read(expr, scope);
  if (expr.k !== 'index') return valueOf(expr, scope);
  const list = lookUp(expr.of, scope);
  return list === undefined ? undefined : asList(list)[asInteger(valueOf(expr.at, scope))];
}

/** What is read at a path, if it is there: own properties only, a field named `constructor` is never JavaScript's. */
export function read(
  { root, path }: { root: string; path: readonly string[] },
  scope: Pick<Scope, 'roots'>,
): Json | undefined {
  let value = scope.roots.get(root);
  for (const name of path) {
    if (value === undefined || !isRecord(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value ?? undefined;
}

function present(value: Json | undefined): Json {
  if (value === undefined) throw new RunError('value_missing');
  return value;
}

function orValue([value, otherwise]: readonly ExprIr[], scope: Scope): Json {
  return lookUp(argument(value), scope) ?? valueOf(argument(otherwise), scope);
}

function operate(expr: OperatorExpr, scope: Scope): Json {
  const at = (index: number): Json => valueOf(argument(expr.args[index]), scope);
  switch (expr.op) {
    case 'and':
      return expr.args.every((arg) => asBool(valueOf(arg, scope)));
    case 'or':
      return expr.args.some((arg) => asBool(valueOf(arg, scope)));
    case 'if':
      return asBool(at(0)) ? at(1) : at(2);
    case 'not':
      return !asBool(at(0));
    case 'neg':
      return negate(at(0));
    default:
      return binary(expr.op, at(0), at(1), scope);
  }
}

type Binary = Exclude<OperatorExpr['op'], 'and' | 'or' | 'if' | 'not' | 'neg'>;

function binary(op: Binary, left: Json, right: Json, scope: Scope): Json {
  switch (op) {
    case 'eq':
      return equal(left, right);
    case 'ne':
      return !equal(left, right);
    case 'lt':
      return order(left, right) < 0;
    case 'le':
      return order(left, right) <= 0;
    case 'gt':
      return order(left, right) > 0;
    case 'ge':
      return order(left, right) >= 0;
    case 'in':
      return contains(searched(right, scope), left);
    case 'add':
      return add(left, right, scope.burn.bind(scope));
    case 'sub':
      return subtract(left, right);
    case 'mul':
      return multiply(left, right);
    case 'div':
      return divide(left, right);
    case 'mod':
      return remainder(left, right);
  }
}

/** A list whose items are compared one by one, at a fuel cost proportional to its length. */
function searched(value: Json, scope: Scope): readonly Json[] {
  const list = asList(value);
  scope.burn(Math.floor(list.length / 64));
  return list;
}

function iterate(expr: MacroExpr, scope: Scope): Json {
  const items = asList(valueOf(expr.list, scope));
  const roots = new Map(scope.roots);
  const inner: Scope = { roots, burn: scope.burn.bind(scope) };
  const body = (item: Json): Json => {
    inner.burn(1);
    roots.set(expr.as, item);
    return valueOf(expr.body, inner);
  };
  switch (expr.fn) {
    case 'map':
      return items.map(body);
    case 'filter':
      return items.filter((item) => asBool(body(item)));
    case 'exists':
      return items.some((item) => asBool(body(item)));
    case 'all':
      return items.every((item) => asBool(body(item)));
  }
}

function argument(expr: ExprIr | undefined): ExprIr {
  if (expr === undefined) throw new RunError('internal');
  return expr;
}
