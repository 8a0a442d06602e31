/** The OpenAPI 3.1 document of the API, made from the schemas that requests are checked with. */
import { z } from 'zod';
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import { problemSchema, problemType, statusOf } from './problem.js';
import type { Route } from './route.js';

/** What every route can answer. */
const anywhere: readonly ErrorCode[] = [
  'request_invalid',
  'caller_unknown',
  'caller_forbidden',
  'method_not_allowed',
  'too_many_requests',
  'internal',
  'issuer_unavailable',
  'api_ending',
  'store_unavailable',
  'store_read_only',
  'too_many_connections',
  'temporal_unavailable',
  'master_key_unavailable',
  'key_unreadable',
];

/** What a route with a body can answer besides. */
const withBody: readonly ErrorCode[] = ['json_invalid', 'body_too_large', 'media_type_unsupported'];

const securityOf = {
  channel: [{ channelKey: [] }],
  agent: [{ agentToken: [] }, { deskSession: [] }],
} as const;

/** The document for routes under `prefix`. */
export function openApiDocument(prefix: string, routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = prefix + route.path;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Orderly',
      version: '1',
      description: "Send customers' messages, read replies, decide approvals.",
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      securitySchemes: {
        channelKey: {
          type: 'http',
          scheme: 'bearer',
          description: "A channel's key, or a token that the channel has signed.",
        },
        agentToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            "An agent's sign-in token. On the machine that runs the API, also a token signed with the agent's own key.",
        },
        deskSession: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-orderly-desk',
          description:
            'A session of a page of the desk. Requests with POST also need the header `x-orderly-desk: 1` and come from the same origin.',
        },
      },
    },
  };
}

function operationOf({ summary, caller, params, query, body, answers, codes }: Route): object {
  const all = [...anywhere, ...(body === undefined ? [] : withBody), ...codes];
  return {
    summary,
    security: securityOf[caller],
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(body === undefined ? {} : { requestBody: bodyOf(body) }),
    responses: { ...responsesOf(answers), ...problemsOf(all) },
  };
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): object[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path',
    // What a query writes in digits is a number to whoever reads the document.
    schema: jsonSchema(field as z.ZodType, 'output'),
  }));
}

const bodyOf = (schema: z.ZodType): object => ({
  required: !schema.safeParse(undefined).success,
  content: { 'application/json': { schema: jsonSchema(schema, 'input') } },
});

function responsesOf(answers: Route['answers']): Record<string, object> {
  const entries = Object.entries(answers).map(([status, { description, schema, isEvents }]) => {
    const content =
      isEvents === true
        ? { 'text/event-stream': { schema: eventOf(schema) } }
        : { 'application/json': { schema: jsonSchema(schema, 'output') } };
    return [status, { description, content }] as const;
  });
  return Object.fromEntries(entries);
}

/** One server-sent event of a stream; the first one of it has no data. */
const eventOf = (data: z.ZodType): object => ({
  type: 'object',
  properties: {
    id: { type: 'string' },
    event: { type: 'string' },
    data: {
      ...{ type: 'string', contentMediaType: 'application/json' },
      contentSchema: jsonSchema(data, 'output'),
    },
    retry: { type: 'integer', description: 'Milliseconds to wait before reconnecting.' },
  },
});

/** One response a status, with the codes that it can have. */
function problemsOf(codes: readonly ErrorCode[]): Record<string, object> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const status = statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, own]) => [status, { description: own.join(', '), content }]),
  );
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): object {
  const written: Record<string, unknown> = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  // Within a document of OpenAPI 3.1 that dialect is the rule.
  delete written['$schema'];
  return written;
}
