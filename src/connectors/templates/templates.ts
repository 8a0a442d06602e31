/** The prebuilt templates: a folder each beside this one, with a `connection.yaml`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readDocument, type YamlDocument } from '../../yaml/document.js';
import { issuesOfZod } from '../../yaml/zod-issues.js';
import { TemplateFile } from './template-form.js';

/** A template: its file, and what stands in it. */
export interface Template {
  document: YamlDocument;
  file: TemplateFile;
}

const here = new URL('../', import.meta.url);
const fileOf = (name: string): URL => new URL(`${name}/connection.yaml`, here);

/** Names of all templates, in their order. */
export const templateNames = (): string[] =>
  readdirSync(here)
    .filter((name) => existsSync(fileOf(name)))
    .sort();

const read = new Map<string, Template>();

/** The template of that name, if there is one; throws if its file is broken, which is a mistake of the product. */
export function readTemplate(name: string): Template | undefined {
  const known = read.get(name);
  if (known !== undefined || !/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(fileOf(name))) return known;
  const template = parseTemplate(`${name}/connection.yaml`, readFileSync(fileOf(name), 'utf8'));
  read.set(name, template);
  return template;
}

function parseTemplate(file: string, text: string): Template {
  const { document, issues } = readDocument(file, text, { aliases: true });
  const parsed = document && TemplateFile.safeParse(document.value);
  if (document && parsed?.success === true) return { document, file: parsed.data };
  const found =
    document && parsed?.error ? issuesOfZod(document, parsed.error, 'connection_invalid') : issues;
  throw new Error(`${file}: ${found.map(({ line, message }) => `${line}: ${message}`).join(' ')}`);
}

/** The names of the files of a template beside its `connection.yaml`: `shopify/order.graphql`. */
export const templateSiblings = (name: string): string[] =>
  readdirSync(new URL(`${name}/`, here), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^connection\.yaml$|\.[jt]s$/.test(entry.name))
    .map((entry) => `${name}/${entry.name}`)
    .sort();

/** The bytes of a file that a template names as `shopify/order.graphql`; undefined when there is none. */
export function templateFile(name: string): Buffer | undefined {
  const isOne = /^[a-z][a-z0-9-]*\/[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name);
  return isOne && existsSync(new URL(name, here)) ? readFileSync(new URL(name, here)) : undefined;
}
