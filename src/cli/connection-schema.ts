/** The editor schema of a connection: one written in the language, or one of a prebuilt connector, each with its own keys. */
import { z } from 'zod';
import { authSchemes } from '../connectors/auth/index.js';
import { CarrierDeskFile } from '../connectors/carrier-desk/schema.js';
import { TemplateUse } from '../connectors/templates/template-use-schema.js';
import { readTemplate, type Template, templateNames } from '../connectors/templates/templates.js';
import { omitted } from '../connectors/declarative/json-value.js';
import type { Json, JsonObject } from '../contracts/json.js';
import { forYaml, isNode, jsonSchemaOf, unpatterned } from './json-schema-for-yaml.js';
import { catalogue } from '../commerce/index.js';
import type { Operation } from '../commerce/operation.js';
import { type Shape, shapesOf } from '../connectors/declarative/mapping/field-shape.js';

// What editors suggest under `fields:` of an operation: the business fields that it gives. Nothing else is rejected.

/** The schema of `operations:`, and that of one operation which it refers to as `#/definitions/operation`. */
function withFieldSuggestions(operations: JsonObject): { operations: JsonObject; operation: Json } {
  const { additionalProperties: operation = true, ...rest } = operations;
  const form = { $ref: '#/definitions/operation' };
  const known = [...catalogue.values()].map((each): [string, Json] => [
    each.name,
    { description: `${each.title}.`, allOf: [form, { properties: { fields: suggested(fieldsOf(each)) } }] },
  ]);
  return {
    operation,
    operations: { ...rest, properties: Object.fromEntries(known), additionalProperties: form },
  };
}

/** The fields of the main result: those of its one record, or its outputs. */
function fieldsOf({ results }: Operation): ReadonlyMap<string, Shape> {
  const [outputs = {}] = Object.values(results);
  const shapes = shapesOf(outputs);
  const [only] = shapes.values();
  return (shapes.size === 1 ? partsOf(only) : undefined) ?? shapes;
}

/** The fields of a record, or of each of a list. */
function partsOf(shape: Shape | undefined): ReadonlyMap<string, Shape> | undefined {
  if (shape?.kind === 'list') return partsOf(shape.element);
  return shape?.kind === 'record' ? shape.fields : undefined;
}

const suggested = (fields: ReadonlyMap<string, Shape>): JsonObject => ({
  description: 'The business fields, and where to find each in the answer.',
  properties: Object.fromEntries([...fields].map(([name, shape]) => [name, ofField(name, shape)])),
});

/** A record is written by its fields, or with a place and its fields under it; a list always in the second way. */
function ofField(name: string, shape: Shape): Json {
  const description = `Where to find \`${name}\`.`;
  const parts = partsOf(shape);
  if (parts === undefined) return { description };
  const inner = suggested(parts);
  const own = shape.kind === 'record' && isNode(inner['properties']) ? inner['properties'] : {};
  return { description, properties: { ...own, fields: inner } };
}

/** Parts that both kinds of file have. */
const COMMON = ['limits', 'egress', 'tls', 'operations'] as const;

/** The schema of a declarative connection, with those of the prebuilt connectors beside it. */
export function withTemplates(schema: JsonObject): JsonObject {
  const { $schema, properties, definitions: named, ...rest } = schema;
  const parts = nodeAt(properties);
  const definitions = {
    ...nodeAt(named),
    ...Object.fromEntries([...COMMON, 'events'].map((name) => [name, parts[name] ?? true])),
    ...withFieldSuggestions(nodeAt(parts['operations'])),
  };
  const referTo = (name: string): JsonObject => ({
    $ref: `#/definitions/${name}`,
    description: descriptionOf(parts[name]),
  });
  const shared = Object.fromEntries(COMMON.map((name) => [name, referTo(name)]));
  const auth = {
    description: descriptionOf(parts['auth']),
    anyOf: [...authSchemes.keys()].flatMap((name) => formsOf(name)),
  };
  const declarative = { ...rest, properties: { ...parts, ...shared, events: referTo('events'), auth } };
  const templates = templateNames().flatMap((name) => {
    const template = readTemplate(name);
    return template ? [templateForm(name, template, shared)] : [];
  });
  const { properties: ofDesk, ...deskRules } = omitted(forYaml(jsonSchemaOf(CarrierDeskFile)), '$schema');
  const joined = Object.fromEntries(['egress', 'tls', 'events'].map((name) => [name, referTo(name)]));
  const desk = { ...deskRules, properties: { ...nodeAt(ofDesk), ...joined } };
  return { $schema: $schema ?? null, anyOf: [declarative, desk, ...templates], definitions };
}

function templateForm(name: string, { file }: Template, shared: JsonObject): JsonObject {
  const own = forYaml(jsonSchemaOf(TemplateUse));
  const properties = nodeAt(own['properties']);
  const needed = Object.entries(file.parameters).flatMap(([key, rules]) =>
    rules.default === undefined ? [key] : [],
  );
  const schemes = file.auth.flatMap(({ scheme, about: _, example: __, ...fixed }) => formsOf(scheme, fixed));
  return {
    type: 'object',
    properties: {
      ...properties,
      ...shared,
      connector: { const: name, description: `${file.title}: a prebuilt connector.` },
      parameters: {
        ...parametersForm(file.parameters, needed),
        description: descriptionOf(properties['parameters']),
      },
      auth: { description: descriptionOf(properties['auth']), anyOf: schemes },
    },
    required: [
      ...['connection', 'connector', 'auth'],
      ...(needed.length > 0 ? ['parameters'] : []),
      ...(file.baseUrl === undefined ? ['baseUrl'] : []),
    ],
    additionalProperties: false,
  };
}

function parametersForm(parameters: Template['file']['parameters'], required: readonly string[]): JsonObject {
  const forms = Object.entries(parameters).map(([name, { help, values, pattern, example }]) => [
    name,
    {
      description: `${help} For example: ${example}.`,
      ...(values === undefined
        ? { type: ['string', 'number'], pattern: `^(?:${pattern ?? ''})$` }
        : { enum: [...values] }),
    },
  ]);
  return {
    type: 'object',
    properties: Object.fromEntries(forms) as JsonObject,
    required: [...required],
    additionalProperties: false,
  };
}

/** The forms of a scheme by name only: values are checked once secrets are filled in. What is `fixed` need not be written. */
function formsOf(name: string, fixed: Readonly<Record<string, unknown>> = {}): JsonObject[] {
  const settings: z.ZodType = authSchemes.get(name)?.settings ?? z.never();
  const { anyOf, ...form } = unpatterned(forYaml(omitted(jsonSchemaOf(settings), '$schema')));
  return (isList(anyOf) ? anyOf.filter(isNode) : [form])
    .filter(({ properties }) => Object.keys(fixed).every((key) => key in nodeAt(properties)))
    .map(({ properties, required, ...rest }) => ({
      ...rest,
      properties: { scheme: { const: name, description: 'Name of the scheme.' }, ...nodeAt(properties) },
      required: [
        'scheme',
        ...(isList(required) ? required : []).filter((key) => typeof key !== 'string' || !(key in fixed)),
      ],
    }));
}

const nodeAt = (value: Json | undefined): JsonObject => (isNode(value) ? value : {});

const descriptionOf = (value: Json | undefined): Json => nodeAt(value)['description'] ?? '';

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
