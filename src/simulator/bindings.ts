/** Bindings of the simulated systems: the merchant's own where it has bound the operation. */
import type { Binding, Idempotency, Settling } from '../connectors/connector.js';
import type { Substitute } from '../merchants/assemble-merchant.js';
import type { Merchant } from '../merchants/merchant.js';
import { greatestEffect } from '../contracts/effect.js';
import type { Operation } from '../commerce/operation.js';
import type { ScriptedAnswer } from './flow-test.js';

const minute = 60 * 1000;

/** The default idempotency key, whose window exceeds the time any write is retried. */
const usualKey: Idempotency = { kind: 'key', windowMs: 48 * 60 * minute };

/** Default times for asking about an accepted write. */
const usualTimes = [1, 5, 30, 4 * 60].map((minutes) => minutes * minute);
const usualWithinMs = 10 * 24 * 60 * minute;

/** The bindings of all operations of the merchant's catalogue, by their names. */
export function simulatedBindings(
  { config, connectionFor }: Pick<Merchant, 'config' | 'connectionFor'>,
  answers: Readonly<Record<string, readonly ScriptedAnswer[]>>,
): ReadonlyMap<string, Binding> {
  const { catalogue } = config.vocabulary;
  return new Map(
    [...catalogue.values()].map((operation): [string, Binding] => {
      const bound = connectionFor(operation.name)?.bindings.get(operation.name);
      const scripted = Object.hasOwn(answers, operation.name) ? (answers[operation.name] ?? []) : [];
      return [operation.name, simulated(operation, bound, scripted)];
    }),
  );
}

/** A connection that answers operations which nobody answers yet, as far as the merchant's catalogue has them. */
export function substituteFor(operations: readonly string[]): Substitute {
  return ({ vocabulary: { catalogue } }) => {
    const known = operations.flatMap((name) => catalogue.get(name) ?? []);
    return {
      name: 'simulated',
      bindings: new Map(known.map((operation) => [operation.name, simulated(operation, undefined, [])])),
      // Calls go to the script of the test, which has bindings of its own.
      attempt: () => Promise.resolve({ is: 'unsent', code: 'not_now' }),
    };
  };
}

function simulated(
  operation: Operation,
  bound: Binding | undefined,
  scripted: readonly ScriptedAnswer[],
): Binding {
  const effect = greatestEffect(operation.effect, bound?.effect ?? 'read');
  // An outcome can only be unknown if the system cannot be asked again: otherwise asking would settle it.
  const isLost = scripted.some(({ gives }) => gives.is === 'unknown');
  const usual: Idempotency = effect === 'read' ? { kind: 'none' } : usualKey;
  return {
    connection: bound?.connection ?? 'simulated',
    operation: operation.name,
    target: 'simulated',
    effect,
    idempotency: isLost ? { kind: 'none' } : (bound?.idempotency ?? usual),
    timeoutMs: bound?.timeoutMs ?? 10_000,
    settling: settlingOf(operation, bound?.settling),
  };
}

/** The fake is polled for each accepted write, even if the merchant's own system sends an event. */
function settlingOf({ name }: Operation, bound: Settling | undefined): Settling {
  return {
    ask: { operation: name, everyMs: bound?.ask?.everyMs ?? usualTimes },
    withinMs: bound?.withinMs ?? usualWithinMs,
  };
}
