/** What a route of the API is: its address, who may call it, its schemas, and what it does. */
import { z } from 'zod';
import type { AgentScope } from '../merchants/merchant.js';
import type { OrderlyClient } from '../client/client.js';
import type { CodecDesk } from '../security/keys/codec-answers.js';
import type { Caller, Callers } from './callers.js';
import type { ChangeWatch } from './desk/change-watch.js';
import type { DeskSession, SessionDependencies } from './desk/sessions.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { ErrorCode } from '../contracts/errors/catalogue.js';

export type { Caller } from './callers.js';

/** Something that a customer writes, and what is expected to happen then. */
export interface TryExample {
  title: string;
  says: string[];
  expects?: string | undefined;
}

/** What the handlers of routes need. */
export interface RouteDependencies {
  client: OrderlyClient;
  /** Opens payloads, and writes down who has read them. */
  payloads: Pick<CodecDesk, 'codec' | 'audit'>;
  callers: Callers;
  changes: ChangeWatch;
  /** What customers write, for whoever tries a merchant's flows. */
  examplesOf(merchant: string): Promise<readonly TryExample[]>;
  /** What signing decisions in a session needs. */
  desk: Pick<SessionDependencies, 'agentKeys' | 'now'>;
  /** Names of a merchant's connections; none where its files are not on this machine. */
  connectionsOf(merchant: string): Promise<readonly string[]>;
}

/** So often an event stream sends something, so that no proxy takes a silent one for dead, ms. */
export const heartbeatMs = 15_000;

/** An answer: a body in JSON, or a stream of server-sent events. */
export type Answer = { status: number } & ({ body: unknown } | { events: AsyncIterable<string> });

/** A request as it came; nothing in it is checked. */
export interface RawRequest {
  params: unknown;
  query: unknown;
  body: unknown;
  /** The `Last-Event-ID` of a stream that is taken up again. */
  lastEventId: string | undefined;
  caller: Caller;
  /** The session at the desk by which the caller is known, if it is one. */
  session: DeskSession | undefined;
  /** What the caller has shown: a key or a token; in a session, the issuer's. */
  bearer: string;
  /** Aborts when the caller has gone, or this process is to end. */
  signal: AbortSignal;
}

/** Answers by status. */
type Answers = Readonly<Record<number, { description: string; schema: z.ZodType; isEvents?: true }>>;

/** Who may call a route: the merchant's channels, or its agents within a scope. */
type Callable = { caller: 'channel' } | { caller: 'agent'; scope: AgentScope };

interface Words {
  method: 'GET' | 'POST';
  /** As OpenAPI writes it, from the merchant on: `/conversations/{conversation}/messages`. */
  path: string;
  summary: string;
  answers: Answers;
  /** What can go wrong besides what can at every route. */
  codes: readonly ErrorCode[];
}

type Description = Words & Callable;

/** A route with its schemas, as the registry holds it. */
export type Route = Description & {
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType | undefined;
  handle: (request: RawRequest, deps: RouteDependencies) => Promise<Answer>;
};

/** A request whose parts have been checked. */
interface ReadRequest<Params, Query, Body> extends Omit<RawRequest, 'params' | 'query' | 'body'> {
  params: Params;
  query: Query;
  body: Body;
}

type RouteParts<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
> = Description & {
  params: Params;
  query?: Query;
  body?: Body;
  /** The code of a body that does not fit; `request_invalid` by default. */
  bodyCode?: ErrorCode;
  handle: (
    request: ReadRequest<z.output<Params>, z.output<Query>, z.output<Body>>,
    deps: RouteDependencies,
  ) => Promise<Answer>;
};

const nothing = z.strictObject({});

/** Declares a route: its handler gets parts that fit their schemas, or is not called. */
export function defineRoute<
  Params extends z.ZodObject,
  Query extends z.ZodObject = typeof nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(parts: RouteParts<Params, Query, Body>): Route {
  const { params, query, body, bodyCode = 'request_invalid', handle, ...description } = parts;
  return {
    ...description,
    params,
    query: query ?? nothing,
    body,
    handle: (request, deps) =>
      handle(
        {
          ...request,
          params: parse(params, request.params, 'path'),
          // Without a schema, zod's own defaults stand for the types that are inferred.
          query: parse((query ?? nothing) as Query, request.query, 'query'),
          body: parse((body ?? z.undefined()) as unknown as Body, request.body, 'body', bodyCode),
        },
        deps,
      ),
  };
}

/** Which part of a request does not fit; the cause of the error that says so. */
export class UnfitPart {
  readonly part: 'path' | 'query' | 'body';
  readonly issues: readonly z.core.$ZodIssue[];

  constructor(part: UnfitPart['part'], issues: readonly z.core.$ZodIssue[]) {
    this.part = part;
    this.issues = issues;
  }
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: UnfitPart['part'],
  code: ErrorCode = 'request_invalid',
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const problems = issues.map(({ path, message }) => `${path.join('.') || part}: ${message}`);
  throw new OrderlyError(code, problems.join('; '), { cause: new UnfitPart(part, issues) });
}
