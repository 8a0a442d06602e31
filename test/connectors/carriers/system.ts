/** A prebuilt connector of a carrier over a server of the test. */
import { expect } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt, Connection, OperationCall } from '../../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../../src/connectors/operator-events.js';
import { copyTemplate } from '../../../src/cli/connectors/copy-connection.js';
import { exampleUse } from '../../../src/cli/connectors/shown-template.js';
import { readTemplate } from '../../../src/connectors/templates/templates.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import type { Quotas } from '../../../src/store/store.js';
import { readDocument } from '../../../src/flows/yaml/document.js';
import { answerJson, type Hit, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';

/** Files that have been written, by their connectors and whether they have quotas. */
const copies = new Map<string, string>();

/** The whole file of a connector as a merchant’s own, at `${secret.URL}`, its token server too; without its quotas, unless they are wanted. */
export function copyOf(name: string, quotas = false): string {
  const key = JSON.stringify([name, quotas]);
  const copy = copies.get(key) ?? writtenCopy(name, quotas);
  copies.set(key, copy);
  return copy;
}

function writtenCopy(name: string, quotas: boolean): string {
  const template = readTemplate(name)!;
  const { document } = readDocument('use.yaml', exampleUse(template.file));
  const copy = copyTemplate(document!, template)!;
  return copy
    .replace(/^baseUrl: .*$/m, 'baseUrl: ${secret.URL}')
    .replace(/tokenUrl: .*$/m, 'tokenUrl: ${secret.URL}/oauth/token')
    .replace(/requests: \d+\/\w+/, 'requests: 100000/s')
    .replace(/^ {2}quotas:.*\n(?: {4,}.*\n| {2}[\]}].*\n)*/m, quotas ? '$&' : '');
}

/** A connector at this address. */
export function connectCarrier(
  name: string,
  url: string,
  quotas?: Quotas,
): { connection: Connection; events: ConnectionEvent[] } {
  const events: ConnectionEvent[] = [];
  const { connection, issues } = buildConnection({
    file: `${name}.yaml`,
    text: `${copyOf(name, quotas !== undefined)}egress: { allow: [127.0.0.1] }\n`,
    secrets: (secret) => (secret === 'URL' ? url : 'S'),
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
    quotas,
    log: (event) => events.push(event),
  });
  expect(issues).toEqual([]);
  return { connection: connection!, events };
}

/** What came of calls of one connector, and what it sent. */
export interface Asked {
  attempts: Attempt[];
  hits: Hit[];
  events: ConnectionEvent[];
}

/** What the other requests of a chain are told, by the beginnings of their paths. */
export type Others = Readonly<Record<string, Json>>;

/** Calls one operation as often as there are answers, each with the next of them. */
export const asked = (
  carrier: string,
  call: OperationCall,
  ...answers: readonly (Json | { status: number; body: Json })[]
): Promise<Asked> => askedBeside({}, carrier, call, ...answers);

/** Likewise, where other requests go before or behind the one that is meant. */
export async function askedBeside(
  others: Others,
  carrier: string,
  call: OperationCall,
  ...answers: readonly (Json | { status: number; body: Json })[]
): Promise<Asked> {
  const left = [...answers];
  const all: Others = {
    ...others,
    '/oauth/token': { access_token: 'T', token_type: 'Bearer', expires_in: '3600' },
  };
  const otherOf = (url: string): Json | undefined =>
    Object.entries(all).find(([path]) => url.startsWith(path))?.[1];
  await using server = await serve(({ url }, response) => {
    const other = otherOf(url);
    if (other !== undefined) {
      answerJson(response, 200, other);
      return;
    }
    const next = left.shift() ?? null;
    const whole = isWhole(next) ? next : { status: 200, body: next };
    answerJson(response, whole.status, whole.body);
  });
  const { connection, events } = connectCarrier(carrier, server.url);
  const attempts: Attempt[] = [];
  for (let count = 0; count < answers.length; count += 1) attempts.push(await connection.attempt(call));
  return { attempts, hits: server.hits.filter(({ url }) => otherOf(url) === undefined), events };
}

const isWhole = (value: unknown): value is { status: number; body: Json } =>
  typeof value === 'object' && value !== null && 'status' in value && 'body' in value;

/** The tracking of an attempt that found one. */
export const trackingOf = (attempt: Attempt | undefined): JsonObject => {
  expect(attempt).toMatchObject({ is: 'done', result: 'found' });
  return (attempt as unknown as { outputs: { tracking: JsonObject } }).outputs.tracking;
};

/** A call about one parcel. */
export const track = (carrier: string, trackingNumber: string): OperationCall => ({
  operation: 'shipments.track',
  inputs: { shipment: { carrier, trackingNumber } },
});

/** A call by which its carrier tells of its scans. */
export const follow = (carrier: string, trackingNumber: string): OperationCall => ({
  operation: 'shipments.follow',
  inputs: { shipment: { carrier, trackingNumber } },
});

/** A call for what proves its delivery. */
export const prove = (carrier: string, trackingNumber: string): OperationCall => ({
  operation: 'shipments.proof_of_delivery',
  inputs: {
    order: { ref: 'o1', number: '10042', status: 'delivered', lines: [], shipments: [], returns: [] },
    shipment: { carrier, trackingNumber },
  },
});
