/** Comparison, arithmetic, membership: the types they take, and the facts that follow from them. */
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { Operator, Type } from '../../contracts/ir.js';
import { fact, type Facts, noFacts } from '../narrowing-facts.js';
import type { Scope } from '../scope.js';
import { assignable, bool, joined, moment, number, text } from '../types/type.js';
import { dayIn, parseDuration } from '../literals.js';
import { didYouMean } from '../yaml/suggest.js';
import {
  checked,
  type Checked,
  type Checking,
  holdingCodes,
  mistake,
  mistaken,
  typeOf,
} from './checked-expression.js';
import type { Node } from './parse.js';

/** CEL's binary operators, mapped to ours. */
const binaryOperators = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  in: 'in',
} as const satisfies Record<string, Operator>;

type Binary = keyof typeof binaryOperators;

/** A node of a binary operator. */
export type BinaryNode = Extract<Node, { op: Binary }>;

/** True for a node of a binary operator. */
export const isBinary = (node: Node): node is BinaryNode => Object.hasOwn(binaryOperators, node.op);

const comparable = new Set<Type['t']>([
  'text',
  'enum',
  'number',
  'bool',
  'money',
  'moment',
  'date',
  'duration',
]);
const ordered = new Set<Type['t']>(['number', 'money', 'moment', 'date', 'duration']);

/** A binary operator whose two sides must both be present. */
export function checkBinary(checking: Checking, node: BinaryNode, scope: Scope): Checked {
  const left = checking.present(node.args[0], scope);
  const right = checking.present(node.args[1], scope);
  const ir = { k: 'op', op: binaryOperators[node.op], args: [left.ir, right.ir] } as const;
  if (left.type === undefined || right.type === undefined)
    return { ...mistaken, ir, type: resultWithout(node.op) };
  const sides = { left, right, leftType: left.type, rightType: right.type, node };
  if (isArithmetic(node.op))
    return { ...checked(ir, arithmetic(checking, sides)), ...holdingCodes(left, right) };
  const mistakes: ErrorCode[] = [];
  const reportIssue: Checking['reportIssue'] = (...issue) => {
    mistakes.push(issue[1]);
    checking.reportIssue(...issue);
  };
  const type = comparisonType({ ...checking, reportIssue }, sides);
  return mistakes.length === 0
    ? { ...checked(ir, type), ...comparisonFacts(node.op, left, right) }
    : { ...mistaken, ir, type };
}

function comparisonType(checking: Checking, sides: Sides): Type {
  const { op } = sides.node;
  if (op === 'in') return membership(checking, sides);
  return op === '==' || op === '!=' ? equality(checking, sides) : order(checking, sides);
}

function comparisonFacts(op: Binary, left: Checked, right: Checked): ReturnType<typeof membershipFacts> {
  if (op === 'in') return membershipFacts(left, right);
  return op === '==' || op === '!=' ? equalityFacts(op, left, right) : noKnowledge;
}

interface Sides {
  left: Checked;
  right: Checked;
  leftType: Type;
  rightType: Type;
  node: BinaryNode;
}

const isArithmetic = (op: Binary): boolean => ['+', '-', '*', '/', '%'].includes(op);

const resultWithout = (op: Binary): Type | undefined => (isArithmetic(op) ? undefined : bool);

function equality(checking: Checking, sides: Sides): Type {
  const { left, right, leftType, rightType, node } = sides;
  if (
    literalUnknown(checking, left, right, node.args[1]) ||
    literalUnknown(checking, right, left, node.args[0])
  )
    return bool;
  const same = joined(leftType, rightType) !== undefined || (isTextual(leftType) && isTextual(rightType));
  if (!same || !comparable.has(leftType.t) || !comparable.has(rightType.t)) {
    mistake(
      checking,
      node.start,
      'type_mismatch',
      `A ${typeOf(left)} and a ${typeOf(right)} cannot be compared.`,
      meantBy(sides) ?? 'Compare values of the same type.',
    );
  }
  return bool;
}

/** What the author meant by the two sides: an answer compared as a condition, or a value without its quotes or function. */
function meantBy({ left, right, node }: Sides): string | undefined {
  for (const [answer, condition] of [
    [left, right],
    [right, left],
  ] as const) {
    if (condition.type?.t !== 'bool' || answer.declared?.includes('yes') !== true) continue;
    const no = condition.ir.k === 'value' && condition.ir.value === false;
    return `The answer is a text: write \`${answer.path ?? 'x'} == "${no ? 'no' : 'yes'}"\`.`;
  }
  return literalMeant(left, right, node.args[1]) ?? literalMeant(right, left, node.args[0]);
}

/** How the literal `written` is written beside a value of another type. */
function literalMeant({ type }: Checked, value: Checked, raw: Node): string | undefined {
  const { literal, ir } = value;
  const given = ir.k === 'value' && typeof ir.value === 'number' ? String(ir.value) : literal;
  const day = dayIn(literal ?? dayOf(raw) ?? '');
  switch (type?.t) {
    case 'number':
      return literal !== undefined && /^-?\d+$/.test(literal)
        ? `Write it without quotes: \`${literal}\`.`
        : undefined;
    case 'money': {
      const amount = /\d+(?:[.,]\d{1,2})?/.exec(given ?? '')?.[0];
      const currency = /[A-Z]{3}/.exec(given ?? '')?.[0] ?? 'EUR';
      return (
        amount && `An amount has a currency: write \`money("${amount.replace(',', '.')} ${currency}")\`.`
      );
    }
    case 'duration': {
      const time = /^\d+$/.test(given ?? '') ? `${given ?? ''} days` : (given ?? '');
      return given && `Write \`duration("${parseDuration(time) === undefined ? '2 days' : time}")\`.`;
    }
    case 'date':
      return given === undefined && day === undefined
        ? undefined
        : `Write \`date("${day ?? '2026-12-31'}")\`.`;
    case 'moment':
      return value.type?.t === 'date'
        ? momentMeant(ir.k === 'value' && typeof ir.value === 'string' ? ir.value : '2026-12-31')
        : momentMeant(day, given);
    default:
      return undefined;
  }
}

function momentMeant(day: string | undefined, given?: string): string | undefined {
  if (day === undefined && given === undefined) return undefined;
  const today = day && `; compare a date with a date: \`run.today < date("${day}")\``;
  return `Compare a moment with a moment, such as \`run.now - duration("30 days")\`${today ?? ''}.`;
}

/** `2026-12-31` or `2026/12/31` without quotes, which is read as a calculation. */
function dayOf(node: Node): string | undefined {
  if (node.op !== '-' && node.op !== '/') return undefined;
  const [before, day] = node.args;
  if (before.op !== node.op) return undefined;
  const parts = [...before.args, day].map(({ op, args }) => (op === 'value' ? String(args) : ''));
  return parts.join('-');
}

const isTextual = ({ t }: Type): boolean => t === 'text' || t === 'enum';

/** A literal that the enum on the other side does not have. */
function literalUnknown(checking: Checking, side: Checked, other: Checked, at: Node): boolean {
  if (side.declared === undefined || other.literal === undefined || side.declared.includes(other.literal))
    return false;
  const message = `\`${other.literal}\` is not a value of ${side.path ?? 'this'}.`;
  mistake(checking, at.start, 'value_unknown', message, didYouMean(other.literal, side.declared));
  return true;
}

/** Comparing an enum with a literal says which values are left in either case. */
function equalityFacts(
  op: '==' | '!=',
  left: Checked,
  right: Checked,
): { whenTrue: Facts; whenFalse: Facts } {
  const read = left.path !== undefined && right.literal !== undefined ? left : right;
  const literal = read === left ? right.literal : left.literal;
  if (read.path === undefined || literal === undefined || read.type?.t !== 'enum') return noKnowledge;
  const is = fact(read.path, { values: [literal] });
  const isNot = fact(read.path, { values: read.type.values.filter((value) => value !== literal) });
  return op === '==' ? { whenTrue: is, whenFalse: isNot } : { whenTrue: isNot, whenFalse: is };
}

const noKnowledge = { whenTrue: noFacts, whenFalse: noFacts };

function membership(checking: Checking, { left, right, leftType, rightType, node }: Sides): Type {
  if (rightType.t !== 'list') {
    mistake(checking, node.args[1].start, 'type_mismatch', `\`in\` expects a list, not a ${typeOf(right)}.`);
    return bool;
  }
  const { declared } = left;
  const unknown =
    rightType.of.t === 'enum'
      ? rightType.of.values.find((value) => declared?.includes(value) === false)
      : undefined;
  if (declared !== undefined && unknown !== undefined && right.path === undefined) {
    const message = `\`${unknown}\` is not a value of ${left.path ?? 'this'}.`;
    const item =
      node.args[1].op === 'list' ? node.args[1].args.find(({ args }) => args === unknown) : undefined;
    const at = (item ?? node.args[1]).start;
    mistake(checking, at, 'value_unknown', message, didYouMean(unknown, declared));
  } else if (joined(leftType, rightType.of) === undefined || !comparable.has(leftType.t)) {
    const item = node.args[1].op === 'list' ? node.args[1].args[0] : undefined;
    const [first] = right.ir.k === 'list' ? right.ir.items : [];
    const literal = right.literals?.[0];
    const meant =
      item &&
      first &&
      literalMeant(
        left,
        { ...checked(first, rightType.of), ...(literal === undefined ? {} : { literal }) },
        item,
      );
    mistake(
      checking,
      node.start,
      'type_mismatch',
      `A ${typeOf(left)} cannot be in a ${typeOf(right)}.`,
      meant,
    );
  }
  return bool;
}

function membershipFacts(left: Checked, right: Checked): { whenTrue: Facts; whenFalse: Facts } {
  // A computed list may lack any of its type's values: nothing follows from not being in it.
  if (left.path === undefined || left.type?.t !== 'enum' || right.literals === undefined) return noKnowledge;
  const values = new Set(right.literals);
  const is = left.type.values.filter((value) => values.has(value));
  const isNot = left.type.values.filter((value) => !values.has(value));
  return { whenTrue: fact(left.path, { values: is }), whenFalse: fact(left.path, { values: isNot }) };
}

function order(checking: Checking, sides: Sides): Type {
  const { left, right, leftType, rightType, node } = sides;
  if (leftType.t !== rightType.t || !ordered.has(leftType.t)) {
    const hint =
      meantBy(sides) ??
      'Only numbers, money, moments, dates and durations can be ordered, each with its own type.';
    mistake(
      checking,
      node.start,
      'type_mismatch',
      `${typeOf(left)} ${node.op} ${typeOf(right)} is not possible.`,
      hint,
    );
  }
  return bool;
}

function arithmetic(checking: Checking, sides: Sides): Type | undefined {
  const { left, right, leftType, rightType, node } = sides;
  const type = arithmeticType(node.op, leftType, rightType);
  if (type === undefined) {
    mistake(
      checking,
      node.start,
      'type_mismatch',
      `${typeOf(left)} ${node.op} ${typeOf(right)} is not possible.`,
      calculated(sides),
    );
  }
  return type;
}

/** Beside a moment, what is added or taken away is a duration. */
function calculated(sides: Sides): string | undefined {
  const time = [sides.left, sides.right].find(({ type }) => type?.t === 'moment' || type?.t === 'date');
  const other = time === sides.left ? sides.right : sides.left;
  const value = other.ir.k === 'value' ? other.ir.value : '';
  const count = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (time?.type?.t !== 'moment') return meantBy(sides);
  return `Write \`duration("${parseDuration(count) === undefined ? (/^\d+$/.test(count) ? `${count} days` : '2 days') : count}")\`.`;
}

/** The type of `left op right`, or undefined if there is none. */
function arithmeticType(op: string, left: Type, right: Type): Type | undefined {
  const plus = op === '+';
  const sum = plus || op === '-';
  if (plus && isTextual(left) && isTextual(right)) return text;
  if (plus && left.t === 'list' && right.t === 'list') return assignable(left, right) ? right : undefined;
  if (left.t === 'number' && right.t === 'number') return number;
  if (sum && left.t === right.t && (left.t === 'money' || left.t === 'duration')) return left;
  if (sum && left.t === 'moment' && right.t === 'duration') return moment;
  if (plus && left.t === 'duration' && right.t === 'moment') return moment;
  if (op === '-' && left.t === 'moment' && right.t === 'moment') return { t: 'duration' };
  const amount = left.t === 'money' || left.t === 'duration';
  if (amount && right.t === 'number' && (op === '*' || (op === '/' && left.t === 'duration'))) return left;
  if (op === '*' && left.t === 'number' && (right.t === 'money' || right.t === 'duration')) return right;
  return undefined;
}
