/**
 * `npm run tool -- exam-retail`: the retail tasks of tau2-bench, played against the shop of test/foreign/northgate by a
 * scripted customer in virtual time. `--task 16` plays one; `--show` prints conversations that went wrong; `--json`.
 */
import { parseArgs } from 'node:util';
import { embeddedFor } from '../src/cli/talk/understander.js';
import { allOf, examine, type Verdict } from '../test/foreign/exam/examine.js';
import { figuresOf, lineOf, summaryOf } from '../test/foreign/exam/report.js';
import { openNorthgate } from '../test/foreign/exam/northgate.js';
import { readBook, readTasks } from '../test/foreign/exam/tasks.js';
import { startRetailRest, whyNoRetailRest } from '../test/peers/retail-rest/start.js';

const { values } = parseArgs({
  options: {
    task: { type: 'string' },
    show: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const why = whyNoRetailRest();
if (why !== undefined) throw new Error(why);

await using played = await startRetailRest();
await using right = await startRetailRest();
const shop = await openNorthgate(played);
const exam = { shop, understander: embeddedFor(shop.merchant) };
const { plays, leftOut, onlyAuthenticated } = allOf(await readTasks(), await readBook());
const verdicts: Verdict[] = [];
for (const each of plays.filter(({ task }) => values.task === undefined || task.id === values.task)) {
  const verdict = await examine({ exam, played, right }, each);
  verdicts.push(verdict);
  if (values.json) continue;
  print(lineOf(verdict));
  if (values.show && !verdict.right) print(verdict.transcript.join('\n'));
}
const figures = figuresOf(verdicts);
if (values.json) print(JSON.stringify({ ...figures, leftOut, onlyAuthenticated }));
else if (values.task === undefined) print(summaryOf(figures, leftOut, onlyAuthenticated));
if (!figures.passed) process.exitCode = 1;
