/** Expressions and texts for readers who know the shop, not the language: `the order has a delivery date`, `‹amount›`. */
import type { ExprIr, Operator, TextIr } from '../../contracts/ir.js';
import { amountWords, readWords } from '../../contracts/operator-words.js';
import { expressionText, isAmount } from './expression.js';

const verbs: Readonly<Partial<Record<Operator, string>>> = {
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
      return `${readWords(expr.root, expr.path)} known`;
    case 'op':
      return operationWords(expr.op, expr.args);
    case 'call':
      return callWords(expr.fn, expr.args) ?? expressionText(expr);
    case 'list':
      return expr.items.map(expressionWords).join(', ');
    case 'macro':
      return membershipWords(expr) ?? expressionText(expr);
    case 'index':
    case 'record':
      return expressionText(expr);
  }
}

/** A text with its values marked: `We’ve refunded ‹amount›. It can take a few days to show up in your account.` */
export function textWords({ key, args }: TextIr): string {
  const marked = args.reduce(
    (text, { source, expr }) => text.replaceAll(`\${${source}}`, `‹${expressionWords(expr)}›`),
    key,
  );
  // What the engine fills in itself: `${merchant.hours}`.
  return marked.replaceAll(/\$\{([a-z.]+)\}/g, (_, source: string) => `‹${source.replaceAll('.', ' ')}›`);
}

function valueWords(value: Extract<ExprIr, { k: 'value' }>['value']): string {
  if (typeof value === 'string') return value.replaceAll('_', ' ');
  return isAmount(value) ? amountWords(value) : JSON.stringify(value);
}

function operationWords(op: Operator, args: readonly ExprIr[]): string {
  const [first] = args;
  if (op === 'not' && first !== undefined) return negatedWords(first);
  if (op === 'neg') return `minus ${args.map(inner).join('')}`;
  if (op === 'if') {
    const [when, then, otherwise] = args.map(inner);
    return `${then ?? ''} if ${when ?? ''}, else ${otherwise ?? ''}`;
  }
  if (op === 'and') return withoutSelfEvident(args.flatMap(partsOfAnd)).map(inner).join(', and ');
  const aboutTime = args.some((arg) => arg.k === 'read' && arg.root === 'run');
  const verb = (aboutTime ? timeVerbs[op] : undefined) ?? verbs[op] ?? ` ${op} `;
  return args.map(op === 'or' ? innerOfOr : inner).join(verb);
}

const opposites: Readonly<Partial<Record<Operator, Operator>>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  le: 'gt',
  gt: 'le',
  ge: 'lt',
};

/** `order delivered at not known`, `scope is not items`, `not whole`. */
function negatedWords(expr: ExprIr): string {
  if (expr.k === 'has') return `${readWords(expr.root, expr.path)} not known`;
  const opposite = expr.k === 'op' ? opposites[expr.op] : undefined;
  if (expr.k === 'op' && opposite !== undefined) return operationWords(opposite, expr.args);
  return `not ${inner(expr)}`;
}

/**
 * The parts of an `and` without what another part shows anyway: who reads that the delivery is before today need not be
 * told that there is one, nor what would count without it.
 */
function withoutSelfEvident(parts: readonly ExprIr[]): readonly ExprIr[] {
  const known = new Set(parts.flatMap((part) => (part.k === 'has' ? [readKey(part)] : [])));
  const plain = parts.map((part) => (part.k === 'has' ? part : withoutFallback(part, known)));
  const inComparisons = new Set(plain.flatMap((part) => (part.k === 'has' ? [] : [...readKeys(part)])));
  return plain.filter((part) => part.k !== 'has' || !inComparisons.has(readKey(part)));
}

const partsOfAnd = (expr: ExprIr): readonly ExprIr[] =>
  expr.k === 'op' && expr.op === 'and' ? expr.args.flatMap(partsOfAnd) : [expr];

const readKey = ({ root, path }: { root: string; path: readonly string[] }): string =>
  [root, ...path].join('.');

/** What a comparison or a sum reads. */
function readKeys(expr: ExprIr): readonly string[] {
  if (expr.k === 'read') return [readKey(expr)];
  return expr.k === 'op' && !isJunction(expr) && expr.op !== 'not' ? expr.args.flatMap(readKeys) : [];
}

/** The same expression, in which what is known has no `orValue`. */
function withoutFallback(expr: ExprIr, known: ReadonlySet<string>): ExprIr {
  if (expr.k === 'op') return { ...expr, args: expr.args.map((arg) => withoutFallback(arg, known)) };
  const [first] = expr.k === 'call' && expr.fn === 'orValue' ? expr.args : [];
  return first?.k === 'read' && known.has(readKey(first)) ? first : expr;
}

/** `country is one of US, CA`, of `["US", "CA"].exists(one, one == country)`. */
function membershipWords({ fn, list, as, body }: Extract<ExprIr, { k: 'macro' }>): string | undefined {
  if (fn !== 'exists' || body.k !== 'op' || body.op !== 'eq') return undefined;
  const others = body.args.filter((arg) => !(arg.k === 'read' && arg.root === as && arg.path.length === 0));
  const [other] = others;
  return others.length === 1 && other !== undefined ? operationWords('in', [other, list]) : undefined;
}

function callWords(fn: string, args: readonly ExprIr[]): string | undefined {
  const [first, second] = args;
  if (first === undefined) return undefined;
  if (fn === 'size') return `number of ${expressionWords(first)}`;
  if (second === undefined) return undefined;
  if (fn === 'orValue') return isNothing(second) ? inner(first) : `${inner(first)} or ${inner(second)}`;
  return fn === 'contains' ? `${inner(first)} contains ${inner(second)}` : undefined;
}

/** What stands in for a value that is missing, and says no more than that. */
const isNothing = (expr: ExprIr): boolean =>
  (expr.k === 'value' && (expr.value === false || expr.value === '')) ||
  (expr.k === 'list' && expr.items.length === 0);

const isJunction = (expr: ExprIr): boolean => expr.k === 'op' && (expr.op === 'and' || expr.op === 'or');

const isAlternative = (expr: ExprIr): boolean =>
  expr.k === 'call' && expr.fn === 'orValue' && expr.args[1] !== undefined && !isNothing(expr.args[1]);

const inner = (expr: ExprIr): string =>
  isJunction(expr) || isAlternative(expr) ? `(${expressionWords(expr)})` : expressionWords(expr);

/** An `or` directly inside another needs no brackets. */
const innerOfOr = (expr: ExprIr): string =>
  expr.k === 'op' && expr.op === 'or' ? expressionWords(expr) : inner(expr);
