/**
 * `npm run tool -- exam-conversations`: conversations by people who have read neither flows nor rules, played against the
 * demo's shop in virtual time. `--only de-012` plays those whose ids begin so, `--matter cancel` those of a matter; `--show` prints the ones that went wrong,
 * `--show all` every one; `--from <folder>` plays the dialogues of another folder; `--json`.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { embeddedFor } from '../src/cli/talk/understander.js';
import { readDialogues } from '../test/exam/dialogue.js';
import { gradeOf } from '../test/exam/grade.js';
import { play } from '../test/exam/play.js';
import { type Graded, tableOf } from '../test/exam/report.js';
import { openWorld } from '../test/exam/world.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    matter: { type: 'string', multiple: true },
    show: { type: 'string' },
    from: { type: 'string', default: fileURLToPath(new URL('../test/exam/dialogues/', import.meta.url)) },
    json: { type: 'boolean', default: false },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const all = readDialogues(values.from);
await using world = await openWorld(all);
const understander = embeddedFor(world.merchant);
const { only, matter: matters } = values;
const chosen = all.filter(
  ({ id, matter }) =>
    (only === undefined || only.some((begin) => id.startsWith(begin))) &&
    (matters === undefined || matters.includes(matter)),
);
const graded: Graded[] = [];
for (const dialogue of chosen) {
  const played = await play(world, understander, dialogue);
  const verdict = { ...gradeOf(played, world.belongingsOf(dialogue)), played };
  graded.push(verdict);
  const isGood = verdict.grade === 'best' || verdict.grade === 'acceptable';
  if (values.show === undefined || (isGood && values.show !== 'all')) continue;
  print(`\n== ${dialogue.id} ${dialogue.matter}: ${verdict.grade} ${verdict.why}\n   ${dialogue.who}`);
  print(played.transcript.join('\n'));
}
if (values.json)
  print(JSON.stringify(graded.map(({ grade, why, played }) => ({ id: played.dialogue.id, grade, why }))));
else print(tableOf(graded));
