/** A process of its own: how far its memory grows while it reads what a hostile system says. */
import type { Attempt } from '../../src/connectors/connector.js';
import { connectPlainly } from './plain.js';
import type { Protocol } from './protocols.js';

/** What to read, from where. */
export interface BombRequest {
  protocol: Protocol;
  text: string;
  port: number;
}

/** What came of each, and how much more memory than before was in use at the most, bytes. */
export interface BombAnswer {
  attempts: Attempt[];
  grown: number;
}

const ROUNDS = 3;
const WARM = 60;

const request = JSON.parse(process.argv[2] ?? '') as BombRequest; // of bombs.test.ts
const read = async (number: string): Promise<Attempt> =>
  connectPlainly(request).attempt({ operation: 'orders.get', inputs: { number } });

// The other side answers this number well, with as much as may be read, and every other with the bomb.
for (let turn = 0; turn < WARM; turn += 1) await read('warm');
globalThis.gc?.();
const before = process.memoryUsage.rss();
let most = before;
const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
const attempts: Attempt[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  attempts.push(await read('bomb'));
  most = Math.max(most, process.memoryUsage.rss());
}
clearInterval(timer);
process.stdout.write(JSON.stringify({ attempts, grown: most - before } satisfies BombAnswer));
process.exit(0);
