/** The editor schema of a connection: one written in the language, or one of a prebuilt connector, each with its own keys. */
import { z } from 'zod';
import { authSchemes } from '../auth/index.js';
import { CarrierDeskFile } from '../connectors/carrier-desk/schema.js';
import { TemplateUse } from '../connectors/templates/use-form.js';
import { readTemplate, type Template, templateNames } from '../connectors/templates/templates.js';
import { omitted } from '../connectors/declarative/json-value.js';
import type { Json, JsonObject } from '../contracts/json.js';
import { withFieldSuggestions } from './field-suggestions.js';
import { forYaml, isNode, jsonSchemaOf, unpatterned } from './json-schema.js';

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
