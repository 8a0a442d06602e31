/** Scripted answers of operations and sub-flows: each a result with its outputs, or what can go wrong. */
import type { FieldTypes } from '../flows/types/type.js';
import type { Json, JsonObject } from '../json.js';
import type { Path } from '../yaml/document.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Fault, ScriptedAnswer } from './flow-test.js';
import { isMap, type ValueReader } from './values.js';

/** What can be asked: an operation, or a sub-flow. */
export interface Asked {
  name: string;
  inputs: FieldTypes;
  results: Readonly<Record<string, FieldTypes>>;
  faults: readonly Fault['is'][];
}

/** Reads the list of answers at a path; one that is told to be wrong is left out. */
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
    const gives = given(reader, { name: written, values: undefined, path, at: 'value' }, asked);
    return gives && { when: {}, gives };
  }
  if (!isMap(written)) return undefined;
  const { when, ...rest } = written;
  const [name, ...others] = Object.keys(rest);
  if (name === undefined || others.length > 0) {
    const hint = `Write one of ${listed(asked)}, and \`when:\` beside it if it is for some inputs only.`;
    reader.tell(path, 'flow_test_shape', 'An answer gives one result.', hint);
    return;
  }
  const gives = given(reader, { name, values: rest[name], path: [...path, name], at: 'key' }, asked);
  return gives && { when: whenOf(reader, when, asked, [...path, 'when']), gives };
}

function whenOf(reader: ValueReader, when: Json | undefined, asked: Asked, path: Path): JsonObject {
  if (when === undefined) return {};
  if (!isMap(when)) {
    reader.tell(path, 'flow_test_shape', '`when:` names inputs.', 'Write `name: value`, one a line.');
    return {};
  }
  return reader.fields(when, asked.inputs, path, {
    of: `\`${asked.name}\``,
    wholeness: 'part',
    unknown: 'input_unknown',
  });
}

interface Written {
  name: string;
  values: Json | undefined;
  path: Path;
  at: 'key' | 'value';
}

function given(reader: ValueReader, written: Written, asked: Asked): ScriptedAnswer['gives'] | undefined {
  const { name, values, path, at } = written;
  const fault = asked.faults.find((known) => known === name);
  if (fault !== undefined) return faultOf(reader, fault, values, path);
  const fields = Object.hasOwn(asked.results, name) ? asked.results[name] : undefined;
  if (fields === undefined) {
    const hint = didYouMean(name, [...Object.keys(asked.results), ...asked.faults]);
    reader.tell(path, 'flow_test_answer_unknown', `\`${asked.name}\` never gives \`${name}\`.`, hint, at);
    return;
  }
  if (values !== undefined && values !== '' && !isMap(values)) {
    const hint = `Write its outputs one a line: ${Object.keys(fields).join(', ')}.`;
    reader.tell(path, 'flow_test_shape', `\`${name}\` gives outputs by their names.`, hint);
    return;
  }
  const of = `\`${asked.name}\` with \`${name}\``;
  const outputs = reader.fields(isMap(values) ? values : {}, fields, path, {
    of,
    wholeness: 'whole',
    unknown: 'output_unknown',
  });
  return { is: 'done', result: name, outputs };
}

function faultOf(
  reader: ValueReader,
  is: Fault['is'],
  values: Json | undefined,
  path: Path,
): Fault | undefined {
  if (is !== 'refused') return { is };
  if (values === undefined || values === '') return { is, code: 'refused' };
  if (typeof values === 'string') return { is, code: values };
  const { code, message, ...others } = isMap(values) ? values : {};
  const texts = typeof code === 'string' && (message === undefined || typeof message === 'string');
  if (!texts || Object.keys(others).length > 0) {
    const hint = 'Write `refused: already_refunded`, or `code` and `message` below it.';
    reader.tell(path, 'flow_test_shape', 'A refusal has a code, and may have a message.', hint);
    return;
  }
  return { is, code, ...(typeof message === 'string' ? { message } : {}) };
}

const listed = ({ results, faults }: Asked): string =>
  [...Object.keys(results), ...faults].map((name) => `\`${name}\``).join(', ');
