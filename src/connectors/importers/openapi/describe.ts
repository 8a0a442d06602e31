/** An OpenAPI document as a description. */
import type { DescribedOperation, Description, Parameter } from '../description.js';
import { anyText, type Form } from '../form.js';
import { kebabName } from '../names.js';
import { type Node, type OpenApiDocument, listOf, nodeOf, readOpenApi, textOf } from './document.js';
import { formOf, recordOf } from './schema-form.js';
import { baseUrlOf, draftAuth } from './security.js';

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
