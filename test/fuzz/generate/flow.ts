/** Whole flows: one that was generated, those that it calls, and the shipped ones below them. */
import type { SourceFile } from '../../../src/flows/compile-flows.js';
import type { FieldTypes } from '../../../src/flows/types/type.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { shippedWithCallees } from '../../flows/support/demo.js';
import { Maker, type Place } from './maker.js';
import { Scope } from './scope.js';
import { Tape } from './tape.js';
import { type Callee, policies, shippedCallees, typeNamed } from './world.js';
import { yamlOf } from './yaml.js';

/** A generated flow. */
export interface GeneratedFlow {
  /** The flow and all that it calls, itself first. */
  files: readonly SourceFile[];
  name: string;
  inputs: FieldTypes;
  /** How often each kind of step stands in it, and in those generated with it. */
  made: ReadonlyMap<string, number>;
}

/** Makes a flow of about so many steps from a tape. */
export function flowOf(
  numbers: ArrayLike<number>,
  [least, most]: readonly [number, number] = [4, 10],
): GeneratedFlow {
  const tape = new Tape(numbers);
  const helper = tape.chance(60) ? one(tape, 'generated-helper', [], 4) : undefined;
  const own = helper === undefined ? [] : [helper.callee, helper.callee];
  const main = one(tape, 'generated', [...shippedCallees, ...own], tape.between(least, most));
  const called = main.maker.called;
  const made = new Map(main.maker.made);
  const files = [main.file];
  if (helper !== undefined && called.has('generated-helper')) {
    files.push(helper.file);
    for (const [kind, count] of helper.maker.made) made.set(kind, (made.get(kind) ?? 0) + count);
  }
  const callees = shippedWithCallees(called);
  return { files: [...files, ...callees], name: 'generated', inputs: main.callee.inputs, made };
}

interface Part {
  file: SourceFile;
  callee: Callee;
  maker: Maker;
}

function one(tape: Tape, name: string, callees: readonly Callee[], size: number): Part {
  const inputs = inputsOf(tape);
  const results = resultsOf(tape);
  const maker = new Maker(tape, results, callees, size * 2);
  const block = maker.block(firstPlace(inputs), size, true);
  const used = Object.entries(results).filter(([result]) => returned(block.steps).has(result));
  const returning = Object.fromEntries(used);
  const head = { flow: name, title: `Generated: ${name}`, inputs: written(inputs) };
  const body = { outputs: outputsOf(returning), steps: block.steps };
  const policy = policyIn(yamlOf(body));
  const text = yamlOf({ ...head, ...(Object.keys(policy).length === 0 ? {} : { policy }), ...body });
  const { asks, money } = maker;
  return {
    file: { file: `${name}.yaml`, text },
    callee: { name, inputs, results: returning, asks, money },
    maker,
  };
}

const optionalInputs: FieldTypes = {
  number: { type: typeNamed('text'), optional: true },
  since: { type: typeNamed('moment'), optional: true },
  limit: { type: typeNamed('money'), optional: true },
  reason: { type: typeNamed('refund_reason') },
  count: { type: typeNamed('number') },
  ready: { type: typeNamed('bool') },
  patience: { type: typeNamed('duration') },
  day: { type: typeNamed('date') },
  tags: { type: { t: 'list', of: typeNamed('text') } },
};

function inputsOf(tape: Tape): FieldTypes {
  const some = Object.entries(optionalInputs).filter(() => tape.chance(50));
  return {
    message: { type: typeNamed('text') },
    at: { type: typeNamed('moment') },
    ...Object.fromEntries(some),
  };
}

const outputs: readonly FieldTypes[] = [
  {},
  { amount: { type: typeNamed('money') } },
  { note: { type: typeNamed('text') }, number: { type: typeNamed('number'), optional: true } },
  { at: { type: typeNamed('moment'), optional: true } },
];

function resultsOf(tape: Tape): Record<string, FieldTypes> {
  const results = ['done', 'told', 'not_wanted'].slice(0, tape.between(1, 3));
  return Object.fromEntries(results.map((result) => [result, tape.one(outputs) ?? {}]));
}

/** Results as a list where none of them has outputs, else as a map. */
function outputsOf(results: Readonly<Record<string, FieldTypes>>): JsonObject {
  const entries = Object.entries(results);
  if (entries.every(([, fields]) => Object.keys(fields).length === 0))
    return { result: entries.map(([name]) => name) };
  return { result: Object.fromEntries(entries.map(([name, fields]) => [name, written(fields)])) };
}

const written = (fields: FieldTypes): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { type, optional }]) => {
      const word = type.t === 'list' ? 'list of text' : type.t === 'enum' ? (type.name ?? 'text') : type.t;
      return [name, optional === true ? `${word}?` : word];
    }),
  );

/** The policy's values that a flow reads, as it must declare them. */
function policyIn(text: string): Record<string, string> {
  return Object.fromEntries(Object.entries(policies).filter(([name]) => text.includes(`policy.${name}`)));
}

function firstPlace(inputs: FieldTypes): Place {
  let scope = Scope.empty.with('run.now', { type: typeNamed('moment') });
  for (const [name, field] of Object.entries(inputs)) scope = scope.with(`inputs.${name}`, field);
  for (const [name, word] of Object.entries(policies))
    if (word !== 'band') scope = scope.with(`policy.${name}`, { type: typeNamed(word) });
  scope = scope
    .with('merchant.name', { type: typeNamed('text') })
    .with('conversation.language', { type: typeNamed('text') });
  return { scope, depth: 0, quiet: false, reading: false, loops: 0 };
}

/** Results that some `end` returns. */
function returned(value: Json, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return found;
  const entries: [string, Json][] = Object.entries(value);
  for (const [key, inner] of entries) {
    const result = key === 'end' && typeof inner === 'object' ? (inner as JsonObject)['result'] : undefined;
    if (typeof result === 'string') found.add(result);
    else returned(inner, found);
  }
  return found;
}
