/** The demo's merchant with a child workflow for each sub-flow. */
import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const merchants = fileURLToPath(new URL('../../merchants/', import.meta.url));

/** Writes the merchant into a folder that exists; answers with the settings of a worker that serves it. */
export async function childWorkflowMerchants(folder: string): Promise<Record<string, string>> {
  const ORDERLY_MERCHANTS = join(folder, 'child-workflow-merchants');
  await cp(merchants, ORDERLY_MERCHANTS, { recursive: true });
  await appendFile(join(ORDERLY_MERCHANTS, 'demo/merchant.yaml'), '\nsubflows: child_workflow\n');
  return { ORDERLY_MERCHANTS };
}
