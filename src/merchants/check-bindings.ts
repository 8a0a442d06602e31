/** What a merchant's bindings can be wrong in: `operations:`, and the help desks of channels. */
import { channelAssign, channelReply } from '../commerce/channel/operations.js';
import type { Connection } from '../connectors/connector.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import { parcelDomains } from './connection-by-carrier.js';
import type { MerchantConfig } from './merchant.js';
import type { Reader } from './merchant-file-reader.js';
import { idOf } from './which-carrier.js';

/** Reports bindings to connections that do not exist, or that offer nothing of what they are bound to. */
export function checkBindings(
  reader: Reader,
  config: MerchantConfig,
  connections: ReadonlyMap<string, Connection>,
): void {
  for (const [key, binding] of Object.entries(config.operations)) {
    if (typeof binding === 'string') {
      checkBinding(reader, ['operations', key], binding, connections);
      continue;
    }
    for (const [carrier, name] of Object.entries(binding))
      checkBinding(reader, ['operations', key, carrier], name, connections);
    checkByCarrier(reader, key, config, connections);
  }
}

function checkBinding(
  reader: Reader,
  path: [string, string, string?],
  name: string,
  connections: ReadonlyMap<string, Connection>,
): void {
  const connection = connections.get(name);
  const [, key] = path;
  const at = path.flatMap((part) => part ?? []);
  if (connection === undefined) {
    const hint = didYouMean(name, connections.keys());
    reader.reportIssue(at, 'connection_missing', `There is no connection \`${name}\`.`, hint);
    return;
  }
  if ([...connection.bindings.keys()].some((operation) => isUnder(key, operation))) return;
  const message = `The connection \`${name}\` offers no operation for \`${key}\`.`;
  reader.reportIssue(at, 'operation_not_offered', message);
}

/** Reports a choice by carrier of what has no parcel, of one carrier twice, and of a write that might find nobody. */
function checkByCarrier(
  reader: Reader,
  key: string,
  config: MerchantConfig,
  connections: ReadonlyMap<string, Connection>,
): void {
  const binding = config.operations[key];
  if (typeof binding !== 'object') return;
  const wrong = (path: string[], message: string, hint: string): void => {
    reader.reportIssue(['operations', key, ...path], 'binding_by_carrier', message, hint, 'key');
  };
  const nested = Object.entries(binding).find(([name]) => config.vocabulary.catalogue.has(`${key}.${name}`));
  if (nested !== undefined) {
    const [name, connection] = nested;
    const message = 'Operations have dotted names, and are not nested.';
    wrong([name], message, `Write \`${key}.${name}: ${connection}\` directly below \`operations:\`.`);
    return;
  }
  if (!parcelDomains.some((domain) => isUnder(domain, key)))
    wrong([], `\`${key}\` is not about parcels, so it cannot be bound by carrier.`, 'Use one connection.');
  const carriers = Object.keys(binding).filter((carrier) => carrier !== 'default');
  const ids = carriers.map(idOf);
  carriers.forEach((carrier, at) => {
    const first = ids.indexOf(ids[at] ?? '');
    if (first !== at)
      wrong([carrier], `\`${carriers[first] ?? ''}\` is the same carrier.`, 'Remove one of them.');
  });
  const writes = Object.values(binding)
    .flatMap((name) => [...(connections.get(name)?.bindings.values() ?? [])])
    .find(({ operation, effect }) => isUnder(key, operation) && effect !== 'read');
  if (writes === undefined || binding['default'] !== undefined) return;
  const message = `No connection is bound to \`${writes.operation}\` for other carriers.`;
  wrong([], message, 'Add `default:`.');
}

const isUnder = (key: string, operation: string): boolean =>
  operation === key || operation.startsWith(`${key}.`);

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
    if (webhook !== undefined) wrong('A channel cannot have both a webhook and a help desk.');
    if (taken.has(desk)) wrong(`\`${desk}\` is already used by another channel.`);
    if (found.events === undefined) wrong(`\`${desk}\` does not receive events, so no message would arrive.`);
    for (const operation of sentToDesks) {
      const kind = found.bindings.get(operation)?.idempotency.kind;
      if (kind === 'none')
        wrong(`If the outcome is unclear, \`${operation}\` of \`${desk}\` cannot be checked.`);
      if (kind !== undefined) continue;
      reader.reportIssue(path, 'operation_not_offered', `\`${desk}\` does not offer \`${operation}\`.`);
    }
    taken.add(desk);
  }
}
