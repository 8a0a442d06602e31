/** Which connection of a merchant answers which operation. */
import { channelAssign, channelReply } from '../commerce/channel/operations.js';
import type { Catalogue } from '../commerce/operation.js';
import type { Connection } from '../connectors/connector.js';
import type { Effect } from '../contracts/effect.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Merchant, MerchantConfig } from './merchant.js';
import type { Reader } from './reader.js';

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
  return {
    config,
    connections,
    connectionFor(operation) {
      if (isWithout(config, operation)) return undefined;
      const name = bindingOf(config, operation);
      const bound = name === undefined ? undefined : connections.get(name);
      const isSubstituted =
        substitute?.bindings.has(operation) === true && bound?.bindings.has(operation) !== true;
      return isSubstituted ? substitute : bound;
    },
  };
}

/** The name of the connection that merchant.yaml binds an operation to. */
export function bindingOf({ operations }: MerchantConfig, operation: string): string | undefined {
  const [domain = operation] = operation.split('.');
  const key = [operation, domain].find((name) => Object.hasOwn(operations, name));
  return key === undefined ? undefined : operations[key];
}

/** True if `without:` names the operation or its domain. */
export const isWithout = ({ without }: Pick<MerchantConfig, 'without'>, operation: string): boolean =>
  without.some((name) => operation === name || operation.startsWith(`${name}.`));

/** True if a connection of the merchant answers the operation. */
export const isAnswered = ({ connectionFor }: Pick<Bound, 'connectionFor'>, operation: string): boolean =>
  connectionFor(operation)?.bindings.has(operation) === true;

/** The effect of every bound operation; if any connection is broken (not `whole`), the catalogue's effects apply to all. */
export function effectsOf(catalogue: Catalogue, bound: Bound, whole: boolean): Map<string, Effect> {
  const effects = [...catalogue.values()].flatMap(({ name, effect }): [string, Effect][] => {
    const assumed = whole || isWithout(bound.config, name) ? undefined : effect;
    const found = bound.connectionFor(name)?.bindings.get(name)?.effect ?? assumed;
    return found === undefined ? [] : [[name, found]];
  });
  return new Map(effects);
}

/** Reports bindings to connections that do not exist, or that offer nothing of what they are bound to. */
export function checkBindings(
  reader: Reader,
  { operations }: MerchantConfig,
  connections: ReadonlyMap<string, Connection>,
): void {
  for (const [key, name] of Object.entries(operations)) {
    const connection = connections.get(name);
    const path = ['operations', key];
    if (connection === undefined) {
      reader.reportIssue(
        path,
        'connection_missing',
        `There is no connection \`${name}\`.`,
        didYouMean(name, connections.keys()),
      );
      continue;
    }
    const offers = [...connection.bindings.keys()].some(
      (operation) => operation === key || operation.startsWith(`${key}.`),
    );
    if (!offers)
      reader.reportIssue(
        path,
        'operation_not_offered',
        `The connection \`${name}\` offers nothing of \`${key}\`.`,
      );
  }
}

/** What a help desk is asked to send. */
const sentToDesks = [channelReply.name, channelAssign.name];

/** Reports channels whose help desk does not exist, takes nothing in, sends nothing out, or is another channel's. */
export function checkChannels(
  reader: Reader,
  { channels }: MerchantConfig,
  connections: ReadonlyMap<string, Connection>,
): void {
  const taken = new Set<string>();
  for (const [name, { connection: desk, webhook }] of Object.entries(channels)) {
    if (desk === undefined) continue;
    const path = ['channels', name, 'connection'];
    const found = connections.get(desk);
    if (found === undefined) {
      const hint = didYouMean(desk, connections.keys());
      reader.reportIssue(path, 'connection_missing', `There is no connection \`${desk}\`.`, hint);
      continue;
    }
    const wrong = (message: string): void => {
      reader.reportIssue(path, 'channel_invalid', message);
    };
    if (webhook !== undefined) wrong('Its replies cannot go to a webhook and to a help desk.');
    if (taken.has(desk)) wrong(`\`${desk}\` is another channel already.`);
    if (found.events === undefined) wrong(`\`${desk}\` takes no events in, so no message would come.`);
    for (const operation of sentToDesks) {
      const kind = found.bindings.get(operation)?.idempotency.kind;
      if (kind === 'none') wrong(`In doubt, \`${operation}\` of \`${desk}\` cannot be asked again.`);
      if (kind !== undefined) continue;
      reader.reportIssue(path, 'operation_not_offered', `\`${desk}\` does not offer \`${operation}\`.`);
    }
    taken.add(desk);
  }
}
