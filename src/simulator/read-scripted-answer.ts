/** What an answer gives: a result with its outputs, or what can go wrong. */
import { parseDuration } from '../flows/literals.js';
import type { FieldTypes } from '../flows/types/type.js';
import type { DurationIr } from '../contracts/ir.js';
import type { Json } from '../contracts/json.js';
import type { Path } from '../flows/yaml/document.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import type { Accepted, Fault, Refused, ScriptedAnswer } from './flow-test.js';
import { isMap, type ValueReader } from './value-reader.js';

/** What can be asked: an operation, or a sub-flow. */
export interface Asked {
  name: string;
  inputs: FieldTypes;
  results: Readonly<Record<string, FieldTypes>>;
  faults: readonly Fault['is'][];
}

/** One answer as written: its name, and the values below it. */
export interface RawGives {
  name: string;
  values: Json | undefined;
  path: Path;
  at: 'key' | 'value';
}

/** Reads an answer; undefined if it was reported as wrong. */
export function readGives(
  reader: ValueReader,
  written: RawGives,
  asked: Asked,
): ScriptedAnswer['gives'] | undefined {
  const { name, values, path, at } = written;
  const fault = asked.faults.find((known) => known === name);
  if (fault !== undefined) return faultOf(reader, fault, { ...written, values }, asked);
  const fields = Object.hasOwn(asked.results, name) ? asked.results[name] : undefined;
  if (fields === undefined) {
    const hint = didYouMean(name, [...Object.keys(asked.results), ...asked.faults]);
    reader.reportIssue(
      path,
      'flow_test_answer_unknown',
      `\`${asked.name}\` never has the result \`${name}\`.`,
      hint,
      at,
    );
    return;
  }
  if (values !== undefined && values !== '' && !isMap(values)) {
    const hint = `Write its outputs, one per line: ${Object.keys(fields).join(', ')}.`;
    reader.reportIssue(path, 'flow_test_shape', `The outputs of \`${name}\` must be written by name.`, hint);
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
  { values, path }: RawGives,
  asked: Asked,
): Fault | undefined {
  switch (is) {
    case 'refused':
      return refusedOf(reader, values, path);
    case 'accepted':
      return acceptedOf(reader, values, path, asked);
    default:
      return { is };
  }
}

function refusedOf(reader: ValueReader, values: Json | undefined, path: Path): Refused | undefined {
  const is = 'refused';
  if (values === undefined || values === '') return { is, code: 'refused' };
  if (typeof values === 'string') return { is, code: values };
  const { code, message, ...others } = isMap(values) ? values : {};
  const texts = typeof code === 'string' && (message === undefined || typeof message === 'string');
  if (!texts || Object.keys(others).length > 0) {
    const hint = 'Write `refused: already_refunded`, or `code` and `message` below it.';
    reader.reportIssue(path, 'flow_test_shape', 'A refusal needs a code, and can have a message.', hint);
    return;
  }
  return { is, code, ...(typeof message === 'string' ? { message } : {}) };
}

const pending = { is: 'pending' } as const;

/** `accepted` alone never settles; `then` is the write's result, `refused` or `pending`. */
function acceptedOf(
  reader: ValueReader,
  values: Json | undefined,
  path: Path,
  asked: Asked,
): Accepted | undefined {
  const is = 'accepted';
  if (values === undefined || values === '') return { is, after: { ms: 0 }, then: pending };
  const { after, then, ...others } = isMap(values) ? values : { not: 'a map' };
  if (then === undefined || Object.keys(others).length > 0) {
    const hint =
      'Write `after: 2 hours` and `then: done` below it; `then:` can also be `refused` or `pending`.';
    reader.reportIssue(path, 'flow_test_shape', 'An accepted write must be settled later.', hint);
    return;
  }
  const duration = after === undefined ? { ms: 0 } : durationAt(reader, after, [...path, 'after']);
  const settled = settledBy(reader, then, [...path, 'then'], asked);
  return duration === undefined || settled === undefined ? undefined : { is, after: duration, then: settled };
}

function durationAt(reader: ValueReader, written: Json, path: Path): DurationIr | undefined {
  const duration = typeof written === 'string' ? parseDuration(written) : undefined;
  if (duration === undefined)
    reader.reportIssue(path, 'type_mismatch', 'Expected a duration.', 'Write `2 hours` or `1 business day`.');
  return duration;
}

function settledBy(reader: ValueReader, then: Json, path: Path, asked: Asked): Accepted['then'] | undefined {
  if (then === 'pending') return pending;
  const [name = '', ...more] = isMap(then) ? Object.keys(then) : [typeof then === 'string' ? then : ''];
  const written: RawGives = isMap(then)
    ? { name, values: then[name], path: [...path, name], at: 'key' }
    : { name, values: undefined, path, at: 'value' };
  // An accepted write can only settle as its first result: nothing more would be known about it.
  const results = Object.fromEntries(Object.entries(asked.results).slice(0, 1));
  const gives = readGives(reader, written, { ...asked, results, faults: ['refused'] });
  if (more.length > 0) reader.reportIssue(path, 'flow_test_shape', 'A write can only be settled once.');
  return gives?.is === 'done' || gives?.is === 'refused' ? gives : undefined;
}

/** What can be answered, for a hint. */
export const listed = ({ results, faults }: Asked): string =>
  [...Object.keys(results), ...faults].map((name) => `\`${name}\``).join(', ');
