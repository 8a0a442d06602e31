/** Reads from the merchants' files who may call. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { merchantFolders } from '../merchants/merchant-folders.js';
import { readMerchantFile } from '../merchants/merchant-file.js';
import { ownFile } from '../security/own-files.js';
import type { SecretsOf } from '../security/secrets.js';
import type { MerchantCallers } from './callers.js';

/**
 * Callers by merchant. Of each folder merchant.yaml alone is read: whatever else is wrong with a merchant is the
 * workers' to say. One that cannot be read has no callers.
 */
export async function loadCallers(
  folder: string,
  secretsOf: SecretsOf,
): Promise<Map<string, MerchantCallers>> {
  const names = await merchantFolders(folder);
  const read = await Promise.all(
    names.map(async (name): Promise<[string, MerchantCallers][]> => {
      const file = join(folder, name, 'merchant.yaml');
      const own = ownFile(join(folder, name), file);
      const text = own === undefined ? '' : await readFile(own, 'utf8').catch(() => '');
      const { config } = readMerchantFile(file, text, { secrets: secretsOf(name), now: Date.now() });
      return config?.merchant === name ? [[name, config]] : [];
    }),
  );
  return new Map(read.flat());
}
