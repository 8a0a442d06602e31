/** How the simulated systems are bound: as the merchant's own are, where it has bound the operation. */
import type { Binding, Idempotency, Settling } from '../connectors/connector.js';
import type { Merchant } from '../merchants/merchant.js';
import { greatestEffect } from '../contracts/effect.js';
import type { Operation } from '../commerce/operation.js';
import type { ScriptedAnswer } from './flow-test.js';

const minute = 60 * 1000;

/** What a keyed write is asked again with, where the merchant has bound none: longer than any write is tried. */
const usualKey: Idempotency = { kind: 'key', windowMs: 48 * 60 * minute };

/** When an accepted write is asked about, where the connection says nothing. */
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

function simulated(
  operation: Operation,
  bound: Binding | undefined,
  scripted: readonly ScriptedAnswer[],
): Binding {
  const effect = greatestEffect(operation.effect, bound?.effect ?? 'read');
  // What may come out as unknown is a system that cannot be asked again: elsewhere its answer would be got at in the end.
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

/** The fake is asked about each accepted write, also where the merchant's own system sends an event. */
function settlingOf({ name }: Operation, bound: Settling | undefined): Settling {
  return {
    ask: { operation: name, everyMs: bound?.ask?.everyMs ?? usualTimes },
    withinMs: bound?.withinMs ?? usualWithinMs,
  };
}
