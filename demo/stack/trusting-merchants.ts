/** The demo's merchant with a band for which the customer's word is enough: what is delivered is refunded without an approval. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const merchants = fileURLToPath(new URL('../../merchants/', import.meta.url));

/** Writes the merchant into a folder that exists; answers with the settings of a worker that serves it. */
export async function trustingMerchants(folder: string): Promise<Record<string, string>> {
  const ORDERLY_MERCHANTS = join(folder, 'trusting-merchants');
  await cp(merchants, ORDERLY_MERCHANTS, { recursive: true });
  const file = join(ORDERLY_MERCHANTS, 'demo/merchant.yaml');
  await writeFile(file, trusting(await readFile(file, 'utf8')));
  return { ORDERLY_MERCHANTS };
}

/** The merchant's file with such a band. */
export function trusting(text: string): string {
  const changed = text.replace('[cancelled, returned, lost]', '[cancelled, returned, lost, other]');
  if (changed === text) throw new Error("The demo's band names other reasons by now.");
  return changed;
}
