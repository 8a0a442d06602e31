/** Types an expression against what can be read and lowers it to the IR; mistakes are reported, none stops it. */
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { Type } from '../../contracts/ir.js';
import { allPresent, both, either, unreadable } from '../narrowing-facts.js';
import { knowing, type Scope } from '../scope.js';
import { bool, joined, number, text } from '../types/type.js';
import {
  checked,
  type Checked,
  type Checking,
  decidedAs,
  fieldOf,
  mistake,
  mistaken,
  type Surroundings,
  typeOf,
} from './checked-expression.js';
import { checkCall, checkMethod } from './check-function-calls.js';
import { checkBinary, isBinary } from './check-operators.js';
import { type Node, parseExpression } from './parse.js';
import { chainOf } from './member-chain.js';
import { checkRead } from './check-read.js';

/** Checks an expression's source; places are character offsets in it. */
export function checkExpression(source: string, scope: Scope, surroundings: Surroundings): Checked {
  const parsed = parseExpression(source);
  if (!('node' in parsed)) {
    surroundings.reportIssue(parsed.at, 'expression_syntax', parsed.message, parsed.hint);
    return notReadable(source);
  }
  const checking: Checking = {
    ...surroundings,
    check: (node, within) => check(checking, node, within),
    present: (node, within) => present(checking, node, within),
  };
  return checking.check(parsed.node, scope);
}

/** What is known after an expression with a mistake that is told already. */
export function notReadable(source: string): Checked {
  if (!/\bhas\s*\(/.test(source)) return mistaken;
  const facts = both(unreadable, allPresent);
  return { ...mistaken, whenTrue: facts, whenFalse: facts };
}

const present = (checking: Checking, node: Node, scope: Scope): Checked =>
  presentOf(checking, node, checking.check(node, scope));

/** The value of a node where it must not be missing. */
function presentOf(checking: Checking, node: Node, value: Checked): Checked {
  if (value.optional !== true) return value;
  const hint = `Test \`has(${value.path ?? 'x'})\` first, or write \`${value.path ?? 'x'}.orValue(…)\`.`;
  checking.reportIssue(
    node.start,
    'optional_unhandled',
    `${value.path ?? 'This'} may be missing here.`,
    hint,
  );
  // Its type is known all the same, so what else is wrong around it is told at once.
  const there = { ...value };
  delete there.optional;
  return there;
}

function check(checking: Checking, node: Node, scope: Scope): Checked {
  const chain = chainOf(node);
  if (chain !== undefined) return checkRead(checking, chain, scope, false);
  if (isBinary(node)) return checkBinary(checking, node, scope);
  switch (node.op) {
    case 'value':
      return literal(checking, node);
    case '&&':
    case '||':
      return logical(checking, node, scope);
    case '!_':
      return negation(checking, node.args, scope);
    case '-_':
      return minus(checking, node.args, scope);
    case '?:':
      return conditional(checking, node, scope);
    case 'list':
      return list(checking, node.args, scope);
    case '[]':
      return index(checking, node, scope);
    case '.':
      return fieldOfValue(checking, node, scope);
    case 'call':
      return checkCall(checking, node, scope);
    case 'rcall':
      return checkMethod(checking, node, scope);
    default:
      return refused(
        checking,
        node.start,
        node.op === 'map' ? 'Maps' : 'Optional access',
        'Use a `set` step, or `has(x)`.',
      );
  }
}

function refused(
  checking: Checking,
  at: number,
  what: string,
  hint?: string,
  code: ErrorCode = 'expression_refused',
): Checked {
  return mistake(checking, at, code, `${what} are not supported in expressions.`, hint);
}

function literal(checking: Checking, node: Extract<Node, { op: 'value' }>): Checked {
  const value = node.args;
  if (typeof value === 'string') {
    return { ...checked({ k: 'value', value }, { t: 'enum', values: [value] }), literal: value };
  }
  if (typeof value === 'boolean') return checked({ k: 'value', value }, bool);
  if (typeof value === 'bigint' && value <= BigInt(Number.MAX_SAFE_INTEGER)) {
    return checked({ k: 'value', value: Number(value) }, number);
  }
  if (value === null) return refused(checking, node.start, '`null` values', 'Use `has(x)`.');
  return refused(checking, node.start, 'Decimals and bytes', 'Use whole numbers, or `money("12.50 EUR")`.');
}

function logical(checking: Checking, node: Extract<Node, { op: '&&' | '||' }>, scope: Scope): Checked {
  const left = condition(checking, node.args[0], scope, node.op === '||' ? node.args[1] : undefined);
  const and = node.op === '&&';
  // The right side is evaluated only where the left one does not decide.
  const right = condition(checking, node.args[1], knowing(scope, and ? left.whenTrue : left.whenFalse));
  return {
    ...operands(and, left, right),
    whenTrue: and ? both(left.whenTrue, right.whenTrue) : either(left.whenTrue, right.whenTrue),
    whenFalse: and ? either(left.whenFalse, right.whenFalse) : both(left.whenFalse, right.whenFalse),
  };
}

/** Both operands, unless one is decided: then it decides for both, or drops out. */
function operands(and: boolean, left: Checked, right: Checked): Checked {
  const decides = !and;
  if (left.decided === decides || right.decided === decides) return decidedAs(decides);
  if (left.decided !== undefined) return right;
  if (right.decided !== undefined) return left;
  return checked({ k: 'op', op: and ? 'and' : 'or', args: [left.ir, right.ir] }, bool);
}

/** An operand that must be true or false; `otherwise` stands behind its `||`. */
function condition(checking: Checking, node: Node, scope: Scope, otherwise?: Node): Checked {
  const found = checking.check(node, scope);
  // `x || "y"` is how other languages write a default.
  if (otherwise !== undefined && found.path !== undefined && found.type && found.type.t !== 'bool') {
    const message = '`||` joins conditions, and cannot give a default.';
    const fallback = otherwise.op === 'value' ? JSON.stringify(otherwise.args) : '…';
    const hint = `Write \`${found.path}.orValue(${fallback})\`.`;
    return mistake(checking, node.start, 'type_mismatch', message, hint);
  }
  const value = presentOf(checking, node, found);
  if (value.type === undefined || value.type.t === 'bool') return value;
  const message = `Expected a condition, not a ${typeOf(value)}.`;
  return mistake(checking, node.start, 'type_mismatch', message, 'Compare the value with `==`, `<` or `in`.');
}

function negation(checking: Checking, node: Node, scope: Scope): Checked {
  const { ir, decided, whenTrue, whenFalse } = condition(checking, node, scope);
  const negated =
    decided === undefined ? checked({ k: 'op', op: 'not', args: [ir] }, bool) : decidedAs(!decided);
  return { ...negated, whenTrue: whenFalse, whenFalse: whenTrue };
}

function minus(checking: Checking, node: Node, scope: Scope): Checked {
  const value = checking.present(node, scope);
  const fits = value.type === undefined || ['number', 'money', 'duration'].includes(value.type.t);
  if (!fits) return mistake(checking, node.start, 'type_mismatch', `A ${typeOf(value)} cannot be negated.`);
  return checked({ k: 'op', op: 'neg', args: [value.ir] }, value.type);
}

function conditional(checking: Checking, node: Extract<Node, { op: '?:' }>, scope: Scope): Checked {
  const [test, yes, no] = node.args;
  const when = condition(checking, test, scope);
  const left = checking.present(yes, knowing(scope, when.whenTrue));
  const right = checking.present(no, knowing(scope, when.whenFalse));
  const ir =
    when.decided === undefined
      ? ({ k: 'op', op: 'if', args: [when.ir, left.ir, right.ir] } as const)
      : (when.decided ? left : right).ir;
  if (left.type === undefined || right.type === undefined) return { ...mistaken, ir };
  const type = joined(left.type, right.type);
  const opaque = left.opaque === true || right.opaque === true;
  if (type !== undefined) return { ...checked(ir, type), ...(opaque ? { opaque } : {}) };
  return mistake(
    checking,
    node.start,
    'type_mismatch',
    `Both sides must have the same type, but these are ${typeOf(left)} and ${typeOf(right)}.`,
  );
}

function list(checking: Checking, nodes: readonly Node[], scope: Scope): Checked {
  const items = nodes.map((node) => checking.present(node, scope));
  const ir = { k: 'list', items: items.map((item) => item.ir) } as const;
  const [first, ...others] = items;
  if (first === undefined) return checked(ir, { t: 'list', of: text });
  let of: Type | undefined = first.type;
  others.forEach((item, at) => {
    if (of === undefined || item.type === undefined) return;
    const type = joined(of, item.type);
    if (type === undefined) {
      mistake(
        checking,
        nodes[at + 1]?.start ?? 0,
        'type_mismatch',
        `All items must have the same type, but these are ${typeOf(first)} and ${typeOf(item)}.`,
      );
    }
    of = type;
  });
  if (of === undefined) return { ...mistaken, ir };
  const literals = items.flatMap(({ literal }) => literal ?? []);
  return { ...checked(ir, { t: 'list', of }), ...(literals.length === items.length ? { literals } : {}) };
}

function index(checking: Checking, node: Extract<Node, { op: '[]' }>, scope: Scope): Checked {
  const value = checking.present(node.args[0], scope);
  const at = checking.present(node.args[1], scope);
  const ir = { k: 'index', of: value.ir, at: at.ir } as const;
  if (value.type === undefined || at.type === undefined) return { ...mistaken, ir };
  if (value.type.t !== 'list') {
    return mistake(
      checking,
      node.args[1].start,
      'expression_refused',
      `A ${typeOf(value)} has no items.`,
      'Read a field by name: `x.field`.',
    );
  }
  if (at.type.t !== 'number')
    return mistake(
      checking,
      node.args[1].start,
      'type_mismatch',
      'The position of an item must be a number.',
    );
  return checked(ir, value.type.of);
}

/** `list[0].field`. */
function fieldOfValue(checking: Checking, node: Extract<Node, { op: '.' }>, scope: Scope): Checked {
  const value = checking.present(node.args[0], scope);
  const name = node.args[1];
  if (value.type === undefined) return mistaken;
  const root = { name: '_', at: node.start };
  const roots = new Map([[root.name, { type: value.type }]]);
  const within = { ...scope, roots };
  const field = checkRead(checking, { root, parts: [{ name, at: node.pos }] }, within, false);
  if (field.type === undefined) return mistaken;
  if (field.optional === true) {
    const hint = `Filter first: \`list.filter(x, has(x.${name}))\`.`;
    return mistake(checking, node.pos, 'optional_unhandled', `\`${name}\` may be missing here.`, hint);
  }
  return checked(fieldOf(value.ir, name), field.type);
}
