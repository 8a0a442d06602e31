/** Reduces a text to its relevant part: `trim`, `pattern` by linear-time RE2, `split`, `case`. */
import { RE2JS } from 're2js';
import type { JsonObject } from '../../../contracts/json.js';
import { isObject } from '../json-value.js';
import type { Report } from '../report-issues.js';
import type { FieldPlace } from './readers.js';

/** Extracts the relevant part of a text; undefined when there is none. */
export type TextStep = (text: string) => string | undefined;

/** Combines the steps that the rules name, in the order trim, pattern, split, case; undefined when they name none. */
export function textSteps(rules: JsonObject, place: FieldPlace, report: Report): TextStep | undefined {
  const steps = [
    trimOf(rules, place, report),
    patternOf(rules, place, report),
    splitOf(rules, place, report),
    caseOf(rules, place, report),
  ];
  const named = steps.filter((step) => step !== undefined);
  if (named.length === 0) return undefined;
  return (text) => {
    let rest: string | undefined = text;
    for (const step of named) rest = rest === undefined ? undefined : step(rest);
    return rest === '' ? undefined : rest;
  };
}

function trimOf({ trim }: JsonObject, { path }: FieldPlace, report: Report): TextStep | undefined {
  if (trim === undefined || trim === 'false') return undefined;
  if (trim !== 'true')
    report.add([...path, 'trim'], 'connection_invalid', '`trim` must be `true` or `false`.');
  return (text) => text.trim();
}

function caseOf({ case: raw }: JsonObject, { path }: FieldPlace, report: Report): TextStep | undefined {
  if (raw === 'upper') return (text) => text.toUpperCase();
  if (raw === 'lower') return (text) => text.toLowerCase();
  if (raw !== undefined)
    report.add([...path, 'case'], 'connection_invalid', '`case` must be `upper` or `lower`.');
  return undefined;
}

const GROUP = 'value';

/** Compiles `pattern`; a text without a match counts as absent, and `required` decides if that is an error. */
function patternOf({ pattern }: JsonObject, { path }: FieldPlace, report: Report): TextStep | undefined {
  if (pattern === undefined) return undefined;
  const compiled = typeof pattern === 'string' ? compiledOf(pattern) : undefined;
  if (compiled) {
    return (text) => {
      const matcher = compiled.matcher(text);
      return matcher.find() ? (matcher.group(GROUP) ?? undefined) : undefined;
    };
  }
  const message = 'Write an RE2 pattern with the group `(?P<value>…)`.';
  report.add([...path, 'pattern'], 'connection_pattern_invalid', message);
  return undefined;
}

function compiledOf(pattern: string): RE2JS | undefined {
  if (pattern.length > 500 || !/\(\?P?<value>/.test(pattern)) return undefined;
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

/** Compiles `split: { by: "-", part: 2 }`: parts count from 1, or from the end with `-1`. */
function splitOf({ split }: JsonObject, { path }: FieldPlace, report: Report): TextStep | undefined {
  if (split === undefined) return undefined;
  const { by, part = '1' } = isObject(split) ? split : {};
  if (isObject(split)) report.unknownKeys(split, ['by', 'part'], [...path, 'split']);
  if (typeof by !== 'string' || by === '' || typeof part !== 'string' || !/^-?[1-9]\d?$/.test(part)) {
    const message = 'Write `split` like this: `{ by: "-", part: 1 }`.';
    report.add([...path, 'split'], 'connection_invalid', message);
    return undefined;
  }
  const index = Number(part) > 0 ? Number(part) - 1 : Number(part);
  return (text) => text.split(by).at(index);
}
