/** Conditions on a response: status, header and values at a path, compared with words or the call's values. */
import type { Json } from '../../contracts/json.js';
import type { Path } from '../../flows/yaml/document.js';
import type { ConditionRules, OneRules } from './condition-schema.js';
import { isList, isObject } from './json-value.js';
import { noteCompared } from './idempotency-keys.js';
import { UnsayableAmount } from './mapping/decimals.js';
import type { Report } from './report-issues.js';
import {
  type CallValues,
  fill,
  foreignIn,
  namedSlot,
  slotsOf,
  type TemplateScope,
  valueOf,
} from './template.js';

/** A response as conditions see it; `body` is absent when it cannot be read. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body?: Json;
  /** The values of the call. */
  values?: CallValues;
}

/** Whether a response meets a condition. */
export type Condition = (answer: Answer) => boolean;

/** Compiles a condition; all its parts must hold, of `any` one. With a scope, words may name the call's values. */
export function compileCondition(
  rules: ConditionRules,
  path: Path,
  report: Report,
  scope?: TemplateScope,
): Condition {
  const { any, all, ...own } = rules;
  const each = (list: readonly OneRules[], key: string): Condition[] =>
    list.map((one, index) => compileOne(one, [...path, key, index], report, scope));
  const [ownOne, anyOf, allOf] = [
    compileOne(own, path, report, scope),
    each(any ?? [], 'any'),
    each(all ?? [], 'all'),
  ];
  return (answer) =>
    ownOne(answer) &&
    (anyOf.length === 0 || anyOf.some((holds) => holds(answer))) &&
    allOf.every((holds) => holds(answer));
}

/** Statuses of redirects that a condition names, and whether it looks at a header as well. */
export function redirectsIn({ any = [], all = [], ...own }: ConditionRules): {
  statuses: number[];
  byHeader: boolean;
} {
  const ones = [own, ...any, ...all];
  const statuses = ones
    .flatMap(({ status = [] }) => status)
    .filter((status) => status >= 300 && status < 400);
  return { statuses, byHeader: ones.some(({ header }) => header !== undefined) };
}

/** Whether nothing but the status of a response meets a condition. */
export const isByStatus = ({ any = [], all = [], ...own }: ConditionRules): boolean =>
  [own, ...any, ...all].every(
    ({ path, header, from, value }) => (path ?? header ?? from ?? value) === undefined,
  );

/** Whether a condition depends on the body. */
export const looksInside = ({ any = [], all = [], ...own }: ConditionRules): boolean =>
  [own, ...any, ...all].some(({ path }) => path !== undefined);

function compileOne(rules: OneRules, path: Path, report: Report, scope?: TemplateScope): Condition {
  const { status, header, value: constant } = rules;
  const rightStatus: Condition = (answer) => status?.includes(answer.status) ?? true;
  const wanted = rules.not === undefined;
  const wordsAt = [...path, wanted ? 'is' : 'not'];
  const words =
    rules.contains?.map(partOf) ??
    (rules.is ?? rules.not ?? []).map((word) => compileWord(word, wordsAt, report, scope));
  const holds = (found: readonly Json[], answer: Answer): boolean => {
    const said = words.map((word) => word(found, answer));
    // Without the value to compare with, nothing is known.
    return !said.includes(undefined) && said.includes(true) === wanted;
  };
  if (header !== undefined) {
    const name = header.toLowerCase();
    return (answer) => {
      const value = answer.headers[name];
      return rightStatus(answer) && holds(value === undefined ? [] : [value], answer);
    };
  }
  if (constant !== undefined) return (answer) => rightStatus(answer) && holds([constant], answer);
  if (rules.from !== undefined) {
    const given = givenValue(rules.from, [...path, 'from'], report, scope);
    return (answer) => rightStatus(answer) && holds(given(answer), answer);
  }
  if (rules.path === undefined) return rightStatus;
  const found = report.jsonPath(rules.path, [...path, 'path']);
  return (answer) => {
    if (!rightStatus(answer) || answer.body === undefined || !found) return false;
    return holds(found.select(answer.body), answer);
  };
}

const noValuesHere = 'Values of the call are not available here.';
const ONLY_CONSTANTS = 'Compare with a constant, such as `is: OPEN`.';
const NOTHING: TemplateScope = { inputs: new Map(), secrets: () => undefined };

/** The value of the call that is named, as a path finds values of an answer. */
function givenValue(
  name: string,
  path: Path,
  report: Report,
  scope: TemplateScope | undefined,
): (answer: Answer) => readonly Json[] {
  const slot = scope
    ? namedSlot(name, scope)
    : ({ code: 'connection_template_invalid', message: noValuesHere } as const);
  if ('code' in slot) {
    report.add(path, slot.code, slot.message, 'hint' in slot ? { hint: slot.hint } : {});
    return () => [];
  }
  noteCompared([slot], path, { compared: scope?.compared });
  return ({ values = { inputs: {} } }) => {
    const value = unlessUnsayable(() => valueOf(slot, values));
    return value === undefined ? [] : [value];
  };
}

/** An amount that the system has no number for stands in none of its answers. */
function unlessUnsayable(read: () => Json | undefined): Json | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnsayableAmount) return undefined;
    throw error;
  }
}

/** Whether a word is among values; undefined if a value that it names is absent. */
type Word = (found: readonly Json[], answer: Answer) => boolean | undefined;

/** A part of a text, in capitals or not. */
function partOf(part: string): Word {
  const small = part.toLowerCase();
  return (found) => found.some((one) => typeof one === 'string' && one.toLowerCase().includes(small));
}

function compileWord(word: string, path: Path, report: Report, scope: TemplateScope | undefined): Word {
  const known = scope ?? NOTHING;
  const named = word.includes('${') || foreignIn(word, known).length > 0;
  if (named && !scope)
    report.add(path, 'connection_template_invalid', noValuesHere, { hint: ONLY_CONSTANTS });
  const template = named && scope ? report.template(word, path, scope) : undefined;
  if (!template) return (found) => isWord(found, word);
  noteCompared(slotsOf(template), path, { compared: scope?.compared, text: word });
  return (found, { values = { inputs: {} } }) => {
    const text = unlessUnsayable(() => fill(template, values));
    if (text === undefined || typeof text === 'object') return undefined;
    // A value of the call is never one of our keywords.
    return found.some((one) => one !== null && isText(one, String(text)));
  };
}

/** `empty`, `missing` and `present` test for presence; any other word is compared with the value as text. */
function isWord(values: readonly Json[], word: string): boolean {
  const [value] = values;
  if (value === undefined) return word === 'missing';
  switch (word) {
    case 'empty':
      return values.every(isEmpty);
    case 'missing':
      return false;
    case 'present':
      return value !== null;
    default:
      return values.some((one) => isText(one, word));
  }
}

const isText = (value: Json, word: string): boolean =>
  value === null ? word === 'null' : typeof value !== 'object' && String(value) === word;

/** Whether a value is empty; a path without any value never is. */
function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}
