/**
 * `npm run tool -- step-kinds`: which kind of step is parsed, checked, reduced, run on a server, covered by a flow test and
 * documented, from the results of `test/step-kinds`; `--write` puts the table into docs/development/testing.md.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findTestServer } from '../src/platform/embedded/temporal-binary.js';
import { runNode } from './run-tool.js';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

interface Assertion {
  ancestorTitles: string[];
  title: string;
  status: string;
}

const page = 'docs/development/testing.md';
const [begin, end] = ['<!-- step kinds -->\n', '<!-- /step kinds -->'];

const rows = byKind(await results());
const columns = [...new Set([...rows.values()].flatMap((cells) => [...cells.keys()]))];
process.stdout.write(tableOf(rows, columns));
const empty = [...rows].filter(([, cells]) => columns.some((column) => cells.get(column) !== 'passed'));
if (rows.size === 0 || empty.length > 0) process.exitCode = 1;
if (values.write) {
  const text = await readFile(page, 'utf8');
  const [before = '', after = ''] = [text.split(begin)[0], text.split(end)[1]];
  await writeFile(page, `${before}${begin}\n${tableOf(rows, columns)}\n${end}${after}`);
}

/** Runs the tests on the server that skips time, found or installed as `npm test` does it. */
async function results(): Promise<Assertion[]> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-step-kinds-'));
  try {
    const outputFile = join(folder, 'results.json');
    const log = (line: string): void => void process.stderr.write(`${line}\n`);
    const server = await findTestServer({
      cacheFolder: join(process.cwd(), '.cache'),
      explicitPath: process.env['TEMPORAL_TEST_SERVER_PATH'],
      log,
    });
    const args = ['run', 'test/step-kinds', '--silent=true', '--reporter=json', `--outputFile=${outputFile}`];
    await runNode(['node_modules/vitest/vitest.mjs', ...args], {
      ...process.env,
      TEMPORAL_TEST_SERVER_PATH: server,
    });
    // The form of Vitest's JSON reporter.
    const { testResults } = JSON.parse(await readFile(outputFile, 'utf8')) as {
      testResults: { assertionResults: Assertion[] }[];
    };
    return testResults.flatMap(({ assertionResults }) => assertionResults);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function byKind(assertions: readonly Assertion[]): Map<string, Map<string, string>> {
  const kinds = new Map<string, Map<string, string>>();
  for (const { ancestorTitles, title, status } of assertions) {
    const kind = ancestorTitles.at(-1) ?? '';
    kinds.set(kind, (kinds.get(kind) ?? new Map<string, string>()).set(title, status));
  }
  return kinds;
}

/** A table in Markdown; a cell whose test did not pass says so. */
function tableOf(kinds: ReadonlyMap<string, ReadonlyMap<string, string>>, names: readonly string[]): string {
  const cell = (status = 'missing'): string => (status === 'passed' ? '✓' : status);
  const lines = [...kinds].map(([kind, cells]) => [
    `\`${kind}\``,
    ...names.map((name) => cell(cells.get(name))),
  ]);
  return [['Kind', ...names], ['---', ...names.map(() => '---')], ...lines]
    .map((line) => `| ${line.join(' | ')} |\n`)
    .join('');
}
