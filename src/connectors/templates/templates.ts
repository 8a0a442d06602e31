/** The prebuilt templates: a folder each beside this file, with a `connection.yaml` and more files of operations. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readDocument, type YamlDocument } from '../../flows/yaml/document.js';
import { issuesOfZod } from '../../flows/yaml/zod-issues.js';
import { TemplateFile } from './template-schema.js';

/** A template: its file, and what stands in it. */
export interface Template {
  document: YamlDocument;
  file: TemplateFile;
}

const here = new URL('./', import.meta.url);
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
  const template = parseTemplate(`${name}/connection.yaml`, wholeText(name));
  read.set(name, template);
  return template;
}

/** `connection.yaml`, and below its `operations` those of the other files, which share its anchors, in the order of their names. */
function wholeText(name: string): string {
  const more = filesOf(name).flatMap((file) => /^(?!connection\.)(.+)\.yaml$/.exec(file)?.[1] ?? []);
  const operations = more
    .sort()
    .map((part) => readFileSync(new URL(`${name}/${part}.yaml`, here), 'utf8').replaceAll(/^(?=.)/gm, '  '));
  return [readFileSync(fileOf(name), 'utf8'), ...operations].join('\n');
}

/** Names of the files in the folder of a template, in their order. */
const filesOf = (name: string): string[] =>
  readdirSync(new URL(`${name}/`, here), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]))
    .sort();

function parseTemplate(file: string, text: string): Template {
  const { document, issues } = readDocument(file, text, { aliases: true });
  const parsed = document && TemplateFile.safeParse(document.value);
  if (document && parsed?.success === true) return { document, file: parsed.data };
  const found =
    document && parsed?.error ? issuesOfZod(document, parsed.error, 'connection_invalid') : issues;
  throw new Error(`${file}: ${found.map(({ line, message }) => `${line}: ${message}`).join(' ')}`);
}

/** The names of the documents of a template, which its requests name as `shopify/order.graphql`. */
export const templateSiblings = (name: string): string[] =>
  filesOf(name).flatMap((file) => (/\.(yaml|[jt]s)$/.test(file) ? [] : [`${name}/${file}`]));

/** The bytes of a file that a template names as `shopify/order.graphql`; undefined when there is none. */
export function templateFile(name: string): Buffer | undefined {
  const isOne = /^[a-z][a-z0-9-]*\/[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(name);
  return isOne && existsSync(new URL(name, here)) ? readFileSync(new URL(name, here)) : undefined;
}
