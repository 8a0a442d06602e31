import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { percent } from '../../src/simulator/coverage.js';
import { runFlowTests, type TestRun } from '../../src/simulator/run-tests.js';
import { printIssues } from '../../src/flows/print-issues.js';
import { stepsIn } from '../../src/workflows/interpreter/steps-in.js';
import { stepKinds } from '../../src/flows/steps/registry.js';
import { type LoadedMerchants, loadMerchants } from '../../src/merchants/load-merchants.js';
import { blocks, page } from './support.js';

const folder = 'docs/authoring/cookbook';
const cookbook = page('docs/authoring/cookbook.md');
const buildConnection = checkConnection;

const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
const flows = files.filter((name) => !name.endsWith('.test.yaml')).map((name) => name.replace(/\.yaml$/, ''));

/** A file as the page shows it: without the line for editors. */
const shown = async (file: string): Promise<string> =>
  (await readFile(join(folder, file), 'utf8')).replace(/^# yaml-language-server: .*\n/, '');

describe('each recipe', () => {
  let loaded: LoadedMerchants;
  let run: TestRun;

  beforeAll(async () => {
    loaded = await loadMerchants('merchants', {
      flowsFolder: 'flows',
      buildConnection,
      only: ['demo'],
      drafts: flows.map((name) => join(folder, `${name}.yaml`)),
    });
    run = await runFlowTests([folder], {
      folders: { merchants: 'merchants', flows: 'flows' },
      buildConnection,
    });
  });

  test('passes the check for the demo merchant', () => {
    expect(printIssues(loaded.issues)).toBe('');
    expect([...(loaded.merchants.get('demo')?.flows.keys() ?? [])]).toEqual(expect.arrayContaining(flows));
  });

  test('has tests beside it, and all of them pass', () => {
    expect(run.files.map(({ flow }) => flow)).toEqual(flows);
    for (const { file, issues, tests } of run.files) {
      expect(printIssues(issues)).toBe('');
      const failed = tests.filter(({ differences }) => differences.length > 0);
      expect([file, failed.map(({ name, differences }) => ({ name, differences }))]).toEqual([file, []]);
    }
  });

  test('has tests that take every branch, outcome and result', () => {
    const missed = run.coverage.flatMap(({ flow, points }) =>
      points.filter(({ taken }) => !taken).map(({ what }) => `${flow}: ${what}`),
    );
    expect(missed).toEqual([]);
    expect(run.coverage.map(({ flow, points }) => [flow, percent(points)])).toEqual(
      flows.map((name) => [name, 100]),
    );
  });

  test('shows some kinds of steps, and all together show every kind', () => {
    const kinds = flows.flatMap((name) => {
      const { steps = [] } = loaded.merchants.get('demo')?.flows.get(name)?.ir ?? {};
      return [...stepsIn(steps)].map(({ kind }) => kind);
    });
    expect([...new Set(kinds)].sort()).toEqual([...stepKinds.keys()].sort());
  });
});

test('the page links every flow and its tests', () => {
  for (const name of flows)
    expect(cookbook.text).toContain(`[Flow](cookbook/${name}.yaml), [tests](cookbook/${name}.test.yaml)`);
});

test('the page shows the texts of the recipe in German as their file has them', async () => {
  expect(blocks(cookbook, 'yaml')).toContain(await shown('texts/de.yaml'));
});

const german = `flow: damaged-item
given:
  language: de
  subflows:
    find-order:
      - found:
          order:
            number: '1001'
            status: delivered
tests:
  - name: a German customer reads German
    when:
      - customer: Nichts, ich behalte ihn
    then:
      asked:
        - question: Es tut mir leid, dass es beschädigt angekommen ist. Was können wir für Sie tun?
          options: [Mein Geld zurück, Denselben Artikel noch einmal, 'Nichts, ich behalte ihn']
      said:
        - Danke, dass Sie es uns sagen. Beim nächsten Mal packen wir besser.
      result: settled
`;

test('the recipe in German lacks no sentence, and is told in German', async () => {
  const merchants = await mkdtemp(join(tmpdir(), 'orderly-cookbook-'));
  try {
    const demo = join(merchants, 'demo');
    await mkdir(join(demo, 'flows'), { recursive: true });
    for (const part of ['merchant.yaml', 'connections'])
      await cp(join('merchants/demo', part), join(demo, part), { recursive: true });
    await cp(join(folder, 'texts'), join(demo, 'texts'), { recursive: true });
    await cp(join(folder, 'damaged-item.yaml'), join(demo, 'flows', 'damaged-item.yaml'));
    await writeFile(join(demo, 'flows', 'damaged-item.test.yaml'), german);
    const { untranslated } = await loadMerchants(merchants, { flowsFolder: 'flows', buildConnection });
    expect([...untranslated.values()].flat()).toEqual([]);
    const run = await runFlowTests([demo], { folders: { merchants, flows: 'flows' }, buildConnection });
    expect(run.files.flatMap(({ tests }) => tests.map(({ differences }) => differences))).toEqual([[]]);
  } finally {
    await rm(merchants, { recursive: true });
  }
});
