/** The effect that an operation has for a merchant. */
import type { Effect } from '../../contracts/effect.js';
import { guardOf } from '../../commerce/operation.js';
import { greatestEffect } from '../../contracts/effect.js';
import type { Compilation } from '../compilation.js';
import type { TypedOperation } from '../type-environment.js';

/** The catalogue's effect, or the connection's higher one; remembers that it and what guards its money are needed. */
export function effectOf(flow: Compilation, { operation }: TypedOperation): Effect {
  const effect = greatestEffect(operation.effect, flow.environment.effects.get(operation.name) ?? 'read');
  flow.needsOperation(operation.name);
  const guard = guardOf(operation, effect);
  if (guard !== undefined) flow.needsOperation(guard);
  return effect;
}
