/** `then:` of a test: its expected outcome. */
import type { FieldTypes } from '../flows/types/type.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Path } from '../flows/yaml/document.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import type { Expected, ExpectedText } from './flow-test.js';
import { intentQueues } from '../understanding/intents/index.js';
import type { GivenContext } from './read-given.js';
import type { RawExpected } from './schema.js';
import { isMap } from './value-reader.js';

/** Results that no flow declares. */
const ofEveryFlow = ['handed_over', 'backed_out'];

/** Reads the expected outcome. */
export function readExpected(context: GivenContext, then: RawExpected, path: Path): Expected {
  const { reader } = context;
  if (Object.keys(then).length === 0)
    reader.reportIssue(
      path,
      'flow_test_shape',
      'This test expects nothing.',
      'Add `said:`, `result:` or another expectation.',
      'key',
    );
  const { said, asked, called, notCalled, waitsFor, fails } = then;
  const result = then.result === undefined ? undefined : resultOf(context, then.result, [...path, 'result']);
  const queue = then.handedOver === undefined ? undefined : queueOf(context, then.handedOver, path);
  return {
    ...(said === undefined ? {} : { said: texts(said, [...path, 'said']) }),
    ...(asked === undefined ? {} : { asked: texts(asked, [...path, 'asked']) }),
    ...(called === undefined ? {} : { called: calledOf(context, called, [...path, 'called']) }),
    ...(notCalled === undefined
      ? {}
      : { notCalled: notCalledOf(context, notCalled, [...path, 'notCalled']) }),
    ...(queue === undefined ? {} : { handedOver: { queue, path: [...path, 'handedOver'] } }),
    ...(waitsFor === undefined ? {} : { waitsFor: waitsForOf(context, waitsFor, [...path, 'waitsFor']) }),
    ...(result === undefined ? {} : { result: { name: result, path: [...path, 'result'] } }),
    ...(then.outputs === undefined ? {} : { outputs: outputsOf(context, then, [...path, 'outputs']) }),
    ...(fails === undefined ? {} : { fails: { code: fails, path: [...path, 'fails'] } }),
  };
}

type RawText =
  string | { question?: string | undefined; contains?: string | undefined; options?: string[] | undefined };

function texts(written: readonly RawText[], path: Path): ExpectedText[] {
  return written.map((each, index) => {
    const at = [...path, index];
    if (typeof each === 'string') return { text: each, path: at };
    const { question, contains, options } = each;
    return {
      ...(question === undefined ? {} : { text: question }),
      ...(contains === undefined ? {} : { contains }),
      ...(options === undefined ? {} : { options }),
      path: at,
    };
  });
}

function calledOf(
  context: GivenContext,
  written: readonly (string | Record<string, Json>)[],
  path: Path,
): NonNullable<Expected['called']> {
  return written.flatMap((each, index) => {
    const at = [...path, index];
    if (typeof each === 'string') {
      const known = inputsOf(context, each, at, 'value');
      return known === undefined ? [] : [{ operation: each, inputs: {}, path: at }];
    }
    return Object.entries(each).flatMap(([operation, inputs]) => {
      const types = inputsOf(context, operation, [...at, operation], 'key');
      if (types === undefined) return [];
      const of = `\`${operation}\``;
      const options = { of, wholeness: 'part', unknown: 'input_unknown' } as const;
      const read = isMap(inputs) ? context.reader.fields(inputs, types, [...at, operation], options) : {};
      return [{ operation, inputs: read, path: at }];
    });
  });
}

function notCalledOf(
  context: GivenContext,
  written: readonly string[],
  path: Path,
): NonNullable<Expected['notCalled']> {
  return written.flatMap((operation, index) => {
    const at = [...path, index];
    return inputsOf(context, operation, at, 'value') === undefined ? [] : [{ operation, path: at }];
  });
}

function inputsOf(
  { reader, environment }: GivenContext,
  operation: string,
  path: Path,
  at: 'key' | 'value',
): FieldTypes | undefined {
  const known = environment.operations.get(operation);
  if (known !== undefined) return known.inputs;
  const hint = didYouMean(operation, environment.operations.keys());
  reader.reportIssue(path, 'operation_not_known', `There is no operation \`${operation}\`.`, hint, at);
}

function queueOf({ reader, merchant }: GivenContext, name: string, path: Path): string | undefined {
  const queues: Readonly<Record<string, string>> = merchant.config.handover;
  if (Object.hasOwn(queues, name)) return queues[name];
  if (Object.values(queues).includes(name)) return name;
  // Shipped flows name these, and a merchant need not have them.
  if (intentQueues.has(name)) return queues['default'];
  const hint = didYouMean(name, Object.keys(queues));
  reader.reportIssue([...path, 'handedOver'], 'queue_unknown', `There is no queue \`${name}\`.`, hint);
}

function waitsForOf(
  { reader, environment }: GivenContext,
  written: string | readonly string[],
  path: Path,
): NonNullable<Expected['waitsFor']> {
  const all = typeof written === 'string' ? [written] : written;
  const known = [
    'customer',
    'approval',
    'timer',
    'event',
    ...[...environment.roles].map((role) => `approval:${role}`),
  ];
  all.forEach((each, index) => {
    if (known.includes(each)) return;
    const at = typeof written === 'string' ? path : [...path, index];
    reader.reportIssue(at, 'value_unknown', `A run never waits for \`${each}\`.`, didYouMean(each, known));
  });
  return { all, path };
}

function resultOf({ reader, flow }: GivenContext, name: string, path: Path): string | undefined {
  const known = [...Object.keys(flow.results), ...ofEveryFlow];
  if (known.includes(name)) return name;
  const message = `\`${flow.flow}\` never has the result \`${name}\`.`;
  reader.reportIssue(path, 'result_unknown', message, didYouMean(name, known));
}

function outputsOf(
  { reader, flow }: GivenContext,
  { result, outputs = {} }: RawExpected,
  path: Path,
): { values: JsonObject; path: Path } {
  // Without a result, any result is possible.
  const fields = result === undefined ? Object.values(flow.results) : [ownOf(flow.results, result) ?? {}];
  const types: FieldTypes = Object.fromEntries(fields.flatMap((each) => Object.entries(each)));
  const of = result === undefined ? `\`${flow.flow}\`` : `\`${result}\``;
  const values = reader.fields(outputs, types, path, { of, wholeness: 'part', unknown: 'output_unknown' });
  return { values, path };
}

const ownOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
