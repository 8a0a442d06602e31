/** Checks a GraphQL document on load: its syntax, its single operation, and its declared variables. */
import { GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import type { Path } from '../../../yaml/document.js';
import { didYouMean } from '../../../yaml/suggest.js';
import type { RequestScope } from './payload.js';
import type { SourceText } from './source.js';

/** The operation to send from a document, and its variables. */
export interface GraphqlOperation {
  variables: ReadonlyMap<string, 'needed' | 'optional'>;
}

/** Reads a document; undefined with an issue. */
export function readGraphqlDocument(
  source: SourceText,
  name: string | undefined,
  path: Path,
  scope: RequestScope,
): GraphqlOperation | undefined {
  const place = source.text.indexOf('${');
  if (place >= 0) {
    const message = 'A value stands in a document only as a variable.';
    const hint = 'Declare a variable, and write its value under `variables`.';
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

/** What the parser quotes of a document: it may be any file. */
const found = /\b(Name|Int|Float|String|BlockString|Comment) ".*"/s;

function operationsOf(source: SourceText): OperationDefinitionNode[] | undefined {
  try {
    const { definitions } = parse(source.text, { maxTokens: 50_000 });
    return definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const says = error.message.replace(/^Syntax Error: /, '').replace(found, '$1');
    const message = `This is no GraphQL: ${says.replace(/\.?$/, '.')}`;
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
    ? `Name one under \`operationName\`: ${names.join(', ')}.`
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
  const message = `The document has a ${kind}; an operation with the effect \`${effect}\` sends a ${wanted}.`;
  const hint = effect === 'read' ? 'If it changes something, write `effect: write`.' : 'Write a `mutation`.';
  source.problem({ index: loc?.start ?? 0, message, hint, code: 'connection_graphql_invalid' });
  return false;
}
