/** OpenAPI 2.0, 3.0 and 3.1 documents: JSON or YAML, references inside one file. */
import { parse } from 'yaml';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';

/** A map of a document; its content is checked before use. */
export type Node = Readonly<Record<string, unknown>>;

/** A value as a map; an empty map for any other value. */
export const nodeOf = (value: unknown): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};

/** A value as a list; an empty list for any other value. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];

/** A value as text; undefined for any other value. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** A document whose references can be followed. */
export interface OpenApiDocument {
  root: Node;
  /** Swagger 2.0 keeps its parts in other places. */
  version: 2 | 3;
  /** The node itself, or the target of its `$ref`; an empty map if that is in another file or missing. */
  follow(value: unknown): Node;
}

/** Reads a document; throws `import_unreadable`. */
export function readOpenApi(file: string, text: string): OpenApiDocument {
  const root = nodeOf(parseText(file, text));
  const version = root['swagger'] === undefined ? 3 : 2;
  const named = textOf(root['openapi']) ?? textOf(root['swagger']);
  if (named === undefined || !/^(2\.0|3\.[012])/.test(named)) {
    const message = `${file} is no OpenAPI document of version 2.0, 3.0 or 3.1`;
    throw new OrderlyError('import_unreadable', message, { place: { file } });
  }
  const follow = (value: unknown, depth = 0): Node => {
    const node = nodeOf(value);
    const reference = node['$ref'];
    if (typeof reference !== 'string') return node;
    return depth < 20 && reference.startsWith('#/') ? follow(pointed(root, reference), depth + 1) : {};
  };
  return { root, version, follow };
}

function parseText(file: string, text: string): unknown {
  try {
    // Some vendors indent with tabs, which YAML forbids.
    return text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : parse(text.replaceAll('\t', '  '), { logLevel: 'error' });
  } catch (error) {
    const message = `${file} is neither JSON nor YAML`;
    throw new OrderlyError('import_unreadable', message, { place: { file }, cause: error });
  }
}

/** Resolves a JSON Pointer in a URI fragment (RFC 6901). */
function pointed(root: Node, reference: string): unknown {
  let value: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    value = Array.isArray(value) ? (value as unknown[])[Number(name)] : nodeOf(value)[name];
  }
  return value;
}
