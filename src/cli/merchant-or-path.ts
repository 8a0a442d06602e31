/** What a word on the command line names: a merchant of the configured folder, or a path. */
import { existsSync } from 'node:fs';
import { dirname, basename, join, resolve } from 'node:path';

interface MerchantsFolder {
  merchants: string;
}

/** The folder of the merchant of that name, if there is one; else the path. A folder of the same name is written `./demo`. */
export function namedPath(given: string, { merchants }: MerchantsFolder): string {
  const isName = /^[a-z0-9][a-z0-9-]*$/.test(given);
  return isName && existsSync(join(merchants, given)) ? join(merchants, given) : resolve(given);
}

/** The name of the merchant that a word names, with the folder of the merchants that it is among; undefined if it is none. */
export function namedMerchant<Places extends MerchantsFolder>(
  given: string,
  folders: Places,
): { merchant: string; folders: Places } | undefined {
  const path = namedPath(given, folders);
  if (dirname(path) !== folders.merchants && !existsSync(join(path, 'merchant.yaml'))) return undefined;
  if (!existsSync(path)) return undefined;
  return { merchant: basename(path), folders: { ...folders, merchants: dirname(path) } };
}
