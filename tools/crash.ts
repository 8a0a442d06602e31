/**
 * `npm run crash`: the worker is killed with SIGKILL between the shop's act and the record of its answer, again and
 * again; each time the shop must have paid once. `--rounds 20`; `--json`; with `--without-deduplication` the shop
 * forgets keys, and the test must fail: a test of the test. Writes crash.json.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startStack } from '../demo/stack/stack.js';
import { type CrashRound, crashRound } from '../test/server/support/crash-round.js';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    'without-deduplication': { type: 'boolean', default: false },
  },
});
const wanted = Number(values.rounds);
const print = (line: string): void => {
  if (!values.json) process.stdout.write(`${line}\n`);
};

await using stack = await startStack({ log: print });
const orders = stack.stories.refundable.from60To190;
if (!Number.isInteger(wanted) || wanted < 1 || wanted > orders.length) {
  throw new Error(
    `--rounds takes a whole number from 1 to ${orders.length}: each round refunds another order.`,
  );
}
const deduplication = !values['without-deduplication'];
if (!deduplication) await stack.shop.controls.deduplicate(false);
print(row('round', 'order', 'requests', 'keys', 'ledger', 'result', 'seconds', ''));
const rounds: CrashRound[] = [];
for (const order of orders.slice(0, wanted)) {
  const round = await crashRound(stack, order);
  rounds.push(round);
  const { requests, keys, ledger, result, seconds, passed } = round;
  print(
    row(rounds.length, round.order, requests, keys, ledger, result, seconds.toFixed(1), passed ? '✓' : '✗'),
  );
}
const passed = rounds.filter((round) => round.passed).length;
print(
  `${passed} of ${wanted} rounds: two requests with one key, one row in the ledger, the flow ended refunded`,
);
const report = JSON.stringify({ deduplication, rounds, passed });
if (values.json) process.stdout.write(`${report}\n`);
await writeFile('crash.json', `${report}\n`);
if (passed < wanted) process.exitCode = 1;

function row(...cells: readonly (string | number)[]): string {
  const widths = [5, 8, 9, 5, 7, 12, 8, 2];
  return cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join(' ');
}
