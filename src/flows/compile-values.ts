/** Values of a step: literals by their declared type, expressions, lists. */
import type { ExprIr, FieldType, Type } from '../contracts/ir.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Path } from './yaml/document.js';
import { didYouMean } from './yaml/suggest.js';
import { keyTooDeep } from './yaml/zod-issues.js';
import type { Compilation, Place } from './compilation.js';
import { whyNotRun } from './enclosing-steps.js';
import { checked, type Checked, holdingCodes, mistaken, typeOf } from './expressions/checked-expression.js';
import { checkExpression, notReadable } from './expressions/check.js';
import { type Piece, splitText } from './expressions/parse.js';
import { checkCurrency, checkFixed } from './likely-mistakes.js';
import { literalExample, parseLiteral } from './literals.js';
import type { Scope } from './scope.js';
import { assignable, enumOf, type FieldTypes, named, text } from './types/type.js';

/** Checks the expression that begins at character `index` of the text at `path`. */
export function expressionIn(
  flow: Compilation,
  source: string,
  path: Path,
  index: number,
  scope: Scope,
): Checked {
  if (flow.steps.mistaken.some((name) => reads(source, name))) return notReadable(source);
  return checkExpression(source, scope, {
    whyNotRun: (id) => whyNotRun(flow, id, path),
    sameIds: flow.steps.twice,
    offers: flow.environment.offers,
    onPolicy: (name) => {
      flow.readsPolicy(name);
    },
    onInput: (name) => {
      flow.inputsRead.add(name);
    },
    onMoney: (at, currency) => {
      checkCurrency(flow, currency, path, index + at);
    },
    onField: (record, field) => {
      flow.fields.add(`${record}.${field}`);
    },
    reportIssue: (at, code, message, hint) => {
      flow.reportIssue(path, code, message, hint, { index: index + at });
    },
  });
}

/** Whether an expression reads a name such as `steps.find-order`, and not only one that begins with it. */
const reads = (source: string, name: string): boolean =>
  source.split(name).some((after, index) => index > 0 && !/^[\w-]/.test(after));

/** Checks a key whose value is an expression, with or without `${…}` around it. */
export function expressionAt(flow: Compilation, raw: string, path: Path, scope: Scope): Checked {
  const whole = wholeExpression(raw);
  return expressionIn(flow, whole?.source ?? raw, path, whole?.at ?? 0, scope);
}

/** The same for a condition; reports one that is not true or false. */
export function conditionAt(flow: Compilation, raw: string, path: Path, scope: Scope): Checked {
  const condition = expressionAt(flow, raw, path, scope);
  if (condition.type !== undefined && condition.type.t !== 'bool') {
    const message = `Expected a condition, not a ${typeOf(condition)}.`;
    flow.reportIssue(path, 'type_mismatch', message, 'Compare the value with `==`, `<` or `in`.');
    return mistaken;
  } else if (condition.optional === true) {
    flow.reportIssue(path, 'optional_unhandled', `${condition.path ?? 'This'} may be missing here.`);
  }
  return condition;
}

/** The expression of a text that is one `${…}`. */
export function wholeExpression(raw: string): Extract<Piece, { source: string }> | undefined {
  const { pieces, unclosed } = splitText(raw.trim() === raw ? raw : '');
  const [piece] = pieces;
  return pieces.length === 1 && unclosed === undefined && piece && 'source' in piece ? piece : undefined;
}

/** Splits a text into words and expressions; reports one that does not end. */
export function piecesOf(flow: Compilation, raw: string, path: Path): Piece[] {
  const { pieces, unclosed } = splitText(raw);
  if (unclosed === undefined) return pieces;
  flow.reportIssue(path, 'expression_syntax', 'This `${` has no closing `}`.', 'Close it.', {
    index: unclosed,
  });
  return [];
}

/** A value where a field is needed; reports one that does not fit. */
export function valueAt(flow: Compilation, raw: Json, path: Path, needed: FieldType, scope: Scope): Checked {
  const value =
    typeof raw === 'string'
      ? textual(flow, raw, path, needed.type, scope)
      : listed(flow, raw, path, needed.type, scope);
  if (value.type === undefined) return value;
  if (value.optional === true && needed.optional !== true) {
    const name = value.path ?? 'x';
    const hint = `Test \`has(${name})\` first, or write \`${name}.orValue(…)\`.`;
    flow.reportIssue(
      path,
      'optional_unhandled',
      `${name} may be missing, but a value is required here.`,
      hint,
    );
  } else if (!assignable(value.type, needed.type)) {
    flow.reportIssue(
      path,
      'type_mismatch',
      `Expected a ${named(needed.type)}, not a ${typeOf(value)}.`,
      literalExample(needed.type),
    );
  }
  return value;
}

function textual(flow: Compilation, raw: string, path: Path, needed: Type, scope: Scope): Checked {
  const whole = wholeExpression(raw);
  if (whole !== undefined)
    return fitting(flow, expressionIn(flow, whole.source, path, whole.at, scope), needed, path);
  if (raw.includes('${')) return composed(flow, raw, path, scope);
  const [, root = ''] = /^(\w+)(?:\.\w+)+$/.exec(raw) ?? [];
  if (root === 'steps' || scope.roots.has(root)) {
    const message = `Without \`\${…}\`, \`${raw}\` is used as a literal text.`;
    flow.reportIssue(path, 'expression_syntax', message, `Write \`\${${raw}}\`.`);
    return mistaken;
  }
  const value = parseLiteral(raw, needed);
  if (value !== undefined) {
    if (needed.t === 'money') checkCurrency(flow, raw.trim().slice(-3), path);
    return { ...checked({ k: 'value', value }, needed), literal: raw };
  }
  if (needed.t === 'enum') {
    flow.reportIssue(
      path,
      'value_unknown',
      `\`${raw}\` is not a valid ${named(needed)}.`,
      didYouMean(raw, needed.values),
    );
  } else {
    flow.reportIssue(path, 'type_mismatch', `Expected a ${named(needed)}.`, literalExample(needed, raw));
  }
  return mistaken;
}

/** A text literal inside `${…}` where an enum is needed. */
function fitting(flow: Compilation, value: Checked, needed: Type, path: Path): Checked {
  if (value.literal === undefined || needed.t !== 'enum' || needed.values.includes(value.literal))
    return value;
  flow.reportIssue(
    path,
    'value_unknown',
    `\`${value.literal}\` is not a valid ${named(needed)}.`,
    didYouMean(value.literal, needed.values),
  );
  return mistaken;
}

/** Words and texts combined: `Order ${inputs.orderNumber}` where a text is needed. */
function composed(flow: Compilation, raw: string, path: Path, scope: Scope): Checked {
  const parts = piecesOf(flow, raw, path).map((piece): Checked => {
    if ('words' in piece) return checked({ k: 'value', value: piece.words }, text);
    const part = expressionIn(flow, piece.source, path, piece.at, scope);
    if (part.type !== undefined && (!assignable(part.type, text) || part.optional === true)) {
      const hint = 'Only texts can be combined here; write any other value as a single `${…}`.';
      flow.reportIssue(path, 'type_mismatch', `A ${typeOf(part)} cannot be inserted into this text.`, hint, {
        index: piece.at,
      });
    }
    return part;
  });
  const [first, ...others] = parts.map(({ ir }) => ir);
  if (first === undefined) return mistaken;
  const ir = others.reduce((left, right) => ({ k: 'op', op: 'add', args: [left, right] }), first);
  return { ...checked(ir, text), ...holdingCodes(...parts) };
}

/** A record of the product as a map of its fields. */
function recorded(
  flow: Compilation,
  raw: JsonObject,
  path: Path,
  needed: Extract<Type, { t: 'record' }>,
  scope: Scope,
): Checked {
  const fields = inputsAt(flow, raw, needed.fields, { path, owner: path, of: needed }, scope);
  return checked({ k: 'record', fields }, needed);
}

function listed(flow: Compilation, raw: Json, path: Path, needed: Type, scope: Scope): Checked {
  if (needed.t === 'record' && typeof raw === 'object' && raw !== null && !Array.isArray(raw))
    return recorded(flow, raw as JsonObject, path, needed, scope);
  if (!Array.isArray(raw) || needed.t !== 'list') {
    const hint = Array.isArray(raw) ? literalExample(needed) : 'If it is a text, put it in quotes.';
    flow.reportIssue(
      path,
      'type_mismatch',
      `Expected a ${named(needed)}, not a ${Array.isArray(raw) ? 'list' : 'map'}.`,
      hint,
    );
    return mistaken;
  }
  const items = raw.map((item: Json, index) =>
    valueAt(flow, item, [...path, index], { type: needed.of }, scope),
  );
  const ir = { k: 'list', items: items.map(({ ir }) => ir) } as const;
  return items.some(({ type }) => type === undefined) ? { ...mistaken, ir } : checked(ir, needed);
}

/** Inputs by name: all those needed, none unknown. `path` is the map's; missing ones are reported at `owner`. */
export function inputsAt(
  flow: Compilation,
  raw: Readonly<Record<string, Json>> | undefined,
  needed: FieldTypes,
  places: { path: Path; owner: Path; of?: Type },
  scope: Scope,
): Record<string, ExprIr> {
  const [noun, there] =
    places.of === undefined ? ['input', 'under `inputs:`'] : ['field', `to this ${named(places.of)}`];
  const given = Object.entries(raw ?? {}).flatMap(([name, value]): [string, ExprIr][] => {
    const field = Object.hasOwn(needed, name) ? needed[name] : undefined;
    const path = [...places.path, name];
    if (field !== undefined) {
      if (places.of === undefined) checkFixed(flow, name, value, path);
      return [[name, valueAt(flow, value, path, field, scope).ir]];
    }
    flow.reportIssue(
      path,
      'input_unknown',
      `There is no ${noun} \`${name}\`.`,
      didYouMean(name, Object.keys(needed)),
      { at: 'key' },
    );
    return [];
  });
  for (const [name, field] of Object.entries(needed)) {
    if (field.optional === true || Object.hasOwn(raw ?? {}, name)) continue;
    flow.reportIssue(
      places.owner,
      'input_missing',
      `The ${noun} \`${name}\` is missing.`,
      `Add \`${name}: …\` ${there}; it is a ${named(field.type)}.`,
    );
  }
  return Object.fromEntries(given);
}

/** Reports keys of the step that have slipped below its `inputs:`; with such a one the step is not known. */
export function keysTooDeep(
  flow: Compilation,
  raw: Readonly<Record<string, Json>> | undefined,
  needed: FieldTypes,
  { path }: Place,
  keys: readonly string[],
): boolean {
  const deep = Object.keys(raw ?? {}).filter((key) => keys.includes(key) && !Object.hasOwn(needed, key));
  flow.issues.push(...deep.map((key) => keyTooDeep(flow.document, [...path, 'inputs', key], key, 'inputs')));
  return deep.length > 0;
}

/** Where a map becomes a record: its type must be known. */
const recordInPlace = 'write the record directly under the `inputs:` of the call or sub-flow';

/** A value without a declared type: in `set` and in a branch's outputs. */
export function freeValue(flow: Compilation, raw: Json, path: Path, scope: Scope): Checked {
  if (typeof raw === 'string') {
    const value = textual(flow, raw, path, text, scope);
    // A literal word is a value of its own, so that a later `choose` knows the possible values.
    return value.literal !== undefined && value.type?.t === 'text'
      ? { ...value, type: enumOf([value.literal]) }
      : value;
  }
  if (!Array.isArray(raw)) {
    flow.reportIssue(
      path,
      'type_mismatch',
      'Expected a value, not a map.',
      `Give each field its own name, or ${recordInPlace}.`,
    );
    return mistaken;
  }
  const record = raw.findIndex((item: Json) => typeof item === 'object' && !Array.isArray(item));
  if (record >= 0) {
    const hint = `W${recordInPlace.slice(1)}.`;
    flow.reportIssue([...path, record], 'type_mismatch', 'It is not clear which record this is.', hint);
    return mistaken;
  }
  return listed(flow, raw, path, { t: 'list', of: text }, scope);
}
