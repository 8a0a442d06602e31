/** GraphQL requests: a constant document with values only in variables (GraphQL over HTTP). */
import { GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { didYouMean } from '../../../flows/yaml/suggest.js';
import { UnusableValue } from '../unusable-value.js';
import { type Payload, type PayloadSource, refuseKeyField, type RequestScope } from './payload.js';
import { sourceText, type SourceText } from './source-text.js';
import { bodyWriter, type NamedWriters } from './value-writers.js';

// Checks a GraphQL document on load: its syntax, its single operation, and its declared variables.

/** The operation to send from a document, and its variables. */
interface GraphqlOperation {
  variables: ReadonlyMap<string, 'needed' | 'optional'>;
}

/** Reads a document; undefined with an issue. */
function readGraphqlDocument(
  source: SourceText,
  name: string | undefined,
  path: Path,
  scope: RequestScope,
): GraphqlOperation | undefined {
  const place = source.text.indexOf('${');
  if (place >= 0) {
    const message = 'A GraphQL document can only contain values as variables.';
    const hint = variableHint(source.text.slice(place));
    source.problem({ index: place, message, hint, code: 'connection_graphql_invalid' });
    return undefined;
  }
  const operations = operationsOf(source);
  const operation = operations && chosen(operations, source, name, path, scope);
  if (!operation || !isRightKind(operation, source, scope)) return undefined;
  return {
    variables: new Map(
      (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => [
        variable.name.value,
        type.kind === Kind.NON_NULL_TYPE && !defaultValue ? 'needed' : 'optional',
      ]),
    ),
  };
}

/** How the value is passed as a variable of the document. */
function variableHint(text: string): string {
  const value = /^\$\{([^}]*)\}/.exec(text)?.[1]?.trim() ?? '';
  const name = value
    .replace(/^(inputs|chain|item)\./, '')
    .replaceAll(/\.(\w)/g, (_dot, letter: string) => letter.toUpperCase());
  if (!/^\w+$/.test(name)) return 'Declare a variable, and set its value under `variables`.';
  return `Declare \`$${name}: ID!\` (or its type) in the document, use \`$${name}\` here, and set \`variables: { ${name}: "\${${value}}" }\`.`;
}

/** What the parser quotes of a document: it may be any file. */
const found = /\b(Name|Int|Float|String|BlockString|Comment) ".*"/s;

function operationsOf(source: SourceText): OperationDefinitionNode[] | undefined {
  try {
    const { definitions } = parse(source.text, { maxTokens: 50_000 });
    return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const says = error.message.replace(/^Syntax Error: /, '').replace(found, '$1');
    const message = `This is not valid GraphQL: ${says.replace(/\.?$/, '.')}`;
    source.problem({ index: error.positions?.[0] ?? 0, message, code: 'connection_graphql_invalid' });
    return undefined;
  }
}

function chosen(
  operations: readonly OperationDefinitionNode[],
  source: SourceText,
  name: string | undefined,
  path: Path,
  { report }: RequestScope,
): OperationDefinitionNode | undefined {
  const names = operations.map((operation) => operation.name?.value ?? '');
  if (name !== undefined) {
    const found = operations[names.indexOf(name)];
    if (found) return found;
    const message = `The document has no operation \`${name}\`.`;
    const hint = didYouMean(name, names.filter(Boolean));
    report.add([...path, 'operationName'], 'connection_graphql_invalid', message, { hint });
    return undefined;
  }
  const [only, second] = operations;
  if (only && !second) return only;
  const message = only ? 'The document has several operations.' : 'The document has no operation.';
  const hint = only
    ? `Choose one with \`operationName\`: ${names.join(', ')}.`
    : 'Write a `query` or a `mutation`.';
  source.problem({ index: second?.loc?.start ?? 0, message, hint, code: 'connection_graphql_invalid' });
  return undefined;
}

/** Whether the kind fits: a read, which is retried freely, must be a query; a write must not be one. */
function isRightKind(
  { operation, loc }: OperationDefinitionNode,
  source: SourceText,
  { effect }: RequestScope,
): boolean {
  const wanted: string = effect === 'read' ? 'query' : 'mutation';
  const kind: string = operation;
  if (kind === wanted) return true;
  const message = `The document has a ${kind}, but an operation with the effect \`${effect}\` must send a ${wanted}.`;
  const hint = effect === 'read' ? 'If it changes something, write `effect: write`.' : 'Write a `mutation`.';
  source.problem({ index: loc?.start ?? 0, message, hint, code: 'connection_graphql_invalid' });
  return false;
}

/** A payload of `{ query, variables, operationName }`. */
export function graphqlPayload(source: PayloadSource, scope: RequestScope): Payload | undefined {
  const { rules, path } = source;
  refuseKeyField(source, scope);
  const document = sourceText(rules.graphql ?? '', (text) => text.includes('{'), [...path, 'graphql'], scope);
  const inJson = { ...scope, json: true };
  const variables = Object.entries(rules.variables ?? {}).map(
    ([name, value]) => [name, bodyWriter(value, [...path, 'variables', name], inJson)] as const,
  );
  const operation = document && readGraphqlDocument(document, rules.operationName, path, scope);
  if (!document || !operation) return undefined;
  checkVariables(operation, variables, path, scope);
  const named = rules.operationName === undefined ? {} : { operationName: rules.operationName };
  const headers = { 'content-type': rules.contentType ?? 'application/json' };
  return {
    accept: 'application/graphql-response+json, application/json;q=0.9',
    write(values) {
      const raw: Record<string, Json> = {};
      for (const [name, write] of variables) {
        const value = write(values);
        if (value !== undefined) raw[name] = value;
        else if (operation.variables.get(name) === 'needed') throw new UnusableValue('a variable is missing');
      }
      return { headers, body: JSON.stringify({ query: document.text, variables: raw, ...named }) };
    },
  };
}

function checkVariables(
  { variables: declared }: GraphqlOperation,
  given: NamedWriters,
  path: Path,
  { report }: RequestScope,
): void {
  const names = new Set(given.map(([name]) => name));
  for (const name of [...names].filter((name) => !declared.has(name))) {
    const message = `The document has no variable \`$${name}\`.`;
    const hint = didYouMean(name, declared.keys());
    report.add([...path, 'variables', name], 'connection_graphql_invalid', message, { at: 'key', hint });
  }
  for (const [name] of [...declared].filter(([name, need]) => need === 'needed' && !names.has(name))) {
    const message = `The document needs the variable \`$${name}\`.`;
    const hint = `Set \`${name}\` under \`variables\`.`;
    const at = names.size > 0 ? [...path, 'variables'] : [...path, 'graphql'];
    report.add(at, 'connection_graphql_invalid', message, { at: 'key', hint });
  }
}
