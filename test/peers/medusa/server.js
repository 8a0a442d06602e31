/** Medusa in one process on an empty database. Prints one line of JSON when its orders are made. */
const { execFileSync } = require('node:child_process');
const { createServer } = require('node:http');
const { join } = require('node:path');
const express = require('express');
const { default: load } = require('@medusajs/medusa/loaders/index');
const { createApiKeysWorkflow } = require('@medusajs/medusa/core-flows');
const { seedOrders } = require('./seed.js');

async function main() {
  const migrate = [
    join(__dirname, 'node_modules/@medusajs/cli/cli.js'),
    'db:migrate',
    '--execute-safe-links',
  ];
  execFileSync(process.execPath, [...migrate, '--skip-scripts'], { cwd: __dirname, stdio: 'ignore' });
  const app = express();
  const { container } = await load({ directory: __dirname, expressApp: app });
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
