/** A lowered expression as its author would write it, for comparing two versions of a flow. */
import type { ExprIr, Operator } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { amountWords } from '../../contracts/operator-words.js';

const signs: Readonly<Partial<Record<Operator, string>>> = {
  and: '&&',
  or: '||',
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
  in: 'in',
};

/** `steps.quote.amount`, `size(steps.mine.orders) == 1`. */
export function expressionText(expr: ExprIr): string {
  switch (expr.k) {
    case 'value':
      return literalText(expr.value);
    case 'read':
      return [expr.root, ...expr.path].join('.');
    case 'has':
      return `has(${[expr.root, ...expr.path].join('.')})`;
    case 'index':
      return `${inner(expr.of)}[${expressionText(expr.at)}]`;
    case 'list':
      return `[${expr.items.map(expressionText).join(', ')}]`;
    case 'record':
      return `{ ${Object.entries(expr.fields)
        .map(([name, field]) => `${name}: ${expressionText(field)}`)
        .join(', ')} }`;
    case 'op':
      return operationText(expr.op, expr.args);
    case 'call':
      return callText(expr.fn, expr.args);
    case 'macro':
      return `${inner(expr.list)}.${expr.fn}(${expr.as}, ${expressionText(expr.body)})`;
  }
}

/** A value as a literal; money as `50 EUR`. */
function literalText(value: Json): string {
  return isAmount(value) ? amountWords(value) : JSON.stringify(value);
}

/** True for money. */
export function isAmount(value: Json): value is { minor: number; currency: string } {
  if (!isRecord(value)) return false;
  const { minor, currency } = value;
  return typeof minor === 'number' && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency);
}

const isRecord = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function operationText(op: Operator, args: readonly ExprIr[]): string {
  const parts = args.map(inner);
  if (op === 'not') return `!${parts[0] ?? ''}`;
  if (op === 'neg') return `-${parts[0] ?? ''}`;
  if (op === 'if') return `${parts[0] ?? ''} ? ${parts[1] ?? ''} : ${parts[2] ?? ''}`;
  return parts.join(` ${signs[op] ?? op} `);
}

function callText(fn: string, args: readonly ExprIr[]): string {
  const [first, ...rest] = args;
  if (first === undefined || fn === 'size') return `${fn}(${args.map(expressionText).join(', ')})`;
  return `${inner(first)}.${fn}(${rest.map(expressionText).join(', ')})`;
}

const inner = (expr: ExprIr): string =>
  expr.k === 'op' ? `(${expressionText(expr)})` : expressionText(expr);
