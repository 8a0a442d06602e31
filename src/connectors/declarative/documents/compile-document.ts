/** Compiles `document:` of an operation, and finds the output that it is. */
import type { Fields, Operation } from '../../../commerce/operation.js';
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { FieldScope, Reader } from '../mapping/readers.js';
import { shapesOf } from '../mapping/field-shape.js';
import { SOURCE_KEYS, sourceReader } from '../mapping/value-source.js';
import { isObject } from '../json-value.js';
import type { DocumentRules } from './schema.js';

/** Where the document of an answer is. */
export interface DocumentReader {
  /** The output that it is. */
  output: string;
  kind: string;
  form: 'base64' | 'text' | 'url';
  content: Reader;
  name?: Reader;
  /** What a relative address belongs to, and where the connection's credentials may go. */
  base: URL;
  /** Whether its address is asked with the connection's credentials. */
  authorized: boolean;
}

/** The output of a result that is a document, if one is. */
function documentOutput(outputs: Fields): string | undefined {
  return [...shapesOf(outputs)].find(([, { kind }]) => kind === 'document')?.[0];
}

/** Outputs that fields of an answer are mapped to. */
export function mappedOutputs(outputs: Fields): Fields {
  const document = documentOutput(outputs);
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => name !== document));
}

/** Compiles the reader; undefined if the operation gives no document, or with an issue. */
export function compileDocument(
  rules: DocumentRules | undefined,
  { name: operation, results }: Operation,
  main: string,
  path: Path,
  { base, ...scope }: FieldScope & { base: URL },
): DocumentReader | undefined {
  const { report } = scope;
  const output = documentOutput(results[main] ?? {});
  if (rules === undefined) {
    if (output !== undefined && shapesOf(results[main] ?? {}).get(output)?.optional === false)
      report.add(
        path,
        'connection_field_missing',
        `\`document:\` is missing: it says where to find \`${output}\`.`,
        {
          at: 'key',
        },
      );
    return undefined;
  }
  const at = [...path, 'document'];
  if (output === undefined) {
    report.add(at, 'connection_invalid', `\`${operation}\` does not return a document.`, { at: 'key' });
    return undefined;
  }
  const form = rules.url === undefined ? (rules.text === undefined ? 'base64' : 'text') : 'url';
  const read = (key: 'base64' | 'text' | 'url' | 'name'): Reader | undefined => {
    const written = rules[key] as Json | undefined; // YAML gives JSON
    const place = { path: [...at, key], name: output };
    if (isObject(written)) report.unknownKeys(written, SOURCE_KEYS, place.path);
    return written === undefined ? undefined : sourceReader(written, place, scope);
  };
  const [content, name] = [read(form), read('name')];
  if (content === undefined) return undefined;
  const authorized = rules.credentials !== undefined;
  return { output, kind: rules.kind, form, content, base, authorized, ...(name ? { name } : {}) };
}
