/** The shipped flows as the demo's merchant has them: their files, what they are checked against, their IR. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkConnection } from '../src/connectors/build-connection.js';
import type { SourceFile } from '../src/flows/compile-flows.js';
import type { Effect } from '../src/contracts/effect.js';
import type { FlowIr } from '../src/contracts/ir.js';
import { loadMerchants } from '../src/merchants/load-merchants.js';
import type { Merchant } from '../src/merchants/merchant.js';
import { shippedFlows } from '../src/merchants/publish-merchants.js';
import { catalogue } from '../src/commerce/index.js';

/** What is measured is always one merchant's. */
export interface Shipped {
  merchant: Merchant;
  /** Effects of the operations that the merchant's connections answer. */
  effects: ReadonlyMap<string, Effect>;
  files: readonly SourceFile[];
}

const merchantsFolder = fileURLToPath(new URL('../merchants/', import.meta.url));

/** Loads the demo's merchant as `orderly flows check` does: without secrets, nothing is connected. */
export async function loadShipped(): Promise<Shipped> {
  const { merchants } = await loadMerchants(merchantsFolder, {
    flowsFolder: shippedFlows,
    only: ['demo'],
    buildConnection: checkConnection,
  });
  const merchant = merchants.get('demo');
  if (merchant === undefined) throw new Error("The demo's merchant has issues: see `orderly flows check`.");
  const effects = [...catalogue.keys()].flatMap((operation): [string, Effect][] => {
    const effect = merchant.connectionFor(operation)?.bindings.get(operation)?.effect;
    return effect === undefined ? [] : [[operation, effect]];
  });
  const names = (await readdir(shippedFlows)).filter(
    (name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'),
  );
  const files = names.map(async (file) => ({ file, text: await readFile(join(shippedFlows, file), 'utf8') }));
  return { merchant, effects: new Map(effects), files: await Promise.all(files) };
}

/** The compiled flow of a name. */
export function irOf({ merchant }: Shipped, name: string): FlowIr {
  const flow = merchant.flows.get(name);
  if (flow === undefined) throw new Error(`There is no shipped flow \`${name}\`.`);
  return flow.ir;
}
