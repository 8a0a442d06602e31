/** How a write can be retried: where its key goes, or what tells whether it happened. */
import type { Effect } from '../../contracts/effect.js';
import type { Path } from '../../yaml/document.js';
import type { Idempotency } from '../connector.js';
import { namedOperation, type NameScope } from './named-operation.js';
import { compileCondition, type Condition } from './conditions.js';
import type { KeyPlaceRules, OperationRules } from './schema.js';
import type { Report } from './report.js';
import type { Slot, TemplateScope } from './template.js';
import type { Chain } from './chain.js';
import { isKey } from './keys.js';

/** Where the file says that the key goes. */
export function keyPlaceOf({ idempotency }: OperationRules): KeyPlaceRules | undefined {
  return typeof idempotency === 'object' && 'key' in idempotency ? idempotency.key : undefined;
}

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
  /** Whether the request that commits carries a key. */
  keySent: boolean;
  chain: Pick<Chain, 'used' | 'unkeyed'>;
  /** What the request names. */
  used: readonly Slot[];
}

/** Compiles `idempotency`; adds issues to the report. */
export function idempotencyOf(
  { idempotency }: OperationRules,
  path: Path,
  scope: IdempotencyScope,
): Idempotency {
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
      wrong('`now` stands in the request, so that it is another one when it is sent again with its key.', at);
    const { key, lookup } = idempotency;
    if (lookup !== undefined) namedOperation(lookup, [...at, 'lookup'], scope);
    return { kind: 'key', windowMs: key.window, ...(lookup === undefined ? {} : { lookup }) };
  }
  const { lookup } = idempotency;
  namedOperation(lookup, [...at, 'lookup'], scope);
  return { kind: 'lookup', operation: lookup };
}

const NOWHERE = 'The key stands nowhere in the request, or not in each way to ask.';
const IN_CHAIN_ALONE =
  'The key stands in the chain alone: the system cannot know by it what the last request does.';

/** What is sent again because it is `natural` must not make another thing to be committed. */
function checkStaging({ unkeyed }: Pick<Chain, 'unkeyed'>, report: Report): void {
  const message =
    'Sent again, it makes another one to commit: nothing looks up whether the one before was committed.';
  const hint =
    'Let it carry `${requestKey}` if the system knows keys, write `effect: read` if it only reads, or use `lookup` or `none`.';
  for (const path of unkeyed)
    report.add(path, 'connection_idempotency_invalid', message, { at: 'key', hint });
}
