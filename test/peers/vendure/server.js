/** Vendure in one process with its database in memory. Prints one line of JSON when its orders are made. */
import { createRequire } from 'node:module';
import { createShopConfig, database, initialData } from './config.js';
import { seedCatalogue, seedOrders } from './seed.js';

const { bootstrap, Populator } = createRequire(import.meta.url)('@vendure/core');

const access = { username: 'superadmin', password: process.env.VENDURE_PASSWORD };
const ledger = { payments: [], refunds: [] };
const app = await bootstrap(createShopConfig(access, ledger));
await app.get(Populator).populateInitialData(initialData);
const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');

const variants = await seedCatalogue(url, access);
const orders = await seedOrders(url, access, variants);
// What the seeding did is no part of what a test wants to count.
ledger.payments.length = 0;
ledger.refunds.length = 0;
process.stdout.write(`ready ${JSON.stringify({ url, database, orders })}\n`);
