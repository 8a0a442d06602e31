/** Reads a system's own description from a file, and those beside it that it imports. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Description } from '../../connectors/importers/description.js';
import { descriptions } from '../../connectors/importers/index.js';

/** Maximum size of a description, unpacked. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A description, and by name the files beside its own that it has read. */
export interface DescribedFile {
  description: Description;
  text: string;
  siblings: ReadonlyMap<string, string>;
}

/** Reads a file of a kind, `openapi`, `graphql`, `wsdl` or `answer`; `path_missing`, `import_unreadable`. */
export async function describeFile(kind: string, file: string): Promise<DescribedFile> {
  const text = await textOf(file);
  const siblings = new Map<string, string>();
  const description = descriptions.get(kind)?.(file, text, (name) => {
    const found = neighbour(file, name);
    if (found !== undefined) siblings.set(basename(name), found);
    return found;
  });
  if (description === undefined) throw new OrderlyError('internal', 'A kind has no reader');
  return { description, text, siblings };
}

/** A file that a description imports, from within the description's folder only. */
function neighbour(file: string, name: string): string | undefined {
  const path = join(dirname(file), basename(name));
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new OrderlyError('path_missing', `${file} cannot be read`, { cause: error });
  });
  try {
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (packed ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString('utf8');
  } catch (error) {
    const message = `${file} cannot be unpacked`;
    throw new OrderlyError('import_unreadable', message, { place: { file }, cause: error });
  }
}
