/** How commands on an author's machine read merchants: from their files, without secrets. */
import type { LoadedMerchants, LoadOptions } from '../merchants/load-merchants.js';
import type { Merchant } from '../merchants/merchant.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import type { Folders } from './check-target.js';

/** Which files to read. */
export type Wanted = Pick<LoadOptions, 'only' | 'drafts' | 'show' | 'offeredBefore' | 'now' | 'substitute'>;

/** The configured folders of merchants and shipped flows. */
export async function configuredFolders(): Promise<Folders> {
  const [{ loadConfig }, { shippedFlows }] = await Promise.all([
    import('../platform/config.js'),
    import('../merchants/publish-merchants.js'),
  ]);
  const { merchantsFolder, flowsFolder } = await loadConfig();
  return { merchants: merchantsFolder, flows: flowsFolder ?? shippedFlows };
}

/** Reads merchants; the result includes their issues. */
export async function readMerchants(
  { merchants, flows }: Folders,
  wanted: Wanted = {},
): Promise<LoadedMerchants> {
  const [{ loadMerchants }, { checkConnection }] = await Promise.all([
    import('../merchants/load-merchants.js'),
    import('../connectors/build-connection.js'),
  ]);
  return loadMerchants(merchants, {
    flowsFolder: flows,
    buildConnection: checkConnection,
    ...wanted,
  });
}

/** One merchant without issues: the named one, or the only one; `merchant_unknown`, `merchant_not_served`. */
export async function readMerchant(
  folders: Folders,
  name?: string,
  wanted: Pick<Wanted, 'now' | 'substitute'> = {},
): Promise<Merchant> {
  const named = name === undefined ? {} : { only: [name] };
  const { merchants, refused, issues } = await readMerchants(folders, { ...wanted, ...named });
  const names = [...merchants.keys(), ...refused];
  const [only] = names;
  if (only === undefined || names.length > 1) throw notOne(folders, names, name);
  const merchant = merchants.get(only);
  if (merchant !== undefined) return merchant;
  const count = issues.length === 1 ? '1 issue' : `${issues.length} issues`;
  throw new OrderlyError('merchant_not_served', `The merchant \`${only}\` has ${count}`);
}

function notOne({ merchants }: Folders, names: readonly string[], name?: string): OrderlyError {
  if (names.length > 1) {
    const hint = `Choose one with --merchant: ${names.join(', ')}.`;
    return new OrderlyError('merchant_unknown', `There are ${names.length} merchants`, { hint });
  }
  const hint = 'Check the name, or set ORDERLY_MERCHANTS to your merchants’ folder.';
  const what = name === undefined ? 'no merchant' : `no merchant \`${name}\``;
  return new OrderlyError('merchant_unknown', `There is ${what} in ${merchants}`, { hint });
}

/** A flow of a merchant by its name; `flow_unknown`, also for one that it does not offer. */
export function flowOf({ flows, notOffered, config }: Merchant, name: string) {
  const flow = flows.get(name);
  if (flow !== undefined) return flow.ir;
  if (notOffered.has(name)) {
    const hint = 'Run `orderly flows check` to see why.';
    throw new OrderlyError('flow_unknown', `${config.merchant} does not offer \`${name}\``, { hint });
  }
  const hint = didYouMean(name, flows.keys());
  throw new OrderlyError('flow_unknown', `${config.merchant} has no flow \`${name}\``, { hint });
}
