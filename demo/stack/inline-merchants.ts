/** The demo's merchant with sub-flows inlined in their callers. */
import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const merchants = fileURLToPath(new URL('../../merchants/', import.meta.url));

/** Writes the merchant into a folder that exists; answers with the settings of a worker that serves it. */
export async function inlineMerchants(folder: string): Promise<Record<string, string>> {
  const ORDERLY_MERCHANTS = join(folder, 'inline-merchants');
  await cp(merchants, ORDERLY_MERCHANTS, { recursive: true });
  await appendFile(join(ORDERLY_MERCHANTS, 'demo/merchant.yaml'), '\nsubflows: inline\n');
  return { ORDERLY_MERCHANTS };
}
