/** Opens a connection of a file at a system of a test: only where it is and how long it is waited for are changed. */
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { isMap, type Node, parseDocument } from 'yaml';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Connection } from '../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../src/connectors/operator-events.js';
import type { Vocabulary } from '../../src/commerce/operation.js';
import { memoryTokens } from '../support/memory-tokens.js';
import type { Say } from './fake-system.js';
import type { Fault } from './faults.js';
import type { Protocol } from './protocols.js';

/** A connection's file and what it needs. */
export interface ContractConnection {
  name: string;
  /** Path of the file; files that it names lie beside it. */
  file: string;
  text: string;
  protocol: Protocol;
  /** Its secrets by name, but for `url`; each value is a canary. */
  secrets: Readonly<Record<string, string>>;
  /** The secret that holds the address of its system. */
  url: string;
  /** What its file can name, where that is more than the product's words. */
  vocabulary?: Vocabulary;
  /** Path of its token endpoint, what that says, and canaries in it. */
  signIn?: { path: string; say: Say; canaries: readonly string[] };
}

/** Its file with one operation, and those that this one builds on: to read all of them anew for each fault takes long. */
export function withOnly<Contract extends ContractConnection>(contract: Contract, name: string): Contract {
  const document = parseDocument(contract.text);
  if (document.has('connector')) return withoutOthers(contract, name);
  const operations = document.get('operations');
  if (!isMap(operations)) return contract;
  const written = new Map(
    operations.items.map(({ key, value }) => [
      String(key),
      contract.text.slice((key as Node).range![0], (value as Node).range![1]),
    ]),
  );
  const kept = new Set([name]);
  for (const one of kept)
    for (const [other, text] of written) if (buildsOn(written.get(one) ?? '', other, text)) kept.add(other);
  for (const other of written.keys()) if (!kept.has(other)) operations.delete(other);
  return { ...contract, text: document.toString() };
}

/** Of a prebuilt connector likewise; whole if it cannot do without the others. */
function withoutOthers<Contract extends ContractConnection>(contract: Contract, name: string): Contract {
  const offered = connect(contract, { port: 9 }).connection.bindings.keys();
  const document = parseDocument(contract.text);
  // What is not wanted goes with all that is named after it.
  const others = [...offered].filter((other) => !`${name}.`.startsWith(`${other}.`));
  document.set(
    'without',
    others.filter((other) => !other.startsWith(`${name}.`)),
  );
  const narrowed = { ...contract, text: document.toString() };
  return build(narrowed, { port: 9 }, () => undefined).issues.length === 0 ? narrowed : contract;
}

/** Whether an operation names the other one, or has an alias of what is written there. */
function buildsOn(text: string, other: string, otherText: string): boolean {
  const anchors = [...otherText.matchAll(/&([\w-]+)/g)].map(([, anchor]) => `*${anchor}`);
  return [other, ...anchors].some((word) => text.includes(word));
}

/** An open connection and what it told. */
export interface Connected {
  connection: Connection;
  events: ConnectionEvent[];
  canaries: readonly string[];
}

/** Where the system is, and how long its answers are waited for. */
export interface Where {
  port: number;
  scheme?: string;
  host?: string;
  /** Path at which the system begins. */
  at?: string;
  timeout?: string;
  /** Folder with the connection's files and `ca.pem`, which the connection then states as its authority. */
  trusting?: string | undefined;
}

/** Opens it; the file must have no issue. */
export function connect(contract: ContractConnection, where: Where): Connected {
  const events: ConnectionEvent[] = [];
  const built = build(contract, where, (event) => events.push(event));
  expect(built.issues).toEqual([]);
  const { secrets, signIn } = contract;
  return {
    connection: built.connection!,
    events,
    canaries: [...Object.values(secrets), ...(signIn?.canaries ?? [])],
  };
}

function build(
  { file, text, secrets, url, vocabulary }: ContractConnection,
  { port, scheme = 'http', host = '127.0.0.1', at = '', timeout = '10s', trusting }: Where,
  log: (event: ConnectionEvent) => void,
): ReturnType<typeof buildConnection> {
  return buildConnection({
    file,
    ...(trusting === undefined ? {} : { path: join(trusting, basename(file)) }),
    text: adapted(text, timeout, trusting !== undefined),
    secrets: (name) => (name === url ? `${scheme}://${host}:${port}${at}` : secrets[name]),
    vocabulary,
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
    log,
  });
}

/** Texts adapted before: each fault meets the same one. */
const adaptedTexts = new Map<string, string>();

function adapted(text: string, timeout: string, trusting: boolean): string {
  const key = JSON.stringify([text, timeout, trusting]);
  const known = adaptedTexts.get(key) ?? adaptedAnew(text, timeout, trusting);
  adaptedTexts.set(key, known);
  return known;
}

function adaptedAnew(text: string, timeout: string, trusting: boolean): string {
  const document = parseDocument(text);
  document.setIn(['limits', 'timeout'], timeout);
  document.setIn(['egress', 'allow'], ['127.0.0.1']);
  if (trusting) document.setIn(['tls', 'ca'], 'ca.pem');
  return document.toString();
}

/** How long a fault without an end is waited for where other requests come before it: all must have come in that time. */
export const AFTER_OTHERS = '4s';

/** Where a fault is met, but for the port. */
export const whereOf = (
  { missing, tls, slow }: Partial<Fault> = {},
  trusting?: string,
): Omit<Where, 'port'> => ({
  ...(slow === true ? { timeout: '1s' } : {}),
  ...(missing === 'unknown host' ? { host: 'nowhere.invalid' } : {}),
  ...(tls === undefined ? {} : { scheme: 'https', trusting }),
});
