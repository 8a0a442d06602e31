/** The connector for a system's own API: builds a connection from a file (DESIGN §8). */
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import {
  BODY_BYTES,
  type HttpClient,
  type HttpClientOptions,
  openHttpClient,
  type HttpResponse,
} from '../http/client.js';
import { Limiter } from '../http/rate-limiter.js';
import { notingHosts } from '../../security/secrets.js';
import type { YamlDocument, Path } from '../../flows/yaml/document.js';
import { issuesOfZod } from '../../flows/yaml/zod-issues.js';
import type { Issue } from '../../contracts/issue.js';
import type { Connection } from '../connector.js';
import type { ConnectionEvents } from '../connection-events.js';
import type { BuiltConnection, BuiltEvents, ConnectionContext } from '../connection-context.js';
import { attempt } from './attempt.js';
import { compileAuth, type OpenScheme } from './auth.js';
import type { Transport } from './exchange.js';
import { isObject, isList } from './json-value.js';
import { type BaseAddress, baseAddress, checkSecretHosts, UNSET } from './base-address.js';
import { compileEvents } from './events/compile-events.js';
import { compileLoad, type LoadReader } from './reported-rate-limits.js';
import { type Quota, ownQuotas, SharedQuota, withinQuota } from './quotas.js';
import { type CompiledOperation, compileOperation } from './operation.js';
import { Report } from './report-issues.js';
import { ConnectionFile, type OperationRules } from './schema.js';
import { checkLikely } from './likely/index.js';
import { compileEgress } from './egress-config.js';
import type { Json } from '../../contracts/json.js';
import { NotRead } from './formats/body-reader.js';
import { decode } from './formats/charset.js';
import { viewOfXml, type XmlDocument } from './formats/view-of-xml.js';
import { compileCondition } from './conditions.js';
import { foreignPlaceholders } from './foreign-placeholders.js';
import { requestsIn } from './requests/either.js';
import type { ComparedKey, OperationKeys } from './idempotency-keys.js';

// A look-up must find what the write has carried, or each "no" of it would do the write again (DESIGN §5).

/** Reports look-ups that ask for what no request of their write carries: each "no" of theirs would be wrong. */
function checkLookUps(
  file: Pick<ConnectionFile, 'operations'>,
  operations: ReadonlyMap<string, CompiledOperation>,
  report: Report,
): void {
  for (const [name, rules] of Object.entries(file.operations)) {
    const write = operations.get(name);
    if (write === undefined || write.binding.effect === 'read') continue;
    for (const asked of lookUpsOf(rules)) {
      const lookUp = operations.get(asked);
      if (lookUp !== undefined) checkLookUp({ name, ...write.keys }, { name: asked, ...lookUp.keys }, report);
    }
  }
}

const lookUpsOf = ({ idempotency, accepted }: OperationRules): string[] => [
  ...(typeof idempotency === 'object' && idempotency.lookup !== undefined ? [idempotency.lookup] : []),
  ...(accepted?.settles.ask === undefined ? [] : [accepted.settles.ask.operation]),
];

type Named = OperationKeys & { name: string };

function checkLookUp(write: Named, lookUp: Named, report: Report): void {
  const request = ['operations', lookUp.name, 'request'];
  const asked = lookUp.carried.map(({ way }) => ({ name: way[0] ?? '', path: request, at: 'key' as const }));
  for (const { path, at = 'value', ...compared } of [...lookUp.compared.map(atValue), ...asked]) {
    const wrong = problemOf(compared, write);
    if (wrong !== undefined)
      report.add(path, 'connection_idempotency_invalid', wrong.message, { at, hint: wrong.hint });
  }
}

const atValue = (compared: ComparedKey): ComparedKey & { at?: 'key' | 'value' } => compared;

/** Why a look-up never finds what it asks for; undefined if it can. */
function problemOf(
  { name, text }: Pick<ComparedKey, 'name' | 'text'>,
  write: Named,
): { message: string; hint: string } | undefined {
  if (name === 'requestKey')
    return {
      message: '`${requestKey}` is unique to this request: no other request contains it.',
      hint: `Write \`\${idempotencyKey}\` here, and in the request of \`${write.name}\`.`,
    };
  const carried = write.carried.filter(({ way: [root] }) => root === name);
  if (carried.length === 0)
    return {
      message: `No request of \`${write.name}\` contains \`\${idempotencyKey}\`. The lookup would never find it, and the write would be repeated.`,
      hint: `Add \`\${idempotencyKey}\` to a request of \`${write.name}\`, or look for a value that it does contain.`,
    };
  const wholes = carried.map(({ whole }) => whole);
  if (text === undefined || wholes.includes(undefined) || wholes.includes(text)) return undefined;
  return {
    message: `\`${write.name}\` sends \`${wholes.join('`, `')}\`, so the exact text \`${text}\` is never found.`,
    hint: 'Compare with the whole value that was sent.',
  };
}

// Finds secrets that stand in a connection's file themselves, where everybody sees them who may read the file.

/** Keys below `auth` whose values are secrets. */
const SECRET =
  /^(.*password|pass|pwd|passphrase|secret|(client|consumer|token)Secret|secretAccessKey|sessionToken|refreshToken)$/i;
const SECRET_HEADER = /^(authorization|proxy-authorization|cookie|x-(api|auth|access)-?(key|token))$/i;

/** Elements and attributes of XML that are written without a value of the file's: their name and what stands there. */
const XML_VALUES =
  /<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>([^<]*)<\/|\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*["']([^"'<]*)["']/g;

/** Adds an issue for each secret in plain, in `auth`, in `events.verify` and in headers of requests. */
function checkPlainSecrets({ auth, events, operations }: ConnectionFile, report: Report): void {
  const check = (value: Json | undefined, path: Path, isSecret: boolean, scheme = auth.scheme): void => {
    if (typeof value === 'string') {
      if (!isSecret || value === '' || value.includes('${') || foreignPlaceholders(value).length > 0) return;
      report.add(path, 'connection_secret_plain', 'This is a secret in plain text.');
    } else if (value !== undefined && isList(value)) {
      for (const [index, item] of value.entries()) check(item, [...path, index], isSecret, scheme);
    } else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        const inHeaders = path.at(-1) === 'headers';
        check(item, [...path, key], inHeaders ? SECRET_HEADER.test(key) : isSecretKey(key, scheme), scheme);
      }
    }
  };
  check(auth as Json, ['auth'], false); // YAML gives JSON
  // What `key` is in a login, it is not here: how the secret is written.
  check(events?.verify as Json | undefined, ['events', 'verify'], false, 'none');
  if (typeof auth['xml'] === 'string' && isPlainIn(auth['xml']))
    report.add(['auth', 'xml'], 'connection_secret_plain', 'This is a secret in plain text.');
  for (const [name, { request, chain = [] }] of Object.entries(operations)) {
    for (const { request: way, path } of requestsIn(request)) {
      const at = ['operations', name, 'request', ...path, 'headers'];
      check(way.headers as Json | undefined, at, false);
    }
    for (const [index, link] of chain.entries()) {
      const path = ['operations', name, 'chain', index, 'request', 'headers'];
      check(link.request.headers as Json | undefined, path, false);
    }
  }
}

const isPlainIn = (xml: string): boolean =>
  [...xml.matchAll(XML_VALUES)].some(([, element, text, attribute, value]) => {
    const [name = '', said = ''] = element === undefined ? [attribute, value] : [element, text];
    return SECRET.test(name) && said.trim() !== '' && !said.includes('${');
  });

/** Of some schemes `token` and `key` are secrets, of others places or names of files. */
const isSecretKey = (key: string, scheme: string): boolean =>
  SECRET.test(key) ||
  (scheme === 'bearer' && key === 'token') ||
  (['api-key', 'hmac-signature'].includes(scheme) && key === 'key');

/** The quotas of a connection's requests and those of its tokens. */
function compileQuotas(
  { quotas = [] }: ConnectionFile['limits'],
  report: Report,
): Readonly<Record<'requests' | 'tokens', readonly Quota[]>> {
  const compiled = quotas.map(({ most: { count, ms, isDay }, zone, of = 'requests', spent }, index) => {
    const path = ['limits', 'quotas', index];
    if (zone !== undefined && !isDay)
      report.add([...path, 'zone'], 'connection_invalid', '`zone` can only be used with a quota per day.', {
        at: 'key',
      });
    const quota: Quota = {
      ...{ count, ms },
      ...(isDay ? { zone: zone ?? 'UTC' } : {}),
      ...(spent === undefined ? {} : { spent: compileCondition(spent, [...path, 'spent'], report) }),
    };
    return { of, quota };
  });
  const those = (wanted: 'requests' | 'tokens'): Quota[] =>
    compiled.filter(({ of }) => of === wanted).map(({ quota }) => quota);
  return { requests: those('requests'), tokens: those('tokens') };
}

/** The content of Body if it is SOAP, else the view of the whole; undefined when it cannot be read. */
function xmlAnswer({ body, headers }: Pick<HttpResponse, 'body' | 'headers'>): Json | undefined {
  const contentType = headers['content-type'];
  const view = (format: XmlDocument['format']): Json | undefined => {
    try {
      const { text } = decode(body, { contentType, xml: true });
      return viewOfXml({ format, text, namespaces: undefined, lists: new Map() });
    } catch (error) {
      if (error instanceof NotRead) return undefined;
      throw error;
    }
  };
  return view('soap') ?? view('xml');
}

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
  if (report.issues.length === 0) checkLikely(file, report, context);
  const secretHosts = hosts();
  if (base) checkSecretHosts(base.url, secretHosts, report);
  if (!auth || report.issues.length > 0) return { issues: report.issues };
  const transport = openTransport(file, { ...known, auth, secretHosts }, context);
  const connection = connectionOf(file.connection, operations, transport, context);
  const { warnings } = report;
  const address = base === undefined ? {} : { address: base.url };
  return {
    connection: { ...connection, ...address, ...(events ? { events } : {}) },
    issues: [],
    warnings,
  };
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
        const message = `The connection ${name} does not offer ${call.operation}.`;
        return Promise.reject(new OrderlyError('operation_unbound', message));
      }
      return attempt(call, operation, transport, {
        report: (event) => log?.(event),
        attempted: (made) => attempted?.(made),
      });
    },
  };
}
