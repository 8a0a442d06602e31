/** Compiles one operation of a connection, and checks it against the catalogue. */
import { type Effect, greatestEffect } from '../../contracts/effect.js';
import type { Json } from '../../contracts/json.js';
import { type Operation, PAID_BACK, type Vocabulary } from '../../commerce/operation.js';
import type { Secrets } from '../../security/secrets.js';
import type { Path } from '../../flows/yaml/document.js';
import type { Binding, Idempotency } from '../connector.js';
import { compileAccepted } from './accepted.js';
import type { BaseAddress } from './base-address.js';
import { type ChainLink, compileChain, type Chain } from './request-chain.js';
import { compileAnswers } from './compile-answers.js';
import { compileDocument, type DocumentReader } from './documents/compile-document.js';
import { compileMain } from './compile-main-result.js';
import type { ErrorRules } from './condition-schema.js';
import { compileCondition, type Condition } from './conditions.js';
import { acceptOf } from './formats/schema.js';
import { type ComparedKey, isKey, type OperationKeys } from './idempotency-keys.js';
import type { JsonPath } from './json-path.js';
import type { ExchangeStep } from './exchange-step.js';
import type { MainResult } from './main-result.js';
import { namedOperation, type NameScope } from './named-operation.js';
import { compilePager, type Pager } from './paging/pager.js';
import type { Report } from './report-issues.js';
import { compileOwnRequest } from './requests/either.js';
import type { OperationRules, KeyPlaceRules } from './schema.js';
import type { Decimals } from './mapping/decimals.js';
import { type Shape, shapesOf } from './mapping/field-shape.js';
import type { Slot, TemplateScope } from './template.js';
import { isObject } from './json-value.js';
import { orderSubject } from '../../commerce/orders/subject.js';

// How a write can be retried: where its key goes, or what tells whether it happened.

/** Where the file says that the key goes. */
function keyPlaceOf({ idempotency }: OperationRules): KeyPlaceRules | undefined {
  return typeof idempotency === 'object' && 'key' in idempotency ? idempotency.key : undefined;
}

/** How an answer is told that each request with the same key will get. */
function finalOf(
  rules: OperationRules,
  path: Path,
  scope: TemplateScope & { report: Report },
): { final?: Condition } {
  const final = keyPlaceOf(rules)?.final;
  if (final === undefined) return {};
  return { final: compileCondition(final, [...path, 'idempotency', 'key', 'final'], scope.report, scope) };
}

/** What is known about an operation while its `idempotency` is compiled. */
interface IdempotencyScope extends NameScope {
  effect: Effect;
  /** Whether the request that commits carries a key. */
  keySent: boolean;
  chain: Pick<Chain, 'used' | 'unkeyed'>;
  /** What the request names. */
  used: readonly Slot[];
}

/** Compiles `idempotency`; adds issues to the report. */
function idempotencyOf({ idempotency }: OperationRules, path: Path, scope: IdempotencyScope): Idempotency {
  const { report, effect, keySent, used, chain } = scope;
  const wrong = (message: string, where: Path): void => {
    report.add(where, 'connection_idempotency_invalid', message, { at: 'key' });
  };
  if (idempotency === undefined) {
    if (effect !== 'read') wrong('`idempotency` is missing: this operation writes.', path);
    return { kind: 'none' };
  }
  if (idempotency === 'natural' && effect !== 'read') checkStaging(chain, report);
  if (typeof idempotency === 'string') return { kind: idempotency };
  const at = [...path, 'idempotency'];
  if ('key' in idempotency) {
    if (!keySent) wrong(chain.used.some(isKey) ? IN_CHAIN_ALONE : NOWHERE, at);
    // Systems compare what comes under one key.
    if (used.some(({ way }) => way[0] === 'now'))
      wrong('The request contains `now`, so it changes when it is sent again with the same key.', at);
    const { key, lookup } = idempotency;
    if (lookup !== undefined) checkLookup(lookup, [...at, 'lookup'], scope);
    return { kind: 'key', windowMs: key.window, ...(lookup === undefined ? {} : { lookup }) };
  }
  const { lookup } = idempotency;
  checkLookup(lookup, [...at, 'lookup'], scope);
  return { kind: 'lookup', operation: lookup };
}

/** Reports a lookup that cannot say whether the write happened: what a read finds may be of another call. */
function checkLookup(name: string, path: Path, scope: IdempotencyScope): void {
  const results = Object.keys(namedOperation(name, path, scope)?.results ?? { happened: {} });
  if (results.includes('happened')) return;
  scope.report.add(
    path,
    'connection_idempotency_invalid',
    `\`${name}\` cannot say whether this call happened: its results are \`${results.join('`, `')}\`.`,
    {
      at: 'value',
      hint: 'A lookup has the results `happened` and `not_happened`: describe `<operation>.happened` in this file, and name it here.',
    },
  );
}

const NOWHERE = 'The request, or one of its alternatives, does not contain the key.';
const IN_CHAIN_ALONE =
  'Only the chain contains the key: the system cannot use it to recognize the last request.';

/** What is sent again because it is `natural` must not make another thing to be committed. */
function checkStaging({ unkeyed }: Pick<Chain, 'unkeyed'>, report: Report): void {
  const message =
    'Sending this again creates another record to commit, and no lookup checks whether the first one was committed.';
  const hint =
    'If the system supports keys, add `${requestKey}`. If the request only reads, write `effect: read`. Otherwise, use `lookup` or `none`.';
  for (const path of unkeyed)
    report.add(path, 'connection_idempotency_invalid', message, { at: 'key', hint });
}

// Checks that a request says what it is about: a system that is not told would answer, or act, on something else.

/** What is known of an operation whose requests have been compiled. */
interface SentScope {
  report: Report;
  vocabulary?: Vocabulary | undefined;
  inputs: ReadonlyMap<string, Shape>;
  /** What its requests name. */
  used: readonly Slot[];
}

/** Whose amount no system is told: what the customer is given in goods, and what a carrier charges us by its own prices. */
const unsent: readonly Operation['pays'][] = ['in_goods', 'by_us'];

/** Adds an issue where no request names what the call is about (a look-up may name the write by its key), and for each amount that it pays; outside of a merchant nobody is asked or paid. */
function checkSent(operation: Operation, rules: OperationRules, path: Path, scope: SentScope): void {
  const { report, vocabulary, inputs, used } = scope;
  if (!vocabulary) return;
  const isSent = (name: string): boolean => used.some(({ way }) => way[0] === 'inputs' && way[1] === name);
  const isAbout = aboutOf(operation, rules, inputs);
  const naming: readonly string[] =
    operation.effect === 'read' ? ['inputs', 'idempotencyKey', 'reference'] : ['inputs'];
  if (isAbout !== undefined && !used.some(({ way: [root = ''] }) => naming.includes(root))) {
    const message = `No request contains \`inputs.${isAbout.input}\`, so the system would receive the same request for every record.`;
    report.add(path, 'connection_input_unused', message, { at: 'key', hint: isAbout.hint });
    return;
  }
  if (operation.effect !== 'money' || unsent.includes(operation.pays)) return;
  for (const [name] of [...inputs].filter(([, { kind, optional }]) => kind === 'money' && !optional)) {
    if (isSent(name)) continue;
    report.add(path, 'connection_amount_unused', `The request does not contain \`inputs.${name}\`.`, {
      at: 'key',
    });
  }
}

/** What an operation is about, and how a request says it; undefined where the system need not be told. */
function aboutOf(
  { name, subject, about = orderSubject }: Operation,
  { each, request }: OperationRules,
  inputs: ReadonlyMap<string, Shape>,
): { input: string; hint: string } | undefined {
  // Of a whole list the records that are asked for are kept; a look-up may list all that has been done.
  if (each !== undefined || subject === 'list' || /\.(outcome|happened)$/.test(name)) return undefined;
  const input = inputs.has(about.input)
    ? about.input
    : [...inputs].find(([, { optional }]) => !optional)?.[0];
  const shape = input === undefined ? undefined : inputs.get(input);
  if (input === undefined || shape === undefined) return undefined;
  const value =
    shape.kind === 'record' && shape.fields.has('ref') ? `inputs.${input}.ref` : `inputs.${input}`;
  const isRead = request.path !== undefined && subject === 'number';
  return {
    input,
    hint: isRead
      ? `Add it to the request: \`${request.path?.replace(/\/$/, '') ?? ''}/\${${value}}\`, or under \`query\`.`
      : `Add it to the request: \`\${${value}}\`.`,
  };
}

/** An operation that a connection supports. */
export interface CompiledOperation extends ExchangeStep {
  binding: Binding;
  /** Preceding requests. */
  chain: readonly ChainLink[];
  main: MainResult;
  document?: DocumentReader;
  pager?: Pager;
  keys: OperationKeys;
  /** Whether paths are evaluated on the responses of the whole chain. */
  together: boolean;
  /** Whether the request names the reference of a write to be settled. */
  namesReference: boolean;
  /** Paths at which `true` means that an inner list was truncated. */
  truncated: readonly JsonPath[];
}

/** What is known about the connection while its operations are compiled. */
export interface ConnectionScope {
  report: Report;
  connection: string;
  base: BaseAddress;
  timeoutMs: number;
  secrets: Secrets;
  errorRules: ErrorRules;
  /** How the system counts amounts, where that is not ISO 4217. */
  decimals: Decimals;
  /** Business events that the connection takes in. */
  events: readonly string[];
  siblingFiles: (name: string) => Buffer | undefined;
  /** What the merchant's files can name; undefined where its merchant.yaml cannot be read. */
  vocabulary?: Vocabulary | undefined;
  unknownValue: (operation: string, field: string) => void;
}

/** Inputs of a list that the engine supplies: the verified customer's e-mail, and the start of the period. */
const LIST_INPUTS: ReadonlyMap<string, Shape> = new Map([
  ['email', { kind: 'text', optional: false }],
  ['since', { kind: 'moment', optional: true }],
]);

/** Compiles an operation; do not use the result if there are issues. */
export function compileOperation(
  name: string,
  rules: OperationRules,
  scope: ConnectionScope,
): CompiledOperation | undefined {
  const path = ['operations', name];
  const operation = namedOperation(name, path, scope, 'key');
  if (!operation) return undefined;
  return compileKnown(operation, rules, path, scope);
}

function compileKnown(
  operation: Operation,
  rules: OperationRules,
  path: Path,
  scope: ConnectionScope,
): CompiledOperation | undefined {
  const { report, secrets, siblingFiles, errorRules, decimals, base, connection, timeoutMs } = scope;
  const [before, effect] = [report.count, effectOf(operation, rules, path, scope)];
  const [key, used, compared] = [keyPlaceOf(rules), [] as Slot[], [] as ComparedKey[]];
  const inputs = operation.subject === 'list' ? LIST_INPUTS : shapesOf(operation.inputs);
  const [main = 'done'] = Object.keys(operation.results);
  const unknownValue = scope.unknownValue.bind(undefined, operation.name);
  const found = operation.empty === undefined ? {} : { nothing: operation.empty };
  const values = { report, secrets, siblingFiles, inputs, decimals, compared };
  const ownFields = scope.vocabulary && shapesOf(scope.vocabulary.ownFields);
  const answered = { report, unknownValue, ownFields, decimals, ...found };
  const answerScope = { ...answered, operation, main, errorRules, values };
  const chainScope = { base, request: values, answers: answerScope };
  const chain = compileChain(rules.chain ?? [], [...path, 'chain'], chainScope);
  const request = { ...values, chain: chain.shapes, effect, used, accept: acceptOf(rules) };
  const own = compileOwnRequest(rules.request, key, base, [...path, 'request'], request);
  const carried = [...chain.used, ...used];
  const sentScope = { ...scope, inputs, used: carried };
  if (report.count === before) checkSent(operation, rules, [...path, 'request'], sentScope);
  // A payload without fields for the key has been reported already.
  const keySent = own.carriesKey || key?.body !== undefined;
  const sending = { ...scope, effect, used, chain, carried, keySent, operation, main, values };
  const idempotency = idempotencyOf(rules, path, sending);
  const accepted = rules.accepted && compileAccepted(rules.accepted, [...path, 'accepted'], sending);
  const answers = compileAnswers(rules, path, { ...answerScope, values: request });
  const mainResult = compileMain(rules, path, { ...answerScope, effect });
  const document = compileDocument(rules.document, operation, main, path, { ...answerScope, base: base.url });
  const [final, pager] = [finalOf(rules, path, values), pagerOf(rules, request, path, report)];
  if (!answers || !mainResult) return undefined;
  return {
    binding: {
      ...{ connection, operation: operation.name, target: own.target, effect, idempotency, timeoutMs },
      fields: mappedFields(rules.fields as Json | undefined), // YAML gives JSON
      ...(accepted ? { settling: accepted.settling } : {}),
      ...inferredOf(rules, path, request),
    },
    ...{ chain: chain.links, build: own.build },
    answers: { ...answers, ...(accepted ? { accepted: accepted.find } : {}), ...final },
    ...{ main: mainResult, together: rules.together !== undefined },
    keys: { carried: carried.filter(isKey), compared },
    namesReference: used.some(({ way }) => way[0] === 'reference'),
    truncated: truncatedOf(rules, path, report),
    ...{ ...(document && { document }), ...(pager && { pager }) },
  };
}

/** When no band spares the call its approval. */
function inferredOf(
  { inferred }: OperationRules,
  path: Path,
  scope: TemplateScope & { report: Report },
): Pick<Binding, 'isInferred'> {
  if (inferred === undefined) return {};
  const holds = compileCondition(inferred, [...path, 'inferred'], scope.report, scope);
  return { isInferred: (inputs) => holds({ status: 0, headers: {}, values: { inputs } }) };
}

function effectOf(
  operation: Operation,
  rules: OperationRules,
  path: Path,
  { report }: ConnectionScope,
): Effect {
  const effect = rules.effect ?? operation.effect;
  if (greatestEffect(effect, operation.effect) !== effect) {
    const message = `\`${operation.name}\` has the effect \`${operation.effect}\`, which cannot be lowered to \`${effect}\`.`;
    report.add([...path, 'effect'], 'connection_effect_lowered', message);
  }
  if (effect === 'write' && mappedFields(rules.fields as Json | undefined).includes(PAID_BACK)) {
    const message = `\`${operation.name}\` reports a refunded amount here, so its effect must be \`money\`.`;
    report.add([...path, 'fields', PAID_BACK], 'connection_effect_too_low', message, { at: 'key' });
  }
  return effect;
}

function truncatedOf({ truncated = [] }: OperationRules, path: Path, report: Report): JsonPath[] {
  return truncated.flatMap((text, index) => report.jsonPath(text, [...path, 'truncated', index]) ?? []);
}

function pagerOf(
  rules: OperationRules,
  { effect, used, chain }: { effect: Effect; used: readonly Slot[]; chain: ReadonlyMap<string, Shape> },
  path: Path,
  report: Report,
): Pager | undefined {
  const { paging } = rules;
  if (!paging) return undefined;
  const at = [...path, 'paging'];
  const wrong = (message: string): void => {
    report.add(at, 'connection_paging_invalid', message, { at: 'key' });
  };
  if (effect !== 'read' || rules.each === undefined) wrong('Only a read with `each` can have pages.');
  const followed = paging.link !== undefined || paging.next !== undefined;
  const placed = used.some(({ way }) => way[0] === 'page');
  if (!followed && !placed && paging.param === undefined)
    wrong('The request does not contain the page mark.');
  return compilePager(paging, at, report, chain);
}

/** Keys that distinguish a single value from a record of fields. */
const SINGLE = ['path', 'value', 'minor', 'decimal', 'join', 'rules', 'lookup'] as const;

/** All mapped names, including those of lists and records, in the order of the file. */
function mappedFields(rules: Json | undefined, prefix = ''): string[] {
  if (!isObject(rules)) return [];
  return Object.entries(rules).flatMap(([key, entry]) => {
    const name = `${prefix}${key}`;
    if (!isObject(entry)) return [name];
    if (isObject(entry['fields'])) return [name, ...mappedFields(entry['fields'], `${name}.`)];
    return SINGLE.some((single) => single in entry) ? [name] : [name, ...mappedFields(entry, `${name}.`)];
  });
}
