/** How a write can be retried: where its key goes, or what tells whether it happened. */
import type { Effect } from '../../contracts/effect.js';
import type { Path } from '../../yaml/document.js';
import type { Idempotency } from '../connector.js';
import { namedOperation, type NameScope } from './named-operation.js';
import { compileCondition, type Condition } from './conditions.js';
import type { KeyPlaceRules, OperationRules } from './schema.js';
import type { Report } from './report.js';
import type { Slot, TemplateScope } from './template.js';

/** Where the file says that the key goes. */
export function keyPlaceOf({ idempotency }: OperationRules): KeyPlaceRules | undefined {
  return typeof idempotency === 'object' && 'key' in idempotency ? idempotency.key : undefined;
}

/** Whether the key is sent: at the place that the file states, or wherever the request names it. */
export const isKeySent = (key: KeyPlaceRules | undefined, used: readonly Slot[]): boolean =>
  (key?.header ?? key?.query ?? key?.body) !== undefined ||
  used.some(({ way }) => way[0] === 'idempotencyKey');

/** How an answer is told that each request with the same key will get. */
export function finalOf(
  rules: OperationRules,
  path: Path,
  scope: TemplateScope & { report: Report },
): { final?: Condition } {
  const final = keyPlaceOf(rules)?.final;
  if (final === undefined) return {};
  return { final: compileCondition(final, [...path, 'idempotency', 'key', 'final'], scope.report, scope) };
}

/** What is known about an operation while its `idempotency` is compiled. */
export interface IdempotencyScope extends NameScope {
  effect: Effect;
  /** Whether the key is sent. */
  keySent: boolean;
  /** What the request names. */
  used: readonly Slot[];
}

/** Compiles `idempotency`; adds issues to the report. */
export function idempotencyOf(
  { idempotency }: OperationRules,
  path: Path,
  scope: IdempotencyScope,
): Idempotency {
  const { report, effect, keySent, used } = scope;
  const wrong = (message: string, where: Path): void => {
    report.add(where, 'connection_idempotency_invalid', message, { at: 'key' });
  };
  if (idempotency === undefined) {
    if (effect !== 'read') wrong('`idempotency` is missing: this operation writes.', path);
    return { kind: 'none' };
  }
  if (typeof idempotency === 'string') return { kind: idempotency };
  const at = [...path, 'idempotency'];
  if ('key' in idempotency) {
    if (!keySent) wrong('The key stands nowhere in the request.', at);
    // Systems compare what comes under one key.
    if (used.some(({ way }) => way[0] === 'now'))
      wrong('`now` stands in the request, so that it is another one when it is sent again with its key.', at);
    const { key, lookup } = idempotency;
    if (lookup !== undefined) namedOperation(lookup, [...at, 'lookup'], scope);
    return { kind: 'key', windowMs: key.window, ...(lookup === undefined ? {} : { lookup }) };
  }
  const { lookup } = idempotency;
  namedOperation(lookup, [...at, 'lookup'], scope);
  return { kind: 'lookup', operation: lookup };
}
