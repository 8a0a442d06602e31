/** Compiles what a connection says of one operation, and checks it against the catalogue. */
import type { ErrorCode } from '../../errors/catalogue.js';
import type { Effect } from '../../interpreter/ir.js';
import { catalogue } from '../../operations/index.js';
import type { Operation, Vocabulary } from '../../operations/operation.js';
import type { Secrets } from '../../security/secrets.js';
import type { Path } from '../../yaml/document.js';
import { didYouMean } from '../../yaml/suggest.js';
import type { Binding, Idempotency } from '../connector.js';
import type { AnswerRules } from './answers.js';
import { compileAnswers } from './compile-answers.js';
import type { JsonPath } from './json-path.js';
import type { Report } from './report.js';
import { compileRequest, type RequestBuilder } from './request.js';
import type { KeyPlaceRules, OperationRules } from './schema.js';
import { type Shape, shapesOf } from './mapping/shape.js';
import type { Slot } from './template.js';

/** An operation that a connection can answer. */
export interface CompiledOperation {
  binding: Binding;
  build: RequestBuilder;
  answers: AnswerRules;
  paging?: { cursor: JsonPath; param: string; max: number };
}

/** What is known of the connection while its operations are compiled. */
export interface ConnectionScope {
  report: Report;
  connection: string;
  base: URL;
  timeoutMs: number;
  secrets: Secrets;
  /** What the merchant's files can name; undefined where its merchant.yaml cannot be read. */
  vocabulary?: Vocabulary | undefined;
  unknownValue: (operation: string, field: string) => void;
}

const RANK: Readonly<Record<Effect, number>> = { read: 0, write: 1, money: 2 };
const PAGES = 5;

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
  const effect = effectOf(operation, rules, path, scope);
  const key = keyPlaceOf(rules);
  const used: Slot[] = [];
  const inputs = operation.subject === 'list' ? LIST_INPUTS : shapesOf(operation.inputs);
  const requestScope = { report: scope.report, secrets: scope.secrets, inputs, used };
  const build = compileRequest(rules.request, key, scope.base, [...path, 'request'], requestScope);
  const placed = key !== undefined && (hasPlace(key) || used.some(({ way }) => way[0] === 'idempotencyKey'));
  const idempotency = idempotencyOf(rules, effect, placed, path, scope);
  const unknownValue = (field: string): void => {
    scope.unknownValue(name, field);
  };
  const answers = compileAnswers(rules, operation, effect, path, {
    report: scope.report,
    unknownValue,
    ownFields: scope.vocabulary && shapesOf(scope.vocabulary.ownFields),
  });
  const paging = pagingOf(rules, effect, path, scope);
  if (!answers) return undefined;
  const binding = {
    connection: scope.connection,
    operation: name,
    effect,
    idempotency,
    timeoutMs: scope.timeoutMs,
  };
  return { binding, build, answers, ...(paging ? { paging } : {}) };
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

function pagingOf(
  rules: OperationRules,
  effect: Effect,
  path: Path,
  { report }: ConnectionScope,
): CompiledOperation['paging'] {
  if (!rules.paging) return undefined;
  const { cursor, param, max = PAGES } = rules.paging;
  if (effect !== 'read' || rules.each === undefined) {
    report.add([...path, 'paging'], 'connection_invalid', 'Only a read with `each` has pages.', {
      at: 'key',
    });
  }
  const compiled = report.jsonPath(cursor, [...path, 'paging', 'cursor']);
  return compiled && { cursor: compiled, param, max };
}
