/** GraphQL requests: a constant document with values only in variables (GraphQL over HTTP). */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import { didYouMean } from '../../../yaml/suggest.js';
import { UnusableValue } from '../unusable-value.js';
import { type GraphqlOperation, readGraphqlDocument } from './graphql-document.js';
import { type Payload, type PayloadSource, refuseKeyField, type RequestScope } from './payload.js';
import { sourceText } from './source.js';
import { bodyWriter, type NamedWriters } from './values.js';

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
      const written: Record<string, Json> = {};
      for (const [name, write] of variables) {
        const value = write(values);
        if (value !== undefined) written[name] = value;
        else if (operation.variables.get(name) === 'needed') throw new UnusableValue('a variable is absent');
      }
      return { headers, body: JSON.stringify({ query: document.text, variables: written, ...named }) };
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
    const hint = `Write \`${name}\` under \`variables\`.`;
    const at = names.size > 0 ? [...path, 'variables'] : [...path, 'graphql'];
    report.add(at, 'connection_graphql_invalid', message, { at: 'key', hint });
  }
}
