/** Writes docs/reference/steps.md, the keys of every kind of step: `npm run tool -- steps-page`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { stepKinds } from '../../src/flows/steps/registry.js';
import { flowSchemaOf, openBlocks } from '../../src/flows/schema-parts.js';

const introduction = `# Keys of a flow and of its steps

Every key that a flow can have, from the forms that \`orderly flows check\` reads by. [flow-language.md](../authoring/flow-language.md) says what steps do, with examples. This page is written by \`npm run tool -- steps-page\`.`;

interface Key {
  name: string;
  needed: string;
  words: string;
}

/** A schema without its \`optional\`. */
function inner(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? inner(schema.unwrap()) : schema;
}

/** What is written on a schema, or on what it wraps. */
function wordsOf(schema: z.core.$ZodType): string {
  const own = schema instanceof z.ZodType ? schema.description : undefined;
  const within = inner(schema);
  return own ?? (within instanceof z.ZodType ? (within.description ?? '') : '');
}

/** The keys of a form, those of maps inside it under their path. */
function keysOf(form: z.ZodObject, path = ''): Key[] {
  // A form of any shape has fields of any type; each is a schema.
  const fields = form.shape as Readonly<Record<string, z.core.$ZodType>>;
  return Object.entries(fields).flatMap(([name, schema]) => {
    const within = inner(schema);
    const key = { name: `${path}${name}`, needed: neededOf(schema), words: valuesOf(schema) };
    return [key, ...(within instanceof z.ZodObject ? keysOf(within, `${path}${name}.`) : [])];
  });
}

function neededOf(schema: z.core.$ZodType): string {
  return schema instanceof z.ZodOptional && !/\bNeeded\.$/.test(wordsOf(schema)) ? '' : 'yes';
}

function valuesOf(schema: z.core.$ZodType): string {
  const within = inner(schema);
  const values =
    within instanceof z.ZodEnum ? ` One of ${within.options.map((value) => `\`${value}\``).join(', ')}.` : '';
  return `${wordsOf(schema).replace(/ Needed\.$/, '')}${values}`;
}

function table(keys: readonly Key[]): string {
  const rows = keys.map(({ name, needed, words }) => `| \`${name}\` | ${needed} | ${cell(words)} |`);
  return ['| Key | Needed | |', '|---|---|---|', ...rows].join('\n');
}

const cell = (words: string): string => words.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The text of docs/reference/steps.md. */
export function stepsPage(): string {
  const head = `## The flow\n\n${table(keysOf(flowSchemaOf(openBlocks)))}`;
  const steps = [...stepKinds.values()].map(({ kind, form }) => `## ${kind}\n\n${table(keysOf(form))}`);
  return `${[introduction, head, ...steps].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync('docs/reference/steps.md', stepsPage());
