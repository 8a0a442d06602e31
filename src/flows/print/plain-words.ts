/** Expressions and texts for readers who know the shop, not the language: `the order has a delivery date`, `‹amount›`. */
import type { ExprIr, Operator, TextIr } from '../../contracts/ir.js';
import { amountWords, readWords } from '../../contracts/operator-words.js';
import { expressionText, isAmount } from './expression.js';

const verbs: Readonly<Partial<Record<Operator, string>>> = {
  and: ', and ',
  or: ', or ',
  eq: ' is ',
  ne: ' is not ',
  lt: ' is less than ',
  le: ' is at most ',
  gt: ' is more than ',
  ge: ' is at least ',
  add: ' plus ',
  sub: ' minus ',
  mul: ' times ',
  div: ' divided by ',
  in: ' is one of ',
};

/** The same for moments, one of which is now. */
const timeVerbs: typeof verbs = {
  lt: ' is before ',
  le: ' is not after ',
  gt: ' is after ',
  ge: ' is not before ',
};

/** A condition or value in words. */
export function expressionWords(expr: ExprIr): string {
  switch (expr.k) {
    case 'value':
      return valueWords(expr.value);
    case 'read':
      return readWords(expr.root, expr.path);
    case 'has':
      return `there is: ${readWords(expr.root, expr.path)}`;
    case 'op':
      return operationWords(expr.op, expr.args);
    case 'call':
      return callWords(expr.fn, expr.args) ?? expressionText(expr);
    case 'list':
      return expr.items.map(expressionWords).join(', ');
    case 'index':
    case 'record':
    case 'macro':
      return expressionText(expr);
  }
}

/** A text with its values marked: `We’ve refunded ‹amount›. It can take a few days to show up in your account.` */
export function textWords({ key, args }: TextIr): string {
  return args.reduce(
    (text, { source, expr }) => text.replaceAll(`\${${source}}`, `‹${expressionWords(expr)}›`),
    key,
  );
}

function valueWords(value: Extract<ExprIr, { k: 'value' }>['value']): string {
  if (typeof value === 'string') return value.replaceAll('_', ' ');
  return isAmount(value) ? amountWords(value) : JSON.stringify(value);
}

function operationWords(op: Operator, args: readonly ExprIr[]): string {
  if (op === 'not') return `not: ${args.map(inner).join('')}`;
  if (op === 'neg') return `minus ${args.map(inner).join('')}`;
  if (op === 'if') {
    const [when, then, otherwise] = args.map(inner);
    return `${then ?? ''} if ${when ?? ''}, else ${otherwise ?? ''}`;
  }
  const aboutTime = args.some((arg) => arg.k === 'read' && arg.root === 'run');
  const verb = (aboutTime ? timeVerbs[op] : undefined) ?? verbs[op] ?? ` ${op} `;
  return args.map(op === 'and' || op === 'or' ? innerOf(op) : inner).join(verb);
}

function callWords(fn: string, args: readonly ExprIr[]): string | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  if (fn === 'size') return `number of ${expressionWords(first)}`;
  if (second === undefined) return undefined;
  if (fn === 'orValue') return `${inner(first)}, else ${inner(second)}`;
  return fn === 'contains' ? `${inner(first)} contains ${inner(second)}` : undefined;
}

const isJunction = (expr: ExprIr): boolean => expr.k === 'op' && (expr.op === 'and' || expr.op === 'or');

const inner = (expr: ExprIr): string =>
  isJunction(expr) ? `(${expressionWords(expr)})` : expressionWords(expr);

/** A junction directly inside one of the same kind needs no brackets. */
const innerOf =
  (op: Operator) =>
  (expr: ExprIr): string =>
    expr.k === 'op' && expr.op === op ? expressionWords(expr) : inner(expr);
