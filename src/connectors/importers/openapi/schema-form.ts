/** Forms of JSON Schemas in OpenAPI. */
import { type Form, type Member, type ValueForm, anyText, nothing } from '../form.js';
import { type Node, type OpenApiDocument, listOf, nodeOf, textOf } from './document.js';

/** The form that a schema describes: `allOf` is merged, and every member of `oneOf` and `anyOf` may be present. */
export function formOf(schema: unknown, document: OpenApiDocument): Form {
  const node = document.follow(schema);
  const parts = partsOf(node, document, 0);
  const type = parts.map(typeOf).find((found) => found !== undefined);
  const items = parts.find((part) => part['items'] !== undefined)?.['items'];
  if (type === 'array' || (type === undefined && items !== undefined)) {
    return { kind: 'list', item: () => formOf(items, document) };
  }
  if (type === 'object' || parts.some((part) => part['properties'] !== undefined)) {
    return { kind: 'record', identity: node, members: remembered(() => membersOf(parts, document)) };
  }
  return Object.keys(node).length === 0 ? anyText : valueOf(parts);
}

/** A schema and the schemas that it is composed of. */
function partsOf(node: Node, document: OpenApiDocument, depth: number): readonly Node[] {
  if (depth > 8) return [node];
  const inner = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => listOf(node[key]));
  return [node, ...inner.flatMap((part) => partsOf(document.follow(part), document, depth + 1))];
}

/** The type of a schema; 3.1 allows lists of types that may include `null`. */
function typeOf(node: Node): string | undefined {
  const types = Array.isArray(node['type']) ? listOf(node['type']) : [node['type']];
  return types.map(textOf).find((type) => type !== undefined && type !== 'null');
}

function membersOf(parts: readonly Node[], document: OpenApiDocument): ReadonlyMap<string, Member> {
  const required = new Set(parts.flatMap((part) => listOf(part['required'])));
  const members = new Map<string, Member>();
  for (const part of parts) {
    for (const [name, schema] of Object.entries(nodeOf(part['properties']))) {
      if (!members.has(name))
        members.set(name, { form: formOf(schema, document), required: required.has(name) });
    }
  }
  return members;
}

function valueOf(parts: readonly Node[]): ValueForm {
  const first = (key: string): unknown => parts.find((part) => part[key] !== undefined)?.[key];
  const type = parts.map(typeOf).find((found) => found !== undefined);
  const values = listOf(first('enum')).flatMap((value) => textOf(value) ?? []);
  const about = textOf(first('description'));
  const given = textOf(first('default'));
  const isText = type !== 'integer' && type !== 'number' && type !== 'boolean';
  return {
    kind: 'value',
    type: isText ? 'text' : type,
    ...(isText ? { moment: ['date-time', 'date'].includes(textOf(first('format')) ?? '') } : {}),
    ...(values.length === 0 ? {} : { values }),
    ...(about === undefined ? {} : { about }),
    ...(given === undefined ? {} : { default: given }),
  };
}

function remembered<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The record that a schema describes; an empty one if it describes none. */
export function recordOf(schema: unknown, document: OpenApiDocument): ReturnType<typeof formOf> {
  const form = formOf(schema, document);
  return form.kind === 'record' ? form : nothing;
}
