/** Calls an operation of a connection that a test writes, against a real server that the test answers for. */
import { expect } from 'vitest';
import type { ServerResponse } from 'node:http';
import { buildConnection, checkConnection } from '../../../../src/connectors/build-connection.js';
import type { Attempt, OperationCall } from '../../../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../../../src/connectors/operator-events.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { answerJson, type Hit, serve } from '../../../support/hostile-server.js';
import { memoryTokens } from '../../../support/memory-tokens.js';

/** A connection file around operations (two blanks before each name) and more top-level keys. */
export const connectionFile = (url: string, operations: string, more = ''): string => `connection: shop
connector: declarative
baseUrl: ${url}/api
limits: { timeout: 60s }
egress: { allow: [127.0.0.1] }
${more}operations:
${operations}`;

export interface Called {
  attempt: Attempt;
  events: ConnectionEvent[];
  hits: Hit[];
}

export type Answering = (
  hit: Hit,
  count: number,
) => Json | [number, Json, Record<string, string>?] | undefined;

/** Calls it; `answer` gives each request's JSON, or [status, JSON, headers]. */
export async function called(
  operations: string,
  call: OperationCall,
  answer: Answering,
  more = '',
): Promise<Called> {
  await using server = await serve((hit, response) => {
    reply(response, answer(hit, server.hits.length));
  });
  const events: ConnectionEvent[] = [];
  const built = buildConnection({
    file: 'shop.yaml',
    text: connectionFile(server.url, operations, more),
    secrets: () => 'S',
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
    log: (event) => events.push(event),
  });
  expect(built.issues).toEqual([]);
  const attempt = await built.connection!.attempt(call);
  return { attempt, events, hits: server.hits };
}

function reply(response: ServerResponse, answer: ReturnType<Answering>): void {
  if (answer === undefined) response.destroy();
  else if (Array.isArray(answer) && typeof answer[0] === 'number' && answer.length > 1)
    answerJson(response, answer[0], answer[1], answer[2]);
  else answerJson(response, 200, answer);
}

/** Codes of the issues that a file with these operations has. */
export const issuesOf = (operations: string, more = ''): string[] =>
  checkConnection({
    file: 'shop.yaml',
    text: connectionFile('https://shop.example', operations, more),
  }).issues.map(({ code, line, message }) => `${code} ${line} ${message}`);

/** The outputs of an attempt that is done. */
export const outputsOf = ({ attempt }: Called): JsonObject =>
  attempt.is === 'done' ? attempt.outputs : { failed: JSON.stringify(attempt) };
