/** What a system can answer in a conversation at the terminal: its choices, and an answer as it was typed. */
import { greatestEffect } from '../../contracts/effect.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { MerchantConfig } from '../../merchants/merchant.js';
import { environmentOf, type TypedOperation } from '../../flows/type-environment.js';
import { readDocument } from '../../flows/yaml/document.js';
import type { ScriptedAnswer } from '../flow-test.js';
import { readAnswers } from '../read-answers.js';
import { faultsOf } from '../read-given.js';
import type { Asked } from '../read-scripted-answer.js';
import type { RawAnswer } from '../schema.js';
import { Unscripted } from '../scripted-answers.js';
import { isMap, ValueReader } from '../value-reader.js';
import type { Merchant } from '../../merchants/merchant.js';
import { exampleFields, over } from './example-values.js';
import { typedDocument } from './typed-fields.js';
import { writtenFields } from './values-in-test-notation.js';

/** A call of a flow that somebody has to answer. */
export interface AskedSystem {
  operation: string;
  effect: 'read' | 'write' | 'money';
  inputs: JsonObject;
  /** Names of the answers: results first, then what can go wrong. */
  choices: readonly string[];
  /** Reads an answer as it is typed: a choice by name or number, `found { order: { status: shipped } }`, nothing. */
  read(typed: string): Improvised;
  /** An answer that a real system has given. */
  took(gives: ScriptedAnswer['gives']): Improvised;
}

/** An answer, and how a test writes it. */
export interface Improvised {
  answer: ScriptedAnswer;
  written: RawAnswer;
}

/** Makes the questions to systems of one merchant. */
export class SystemQuestions {
  readonly #operations: ReadonlyMap<string, TypedOperation>;
  readonly #config: MerchantConfig;

  constructor(
    readonly merchant: Merchant,
    readonly now: () => number,
  ) {
    this.#config = merchant.config;
    this.#operations = environmentOf(merchant.config, new Map()).operations;
  }

  /** A call's question; a flow only calls operations of the catalogue. */
  about(name: string, inputs: JsonObject): AskedSystem {
    const typed = this.#operations.get(name);
    if (typed === undefined) throw new Unscripted(`There is no operation \`${name}\`.`, 'Check the flow.');
    const bound = this.merchant.connectionFor(name)?.bindings.get(name)?.effect;
    const { inputs: types, answers: results } = typed;
    const asked: Asked = { name, inputs: types, results, faults: faultsOf(typed.operation, this.merchant) };
    const { zone } = this.#config;
    const known = writtenFields(inputs, typed.inputs, zone);
    // A record stands for itself in the test; its single values tell calls apart.
    const when = Object.fromEntries(Object.entries(known).filter(([, value]) => typeof value === 'string'));
    const choices = [...Object.keys(asked.results), ...asked.faults];
    return {
      operation: name,
      effect: greatestEffect(typed.operation.effect, bound ?? 'read'),
      ...{ inputs, choices },
      read: (line) => {
        const { choice, values } = typedAnswer(line, choices);
        const fields = Object.hasOwn(asked.results, choice) ? asked.results[choice] : undefined;
        const example = fields && exampleFields(fields, { known, now: this.now(), zone });
        const whole = example === undefined ? values : over(example, values ?? {});
        return this.#improvised(asked, when, choice, whole);
      },
      took: (gives) => {
        const fields = gives.is === 'done' ? (asked.results[gives.result] ?? {}) : {};
        const outputs = gives.is === 'done' ? writtenFields(gives.outputs, fields, zone) : undefined;
        const name = gives.is === 'done' ? gives.result : gives.is;
        const written = { [name]: gives.is === 'refused' ? gives.code : (outputs ?? '') };
        const own = Object.entries(inputs).filter(([input]) => Object.hasOwn(when, input));
        const answer = { when: Object.fromEntries(own), gives };
        return { answer, written: withWhen(when, name, written[name]) };
      },
    };
  }

  #improvised(asked: Asked, when: JsonObject, choice: string, values: Json | undefined): Improvised {
    const written = withWhen(when, choice, values);
    const reader = new ValueReader(typedDocument(), this.#config.zone);
    const [answer] = readAnswers(reader, [written], asked, []);
    const [issue] = reader.issues;
    if (issue !== undefined || answer === undefined)
      throw new Unscripted(issue?.message ?? 'This is not a valid answer.', issue?.hint ?? '');
    return { answer, written };
  }
}

function withWhen(when: JsonObject, choice: string, values: Json | undefined): RawAnswer {
  const isEmpty =
    values === undefined || values === '' || (isMap(values) && Object.keys(values).length === 0);
  if (isEmpty) return Object.keys(when).length === 0 ? choice : { when, [choice]: '' };
  return Object.keys(when).length === 0 ? { [choice]: values } : { when, [choice]: values };
}

/** A choice by its name or number, and the values behind it; the first choice for an empty line. */
function typedAnswer(line: string, choices: readonly string[]): { choice: string; values?: Json } {
  const [, word = line, rest = ''] = /^([a-z0-9_]+)(?:[:\s]+(.*))?$/s.exec(line.trim()) ?? [];
  const choice = word.trim() === '' ? choices[0] : /^\d+$/.test(word) ? choices[Number(word) - 1] : word;
  if (choice === undefined || !choices.includes(choice))
    throw new Unscripted(
      `\`${line.trim()}\` is not a valid answer.`,
      `Write one of ${choices.join(', ')}, or its number.`,
    );
  return rest === '' ? { choice } : { choice, values: readTyped(rest) };
}

/** A value typed on one line, in YAML as a test file has it. */
export function readTyped(text: string): Json {
  const { document, issues } = readDocument('line', `value: ${text}\n`);
  const value = isMap(document?.value) ? document.value['value'] : undefined;
  const [issue] = issues;
  if (value === undefined)
    throw new Unscripted(
      issue?.message ?? 'This is not a valid value.',
      issue?.hint ?? 'Write `{ name: value }`.',
    );
  return value;
}
