/** Runs a property, and tells a failure by its reason, seed and path: the tapes themselves would fill pages. */
import fc from 'fast-check';

/** Fails with the reason of the smallest counterexample. */
export function holds<T>(property: fc.IProperty<T>, seed: number, numRuns: number): void {
  const { failed, errorInstance, counterexamplePath, numShrinks } = fc.check(property, { seed, numRuns });
  if (!failed) return;
  const reason =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  throw new Error(`Seed ${seed}, path "${counterexamplePath ?? ''}", shrunk ${numShrinks} times: ${reason}`);
}
