/** Makes a merchant's connection of a prebuilt connector the merchant's own file. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import {
  readTemplate,
  templateFile,
  templateSiblings,
  type Template,
} from '../../connectors/templates/templates.js';
import { configuredFolders } from '../merchant-files.js';
import { connectorOf, documentIn } from './connection-document.js';
import type { YamlDocument } from '../../flows/yaml/document.js';
import { isObject } from '../../connectors/declarative/json-value.js';
import { applyTemplate } from '../../connectors/templates/apply-template.js';
import { fillText } from '../../connectors/templates/parameters.js';

// A merchant's connection and its template as one file in the language, which is then the merchant's own.

/** The text of that file, with the comments on operations; undefined if the merchant's file has issues. */
export function copyTemplate(own: YamlDocument, template: Template): string | undefined {
  const { document: whole, parameters } = applyTemplate(own, template);
  const made = parseDocument(template.document.text, { schema: 'failsafe' });
  const operations = made.get('operations', true);
  if (!isObject(whole?.value) || !parameters || !isMap(made.contents) || !isMap(operations)) return undefined;
  const written = parseDocument(own.text, { schema: 'failsafe' }).get('operations', true);
  const replaced = isMap(written) ? written : undefined;
  const wanted = isObject(whole.value['operations']) ? whole.value['operations'] : {};
  remove(made, operations, (name) => !(name in wanted) || replaced?.has(name) === true);
  operations.items.push(...(replaced?.items ?? []));
  visit(made, {
    Scalar(_, node: Scalar) {
      if (typeof node.value === 'string') node.value = fillText(node.value, parameters);
    },
  });
  const head = Object.entries(whole.value).filter(([key]) => !LANGUAGE.includes(key));
  const said = made.contents.items.filter(({ key }) => LANGUAGE.includes(nameOf(key)));
  made.contents.items = [...head.map(([key, value]) => made.createPair(key, value)), ...said] as typeof said;
  return made.toString({ lineWidth: 110 });
}

/** Parts that the copy takes with their comments. */
const LANGUAGE: readonly string[] = ['decimals', 'errorRules', 'operations'];

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.value) : '');

/** Takes operations out; what others repeat of them by an alias stands at the first of these then. */
function remove(made: Document.Parsed, operations: YAMLMap, isGone: (name: string) => boolean): void {
  const gone = operations.items.filter(({ key }) => isGone(nameOf(key)));
  const lost = new Set<unknown>();
  for (const { value } of gone) if (isNode(value)) visit(value, { Node: (_, node) => void lost.add(node) });
  visit(made, {
    Alias(_, alias, path) {
      const source = alias.resolve(made);
      if (source === undefined || !lost.has(source) || path.some((node) => lost.has(node))) return undefined;
      lost.delete(source);
      return source;
    },
  });
  operations.items = operations.items.filter((pair) => !gone.includes(pair));
}

/** The copy of a connection, and where it belongs. */
export interface CopiedConnection {
  /** Path of the connection's file. */
  file: string;
  text: string;
  /** Name of the connector, whose documents go beside the file. */
  connector: string;
}

/** Reads a merchant's connection with its connector; `connection_unknown`, `connector_unknown`, `connection_invalid`. */
export async function copyOf(merchant: string, connection: string): Promise<CopiedConnection> {
  const { merchants } = await configuredFolders();
  const folder = join(merchants, merchant, 'connections');
  const document = await documentIn(folder, connection);
  if (!document)
    throw new OrderlyError('connection_unknown', `${merchant} has no connection \`${connection}\``);
  const connector = connectorOf(document);
  const template = readTemplate(connector);
  if (!template) {
    const hint = 'It already is your own file.';
    throw new OrderlyError('connector_unknown', `\`${connection}\` has no prebuilt connector`, { hint });
  }
  const text = copyTemplate(document, template);
  if (text !== undefined) return { file: document.file, text, connector };
  const hint = 'Run `orderly flows check` to see what is wrong.';
  throw new OrderlyError('connection_invalid', `\`${connection}\` has issues`, { hint });
}

/** Writes it in the place of the connection's file; `copy_file_exists`, and then nothing is written. Answers the files. */
export async function writeCopy({ file, text, connector }: CopiedConnection): Promise<string[]> {
  const files = templateSiblings(connector).map((name) => ({ name, path: join(dirname(file), name) }));
  const taken = files.find(({ path }) => existsSync(path));
  if (taken !== undefined) throw new OrderlyError('copy_file_exists', `${taken.path} already exists`);
  for (const { name, path } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, templateFile(name) ?? '', { flag: 'wx' });
  }
  await writeFile(file, text);
  return [file, ...files.map(({ path }) => path)];
}
