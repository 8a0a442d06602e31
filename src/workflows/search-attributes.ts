/** Search attributes that a run keeps up to date. */
import { upsertSearchAttributes } from '@temporalio/workflow';
import { searchAttributeKeys, shortHash } from '../temporal/search-attribute-keys.js';

/** Shows which version of its flow a run has loaded. */
export function showFlowVersion(hash: string): void {
  upsertSearchAttributes([{ key: searchAttributeKeys.flowVersion, value: shortHash(hash) }]);
}

/** Shows what a run waits for: `customer`, `approval:<role>`, `event`, `timer`. */
export function showWaitingOn(what: readonly string[]): void {
  upsertSearchAttributes([
    { key: searchAttributeKeys.waitingOn, value: what.length === 0 ? null : [...what] },
  ]);
}

/** Shows how a run ended. */
export function showOutcome(result: string): void {
  upsertSearchAttributes([{ key: searchAttributeKeys.outcome, value: result }]);
}
