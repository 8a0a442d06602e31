/** Compiles what a connection says of one operation, and checks it against the catalogue. */
import type { ErrorCode } from '../../errors/catalogue.js';
import type { Effect } from '../../interpreter/ir.js';
import type { Json } from '../../json.js';
import { catalogue } from '../../operations/index.js';
import type { Operation, Vocabulary } from '../../operations/operation.js';
import type { Secrets } from '../../security/secrets.js';
import type { Path } from '../../yaml/document.js';
import { didYouMean } from '../../yaml/suggest.js';
import type { Binding, Idempotency } from '../connector.js';
import type { BaseAddress } from './base-address.js';
import { type ChainLink, compileChain } from './chain.js';
import { compileAnswers, nothingOf } from './compile-answers.js';
import { compileMain } from './compile-main.js';
import type { TroubleRules } from './condition-schema.js';
import { acceptOf } from './formats/schema.js';
import type { JsonPath } from './json-path.js';
import type { Leg } from './leg.js';
import type { MainResult } from './main-result.js';
import { mappedFields } from './mapped-fields.js';
import { compilePager, type Pager } from './paging/pager.js';
import type { Report } from './report.js';
import { compileRequest } from './requests/request.js';
import type { KeyPlaceRules, OperationRules } from './schema.js';
import { type Shape, shapesOf } from './mapping/shape.js';
import type { Slot } from './template.js';

/** An operation that a connection can answer. */
export interface CompiledOperation extends Leg {
  binding: Binding;
  /** Requests that go before. */
  chain: readonly ChainLink[];
  main: MainResult;
  pager?: Pager;
  /** Paths are asked of the answers of the whole chain. */
  together: boolean;
  /** Where `true` says that a list inside was cut. */
  truncated: readonly JsonPath[];
}

/** What is known of the connection while its operations are compiled. */
export interface ConnectionScope {
  report: Report;
  connection: string;
  base: BaseAddress;
  timeoutMs: number;
  secrets: Secrets;
  troubles: TroubleRules;
  beside: (name: string) => Buffer | undefined;
  /** What the merchant's files can name; undefined where its merchant.yaml cannot be read. */
  vocabulary?: Vocabulary | undefined;
  unknownValue: (operation: string, field: string) => void;
}

const RANK: Readonly<Record<Effect, number>> = { read: 0, write: 1, money: 2 };

/** Inputs of a list that the engine gives: the verified customer's e-mail, and from when on. */
const LIST_INPUTS: ReadonlyMap<string, Shape> = new Map([
  ['email', { kind: 'text', optional: false }],
  ['since', { kind: 'moment', optional: true }],
]);

/** Compiles an operation; with issues the result is not to be used. */
export function compileOperation(
  name: string,
  rules: OperationRules,
  scope: ConnectionScope,
): CompiledOperation | undefined {
  const path = ['operations', name];
  const known = scope.vocabulary?.catalogue ?? catalogue;
  const operation = known.get(name);
  if (!operation) {
    if (!scope.vocabulary && mayBeOwn(name)) return undefined;
    const hint = didYouMean(name, known.keys());
    scope.report.add(path, 'connection_operation_unknown', `There is no operation \`${name}\`.`, {
      at: 'key',
      hint,
    });
    return undefined;
  }
  return compileKnown(operation, rules, path, scope);
}

function compileKnown(
  operation: Operation,
  rules: OperationRules,
  path: Path,
  scope: ConnectionScope,
): CompiledOperation | undefined {
  const { report, secrets, beside, troubles, base, connection, timeoutMs } = scope;
  const effect = effectOf(operation, rules, path, scope);
  const key = keyPlaceOf(rules);
  const used: Slot[] = [];
  const inputs = operation.subject === 'list' ? LIST_INPUTS : shapesOf(operation.inputs);
  const [main = 'done'] = Object.keys(operation.results);
  const nothing = nothingOf(operation, main);
  const unknownValue = (field: string): void => {
    scope.unknownValue(operation.name, field);
  };
  const found = nothing === undefined ? {} : { nothing };
  const ownFields = scope.vocabulary && shapesOf(scope.vocabulary.ownFields);
  const values = { report, secrets, beside, inputs };
  const answerScope = { report, unknownValue, ownFields, operation, main, troubles, values, ...found };
  const chainScope = { base, request: values, answers: answerScope };
  const chain = compileChain(rules.chain ?? [], [...path, 'chain'], chainScope);
  const accept = acceptOf(rules);
  const request = { ...values, chain: chain.shapes, effect, used, accept };
  const { build, target } = compileRequest(rules.request, key, base, [...path, 'request'], request);
  const placed = key !== undefined && (hasPlace(key) || used.some(({ way }) => way[0] === 'idempotencyKey'));
  const idempotency = idempotencyOf(rules, effect, placed, path, scope);
  const answers = compileAnswers(rules, path, answerScope);
  const mainResult = compileMain(rules, path, { ...answerScope, effect });
  const pager = pagerOf(rules, effect, used, path, report);
  const fields = mappedFields(rules.fields as Json | undefined); // YAML gives JSON
  const truncated = (rules.truncated ?? []).flatMap(
    (text, index) => report.jsonPath(text, [...path, 'truncated', index]) ?? [],
  );
  if (!answers || !mainResult) return undefined;
  return {
    binding: { connection, operation: operation.name, target, effect, idempotency, timeoutMs, fields },
    chain: chain.links,
    build,
    answers,
    main: mainResult,
    together: rules.together !== undefined,
    truncated,
    ...(pager ? { pager } : {}),
  };
}

/** Where nobody knows the merchant's own operations, only the product's domains can be misspelt. */
function mayBeOwn(name: string): boolean {
  const [domain = ''] = name.split('.');
  return ![...catalogue.keys()].some((known) => known.startsWith(`${domain}.`));
}

function effectOf(
  operation: Operation,
  rules: OperationRules,
  path: Path,
  { report }: ConnectionScope,
): Effect {
  const effect = rules.effect ?? operation.effect;
  if (RANK[effect] < RANK[operation.effect]) {
    const message = `\`${operation.name}\` has the effect \`${operation.effect}\`; \`${effect}\` is less.`;
    report.add([...path, 'effect'], 'connection_effect_lowered', message);
  }
  return effect;
}

function keyPlaceOf({ idempotency }: OperationRules): KeyPlaceRules | undefined {
  return isObjectWith(idempotency, 'key') ? idempotency.key : undefined;
}

const hasPlace = ({ header, query, body }: KeyPlaceRules): boolean => (header ?? query ?? body) !== undefined;

function isObjectWith<T, K extends string>(value: T, key: K): value is Extract<T, Record<K, unknown>> {
  return typeof value === 'object' && value !== null && key in value;
}

function idempotencyOf(
  { idempotency }: OperationRules,
  effect: Effect,
  placed: boolean,
  path: Path,
  { report, vocabulary }: ConnectionScope,
): Idempotency {
  const at = [...path, 'idempotency'];
  const wrong = (code: ErrorCode, message: string, where: Path, hint?: string): void => {
    report.add(where, code, message, hint === undefined ? { at: 'key' } : { hint });
  };
  if (idempotency === undefined) {
    if (effect !== 'read')
      wrong('connection_idempotency_invalid', '`idempotency` is missing: this operation writes.', path);
    return { kind: 'none' };
  }
  if (typeof idempotency === 'string') return { kind: idempotency };
  if ('key' in idempotency) {
    if (!placed) wrong('connection_idempotency_invalid', 'The key stands nowhere in the request.', at);
    return { kind: 'key', windowMs: idempotency.key.window };
  }
  const { lookup } = idempotency;
  const known = vocabulary?.catalogue ?? catalogue;
  if (!known.has(lookup) && (vocabulary !== undefined || !mayBeOwn(lookup))) {
    const hint = didYouMean(lookup, known.keys());
    wrong('connection_operation_unknown', `There is no operation \`${lookup}\`.`, [...at, 'lookup'], hint);
  }
  return { kind: 'lookup', operation: lookup };
}

function pagerOf(
  rules: OperationRules,
  effect: Effect,
  used: readonly Slot[],
  path: Path,
  report: Report,
): Pager | undefined {
  const { paging } = rules;
  if (!paging) return undefined;
  const at = [...path, 'paging'];
  const wrong = (message: string): void => {
    report.add(at, 'connection_paging_invalid', message, { at: 'key' });
  };
  if (effect !== 'read' || rules.each === undefined) wrong('Only a read with `each` has pages.');
  const followed = paging.link !== undefined || paging.next !== undefined;
  const placed = used.some(({ way }) => way[0] === 'page');
  if (!followed && !placed && paging.param === undefined)
    wrong('The mark of a page stands nowhere in the request.');
  return compilePager(paging, at, report);
}
