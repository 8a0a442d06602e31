/** Evaluates lowered expressions: total, pure, exact. Errors are `RunError`s, even inside `||` and `&&`. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { ExprIr, FunctionName } from '../../../contracts/ir.js';
import { RunError } from '../run-error.js';
import {
  asBool,
  asInteger,
  asList,
  isRecord,
  isList,
  isMoney,
  asText,
  type MoneyValue,
} from './value-kinds.js';
import { jsonBytes, maxResultBytes } from '../limits.js';

// Limits a computed value's size before it is serialised: shared parts are cheap to hold but costly to write.

/** Fuel for reading or creating a text or list of this length, so that growth is bounded like looping. */
export const lengthCost = (length: number): number => Math.ceil(length / 1024);

/** Ends the run if a text of this length could never be a result. */
export function boundText(length: number): void {
  if (length > maxResultBytes) throw new RunError('data_too_large');
}

/** Ends the run if a list of this length could never be a result: each item takes a character and a comma. */
export const boundList = (length: number): void => {
  boundText(length * 2);
};

/** Ends the run if the value exceeds 64 kB as JSON; counting stops there. */
export function boundResult(value: Json): void {
  if (left(value, maxResultBytes) < 0 || jsonBytes(value) > maxResultBytes)
    throw new RunError('data_too_large');
}

/** What remains of a byte budget after the value, underestimating its size; stops below zero. */
function left(value: Json, budget: number): number {
  if (typeof value === 'string') return budget - value.length - 2;
  if (typeof value !== 'object' || value === null) return budget - 1;
  let rest = budget - 2;
  // The two brackets make up for the comma that the last item lacks.
  for (const item of isList(value) ? value : Object.values(value)) {
    rest = left(item, rest - 1) + (rest === budget - 2 ? 1 : 0);
    if (rest < 0) return rest;
  }
  return rest;
}

// Arithmetic on safe integers, on money of one currency, and on moments with durations (both milliseconds).

/** Sum of numbers or money; texts and lists are joined, at a fuel cost proportional to their length. */
function add(left: Json, right: Json, burn: (steps: number) => void): Json {
  if (typeof left === 'string' && typeof right === 'string') {
    const length = left.length + right.length;
    boundText(length);
    burn(lengthCost(length));
    return left + right;
  }
  if (isList(left) && isList(right)) {
    const length = left.length + right.length;
    boundList(length);
    burn(lengthCost(length));
    return [...left, ...right];
  }
  if (isMoney(left) && isMoney(right))
    return money(left.minor + sameCurrency(left, right).minor, left.currency);
  return exact(asInteger(left) + asInteger(right));
}

/** Difference of numbers or money. */
function subtract(left: Json, right: Json): Json {
  if (isMoney(left) && isMoney(right))
    return money(left.minor - sameCurrency(left, right).minor, left.currency);
  return exact(asInteger(left) - asInteger(right));
}

/** Product of numbers, or of money and a whole number. */
function multiply(left: Json, right: Json): Json {
  if (isMoney(left)) return money(left.minor * asInteger(right), left.currency);
  if (isMoney(right)) return money(asInteger(left) * right.minor, right.currency);
  return exact(asInteger(left) * asInteger(right));
}

/** Quotient of numbers, truncated towards zero as in CEL. */
const divide = (left: Json, right: Json): Json => exact(Math.trunc(asInteger(left) / divisor(right)));

/** Remainder of a division, with the sign of the dividend. */
const remainder = (left: Json, right: Json): Json => exact(asInteger(left) % divisor(right));

/** The number or amount with its sign reversed. */
const negate = (value: Json): Json =>
  isMoney(value) ? money(-value.minor, value.currency) : exact(-asInteger(value));

function divisor(value: Json): number {
  const number = asInteger(value);
  if (number === 0) throw new RunError('divided_by_zero');
  return number;
}

function sameCurrency(left: MoneyValue, right: MoneyValue): MoneyValue {
  if (left.currency !== right.currency) throw new RunError('currency_mixed');
  return right;
}

const money = (minor: number, currency: string): Json => ({ minor: exact(minor), currency });

function exact(number: number): number {
  if (!Number.isSafeInteger(number)) throw new RunError('number_unsafe');
  // JSON has no negative zero: it would not survive the history.
  return number === 0 ? 0 : number;
}

// Functions of the expression language.

type Burn = (steps: number) => void;
type Run = (self: Json, argument: Json, burn: Burn) => Json;

// Whole runs at a time: a call per letter would make a long text a hundred times slower.
const ascii = /[\u0000-\u007f]+/g;

// `orValue` is not here: it must notice a missing first argument before that becomes an error.
const functions: Readonly<Record<Exclude<FunctionName, 'orValue'>, Run>> = {
  size,
  contains: (self, part, burn) => textOf(self, burn).includes(textOf(part, burn)),
  startsWith: (self, part) => asText(self).startsWith(asText(part)),
  endsWith: (self, part) => asText(self).endsWith(asText(part)),
  lowerAscii: (self, _, burn) => textOf(self, burn).replace(ascii, (run) => run.toLowerCase()),
  upperAscii: (self, _, burn) => textOf(self, burn).replace(ascii, (run) => run.toUpperCase()),
  join: (self, separator, burn) => join(asList(self).map(asText), asText(separator), burn),
};

/** Calls a function by name; a missing second argument is an empty text. */
function callFunction(name: Exclude<FunctionName, 'orValue'>, args: readonly Json[], burn: Burn): Json {
  const [self, argument = ''] = args;
  if (self === undefined) throw new RunError('internal');
  return functions[name](self, argument, burn);
}

/** A text that is read in full, at a fuel cost proportional to its length. */
function textOf(value: Json, burn: Burn): string {
  const text = asText(value);
  burn(Math.floor(text.length / 1024));
  return text;
}

function size(self: Json, _: Json, burn: Burn): number {
  if (isList(self)) return self.length;
  return isRecord(self) ? Object.keys(self).length : letters(textOf(self, burn));
}

// Letters, not code units: an emoji counts once.
const letters = (text: string): number =>
  text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

function join(texts: readonly string[], separator: string, burn: Burn): string {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  boundText(length);
  burn(lengthCost(length));
  return texts.join(separator);
}

// Equality and order of values of one kind; different kinds or currencies cannot be compared.

/** True if both are the same value; different kinds are an error, so that a wrong mapping never reads as "no". */
export function equal(left: Json, right: Json): boolean {
  if (isMoney(left) && isMoney(right)) return order(left, right) === 0;
  if (kindOf(left) !== kindOf(right)) throw new RunError('value_type');
  return same(left, right);
}

/** Less than, equal to or greater than zero; for numbers, texts (by code unit), and money of one currency. */
export function order(left: Json, right: Json): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  if (isMoney(left) && isMoney(right)) {
    if (left.currency !== right.currency) throw new RunError('currency_mixed');
    return Math.sign(left.minor - right.minor);
  }
  return Math.sign(asInteger(left) - asInteger(right));
}

/** True if the list has an equal item. */
export const contains = (list: readonly Json[], value: Json): boolean =>
  list.some((item) => equal(item, value));

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'list' : typeof value;
}

function same(left: Json, right: Json): boolean {
  if (isList(left))
    return isList(right) && left.length === right.length && left.every((item, at) => sameAt(item, right, at));
  if (!isRecord(left) || !isRecord(right)) return left === right;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && sameAt(left[name], right, name));
}

function sameAt(item: Json | undefined, other: Json, at: string | number): boolean {
  const counterpart = (other as Readonly<Record<string | number, Json | undefined>>)[at]; // lists and records are both read by key
  return item !== undefined && counterpart !== undefined && same(item, counterpart);
}

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
