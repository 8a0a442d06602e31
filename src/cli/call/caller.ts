/** A merchant whose operations are called from the command line, with every exchange traced. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Binding, Connection, JsonAttempt } from '../../connectors/connector.js';
import { settleDocument } from '../../connectors/keep-document.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { HttpClient } from '../../connectors/http/client.js';
import type { JsonObject, Json } from '../../contracts/json.js';
import type { Issue } from '../../contracts/issue.js';
import { type Bound, boundNames, isAnswered } from '../../merchants/bind-connections.js';
import type { LoadedMerchants } from '../../merchants/load-merchants.js';
import type { Merchant } from '../../merchants/merchant.js';
import type { Operation } from '../../commerce/operation.js';
import { STAND_IN } from '../../security/secrets.js';
import { printIssues } from '../../flows/print-issues.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { loadMerchant } from '../load-merchant.js';
import { KnownSecrets } from './mask.js';
import type { Outgoing } from '../../connectors/auth/scheme.js';
import type { ConnectionEvent } from '../../connectors/operator-events.js';
import type { SignInExchange, Trace, TracedExchange } from '../../connectors/trace.js';
import { plainText } from '../../connectors/declarative/json-value.js';

// Observes every request of a connection, its answer, and which parts of the answer are read.

// Tracks which parts of an answer are read, so that unused ones can be listed.

/** A tracked answer. */
interface ReadTracker {
  /** Behaves like the answer itself. */
  view: Json;
  /** JSONPaths of unread scalar values in the order of the answer, with list indices as `[*]`. */
  unused(): string[];
  /** Scalar values that were read, as text. */
  read: ReadonlySet<string>;
}

/** Tracks reads of an answer. */
function trackReads(answer: Json): ReadTracker {
  const used = new Set<string>();
  const read = new Set<string>();
  const note = (path: string, value: Json): void => {
    used.add(path);
    read.add(plainText(value));
  };
  return {
    read,
    view: watched(answer, '$', note),
    unused: () => [...new Set(leaves(answer, '$'))].filter((path) => !used.has(path)),
  };
}

function watched(value: Json, path: string, note: (path: string, value: Json) => void): Json {
  if (value === null || typeof value !== 'object') return value;
  return new Proxy<Json & object>(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      // Lengths and methods are not values of the answer.
      if (typeof key !== 'string' || !Object.hasOwn(target, key) || key === 'length') return found;
      const at = below(path, key, Array.isArray(target));
      const json = found as Json; // what a JSON value holds is JSON
      if (json === null || typeof json !== 'object') note(at, json);
      return watched(json, at, note);
    },
  });
}

function* leaves(value: Json, path: string): Generator<string> {
  if (value === null || typeof value !== 'object') yield path;
  else
    for (const [key, item] of Object.entries(value))
      yield* leaves(item, below(path, key, Array.isArray(value)));
}

function below(path: string, key: string, inList: boolean): string {
  if (inList) return `${path}[*]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** What was observed since the last `take`. */
interface Seen {
  exchanges: readonly TracedExchange[];
  /** On the way to a credential. */
  signIns: readonly SignInExchange[];
  events: readonly ConnectionEvent[];
  /** What was read of each exchange's answer, as JSON; nothing of one that could not be read. */
  views: readonly (Json | undefined)[];
  /** JSONPaths of answers that nothing read. */
  unused: readonly string[];
  /** Scalar values of answers that were read, as text. */
  read: ReadonlySet<string>;
}

/** Observes one merchant's connections. */
export class CallTrace implements Trace {
  /** Whether only what reads by its method is sent; all else is shown. */
  dry = false;
  #exchanges: TracedExchange[] = [];
  #signIns: SignInExchange[] = [];
  #views: ReadTracker[] = [];
  #events: ConnectionEvent[] = [];
  readonly #answers = new Map<TracedExchange, Json>();

  exchange(exchange: TracedExchange): void {
    this.#exchanges.push(exchange);
  }

  signIn(exchange: SignInExchange): void {
    this.#signIns.push(exchange);
  }

  withholds({ method }: Outgoing): boolean {
    return this.dry && method !== 'GET';
  }

  view(view: Json): Json {
    const watched = trackReads(view);
    this.#views.push(watched);
    const last = this.#exchanges.at(-1);
    if (last !== undefined) this.#answers.set(last, view);
    return watched.view;
  }

  /** Records a connection event. */
  readonly event = (event: ConnectionEvent): void => {
    this.#events.push(event);
  };

  /** Returns what was observed and resets. */
  take(): Seen {
    const unused = [...new Set(this.#views.flatMap((view) => view.unused()))];
    const read = new Set(this.#views.flatMap((view) => [...view.read]));
    const views = this.#exchanges.map((exchange) => this.#answers.get(exchange));
    const [exchanges, signIns, events] = [this.#exchanges, this.#signIns, this.#events];
    const seen = { exchanges, signIns, events, views, unused, read };
    this.#answers.clear();
    [this.#exchanges, this.#signIns, this.#views, this.#events] = [[], [], [], []];
    return seen;
  }
}

/** The outcome of a call, and everything observed during it. */
export interface SeenCall extends Seen {
  attempt: JsonAttempt;
}

/** A merchant's operations. */
export interface Caller extends AsyncDisposable {
  /** Its compiled flows; none if its files have issues. */
  flows: Merchant['flows'];
  /** Where its files are. */
  folder: string;
  /** Its currency, if merchant.yaml names one. */
  currency: string | undefined;
  secrets: KnownSecrets;
  /** Whether a connection answers an operation. */
  answers(operation: string): boolean;
  operationOf(operation: string): Operation;
  /** Operations that a connection answers, by its file; `connection_unknown`, or `merchant_not_served` if it has issues. */
  offeredBy(connection: string): string[];
  /**
   * Who answers an operation, or a connection by its name; `operation_unbound` if it is not bound, or
   * `merchant_not_served` if that connection has issues.
   */
  bindingOf(operation: string, by?: string): { connection: Connection; binding: Binding };
  /** True if merchant.yaml binds the operation to this connection, alone or with others. */
  binds(operation: string, connection: string): boolean;
  /** Calls it; `dry`: requests that do more than GET are shown and not sent; `by`: the connection that is to answer. */
  call(operation: string, inputs: JsonObject, options?: { dry?: boolean; by?: string }): Promise<SeenCall>;
}

/**
 * Opens a merchant with real secrets; `merchant_unknown`, and `merchant_not_served` if merchant.yaml cannot be read. Other
 * issues stop only the operations of the connection that has them. `network` is a replay.
 */
export async function openCaller(name: string, network?: HttpClient): Promise<Caller> {
  const [{ loadConfig }, { openSecrets }, { openTokens }] = await Promise.all([
    import('../../platform/config.js'),
    import('../../merchants/open-secrets.js'),
    import('./open-tokens.js'),
  ]);
  const config = await loadConfig();
  if (!existsSync(config.merchantsFolder)) throw unknownMerchant(name, config.merchantsFolder);
  // A replay sends nothing: whoever replays a shared recording neither has nor needs its secrets.
  const secrets = new KnownSecrets(
    network === undefined ? (await openSecrets(config))(name) : () => STAND_IN,
  );
  const sight = new CallTrace();
  const tokens = await openTokens(network === undefined ? config : undefined);
  const loaded = await loadMerchant({
    ...{ merchant: name, config, secrets: secrets.lookUp, tokens: (merchant) => tokens.of(merchant) },
    // People's keys are not used here, so a replay does not look them up.
    ...(network === undefined ? {} : { peopleSecrets: false }),
    more: { network, trace: sight, log: sight.event },
  });
  const bound = loaded.bound.get(name);
  if (bound !== undefined) {
    const folder = join(config.merchantsFolder, name);
    const flows = loaded.merchants.get(name)?.flows ?? new Map();
    const { currency } = bound.config;
    return { ...callerOf({ bound, issues: loaded.issues, secrets, sight, tokens }), flows, folder, currency };
  }
  await tokens[Symbol.asyncDispose]();
  if (!loaded.refused.includes(name)) throw unknownMerchant(name, config.merchantsFolder);
  throw haveIssues(`The merchant \`${name}\``, loaded.issues, secrets);
}

/** What a caller is made of. */
interface Parts {
  bound: Bound;
  issues: LoadedMerchants['issues'];
  secrets: KnownSecrets;
  sight: CallTrace;
  tokens: AsyncDisposable;
}

function callerOf({
  bound,
  issues,
  secrets,
  sight,
  tokens,
}: Parts): Omit<Caller, 'flows' | 'folder' | 'currency'> {
  const find: Caller['bindingOf'] = (operation, by) => {
    const connection = by === undefined ? bound.connectionFor(operation) : bound.connections.get(by);
    const binding = connection?.bindings.get(operation);
    if (connection !== undefined && binding !== undefined) return { connection, binding };
    throw unanswered(operation, bound, issues, secrets);
  };
  return {
    secrets,
    answers: (operation) => isAnswered(bound, operation),
    operationOf(name) {
      const { catalogue } = bound.config.vocabulary;
      const operation = catalogue.get(name);
      if (operation !== undefined) return operation;
      const hint = didYouMean(name, catalogue.keys());
      throw new OrderlyError('operation_unbound', `There is no operation \`${name}\``, { hint });
    },
    offeredBy(name) {
      const connection = bound.connections.get(name);
      if (connection !== undefined) return [...connection.bindings.keys()];
      throw issuesOf(name, issues, secrets) ?? unknownConnection(name, bound);
    },
    bindingOf: find,
    binds: (operation, connection) =>
      isAnswered(bound, operation) && boundNames(bound.config, operation).includes(connection),
    async call(operation, inputs, { dry = false, by } = {}) {
      const { connection } = find(operation, by);
      sight.dry = dry;
      const came = await connection.attempt({ operation, inputs, idempotencyKey: randomUUID() });
      const attempt = await settleDocument(came, ({ content, ...rest }) =>
        Promise.resolve({ ...rest, bytes: content.length }),
      );
      return { attempt, ...sight.take() };
    },
    [Symbol.asyncDispose]: () => tokens[Symbol.asyncDispose](),
  };
}

/** Why nobody answers an operation: its connection has issues, or there is none. */
function unanswered(
  operation: string,
  { config, connections }: Bound,
  issues: readonly Issue[],
  secrets: KnownSecrets,
): OrderlyError {
  for (const name of boundNames(config, operation).filter((each) => !connections.has(each))) {
    const broken = issuesOf(name, issues, secrets);
    if (broken) return broken;
  }
  const known = [...connections.values()].flatMap(({ bindings }) => [...bindings.keys()]);
  const message = `${config.merchant} has no connection that answers \`${operation}\``;
  return new OrderlyError('operation_unbound', message, { hint: didYouMean(operation, known) });
}

/** The issues of a connection that cannot be built, if there are any. */
function issuesOf(name: string, issues: readonly Issue[], secrets: KnownSecrets): OrderlyError | undefined {
  const broken = issues.filter(({ file }) => basename(dirname(file)) === 'connections');
  if (broken.length === 0) return undefined;
  // A file is named after its connection by custom only.
  const own = broken.filter(({ file }) => basename(file, '.yaml') === name);
  return haveIssues(`The connection \`${name}\``, own.length > 0 ? own : broken, secrets);
}

function unknownConnection(name: string, { config, connections }: Bound): OrderlyError {
  const message = `${config.merchant} has no connection \`${name}\``;
  return new OrderlyError('connection_unknown', message, { hint: didYouMean(name, connections.keys()) });
}

function haveIssues(what: string, issues: readonly Issue[], secrets: KnownSecrets): OrderlyError {
  process.stderr.write(`${secrets.masked(printIssues(issues))}\n\n`);
  // `orderly flows check` alone would not notice a missing secret.
  const hint = 'Fix the issues above.';
  return new OrderlyError('merchant_not_served', `${what} has issues`, { hint });
}

function unknownMerchant(name: string, folder: string): OrderlyError {
  const hint = 'Check the name, or set ORDERLY_MERCHANTS to your merchants’ folder.';
  return new OrderlyError('merchant_unknown', `There is no merchant \`${name}\` in ${folder}`, { hint });
}
