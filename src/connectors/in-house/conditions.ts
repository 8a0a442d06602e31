/** Conditions on an answer: its status, and what a path leads to. */
import type { Json } from '../../json.js';
import type { Path } from '../../yaml/document.js';
import { isList, isObject } from './json-value.js';
import type { Report } from './report.js';
import type { ConditionRules } from './schema.js';

/** An answer as conditions see it; `body` is absent when it is no JSON. */
export interface Answer {
  status: number;
  body?: Json;
}

/** Whether an answer fulfils a condition. */
export type Condition = (answer: Answer) => boolean;

/** Compiles a condition; all that it names must hold. */
export function compileCondition(rules: ConditionRules, path: Path, report: Report): Condition {
  const { status } = rules;
  const rightStatus: Condition = (answer) => status?.includes(answer.status) ?? true;
  if (rules.path === undefined) return rightStatus;
  const found = report.jsonPath(rules.path, [...path, 'path']);
  const words = rules.is ?? rules.not ?? [];
  const wanted = rules.is !== undefined;
  return (answer) => {
    if (!rightStatus(answer) || answer.body === undefined || !found) return false;
    const values = found.select(answer.body);
    return words.some((word) => isWord(values, word)) === wanted;
  };
}

/** `empty`, `missing` and `present` ask what is there; any other word is the value itself, as text. */
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
      return value === null ? word === 'null' : typeof value !== 'object' && String(value) === word;
  }
}

/** A path that leads nowhere is never empty: there must be a value that is. */
function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}
