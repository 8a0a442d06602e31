/** A process that makes one attempt of a write, to be killed in its midst: `node child.ts <database> <write as JSON>`. */
import { openStore } from '../../../src/store/open-store.js';
import { callOf, type Write } from './call.js';

const [databaseUrl = '', write = ''] = process.argv.slice(2);
const store = await openStore({ databaseUrl });
process.stdout.write('asks\n');
const call = await callOf(store, JSON.parse(write) as Write);
process.stdout.write(`${JSON.stringify(await call.ask())}\n`);
await store[Symbol.asyncDispose]();
