/** The inputs of a flow that is talked with: those given, and of the others those that it needs, as they are typed. */
import type { FieldType } from '../../contracts/ir.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { mainFlow } from '../../contracts/main-flow.js';
import { named } from '../../flows/types/type.js';
import { Unscripted } from '../../simulator/scripted-answers.js';
import { readTyped } from '../../simulator/talk/system-questions.js';
import { exampleOf } from '../../simulator/talk/example-values.js';
import { typedFields } from '../../simulator/talk/typed-fields.js';
import { printLine } from '../print.js';
import type { Prepared } from './prepare-talk.js';
import { printProblem } from './print-problem.js';
import type { TypedLines } from '../typed-lines.js';

/** All inputs, from pairs `name=value` and from what is typed; `flow_input`, `talk_unanswered`. */
export async function inputsFrom(
  { test: { flow, merchant, given } }: Prepared,
  pairs: readonly string[],
  lines: TypedLines,
): Promise<JsonObject> {
  const { zone } = merchant.config;
  const inputs = { ...given.inputs, ...readPairs(pairs, (written) => typedFields(written, flow, zone)) };
  // Of the main flow, the message is the input.
  if (flow.flow === mainFlow) return inputs;
  for (const [name, field] of Object.entries(flow.inputs)) {
    if (Object.hasOwn(inputs, name) || field.optional === true) continue;
    const example = exampleOf(name, field.type, { known: {}, now: given.now, zone });
    printLine(`${flow.flow} needs ${name} (${kindOf(field)}); press Enter for ${exampleText(example)}.`);
    const read = (line: string): JsonObject =>
      typedFields({ [name]: line === '' ? example : readTyped(line) }, flow, zone);
    Object.assign(inputs, await typedUntilRight(`${name}> `, lines, read));
  }
  return inputs;
}

function readPairs(
  pairs: readonly string[],
  read: (written: Record<string, Json>) => JsonObject,
): JsonObject {
  try {
    const written = pairs.map((pair): [string, Json] => {
      const [name = '', ...rest] = pair.split('=');
      return [name, readTyped(rest.join('='))];
    });
    return read(Object.fromEntries(written));
  } catch (error) {
    if (!(error instanceof Unscripted)) throw error;
    throw new OrderlyError('flow_input', error.message, { hint: error.hint });
  }
}

/** Somebody has left in the middle of a question. */
export class Left extends Error {
  override readonly name = 'Left';
}

/** Reads a line, again until it is right; throws `Left` for `/quit`. */
export async function typedUntilRight<T>(
  prompt: string,
  lines: TypedLines,
  read: (line: string) => T,
): Promise<T> {
  for (;;) {
    const line = (await lines.need(prompt)).trim();
    if (line === '/quit') throw new Left();
    try {
      return read(line);
    } catch (error) {
      if (!(error instanceof Unscripted)) throw error;
      printProblem(error);
    }
  }
}

const kindOf = ({ type }: FieldType): string => (type.t === 'enum' ? type.values.join(', ') : named(type));

const exampleText = (example: Json): string =>
  typeof example === 'string' ? example : JSON.stringify(example);
