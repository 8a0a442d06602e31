/** Which connection of a merchant answers which operation. */
import type { Catalogue } from '../commerce/operation.js';
import type { Connection } from '../connectors/connector.js';
import type { Effect } from '../contracts/effect.js';
import type { JsonObject } from '../contracts/json.js';
import { connectionByCarrier } from './connection-by-carrier.js';
import type { Merchant, MerchantConfig } from './merchant.js';

/** A merchant's connections by its bindings. */
export type Bound = Pick<Merchant, 'config' | 'connections' | 'connectionFor'>;

/**
 * Binds operations to connections: each individually or through its domain, none that the merchant is without. A substitute
 * answers those of its operations that nobody else does.
 */
export function bindConnections(
  config: MerchantConfig,
  connections: ReadonlyMap<string, Connection>,
  substitute?: Connection,
): Bound {
  const joined = new Map(
    Object.entries(config.operations).flatMap(([key, binding]) =>
      typeof binding === 'string'
        ? []
        : [[key, connectionByCarrier(binding, connections, config.vocabulary.catalogue)] as const],
    ),
  );
  const boundTo = (operation: string, inputs?: JsonObject): Connection | undefined => {
    const key = keyOf(config, operation);
    if (key === undefined) return undefined;
    const carriers = joined.get(key);
    const writes = carriers?.bindings.get(operation)?.effect !== 'read';
    if (carriers !== undefined) return inputs && writes ? carriers.forWrite(operation, inputs) : carriers;
    return connections.get(boundNames(config, operation)[0] ?? '');
  };
  return {
    config,
    connections,
    connectionFor(operation, inputs) {
      if (isWithout(config, operation)) return undefined;
      const bound = boundTo(operation, inputs);
      const isSubstituted =
        substitute?.bindings.has(operation) === true && bound?.bindings.has(operation) !== true;
      return isSubstituted ? substitute : bound;
    },
  };
}

/** The names of the connections that merchant.yaml binds an operation to: several where carriers share it. */
export function boundNames(config: MerchantConfig, operation: string): string[] {
  const binding = config.operations[keyOf(config, operation) ?? ''];
  if (binding === undefined) return [];
  return typeof binding === 'string' ? [binding] : [...new Set(Object.values(binding))];
}

/** What of `operations:` binds an operation: its own line, or that of its domain. */
function keyOf({ operations }: MerchantConfig, operation: string): string | undefined {
  const [domain = operation] = operation.split('.');
  return [operation, domain].find((name) => Object.hasOwn(operations, name));
}

/** True if `without:` names the operation or its domain. */
export const isWithout = ({ without }: Pick<MerchantConfig, 'without'>, operation: string): boolean =>
  without.some((name) => operation === name || operation.startsWith(`${name}.`));

/** True if a connection of the merchant answers the operation. */
export const isAnswered = ({ connectionFor }: Pick<Bound, 'connectionFor'>, operation: string): boolean =>
  connectionFor(operation)?.bindings.has(operation) === true;

/** What a connection that cannot be built would answer, by its name; undefined where its file does not say it. */
export type BrokenOffers = ReadonlyMap<string, ReadonlySet<string> | undefined>;

/** The effect of every bound operation; of those of a broken connection it is the catalogue's. */
export function effectsOf(catalogue: Catalogue, bound: Bound, broken: BrokenOffers): Map<string, Effect> {
  const wouldAnswer = (operation: string): boolean =>
    !isWithout(bound.config, operation) &&
    boundNames(bound.config, operation).some(
      (name) => broken.has(name) && (broken.get(name)?.has(operation) ?? true),
    );
  const effects = [...catalogue.values()].flatMap(({ name, effect }): [string, Effect][] => {
    const assumed = wouldAnswer(name) ? effect : undefined;
    const found = bound.connectionFor(name)?.bindings.get(name)?.effect ?? assumed;
    return found === undefined ? [] : [[name, found]];
  });
  return new Map(effects);
}
