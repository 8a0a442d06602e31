/** A process of its own: how far its memory grows while it reads what a hostile system says. */
import type { Attempt } from '../../src/connectors/connector.js';
import { connectPlainly, ROUNDS } from './plain.js';

/** What to read, from where, how often before it is measured, and how many bombs there are. */
export interface BombRequest {
  text: string;
  port: number;
  warm: number;
  bombs: number;
}

/** What came of each bomb, and how much more memory than before was in use at the most, bytes. */
export type BombAnswer = { is: Attempt['is']; grown: number }[];

await measure(JSON.parse(process.argv[2] ?? '') as BombRequest); // of bombs.test.ts

async function measure({ warm, bombs, ...where }: BombRequest): Promise<void> {
  const connection = connectPlainly(where);
  const read = (): Promise<Attempt> =>
    connection.attempt({ operation: 'orders.get', inputs: { number: '7' } });
  for (let turn = 0; turn < warm; turn += 1) {
    const { is } = await read();
    if (is !== 'done') throw new Error('the honest answer is not understood');
  }
  const answers: BombAnswer = [];
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  for (let bomb = 0; bomb < bombs; bomb += 1) answers.push(await grownBy(read, before));
  process.stdout.write(JSON.stringify(answers), () => process.exit(0));
}

async function grownBy(read: () => Promise<Attempt>, before: number): Promise<BombAnswer[number]> {
  let most = before;
  const look = (): void => void (most = Math.max(most, process.memoryUsage.rss()));
  const timer = setInterval(look, 5);
  let is: Attempt['is'] = 'done';
  for (let round = 0; round < ROUNDS; round += 1) {
    ({ is } = await read());
    look();
  }
  clearInterval(timer);
  globalThis.gc?.();
  return { is, grown: most - before };
}
