/** The shop's GraphQL API: `POST /graphql` with `X-Kontor-Key`. */
import { readFileSync } from 'node:fs';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  buildSchema,
  executeSync,
  parse,
  validate,
} from 'graphql';
import { z } from 'zod';
import { graphqlPath } from '../addresses.js';
import { type Answer, type Api, json, parseJson } from '../api.js';
import { returnResolvers } from '../returns/graphql-returns.js';
import type { Services } from '../services.js';
import { same } from '../token-endpoint.js';
import { subscriptionResolvers } from '../subscriptions/graphql-subscriptions.js';
import { changeResolvers } from './order-changes.js';
import { resolvers } from './resolvers.js';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const schema: GraphQLSchema = buildSchema(
  ['shop.graphql', 'order-changes.graphql', 'subscriptions.graphql', 'returns.graphql'].map(read).join('\n'),
);

/** The longest document, in tokens of the language. */
const maxTokens = 2000;

const Asked = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** Answers documents to `/graphql`, to who has the key. */
export const graphqlApi = ({ orders, subscriptions, returns }: Services, key: string): Api => {
  const rootValue = {
    ...resolvers(orders),
    ...changeResolvers(orders),
    ...subscriptionResolvers(subscriptions),
    ...returnResolvers(returns),
  };
  return ({ method, path, headers, body }) => {
    if (path !== graphqlPath) return undefined;
    if (method !== 'POST') return refused(405, 'METHOD_NOT_ALLOWED', 'Only POST.', { allow: 'POST' });
    const given = headers['x-kontor-key'];
    if (typeof given !== 'string' || !same(given, key))
      return refused(401, 'UNAUTHENTICATED', 'No valid key.');
    const asked = Asked.safeParse(parseJson(body));
    if (!asked.success) return refused(400, 'BAD_REQUEST', 'The body is JSON with query and variables.');
    const document = documentOf(asked.data.query);
    if ('errors' in document) return json(200, document);
    const { variables, operationName } = asked.data;
    return json(
      200,
      executeSync({
        schema,
        document,
        rootValue,
        variableValues: variables ?? null,
        operationName: operationName ?? null,
      }),
    );
  };
};

const refused = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Answer => json(status, { errors: [{ message, extensions: { code } }] }, headers);

/** A document that fits the schema, or what is wrong with it. */
function documentOf(query: string): DocumentNode | { errors: readonly object[] } {
  try {
    const document = parse(query, { maxTokens });
    const errors = validate(schema, document);
    return errors.length === 0 ? document : { errors: errors.map(coded('GRAPHQL_VALIDATION_FAILED')) };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [coded('GRAPHQL_PARSE_FAILED')(error)] };
    throw error;
  }
}

const coded =
  (code: string) =>
  ({ message, locations }: GraphQLError) => ({ message, locations, extensions: { code } });
