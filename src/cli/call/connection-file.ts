/** The file of a merchant's connection, by the name that it gives itself. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readDocument, type YamlDocument } from '../../flows/yaml/document.js';

/** Reads it; undefined where no file of the folder has that name. */
export async function connectionDocument(
  folder: string,
  connection: string,
): Promise<YamlDocument | undefined> {
  const connections = join(folder, 'connections');
  const names = await readdir(connections).catch((): string[] => []);
  for (const name of names.filter((each) => each.endsWith('.yaml'))) {
    const path = join(connections, name);
    const { document } = readDocument(shown(path), await readFile(path, 'utf8'), { aliases: true });
    const value = document?.value;
    if (
      typeof value === 'object' &&
      value !== null &&
      'connection' in value &&
      value.connection === connection
    )
      return document;
  }
  return undefined;
}

/** The path relative to the working directory, if it is below. */
function shown(path: string): string {
  const below = relative('', path);
  return below.startsWith('..') ? path : below;
}
