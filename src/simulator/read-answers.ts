/** Scripted answers of operations and sub-flows, in order, each for some inputs or for all. */
import type { Json, JsonObject } from '../contracts/json.js';
import type { Path } from '../flows/yaml/document.js';
import type { ScriptedAnswer } from './flow-test.js';
import { type Asked, listed, readGives } from './read-scripted-answer.js';
import { isMap, type ValueReader } from './value-reader.js';

/** Reads the list of answers at a path; those reported as wrong are left out. */
export function readAnswers(
  reader: ValueReader,
  written: readonly Json[],
  asked: Asked,
  path: Path,
): ScriptedAnswer[] {
  return written.flatMap((answer, index) => readAnswer(reader, answer, asked, [...path, index]) ?? []);
}

function readAnswer(
  reader: ValueReader,
  written: Json,
  asked: Asked,
  path: Path,
): ScriptedAnswer | undefined {
  if (typeof written === 'string') {
    const gives = readGives(reader, { name: written, values: undefined, path, at: 'value' }, asked);
    return gives && { when: {}, gives };
  }
  if (!isMap(written)) return undefined;
  const { when, ...rest } = written;
  const [name, ...others] = Object.keys(rest);
  if (name === undefined || others.length > 0) {
    const hint = `Write one of ${listed(asked)}. If it applies to some inputs only, add \`when:\`.`;
    reader.reportIssue(path, 'flow_test_shape', 'An answer must have exactly one result.', hint);
    return;
  }
  const gives = readGives(reader, { name, values: rest[name], path: [...path, name], at: 'key' }, asked);
  return gives && { when: whenOf(reader, when, asked, [...path, 'when']), gives };
}

function whenOf(reader: ValueReader, when: Json | undefined, asked: Asked, path: Path): JsonObject {
  if (when === undefined) return {};
  if (!isMap(when)) {
    reader.reportIssue(
      path,
      'flow_test_shape',
      '`when:` must contain inputs.',
      'Write `name: value`, one per line.',
    );
    return {};
  }
  return reader.fields(when, asked.inputs, path, {
    of: `\`${asked.name}\``,
    wholeness: 'part',
    unknown: 'input_unknown',
  });
}
