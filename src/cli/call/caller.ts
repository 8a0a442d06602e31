/** A merchant whose operations are called from the command line, with every exchange traced. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt, Binding, Connection } from '../../connectors/connector.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { HttpClient } from '../../http/client.js';
import type { JsonObject } from '../../contracts/json.js';
import type { LoadedMerchants } from '../../merchants/load-merchants.js';
import type { Merchant } from '../../merchants/merchant.js';
import type { Operation } from '../../commerce/operation.js';
import { STAND_IN } from '../../security/secrets.js';
import { didYouMean } from '../../yaml/suggest.js';
import { loadMerchant } from '../load-merchant.js';
import { KnownSecrets } from './mask.js';
import { type Seen, CallTrace } from './call-trace.js';

/** The outcome of a call, and everything observed during it. */
export interface SeenCall extends Seen {
  attempt: Attempt;
}

/** A merchant's operations. */
export interface Caller extends AsyncDisposable {
  merchant: Merchant;
  /** Where its files are. */
  folder: string;
  secrets: KnownSecrets;
  /** Whether a connection answers an operation. */
  answers(operation: string): boolean;
  operationOf(operation: string): Operation;
  bindingOf(operation: string): { connection: Connection; binding: Binding };
  call(operation: string, inputs: JsonObject): Promise<SeenCall>;
}

/** Opens a merchant with real secrets; `merchant_unknown`, `merchant_not_served`. `network` is a replay. */
export async function openCaller(name: string, network?: HttpClient): Promise<Caller> {
  const [{ loadConfig }, { environmentSecrets }, { openTokens }] = await Promise.all([
    import('../../config.js'),
    import('../../security/environment-secrets.js'),
    import('./tokens.js'),
  ]);
  const config = await loadConfig();
  if (!existsSync(config.merchantsFolder)) throw unknownMerchant(name, config.merchantsFolder);
  const given = environmentSecrets(process.env, config.secretsFolder);
  // A replay sends nothing: whoever replays a shared recording neither has nor needs its secrets.
  const secrets = new KnownSecrets(network === undefined ? given : () => STAND_IN);
  const sight = new CallTrace();
  const tokens = await openTokens(network === undefined ? config : undefined);
  const loaded = await loadMerchant({
    ...{ merchant: name, config, secrets: secrets.lookUp, tokens: (merchant) => tokens.of(merchant) },
    // People's keys are not used here, so a replay does not look them up.
    ...(network === undefined ? {} : { peopleSecrets: false }),
    more: { network, trace: sight, log: sight.event },
  });
  const merchant = loaded.merchants.get(name);
  if (merchant !== undefined) {
    const folder = join(config.merchantsFolder, name);
    return { ...callerOf(merchant, secrets, sight, tokens), folder };
  }
  await tokens[Symbol.asyncDispose]();
  throw await notServed(name, config.merchantsFolder, loaded, secrets);
}

function callerOf(
  merchant: Merchant,
  secrets: KnownSecrets,
  sight: CallTrace,
  tokens: AsyncDisposable,
): Omit<Caller, 'folder'> {
  const bindingOf = (operation: string): { connection: Connection; binding: Binding } => {
    const connection = merchant.connectionFor(operation);
    const binding = connection?.bindings.get(operation);
    if (connection !== undefined && binding !== undefined) return { connection, binding };
    const known = [...merchant.connections.values()].flatMap(({ bindings }) => [...bindings.keys()]);
    const message = `${merchant.config.merchant} has no connection that answers \`${operation}\``;
    const hint = didYouMean(operation, known);
    throw new OrderlyError('operation_unbound', message, { hint });
  };
  return {
    merchant,
    secrets,
    answers: (operation) => merchant.connectionFor(operation)?.bindings.has(operation) ?? false,
    operationOf(name) {
      const { catalogue } = merchant.config.vocabulary;
      const operation = catalogue.get(name);
      if (operation !== undefined) return operation;
      const hint = didYouMean(name, catalogue.keys());
      throw new OrderlyError('operation_unbound', `There is no operation \`${name}\``, { hint });
    },
    bindingOf,
    async call(operation, inputs) {
      const { connection } = bindingOf(operation);
      const attempt = await connection.attempt({ operation, inputs, idempotencyKey: randomUUID() });
      return { attempt, ...sight.take() };
    },
    [Symbol.asyncDispose]: () => tokens[Symbol.asyncDispose](),
  };
}

async function notServed(
  name: string,
  folder: string,
  { issues, refused }: LoadedMerchants,
  secrets: KnownSecrets,
): Promise<OrderlyError> {
  if (!refused.includes(name)) return unknownMerchant(name, folder);
  const { printIssues } = await import('../../flows/print-issues.js');
  process.stderr.write(`${secrets.masked(printIssues(issues))}\n\n`);
  // `orderly check` alone would not notice a missing secret.
  const hint = 'Correct what is named above.';
  return new OrderlyError('merchant_not_served', `The files of ${name} have issues`, { hint });
}

function unknownMerchant(name: string, folder: string): OrderlyError {
  const hint = 'Check the name, or set ORDERLY_MERCHANTS to the folder of your merchants.';
  return new OrderlyError('merchant_unknown', `There is no merchant \`${name}\` in ${folder}`, { hint });
}
