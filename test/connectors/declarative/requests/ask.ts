/** Sends one request of a connection to a real server, and gives what came there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConnection, checkConnection } from '../../../../src/connectors/build-connection.js';
import type { Attempt } from '../../../../src/connectors/connector.js';
import type { Issue } from '../../../../src/contracts/issue.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { answerJson, type Hit, serve } from '../../../support/hostile-server.js';
import { memoryTokens } from '../../../support/memory-tokens.js';

/** Files beside a connection, by name. */
export type Files = Readonly<Record<string, string>>;

/** A request as it is written in a connection, and what it is asked with. */
export interface Question {
  request: Json;
  inputs?: JsonObject;
  operation?: string;
  rest?: JsonObject;
  files?: Files;
}

const order = { ref: 'R1', number: '4711', status: 'open', customerEmail: 'a@b.example' };
const REFUND: JsonObject = { order, amount: { minor: 1205, currency: 'EUR' }, reason: 'damaged' };

const OPERATION: Readonly<Record<string, JsonObject>> = {
  'payments.refund': {
    idempotency: { key: { window: '1h', header: 'x-key' } },
    success: { path: '$.ok', is: 'true' },
  },
  'orders.get': { fields: { ref: '$.ref', number: '$.number', status: '$.status' } },
};

/** A connection's text; JSON is YAML. */
export function connectionOf(
  url: string,
  { request, operation = 'payments.refund', rest = {} }: Question,
): string {
  // An answer of GraphQL has its document's fields alone.
  const isGraphql = typeof request === 'object' && request !== null && 'graphql' in request;
  const success = operation === 'payments.refund' && isGraphql ? { success: { status: '200' } } : {};
  const operations = { [operation]: { request, ...OPERATION[operation], ...success, ...rest } };
  const head = {
    connection: 'shop',
    connector: 'declarative',
    baseUrl: `${url}/api`,
    egress: { allow: ['127.0.0.1'] },
  };
  return JSON.stringify({ ...head, operations }, undefined, 1);
}

/** A folder with files that goes with the test. */
export async function folderOf(files: Files): Promise<AsyncDisposable & { connection: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-connection-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return {
    connection: join(folder, 'shop.yaml'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** Sends to `url`. */
export async function askAt(url: string, question: Question): Promise<Attempt> {
  await using folder = await folderOf(question.files ?? {});
  const built = buildConnection({
    file: folder.connection,
    text: connectionOf(url, question),
    secrets: () => 'S<&"',
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  if (!built.connection) throw new Error(JSON.stringify(built.issues, undefined, 1));
  const inputs = question.inputs ?? REFUND;
  const { operation = 'payments.refund' } = question;
  return await built.connection.attempt({ operation, inputs, idempotencyKey: 'key-1' });
}

/** What came to a server of Node's; undefined when the request was refused before it left. */
export async function ask(question: Question): Promise<Hit | undefined> {
  await using server = await serve((_hit, response) => {
    answerJson(response, 200, { ok: true, ...order });
  });
  const attempt = await askAt(server.url, question);
  const [hit] = server.hits;
  // Node's own server takes no address of 100 kB (431): nothing of it comes through.
  const tooLong = attempt.is === 'unclear' && attempt.code === 'answer_status';
  if (!hit && !tooLong && !(attempt.is === 'refused' && attempt.code === 'input_unusable'))
    throw new Error(`neither sent nor refused: ${JSON.stringify(attempt)}`);
  return hit;
}

/** A refund whose order has the reference `value`. */
export const withValue = (request: Json, value: string, files: Files = {}): Question => ({
  request,
  files,
  inputs: { ...REFUND, order: { ...order, ref: value } },
});

/** What is wrong with a request. */
export async function issuesOf(question: Question): Promise<(Issue & { file: string })[]> {
  await using folder = await folderOf(question.files ?? {});
  const { issues } = checkConnection({
    file: folder.connection,
    text: connectionOf('https://x.example', question),
  });
  return issues.map((issue) => ({ ...issue, file: issue.file.split('/').at(-1) ?? '' }));
}
