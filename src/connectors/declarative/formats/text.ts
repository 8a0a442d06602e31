/** `format: text`: the named groups of a linear-time pattern, matched once or many times. */
import { RE2JS } from 're2js';
import type { Json } from '../../../contracts/json.js';
import type { Cooperative } from '../cooperative.js';
import { type Format, type FormatScope, NotRead } from './body-reader.js';

/** Plain text, matched by RE2. */
export const text: Format = {
  keys: ['pattern', 'many'],
  maxBytes: 200_000,
  compile: ({ pattern, many = false }, scope) => {
    const compiled = compilePattern(pattern, scope);
    if (!compiled) return undefined;
    return function* (body) {
      const records = yield* recordsIn(body, compiled, many ? Infinity : 1);
      const [first] = records;
      // A text without any match is no empty list: it may be an error message.
      if (first === undefined) throw new NotRead('unreadable', '`pattern` does not match the answer.');
      return many ? records : first;
    };
  },
};

function compilePattern(pattern: string | undefined, { report, path }: FormatScope): RE2JS | undefined {
  if (pattern === undefined) {
    report.add(path, 'connection_answer_invalid', '`pattern` is missing: it describes the text.', {
      at: 'key',
    });
    return undefined;
  }
  const problem = problemOf(pattern);
  if (problem === undefined) return RE2JS.compile(pattern);
  report.add([...path, 'pattern'], 'connection_answer_invalid', problem);
  return undefined;
}

function problemOf(pattern: string): string | undefined {
  if (pattern.length > 1000) return 'A pattern can have at most 1000 characters.';
  try {
    const names = Object.keys(RE2JS.compile(pattern).namedGroups());
    return names.length === 0 ? 'A pattern needs named groups: `(?P<number>\\d+)`.' : undefined;
  } catch {
    return 'This is not a valid RE2 pattern. RE2 has no look-around and no back references.';
  }
}

function* recordsIn(body: string, pattern: RE2JS, most: number): Cooperative<Json[]> {
  const names = Object.keys(pattern.namedGroups());
  const matcher = pattern.matcher(body);
  const records: Json[] = [];
  while (records.length < most && matcher.find()) {
    // A pattern that can match the empty text does so everywhere.
    if (matcher.group() !== '')
      records.push(Object.fromEntries(names.map((name) => [name, matcher.group(name)])));
    yield;
  }
  return records;
}
