/** Functions and list macros of the expression language, and the parts of CEL it leaves out. */
import type { FunctionName, Type } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import { allPresent } from '../narrowing-facts.js';
import { literalExample, parseDuration, parseLiteral } from '../literals.js';
import { type Scope, withRoot } from '../scope.js';
import { assignable, bool, joined, number, text } from '../types/type.js';
import { operationHint, wrongName } from '../names.js';
import { didYouMean } from '../yaml/suggest.js';
import {
  checked,
  type Checked,
  type Checking,
  decidedAs,
  mistake,
  mistaken,
  typeOf,
} from './checked-expression.js';
import type { Node } from './parse.js';
import { chainOf } from './member-chain.js';
import { checkRead } from './check-read.js';

/** Deepest nesting of list macros. */
const MAX_MACROS = 2;

const textList: Type = { t: 'list', of: text };

/** Functions with their first argument, other arguments, and result; `size` also takes lists. */
const functions: Readonly<
  Record<Exclude<FunctionName, 'orValue'>, { self: Type; others: Type[]; min: number; gives: Type }>
> = {
  size: { self: text, others: [], min: 0, gives: number },
  contains: { self: text, others: [text], min: 1, gives: bool },
  startsWith: { self: text, others: [text], min: 1, gives: bool },
  endsWith: { self: text, others: [text], min: 1, gives: bool },
  lowerAscii: { self: text, others: [], min: 0, gives: text },
  upperAscii: { self: text, others: [], min: 0, gives: text },
  join: { self: textList, others: [text], min: 0, gives: text },
};

const macros = ['map', 'filter', 'exists', 'all'] as const;
const constants: Readonly<Record<string, Type>> = {
  money: { t: 'money' },
  duration: { t: 'duration' },
  date: { t: 'date' },
};
const known = [...Object.keys(functions), ...macros, ...Object.keys(constants), 'has', 'offered', 'orValue'];

const isFunction = (name: string): name is keyof typeof functions => Object.hasOwn(functions, name);
const isMacro = (name: string): name is (typeof macros)[number] => macros.some((macro) => macro === name);

/** `has(x)`, `size(x)`, `money("50 EUR")`. */
export function checkCall(checking: Checking, node: Extract<Node, { op: 'call' }>, scope: Scope): Checked {
  const [name, args] = node.args;
  const [first, second] = args;
  if (first !== undefined && second === undefined) {
    if (name === 'has') return checkHas(checking, first, scope);
    if (name === 'offered') return checkOffered(checking, first);
    if (name === 'size') return callFunction(checking, node, 'size', first, [], scope);
    const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
    if (constant !== undefined) return checkConstant(checking, first, constant);
  }
  if (isFunction(name) || isMacro(name) || name === 'orValue') {
    return mistake(
      checking,
      node.start,
      'expression_refused',
      `Write \`${name}\` after a value.`,
      `Write \`x.${name}(…)\`.`,
    );
  }
  return unknownFunction(checking, node.start, name);
}

/** `x.orValue(y)`, `list.map(v, …)`, `text.contains("…")`. */
export function checkMethod(checking: Checking, node: Extract<Node, { op: 'rcall' }>, scope: Scope): Checked {
  const [name, self, args] = node.args;
  const [first, second] = args;
  if (name === 'orValue' && first !== undefined && args.length === 1)
    return checkOrValue(checking, self, first, scope);
  if (isMacro(name)) {
    if (first === undefined || second === undefined || args.length > 2) {
      return mistake(
        checking,
        node.start,
        'expression_refused',
        `\`${name}\` needs a variable and an expression.`,
        `Write \`list.${name}(x, …)\`.`,
      );
    }
    return checkMacro(checking, name, self, first, second, scope);
  }
  return isFunction(name)
    ? callFunction(checking, node, name, self, args, scope)
    : unknownFunction(checking, node.start, name);
}

/** Functions of spreadsheets and other languages, and their equivalents here. */
const inOtherLanguages: Readonly<Record<string, string>> = {
  matches: 'To match text patterns, use an `extract` step.',
  len: 'Write `size(x)`.',
  length: 'Write `size(x)`.',
  count: 'Write `size(x)`.',
  lower: 'Write `x.lowerAscii()`.',
  upper: 'Write `x.upperAscii()`.',
  toLowerCase: 'Write `x.lowerAscii()`.',
  toUpperCase: 'Write `x.upperAscii()`.',
  includes: 'Write `x.contains("…")`.',
  isEmpty: 'Write `size(x) == 0`.',
  find: 'Write `list.filter(x, …)`.',
  any: 'Write `list.exists(x, …)`.',
  some: 'Write `list.exists(x, …)`.',
  every: 'Write `list.all(x, …)`.',
  now: 'Use `run.now`.',
  today: 'Use `run.today`.',
};

function unknownFunction(checking: Checking, at: number, name: string): Checked {
  const hint = Object.hasOwn(inOtherLanguages, name) ? inOtherLanguages[name] : didYouMean(name, known);
  return mistake(checking, at, 'expression_refused', `There is no function \`${name}\`.`, hint);
}

function checkHas(checking: Checking, node: Node, scope: Scope): Checked {
  const chain = chainOf(node);
  if (chain !== undefined && chain.parts.length > 0) {
    const read = checkRead(checking, chain, scope, true);
    return read.type === undefined ? { ...read, whenTrue: allPresent } : read;
  }
  const hint = 'Write `has(inputs.orderNumber)`.';
  const message = '`has` can only be used with a path of names.';
  return {
    ...mistake(checking, node.start, 'expression_refused', message, hint),
    whenTrue: allPresent,
  };
}

/** `offered(orders.cancel)`: decided here, because a merchant's connections stand in its files. */
function checkOffered(checking: Checking, node: Node): Checked {
  const chain = chainOf(node);
  if (chain === undefined) {
    return mistake(
      checking,
      node.start,
      'expression_refused',
      '`offered` can only be used with the name of an operation.',
      'Write `offered(orders.get)`, without quotes.',
    );
  }
  const operation = [chain.root, ...chain.parts].map(({ name }) => name).join('.');
  const offered = checking.offers.get(operation);
  if (offered !== undefined) return decidedAs(offered);
  return mistake(
    checking,
    chain.root.at,
    'operation_not_known',
    `There is no operation \`${operation}\`.`,
    operationHint(operation, checking.offers.keys()),
  );
}

function checkConstant(checking: Checking, node: Node, type: Type): Checked {
  const raw = node.op === 'value' && typeof node.args === 'string' ? node.args : '';
  const value: Json | undefined = parseLiteral(raw, type);
  if (value !== undefined) {
    if (type.t === 'money') checking.onMoney(node.start, raw.trim().slice(-3));
    return checked({ k: 'value', value }, type);
  }
  if (type.t === 'duration' && parseDuration(raw) !== undefined) {
    const message = 'Business time cannot be used in an expression, only calendar time.';
    const hint = `Write \`duration("${raw.trim().replace(/\s*business\s+|b(?=[hd]$)/, (found) => (found === 'b' ? '' : ' '))}")\`; or use two steps: first wait for the moment, then \`wait: ${raw.trim()}\`.`;
    return mistake(checking, node.start, 'type_mismatch', message, hint);
  }
  return mistake(
    checking,
    node.start,
    'type_mismatch',
    `This is not a valid ${type.t}.`,
    literalExample(type, raw),
  );
}

function callFunction(
  checking: Checking,
  node: Node,
  fn: keyof typeof functions,
  selfNode: Node,
  argNodes: readonly Node[],
  scope: Scope,
): Checked {
  const { self, others, min, gives } = functions[fn];
  const args = [selfNode, ...argNodes].map((arg) => checking.present(arg, scope));
  if (argNodes.length < min || argNodes.length > others.length) {
    return mistake(checking, node.start, 'expression_refused', `\`${fn}\` takes ${others.length} arguments.`);
  }
  [self, ...others].forEach((needed, index) => {
    const given = args[index];
    const node = [selfNode, ...argNodes][index];
    if (given?.type === undefined || node === undefined || assignable(given.type, needed)) return;
    if (fn === 'size' && given.type.t === 'list') return;
    mistake(
      checking,
      node.start,
      'type_mismatch',
      `\`${fn}\` expects a ${typeOf({ type: needed })}, not a ${typeOf(given)}.`,
    );
  });
  return checked({ k: 'call', fn, args: args.map(({ ir }) => ir) }, gives);
}

/** `[]`, which is a list of whatever is needed. */
const isEmptyList = (node: Node): boolean => node.op === 'list' && node.args.length === 0;

function checkOrValue(checking: Checking, self: Node, otherwise: Node, scope: Scope): Checked {
  const value = checking.check(self, scope);
  const other = checking.present(otherwise, scope);
  const ir = { k: 'call', fn: 'orValue', args: [value.ir, other.ir] } as const;
  if (value.type === undefined || other.type === undefined) return checked(ir, value.type);
  if (other.literal !== undefined && value.declared?.includes(other.literal) === false) {
    const hint = didYouMean(other.literal, value.declared);
    return mistake(
      checking,
      otherwise.start,
      'value_unknown',
      `\`${other.literal}\` is not a value of ${value.path ?? 'this'}.`,
      hint,
    );
  }
  const type =
    other.literal !== undefined && value.type.t === 'enum' && value.declared
      ? { ...value.type, values: [...new Set([...value.type.values, other.literal])] }
      : isEmptyList(otherwise) && value.type.t === 'list'
        ? value.type
        : joined(value.type, other.type);
  if (type !== undefined)
    return { ...checked(ir, type), ...(value.declared === undefined ? {} : { declared: value.declared }) };
  return mistake(
    checking,
    otherwise.start,
    'type_mismatch',
    `Expected a ${typeOf(value)}, not a ${typeOf(other)}.`,
  );
}

function checkMacro(
  checking: Checking,
  fn: (typeof macros)[number],
  listNode: Node,
  variable: Node,
  bodyNode: Node,
  scope: Scope,
): Checked {
  const list = checking.present(listNode, scope);
  const name = variable.op === 'id' ? variable.args : '';
  if (wrongName(name) !== undefined || scope.roots.has(name)) {
    return mistake(
      checking,
      variable.start,
      'name_invalid',
      `\`${fn}\` needs an unused name for its variable.`,
      `Write \`list.${fn}(x, …)\`.`,
    );
  }
  if (scope.macros >= MAX_MACROS) {
    return mistake(
      checking,
      listNode.start,
      'expression_refused',
      'List functions can be nested at most two levels deep.',
      'Use `each`, or compute a part in a `set` step first.',
    );
  }
  if (list.type !== undefined && list.type.t !== 'list') {
    return mistake(
      checking,
      listNode.start,
      'type_mismatch',
      `\`${fn}\` expects a list, not a ${typeOf(list)}.`,
    );
  }
  const item = list.type && { type: list.type.of };
  const body = checking.present(bodyNode, { ...withRoot(scope, name, item), macros: scope.macros + 1 });
  const ir = { k: 'macro', fn, list: list.ir, as: name, body: body.ir } as const;
  if (fn === 'map')
    return body.type === undefined ? { ...mistaken, ir } : checked(ir, { t: 'list', of: body.type });
  if (body.type !== undefined && body.type.t !== 'bool') {
    const message = `\`${fn}\` expects a condition, not a ${typeOf(body)}.`;
    mistake(checking, bodyNode.start, 'type_mismatch', message);
  }
  return checked(ir, fn === 'filter' ? list.type : bool);
}
