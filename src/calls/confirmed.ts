/** A customer's write needs their yes, in this run, to its record; this backs up the checker (DESIGN §5). */
import type { CallResult } from '../contracts/call-result.js';
import type { PlannedCall } from './plan.js';

/** Undefined if somebody said yes, or nobody has to; otherwise the refusal. */
export function unconfirmed({ effect, operation, step, request }: PlannedCall): CallResult | undefined {
  const isNeeded = effect !== 'read' && operation.confirm !== 'no' && step.undoes !== true;
  if (!isNeeded || request.call.confirmed !== undefined) return undefined;
  return { outcome: 'refused', refusal: { code: 'not_confirmed' } };
}
