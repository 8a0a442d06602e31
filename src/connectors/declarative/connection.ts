/** The connector for a system's own API: builds a connection from a file (DESIGN §8). */
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { BODY_BYTES, type HttpClient, type HttpClientOptions, openHttpClient } from '../../http/client.js';
import { Limiter } from '../../http/limits.js';
import { notingHosts } from '../../security/secrets.js';
import type { YamlDocument } from '../../yaml/document.js';
import { issuesOfZod } from '../../yaml/zod-issues.js';
import type { Issue } from '../../contracts/issue.js';
import type { Connection } from '../connector.js';
import type { ConnectionEvents } from '../connection-events.js';
import type { BuiltConnection, BuiltEvents, ConnectionContext } from '../options.js';
import { attempt } from './attempt.js';
import { compileAuth, type OpenScheme } from './auth.js';
import type { Transport } from './exchange.js';
import { isObject } from './json-value.js';
import { type BaseAddress, baseAddress, checkSecretHosts, UNSET } from './base-address.js';
import { checkLookUps } from './check-look-ups.js';
import { compileEvents } from './events/compile-events.js';
import { compileLoad, type LoadReader } from './load.js';
import { compileQuotas } from './compile-quotas.js';
import { type Quota, ownQuotas, SharedQuota, withinQuota } from './quotas.js';
import { xmlAnswer } from './formats/xml-answer.js';
import { type CompiledOperation, compileOperation } from './operation.js';
import { checkPlainSecrets } from './plain-secrets.js';
import { Report } from './report.js';
import { ConnectionFile } from './schema.js';
import { compileEgress } from './egress-config.js';

const DEFAULTS = { timeoutMs: 10_000, concurrent: 32 } as const;

/** Builds a connection from a declarative file. */
export function buildDeclarative(document: YamlDocument, given: ConnectionContext): BuiltConnection {
  const parsed = ConnectionFile.safeParse(document.value);
  if (!parsed.success)
    return { issues: issuesOfZod(document, parsed.error, 'connection_invalid', { schema: ConnectionFile }) };
  const file = parsed.data;
  const report = new Report(document);
  checkPlainSecrets(file, report);
  const { secrets, hosts } = notingHosts(given.secrets);
  const context = { ...given, secrets };
  const base = baseAddress(file.baseUrl, report, context);
  const auth = compileAuth(file, document, report, context);
  const operations = compileAll(file, base ?? UNSET, report, context);
  checkLookUps(file, operations, report);
  const known = {
    ...{ auth, load: compileLoad(file.limits, report), out: compileEgress(file, report, context) },
    quotas: compileQuotas(file.limits, report),
  };
  // What systems sign their events with is sent nowhere.
  const events = eventsOf(file, known.out, report, given);
  const secretHosts = hosts();
  if (base) checkSecretHosts(base.url, secretHosts, report);
  if (!auth || report.issues.length > 0) return { issues: report.issues };
  const transport = openTransport(file, { ...known, auth, secretHosts }, context);
  const connection = connectionOf(file.connection, operations, transport, context);
  return { connection: { ...connection, ...(events ? { events } : {}) }, issues: [] };
}

/** Builds what a file says of events alone: who takes them in needs no credentials of the system. */
export function buildDeclarativeEvents(
  document: YamlDocument,
  context: ConnectionContext,
  broken: (issues: readonly Issue[]) => void,
): BuiltEvents {
  const parsed = ConnectionFile.safeParse(document.value);
  if (!isObject(document.value) || document.value['events'] === undefined) return undefined;
  if (!parsed.success) {
    broken(issuesOfZod(document, parsed.error, 'connection_invalid', { schema: ConnectionFile }));
    return undefined;
  }
  const file = parsed.data;
  const report = new Report(document);
  const events = eventsOf(file, compileEgress(file, report, context), report, context);
  if (events !== undefined) return { connection: file.connection, events };
  broken(report.issues);
  return undefined;
}

/** Compiles `events:` of a file; undefined with issues in the report, or without them. */
export function eventsOf(
  {
    connection,
    events: rules,
    egress,
    decimals,
  }: Pick<ConnectionFile, 'connection' | 'events' | 'egress'> & Partial<Pick<ConnectionFile, 'decimals'>>,
  out: HttpClientOptions,
  report: Report,
  { secrets, egressAllow, network, log }: ConnectionContext,
): ConnectionEvents | undefined {
  if (rules === undefined) return undefined;
  let client = network;
  const http = (): HttpClient =>
    (client ??= openHttpClient({ connection: egress?.allow ?? [], operator: egressAllow }, out));
  const unknownValue = (field: string): void =>
    log?.({ kind: 'unknown_value', connection, operation: 'events', field });
  return compileEvents(rules, { report, unknownValue, decimals }, { secrets, http });
}

function compileAll(
  file: ConnectionFile,
  base: BaseAddress,
  report: Report,
  { secrets, siblingFiles, vocabulary, log }: ConnectionContext,
): Map<string, CompiledOperation> {
  const connection = file.connection;
  const unknownValue = (operation: string, field: string): void =>
    log?.({ kind: 'unknown_value', connection, operation, field });
  const timeoutMs = file.limits.timeout ?? DEFAULTS.timeoutMs;
  const { errorRules, decimals } = file;
  const events = Object.keys(file.events?.kinds ?? {});
  const known = { secrets, siblingFiles, errorRules, decimals, vocabulary, events };
  const scope = { report, connection, base, timeoutMs, unknownValue, ...known };
  return new Map(
    Object.entries(file.operations).flatMap(([name, rules]) => {
      const compiled = compileOperation(name, rules, scope);
      return compiled ? [[name, compiled] as const] : [];
    }),
  );
}

/** What a connection's requests are opened with. */
interface Opening {
  auth: OpenScheme;
  load: LoadReader;
  out: HttpClientOptions;
  /** Where what the file names may be sent to: credentials, and all that is got with them. */
  secretHosts: readonly (readonly string[])[];
  quotas: Readonly<Record<'requests' | 'tokens', readonly Quota[]>>;
}

function openTransport(
  file: ConnectionFile,
  { auth, load, out, quotas, secretHosts }: Opening,
  { egressAllow, tokens, siblingFiles, network, trace, log, quotas: store = ownQuotas() }: ConnectionContext,
): Transport {
  const { connection, limits } = file;
  const policy = { connection: file.egress?.allow ?? [], operator: egressAllow, secretHosts };
  const http = network ?? openHttpClient(policy, out);
  const timeoutMs = limits.timeout ?? DEFAULTS.timeoutMs;
  const limiter = new Limiter({
    concurrent: limits.concurrent ?? DEFAULTS.concurrent,
    ...(limits.requests ? { requests: limits.requests } : {}),
  });
  const quotaOf = (of: 'requests' | 'tokens'): SharedQuota =>
    new SharedQuota(quotas[of], of === 'tokens' ? `${connection}#tokens` : connection, store);
  return {
    http,
    limiter,
    quota: quotaOf('requests'),
    load,
    auth: network
      ? { apply: (request) => Promise.resolve({ is: 'ready', request }) }
      : auth({
          ...{
            connection,
            http: seenBy(trace, withinQuota(http, quotaOf('tokens'))),
            tokens,
            timeoutMs,
            siblingFiles,
            viewOfXml: xmlAnswer,
          },
          report: (event) => log?.({ connection, ...event }),
        }),
    maxBytes: limits.body ?? BODY_BYTES.usual,
    trace,
    renewed: () => log?.({ kind: 'credential_renewed', connection }),
  };
}

/** The client of a log-in, whose exchanges are seen on an engineer's machine. */
function seenBy(trace: ConnectionContext['trace'], http: HttpClient): HttpClient {
  if (!trace) return http;
  return {
    async send(request) {
      const outcome = await http.send(request);
      trace.signIn?.({ method: request.method, url: request.url, outcome });
      return outcome;
    },
    [Symbol.dispose]: () => {
      http[Symbol.dispose]();
    },
  };
}

function connectionOf(
  name: string,
  operations: ReadonlyMap<string, CompiledOperation>,
  transport: Transport,
  { log, attempted }: ConnectionContext,
): Connection {
  return {
    name,
    bindings: new Map([...operations].map(([operation, { binding }]) => [operation, binding])),
    ...(transport.auth.signIn ? { signIn: transport.auth.signIn } : {}),
    attempt(call) {
      const operation = operations.get(call.operation);
      if (!operation || !isObject(call.inputs)) {
        const message = `The connection ${name} does not answer ${call.operation}.`;
        return Promise.reject(new OrderlyError('operation_unbound', message));
      }
      return attempt(call, operation, transport, {
        report: (event) => log?.(event),
        attempted: (made) => attempted?.(made),
      });
    },
  };
}
