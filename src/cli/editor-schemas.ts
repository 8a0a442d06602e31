/** JSON Schemas for editors, generated from the same schemas that check the files. */
import { z } from 'zod';
import { omitted } from '../connectors/declarative/json-value.js';
import { ConnectionFile } from '../connectors/declarative/schema.js';
import { flowTestSchema } from '../simulator/schema.js';
import { translationsSchema } from '../flows/translations.js';
import { intentNames } from '../understanding/intents/index.js';
import { intentSchema } from '../understanding/intents/schema.js';
import type { JsonObject, Json } from '../contracts/json.js';
import { knowledgeSchema } from '../merchants/knowledge/schema.js';
import { merchantSchema } from '../merchants/merchant-schema.js';
import { catalogue } from '../commerce/index.js';
import { isCallable } from '../commerce/operation.js';
import { withTemplates } from './connection-schema.js';
import { branchesAsOutcomes, forYaml, jsonSchemaOf, withSuggestions } from './json-schema-for-yaml.js';
import { branchSchema } from '../flows/steps/branches.js';
import { stepKinds } from '../flows/steps/registry.js';
import { say } from '../flows/steps/say.js';
import { type Blocks, flowSchemaOf } from '../flows/schema-parts.js';

// The form of a whole flow, steps included: the source of the editors' JSON Schema; the checker uses it too.

const blocks: Blocks = {
  steps: z.lazy((): z.ZodType<Json> => steps),
  says: z.lazy((): z.ZodType<Json> => says),
  branch: z.lazy((): z.ZodType<Json> => branch),
};

const step = z.union([...stepKinds.values()].map(({ schema }) => schema(blocks)));

// The forms read JSON; their own types name each key.
const steps = z.array(step).meta({ id: 'steps' }) as unknown as z.ZodType<Json>;

const says = z.array(say.schema(blocks)).meta({ id: 'says' }) as unknown as z.ZodType<Json>;

const branch = z.union([steps, branchSchema(blocks)]).meta({ id: 'branch' }) as unknown as z.ZodType<Json>;

/** A flow. */
export const flowSchema = flowSchemaOf(blocks);

/** A kind of file that editors can validate. */
interface FileKind {
  form: z.ZodType;
  title: string;
  description: string;
  adapt?: (schema: JsonObject) => JsonObject;
}

const callable = [...catalogue.values()].filter(isCallable).map(({ name }) => name);

const kinds = {
  flow: {
    form: flowSchema,
    title: 'An Orderly flow',
    description: 'What to look up, ask, say and do; see docs/authoring/flow-language.md.',
    adapt: (schema) => withSuggestions(branchesAsOutcomes(schema), 'call', callable),
  },
  'flow-test': {
    form: flowTestSchema,
    title: 'Tests of an Orderly flow',
    description: 'The conditions, what happens, and the expected outcome.',
    adapt: (schema) => withSuggestions(schema, 'intent', intentNames),
  },
  connection: {
    form: ConnectionFile,
    title: 'An Orderly connection',
    description: "Describes one of a merchant's systems; see docs/integrating/connections.md.",
    adapt: withTemplates,
  },
  merchant: {
    form: merchantSchema,
    title: 'An Orderly merchant',
    description: 'Hours, people, policy, bindings and queues; see docs/integrating/merchants.md.',
  },
  intent: {
    form: intentSchema,
    title: 'An Orderly intent',
    description: 'What a message can ask for, and how it is handled; see docs/integrating/understanding.md.',
  },
  knowledge: {
    form: knowledgeSchema,
    title: 'An answer to a question about a shop',
    description: 'What customers ask a shop, and what it answers; see docs/authoring/knowledge.md.',
  },
  texts: {
    form: translationsSchema.describe('Each sentence exactly as in the flow, with its translation.'),
    title: 'Orderly translations',
    description: 'Each of the flows’ sentences, with its translation into the language of this file.',
  },
} as const satisfies Record<string, FileKind>;

/** A kind of file with a schema. */
export type SchemaName = keyof typeof kinds;

/** All schema names. The keys of a constant object are those of its type. */
export const schemaNames = Object.keys(kinds) as SchemaName[];

/** The schema of a kind of file, in JSON Schema draft 7, which editors support best. */
export function editorSchema(name: SchemaName): JsonObject {
  const { form, title, description, adapt = same }: FileKind = kinds[name];
  const { $schema, ...rest } = adapt(forYaml(jsonSchemaOf(form)));
  return { $schema: $schema ?? null, title, description, ...omitted(rest, 'description') };
}

/** A schema as the text of its file. */
export const schemaText = (schema: JsonObject): string => `${JSON.stringify(schema, undefined, 2)}\n`;

const same = (schema: JsonObject): JsonObject => schema;
