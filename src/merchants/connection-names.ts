/** Names of a merchant's connections, as their files say them. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The connections in a merchant's folder; none if it is not on this machine. */
export async function connectionNames(merchantsFolder: string, merchant: string): Promise<string[]> {
  const files = await readdir(join(merchantsFolder, merchant, 'connections')).catch(() => []);
  return files.filter((file) => file.endsWith('.yaml')).map((file) => basename(file, '.yaml'));
}
