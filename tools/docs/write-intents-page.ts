/** Writes docs/reference/intents.md, how far each intent is answered: `npm run tool -- intents-page`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dialogues } from '../../demo/scenes/by-intent.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { intents } from '../../src/understanding/intents/index.js';
import { percent } from '../../src/simulator/coverage.js';
import { runFlowTests, type TestRun } from '../../src/simulator/run-tests.js';

const introduction = `# Intents

What each intent of the product is answered by, and on what evidence. **Tests** counts those of the flow's \`.test.yaml\`; **Branches** is how many of its branches, cases, outcomes and results they take; **German** is how many of the tests speak it; ● under a face says that a dialogue about it is played over that face of the demo's shop, on a real Temporal server ([demo/scenes/by-intent.ts](../../demo/scenes/by-intent.ts), \`test/server/demo-faces.test.ts\`). [All that customers read](sentences.md) has every sentence in both languages. This page is written by \`npm run tool -- intents-page\`.`;

/** An intent, or a fine one that has a flow of its own. */
const rows = intents.flatMap(({ name, flow, fine }) => [
  { name, flow: flow?.name },
  ...fine.flatMap(({ id, flow: own }) => (own === undefined ? [] : [{ name: id, flow: own.name }])),
]);

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** What speaks of a flow's tests. */
function evidenceOf(flow: string, run: TestRun): [tests: string, branches: string, german: string] {
  const tests = run.files.find(({ file }) => basename(file) === `${flow}.test.yaml`)?.tests ?? [];
  const points = run.coverage.find((each) => each.flow === flow)?.points ?? [];
  const written = readFileSync(`flows/${flow}.test.yaml`, 'utf8');
  const german = written.match(/^ +language: de$/gm)?.length ?? 0;
  return [String(tests.length), `${percent(points)} %`, String(german)];
}

/** The text of docs/reference/intents.md, from a run of all tests of the shipped flows. */
export function intentsPage(run: TestRun): string {
  const lines = rows.map(({ name, flow }) => {
    if (flow === undefined)
      return row([`\`${name}\``, 'not applicable: people answer it', ...Array<string>(6).fill('–')]);
    const [tests, branches, german] = evidenceOf(flow, run);
    const isPlayed = Object.hasOwn(dialogues, name) ? '●' : '';
    return row([`\`${name}\``, flow, tests, branches, ...Array<string>(3).fill(isPlayed), german]);
  });
  const titles = ['Intent', 'Flow', 'Tests', 'Branches', 'REST', 'SOAP', 'GraphQL', 'German'];
  return `${introduction}\n\n${[row(titles), row(titles.map(() => '---')), ...lines].join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folders = { merchants: 'merchants', flows: 'flows' };
  const run = await runFlowTests([], { folders, buildConnection: checkConnection, show: (path) => path });
  writeFileSync('docs/reference/intents.md', intentsPage(run));
}
