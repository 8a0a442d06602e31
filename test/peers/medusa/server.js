/** Medusa in one process on an empty database. Prints one line of JSON when its orders are made. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { seedOrders } from './seed.js';

const foreign = createRequire(import.meta.url);
const express = foreign('express');
const { default: load } = foreign('@medusajs/medusa/loaders/index');
const { createApiKeysWorkflow } = foreign('@medusajs/medusa/core-flows');

const shop = fileURLToPath(new URL('shop', import.meta.url));

async function main() {
  const migrate = [foreign.resolve('@medusajs/cli/cli.js'), 'db:migrate', '--execute-safe-links'];
  execFileSync(process.execPath, [...migrate, '--skip-scripts'], { cwd: shop, stdio: 'ignore' });
  const app = express();
  const { container } = await load({ directory: shop, expressApp: app });
  const server = createServer(app);
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${server.address().port}`;
  // The key that a shop's owner makes under Settings, Secret API keys.
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ type: 'secret', title: 'Orderly', created_by: '' }] },
  });
  const key = result[0].token;
  const orders = await seedOrders(url, key);
  process.stdout.write(`ready ${JSON.stringify({ url, key, orders })}\n`);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
