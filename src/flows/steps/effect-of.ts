/** The effect that an operation has for a merchant. */
import type { Effect } from '../../contracts/effect.js';
import { greatestEffect } from '../../contracts/effect.js';
import type { Path } from '../../yaml/document.js';
import type { Compilation } from '../compilation.js';
import type { TypedOperation } from '../environment.js';

/** The catalogue's effect, or the connection's higher one; reports at the path if there is no connection. */
export function effectOf(flow: Compilation, { operation }: TypedOperation, path: Path): Effect {
  const { effects, config } = flow.environment;
  const bound = effects.get(operation.name);
  if (bound === undefined) {
    const [domain = ''] = operation.name.split('.');
    const message = `No connection of ${config.merchant} answers \`${operation.name}\`.`;
    const hint = `Bind it under \`operations:\` in merchant.yaml: \`${domain}: <connection>\`, and describe it there.`;
    flow.reportIssue(path, 'operation_not_bound', message, hint);
    return operation.effect;
  }
  return greatestEffect(bound, operation.effect);
}
