/** What a merchant's flows are checked against: operations with types and effects, roles, policy, sentences. */
import type { Effect } from '../contracts/effect.js';
import type { FieldType } from '../contracts/ir.js';
import { recordEvents } from '../commerce/business-events.js';
import { defaultSentence } from '../texts/languages/default-sentences.js';
import type { Languages } from '../texts/languages/language.js';
import type { Json } from '../contracts/json.js';
import type { Band } from '../contracts/policy.js';
import type { YamlDocument } from './yaml/document.js';
import { isCallable, type Operation, type Vocabulary } from '../commerce/operation.js';
import { FieldReader, type CustomFields } from './types/from-fields.js';
import type { FieldTypes } from './types/type.js';
import { parseType, typeNames, type TypeNames } from './types/type-names.js';

/** An operation as flows see it. */
export interface TypedOperation {
  operation: Operation;
  inputs: FieldTypes;
  /** What a system answers, by result. */
  answers: Readonly<Record<string, FieldTypes>>;
  /** What a flow reads of it: with the values that are worked out. */
  results: Readonly<Record<string, FieldTypes>>;
}

/** The parts of a merchant's file that flows are checked against; merchants/ provides them. */
export interface MerchantTerms {
  merchant: string;
  name: string;
  /** IANA zone. */
  zone: string;
  /** BCP 47. */
  language: string;
  /** ISO 4217, if the shop names one. */
  currency?: string;
  languages: Languages;
  vocabulary: Vocabulary;
  /** Values by name; a map with `upTo` or `perCustomer` is a band. */
  policy: Readonly<Record<string, Json>>;
  bands: Readonly<Record<string, Band>>;
  approvers: Readonly<Record<string, { roles: readonly string[] }>>;
  /** When people are there, by the day of the week; without days nobody has said. */
  hours?: { days: Readonly<Record<number, unknown>> };
  /** `default`, and queues by intent or name. */
  handover: { default: string } & Readonly<Record<string, string>>;
  /** Shipped flow → the merchant's own in its place. */
  flows: Readonly<Record<string, string>>;
  /** The intents that the merchant adds. */
  understanding?: { intents?: readonly { id: string }[] };
  /** The merchant's own wording of engine and default sentences, by name. */
  sentences: Readonly<Record<string, string>>;
  /** Own fields per record: name → type. */
  custom: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One merchant's world. */
export interface Environment {
  config: MerchantTerms;
  operations: ReadonlyMap<string, TypedOperation>;
  /** Operations that the merchant's connections provide, with the effect they have there. */
  effects: ReadonlyMap<string, Effect>;
  /** Every operation, and whether a connection of the merchant answers it. */
  offers: ReadonlyMap<string, boolean>;
  /** What each business event says besides its record. */
  events: ReadonlyMap<string, FieldTypes>;
  types: TypeNames;
  roles: ReadonlySet<string>;
  /** merchant.yaml, where the values of the policy stand; the flow declares them at the same path. */
  merchantFile?: YamlDocument | undefined;
  /** The merchant's sentence by name: its own, otherwise the product's in its language. */
  sentence(name: string): string | undefined;
}

/** Makes a merchant's environment; `effects` are those of its bound operations. */
export function environmentOf(
  config: MerchantTerms,
  effects: ReadonlyMap<string, Effect>,
  merchantFile?: YamlDocument,
): Environment {
  const simple = typeNames([], new FieldReader({}));
  const reader = new FieldReader(customFields(config, simple));
  const callable = [...config.vocabulary.catalogue.values()].filter(isCallable);
  const operations = callable.map((operation): [string, TypedOperation] => {
    return [operation.name, typedOperation(operation, reader)];
  });
  return {
    config,
    merchantFile,
    operations: new Map(operations),
    effects,
    offers: new Map(callable.map(({ name }) => [name, effects.has(name)])),
    events: new Map([...recordEvents].map(([name, { fields }]) => [name, reader.fields(fields)])),
    types: typeNames(callable, reader),
    roles: new Set(Object.values(config.approvers).flatMap(({ roles }) => roles)),
    sentence: (name) =>
      Object.hasOwn(config.sentences, name)
        ? config.sentences[name]
        : defaultSentence(name, config.language, config.languages),
  };
}

/** `{ order: { region: text } }` as optional fields of the record `Order`; the loader reports wrong ones. */
function customFields(config: MerchantTerms, simple: TypeNames): CustomFields {
  const records = Object.entries(config.custom).map(([record, fields]) => {
    const typed = Object.entries(fields).flatMap(([name, raw]): [string, FieldType][] => {
      const type = parseType(raw, simple);
      return 'unknown' in type ? [] : [[name, { type: type.type, optional: true }]];
    });
    return [`${record.slice(0, 1).toUpperCase()}${record.slice(1)}`, Object.fromEntries(typed)] as const;
  });
  return Object.fromEntries(records);
}

function typedOperation(operation: Operation, reader: FieldReader): TypedOperation {
  const { derived } = operation;
  const answers = Object.fromEntries(
    Object.entries(operation.results).map(([result, fields]) => [result, reader.fields(fields)]),
  );
  const results =
    derived === undefined
      ? answers
      : { ...answers, [derived.result]: { ...answers[derived.result], ...reader.fields(derived.outputs) } };
  return { operation, inputs: reader.fields(operation.inputs), answers, results };
}
