/** Merchants of a test beside the demo's own, written into a folder that goes when it is disposed of. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateKey } from '../../../src/security/signing-keys.js';

const demo = fileURLToPath(new URL('../../../merchants/demo/', import.meta.url));

/** A folder of merchants, and what a worker must be told to serve them. */
export interface TestMerchants extends AsyncDisposable {
  workerEnv: Readonly<Record<string, string>>;
  /** Private keys of people and channels whom only these merchants know. */
  keys: Readonly<Record<'clara' | 'outletChannel' | 'outletAnna', string>>;
}

/** A flow that stands in for a shipped one at one merchant. */
export interface OwnFlow {
  merchant: string;
  replaces: string;
  name: string;
  text: string;
}

/**
 * `demo` with one more approver, clara, who has another role; `outlet`, the same shop with channel and approvers of
 * its own; and a merchant like `demo` for each flow.
 */
export async function testMerchants(flows: readonly OwnFlow[] = []): Promise<TestMerchants> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-merchants-'));
  const template = await readFile(join(demo, 'merchant.yaml'), 'utf8');
  const [clara, channel, anna, ben] = [generateKey(), generateKey(), generateKey(), generateKey()];
  const withClara = template.replace(
    'approvers:',
    'approvers:\n  clara:\n    roles: [clerk]\n    keys:\n      - ${secret.CLARA_KEY}',
  );
  await writeMerchant(folder, 'demo', withClara);
  await writeMerchant(folder, 'outlet', template.replaceAll('secret.DEMO_', 'secret.OUTLET_'));
  for (const flow of flows) {
    await writeMerchant(folder, flow.merchant, `${template}\nflows:\n  ${flow.replaces}: ${flow.name}\n`);
    await mkdir(join(folder, flow.merchant, 'flows'));
    await writeFile(join(folder, flow.merchant, 'flows', `${flow.name}.yaml`), flow.text);
  }
  return {
    workerEnv: {
      ORDERLY_MERCHANTS: folder,
      ORDERLY_SECRET_DEMO__CLARA_KEY: clara.publicKey,
      ORDERLY_SECRET_OUTLET__OUTLET_CHANNEL_KEY: channel.publicKey,
      ORDERLY_SECRET_OUTLET__OUTLET_ANNA_KEY: anna.publicKey,
      ORDERLY_SECRET_OUTLET__OUTLET_BEN_KEY: ben.publicKey,
    },
    keys: { clara: clara.privateKey, outletChannel: channel.privateKey, outletAnna: anna.privateKey },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function writeMerchant(folder: string, name: string, text: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'merchant.yaml'), text.replace('merchant: demo', `merchant: ${name}`));
  await cp(join(demo, 'connections'), join(folder, name, 'connections'), { recursive: true });
}
