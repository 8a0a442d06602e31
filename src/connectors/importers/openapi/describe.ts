/** An OpenAPI document as a description. */
import { parse } from 'yaml';
import type { DescribedOperation, Description, Parameter } from '../description.js';
import { anyText, type Form, type Member, type ValueForm, nothing } from '../value-form.js';
import { kebabName, secretName } from '../foreign-names.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';

// OpenAPI 2.0, 3.0 and 3.1 documents: JSON or YAML, references inside one file.

/** A map of a document; its content is checked before use. */
type Node = Readonly<Record<string, unknown>>;

/** A value as a map; an empty map for any other value. */
const nodeOf = (value: unknown): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};

/** A value as a list; an empty list for any other value. */
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [];

/** A value as text; undefined for any other value. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** A document whose references can be followed. */
interface OpenApiDocument {
  root: Node;
  /** Swagger 2.0 keeps its parts in other places. */
  version: 2 | 3;
  /** The node itself, or the target of its `$ref`; an empty map if that is in another file or missing. */
  follow(value: unknown): Node;
}

/** Reads a document; throws `import_unreadable`. */
function readOpenApi(file: string, text: string): OpenApiDocument {
  const root = nodeOf(parseText(file, text));
  const version = root['swagger'] === undefined ? 3 : 2;
  const named = textOf(root['openapi']) ?? textOf(root['swagger']);
  if (named === undefined || !/^(2\.0|3\.[012])/.test(named)) {
    const message = `${file} is not an OpenAPI document of version 2.0, 3.0 or 3.1`;
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

// Drafts `auth:` and `baseUrl` from an OpenAPI document.

/** Drafts `auth:` from the first security scheme that we support. */
function draftAuth(document: OpenApiDocument, prefix: string): Description['auth'] {
  const { root, version } = document;
  const all =
    version === 2
      ? nodeOf(root['securityDefinitions'])
      : nodeOf(nodeOf(root['components'])['securitySchemes']);
  const wanted = listOf(root['security']).flatMap((each) => Object.keys(nodeOf(each)));
  const names = [...new Set([...wanted, ...Object.keys(all)])];
  for (const name of names) {
    const drafted = schemeOf(document.follow(all[name]), prefix);
    if (drafted !== undefined) return { rules: drafted, remark: `guess: security scheme \`${name}\`` };
  }
  return {
    rules: { scheme: 'none' },
    remark: 'TODO: the description has no supported security scheme',
  };
}

function schemeOf(scheme: Node, prefix: string): Description['auth']['rules'] | undefined {
  const secret = (name: string): string => `\${secret.${secretName(`${prefix}_${name}`)}}`;
  const type = textOf(scheme['type'])?.toLowerCase();
  const http = textOf(scheme['scheme'])?.toLowerCase();
  if (type === 'basic' || (type === 'http' && http === 'basic'))
    return { scheme: 'basic', user: secret('user'), password: secret('password') };
  if (type === 'http' && http === 'bearer') return { scheme: 'bearer', token: secret('token') };
  if (type === 'apikey') return apiKey(scheme, secret('key'));
  if (type !== 'oauth2') return undefined;
  const flows = nodeOf(scheme['flows']);
  const flow = scheme['flow'] === 'application' ? scheme : nodeOf(flows['clientCredentials']);
  const tokenUrl = textOf(flow['tokenUrl']);
  if (tokenUrl === undefined) return undefined;
  const client = { clientId: secret('client_id'), clientSecret: secret('client_secret') };
  return { scheme: 'oauth2-client-credentials', tokenUrl: filled(tokenUrl, {}), ...client };
}

function apiKey(scheme: Node, key: string): Description['auth']['rules'] | undefined {
  const name = textOf(scheme['name']);
  if (name === undefined) return undefined;
  if (scheme['in'] === 'query') return { scheme: 'api-key', query: name, key };
  // A connection's headers have letters, digits and hyphens.
  return scheme['in'] === 'header' && /^[A-Za-z0-9-]+$/.test(name)
    ? { scheme: 'api-key', header: name, key }
    : undefined;
}

/** The first server, with the defaults of its variables. */
function baseUrlOf({ root, version }: OpenApiDocument): string | undefined {
  if (version === 2) {
    const host = textOf(root['host']);
    const scheme = listOf(root['schemes']).includes('https')
      ? 'https'
      : (textOf(listOf(root['schemes'])[0]) ?? 'https');
    return host === undefined ? undefined : trimmed(`${scheme}://${host}${textOf(root['basePath']) ?? ''}`);
  }
  const server = nodeOf(listOf(root['servers'])[0]);
  const url = textOf(server['url']);
  return url === undefined || !/^https?:/.test(url)
    ? undefined
    : trimmed(filled(url, nodeOf(server['variables'])));
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');

/** Fills variables with their defaults; one without a default is the merchant's own and becomes a secret. */
const filled = (url: string, variables: Node): string =>
  url.replaceAll(
    /\{([^}]+)\}/g,
    (_, name: string) => textOf(nodeOf(variables[name])['default']) ?? `\${secret.${secretName(name)}}`,
  );

// Forms of JSON Schemas in OpenAPI.

/** The form that a schema describes: `allOf` is merged, and every member of `oneOf` and `anyOf` may be present. */
function formOf(schema: unknown, document: OpenApiDocument): Form {
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
function recordOf(schema: unknown, document: OpenApiDocument): ReturnType<typeof formOf> {
  const form = formOf(schema, document);
  return form.kind === 'record' ? form : nothing;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

/** Reads an OpenAPI document (2.0, 3.0, 3.1; JSON or YAML); throws `import_unreadable`. */
export function describeOpenApi(file: string, text: string): Description {
  const document = readOpenApi(file, text);
  const title = textOf(nodeOf(document.root['info'])['title']) ?? 'system';
  const baseUrl = baseUrlOf(document);
  return {
    title,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    auth: draftAuth(document, kebabName(title)),
    operations: operationsOf(document),
  };
}

function operationsOf(document: OpenApiDocument): DescribedOperation[] {
  return Object.entries(nodeOf(document.root['paths'])).flatMap(([path, item]) => {
    const all = document.follow(item);
    return methods.flatMap((method) => {
      const operation = nodeOf(all[method]);
      return all[method] === undefined ? [] : [operationOf(document, { path, method, all, operation })];
    });
  });
}

interface Found {
  path: string;
  method: string;
  all: Node;
  operation: Node;
}

function operationOf(document: OpenApiDocument, { path, method, all, operation }: Found): DescribedOperation {
  const answers = Object.entries(nodeOf(operation['responses']));
  const good =
    answers.find(([status]) => /^2/.test(status)) ?? answers.find(([status]) => status === 'default');
  const answer = good === undefined ? undefined : contentOf(document, document.follow(good[1]));
  const bad = answers.filter(([status]) => /^4\d\d$/.test(status));
  return {
    name: textOf(operation['operationId']) ?? `${method.toUpperCase()} ${path}`,
    summary: textOf(operation['summary']) ?? '',
    method: method.toUpperCase(),
    path,
    reads: method === 'get',
    parameters: parametersOf(
      document,
      [...listOf(all['parameters']), ...listOf(operation['parameters'])],
      operation,
    ),
    ...(answer === undefined ? {} : { answer }),
    errors: new Map(
      bad.map(([status, each]) => [Number(status), contentOf(document, document.follow(each))]),
    ),
  };
}

/** The form of the JSON body of a response or request. */
function contentOf(document: OpenApiDocument, answer: Node): Form | undefined {
  if (document.version === 2)
    return answer['schema'] === undefined ? undefined : formOf(answer['schema'], document);
  const schema = schemaIn(nodeOf(answer['content']), [/^application\/json\b/, /json/, /\*/, /./]);
  return schema === undefined ? undefined : formOf(schema, document);
}

/** The schema of the media type that fits the earliest pattern: plain JSON before JSON:API and its like. */
function schemaIn(content: Node, wanted: readonly RegExp[]): unknown {
  const types = Object.keys(content);
  const type = wanted.flatMap((pattern) => types.find((name) => pattern.test(name)) ?? [])[0];
  return type === undefined ? undefined : nodeOf(content[type])['schema'];
}

function parametersOf(document: OpenApiDocument, given: readonly unknown[], operation: Node): Parameter[] {
  const nodes = given.map((each) => document.follow(each));
  const plain = nodes.flatMap((node) => parameterOf(document, node));
  const old = nodes.find((node) => node['in'] === 'body');
  const content = nodeOf(document.follow(operation['requestBody'])['content']);
  const schema = old?.['schema'] ?? schemaIn(content, [/^application\/json\b/, /json/]);
  if (schema === undefined) return plain;
  const body = recordOf(schema, document);
  const members = body.kind === 'record' ? [...body.members()] : [];
  return [
    ...plain,
    ...members.map(([name, { form, required }]) => ({ name, place: 'body' as const, required, form })),
  ];
}

function parameterOf(document: OpenApiDocument, node: Node): Parameter[] {
  const name = textOf(node['name']);
  const place = textOf(node['in']);
  if (name === undefined || (place !== 'path' && place !== 'query' && place !== 'header')) return [];
  const schema = node['schema'] ?? (node['type'] === undefined ? undefined : node);
  const form = schema === undefined ? anyText : formOf(schema, document);
  return [{ name, place, required: place === 'path' || node['required'] === true, form }];
}
