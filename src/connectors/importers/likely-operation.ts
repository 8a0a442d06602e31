/** Guesses which operations of a system are ours. */
import { catalogue } from '../../commerce/index.js';
import type { ImportHints } from '../../commerce/import-hints.js';
import type { Operation } from '../../commerce/operation.js';
import type { DescribedOperation } from './description.js';

/** One of our operations that can be drafted. */
export type Target = Operation & { imports: ImportHints };

/** Our operations that can be drafted, in the order of the catalogue. */
export const targets: readonly Target[] = [...catalogue.values()].flatMap(({ imports, ...operation }) =>
  imports === undefined ? [] : [{ ...operation, imports }],
);

/** Finds the most likely operation of a description for one of ours; undefined if none resembles it. */
export function likelyOperation(
  { effect, imports }: Target,
  operations: readonly DescribedOperation[],
): DescribedOperation | undefined {
  const reads = effect === 'read';
  const fit = operations.filter((operation) => (operation.reads ?? reads) === reads);
  for (const pattern of imports.names) {
    const found = fit.find((operation) => labelsOf(operation).some((label) => pattern.test(label)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Guesses which of our operations this one is; undefined without any evidence. */
export function likelyTarget(operation: DescribedOperation): Target | undefined {
  return targets.find((target) => likelyOperation(target, [operation]) !== undefined);
}

const labelsOf = ({ name, method, path }: DescribedOperation): string[] =>
  path === undefined ? [name] : [name, `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`];
