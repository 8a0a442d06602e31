/** Finds the file of a connection by its name. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDocument, type YamlDocument } from '../../flows/yaml/document.js';

/** The file in a folder that describes a connection; undefined when there is none that can be read. */
export async function documentIn(folder: string, connection: string): Promise<YamlDocument | undefined> {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.yaml')) : [];
  for (const name of names.sort()) {
    const file = join(folder, name);
    const { document } = readDocument(file, await readFile(file, 'utf8'), { aliases: true });
    if (document && textAt(document, 'connection') === connection) return document;
  }
  return undefined;
}

/** What stands after `connector:`. */
export const connectorOf = (document: YamlDocument): string => textAt(document, 'connector');

function textAt({ value }: YamlDocument, key: string): string {
  const found = typeof value === 'object' && value !== null && key in value ? Object.entries(value) : [];
  const text = found.find(([name]) => name === key)?.[1];
  return typeof text === 'string' ? text : '';
}
