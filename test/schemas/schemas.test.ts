/** Editors are told what the checker takes: every shipped file passes its schema, a file of a wrong form does not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { editorSchema, type SchemaName, schemaNames, schemaText } from '../../src/cli/editor-schemas.js';
import type { Json, JsonObject } from '../../src/contracts/json.js';
import { blocks, pages } from '../docs/support.js';

const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false });
const validators = new Map(schemaNames.map((name) => [name, ajv.compile(editorSchema(name))]));

/** What an editor would underline; it reads YAML's own numbers and bools, where we read texts. */
function underlined(name: SchemaName, text: string): string[] {
  const validate = validators.get(name)!;
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? ''}`);
}

const inFolder = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => join(folder, name))
    : [];

const merchants = readdirSync('merchants').map((name) => join('merchants', name));
const flows = ['flows', 'docs/authoring/cookbook', ...merchants.map((folder) => join(folder, 'flows'))].flatMap(inFolder);
const shipped: readonly (readonly [SchemaName, string])[] = [
  ...flows.map((file) => [file.endsWith('.test.yaml') ? 'flow-test' : 'flow', file] as const),
  ...['flows/texts', 'docs/authoring/cookbook/texts', ...merchants.map((folder) => join(folder, 'texts'))]
    .flatMap(inFolder)
    .map((file) => ['texts', file] as const),
  ...merchants.flatMap((folder) => inFolder(join(folder, 'connections'))).map((file) => ['connection', file] as const),
  ...merchants.map((folder) => ['merchant', join(folder, 'merchant.yaml')] as const),
];

test('the files in schemas/ are what tools/docs/write-schemas.ts writes', () => {
  for (const name of schemaNames)
    expect(readFileSync(`schemas/${name}.schema.json`, 'utf8')).toBe(schemaText(editorSchema(name)));
  expect(readdirSync('schemas').sort()).toEqual(schemaNames.map((name) => `${name}.schema.json`).sort());
});

describe('a shipped file passes its schema, and names it for editors', () => {
  test.each(shipped)('%s %s', (name, file) => {
    const text = readFileSync(file, 'utf8');
    expect(underlined(name, text)).toEqual([]);
    const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
    expect(join(dirname(file), path)).toBe(`schemas/${name}.schema.json`);
  });
});

test('every flow in the documentation passes the schema', () => {
  const written = pages.flatMap((page) => blocks(page, 'yaml').filter((block) => block.startsWith('flow:')));
  for (const text of written)
    expect(underlined(/^tests:/m.test(text) ? 'flow-test' : 'flow', text)).toEqual([]);
});

test.each<[SchemaName, string]>([
  ['flow', 'test/flows/broken/step-kinds.yaml'],
  ['merchant', 'test/flows/broken/merchant-form.yaml'],
  ['connection', 'test/flows/broken-connections/wrong-form.yaml'],
])('a %s of a wrong form does not pass: %s', (name, file) => {
  expect(underlined(name, readFileSync(file, 'utf8'))).not.toEqual([]);
});

const flow = (steps: string): string => `flow: a\noutputs: { result: [done] }\nsteps:\n${steps}\n`;

test.each([
  ['a step of an unknown kind', '  - sya: Hello'],
  ['a step of no kind', '  - id: nothing'],
  ['a step of two kinds', '  - say: Hello\n    wait: 2 days'],
  ['an unknown key of a step', '  - say: Hello\n    loud: true'],
  ['a text that is a step', '  - Hello'],
  ['steps that are no list', '  say: Hello'],
  ['an unknown kind in a branch', '  - if: a\n    then:\n      - sya: Hello'],
  ['an unknown kind in the block of an outcome', '  - call: orders.get\n    outcomes:\n      refused:\n        - sya: Hello'],
  ['an unknown key of an approval', '  - call: payments.refund\n    approval: { by: a, expires: 2 days, untill: 3 }'],
  ['an answer of no kind', '  - ask: Well?\n    answer: maybe'],
])('%s is underlined', (_, steps) => {
  expect(underlined('flow', flow(steps))).not.toEqual([]);
});

test('an unknown key of a flow is underlined', () => {
  expect(underlined('flow', `${flow('  - say: Hello')}autor: me\n`)).not.toEqual([]);
});

test.each(['  - each: ${inputs.list}\n    atMost: 20\n    do: []', '  - say: 2026', '  - set: { a: true, b: 12 }\n    id: x'])(
  'a number or bool where we read a text is not underlined: %j',
  (steps) => {
    expect(underlined('flow', flow(steps))).toEqual([]);
  },
);

/** Every map of a schema with its path. */
function* nodes(value: Json, path = ''): Generator<[string, JsonObject]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, value as JsonObject];
  for (const [key, inner] of Object.entries(value)) yield* nodes(inner as Json, `${path}/${key}`);
}

describe.each(schemaNames)('the schema of a %s', (name) => {
  const schema = editorSchema(name);

  test('says what every property is', () => {
    const silent = [...nodes(schema)].flatMap(([path, { properties }]) =>
      Object.entries((properties ?? {}) as Record<string, { description?: string }>)
        .filter(([, { description = '' }]) => description === '')
        .map(([key]) => `${path}/${key}`),
    );
    expect(silent).toEqual([]);
    expect(schema['title']).toEqual(expect.any(String));
    expect(schema['description']).toEqual(expect.any(String));
  });

  test('has no map with properties that takes any other', () => {
    const open = [...nodes(schema)].filter(
      ([path, node]) => node['properties'] !== undefined && node['type'] === 'object' && node['additionalProperties'] === undefined && !path.endsWith('/properties'),
    );
    expect(open.map(([path]) => path)).toEqual([]);
  });
});

test('each kind of step is told by its own key, which it needs', () => {
  const { definitions } = editorSchema('flow') as unknown as {
    definitions: { steps: { items: { anyOf: { required: string[] }[] } } };
  };
  const firsts = definitions.steps.items.anyOf.map(({ required: [first] }) => first);
  expect(new Set(firsts).size).toBe(firsts.length);
});

test('the settings of the editor name schemas that are there', () => {
  const { 'yaml.schemas': named } = JSON.parse(readFileSync('.vscode/settings.json', 'utf8')) as Record<string, object>;
  expect(Object.keys(named ?? {}).map((path) => existsSync(path))).toEqual(schemaNames.map(() => true));
});
