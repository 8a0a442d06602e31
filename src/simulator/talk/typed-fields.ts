/** Inputs of a flow as they are typed, by their types. */
import type { FlowIr } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { readDocument } from '../../flows/yaml/document.js';
import { Unscripted } from '../scripted-answers.js';
import { ValueReader } from '../value-reader.js';

/** Reads written inputs, moments by the clock of an IANA zone; `Unscripted` says what is wrong with the first wrong one. */
export function typedFields(
  written: Readonly<Record<string, Json>>,
  { flow, inputs }: Pick<FlowIr, 'flow' | 'inputs'>,
  zone: string,
): JsonObject {
  const reader = new ValueReader(typedDocument(), zone);
  const options = { of: `The flow \`${flow}\``, wholeness: 'given', unknown: 'input_unknown' } as const;
  const values = reader.fields(written, inputs, [], options);
  const [issue] = reader.issues;
  if (issue !== undefined) throw new Unscripted(issue.message, issue.hint);
  return values;
}

/** What is typed has no file: its issues are told without a place. */
export function typedDocument() {
  const { document } = readDocument('typed', 'typed: value\n');
  if (document === undefined) throw new TypeError('a one-line document cannot be read');
  return document;
}
