/** What authors get wrong between two files: each is told once, at the line that they have to change. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { projectFolder } from './support/demo.js';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'orderly-authors-'));
  await cp(join(projectFolder, 'flows'), join(home, 'flows'), { recursive: true });
  await cp(join(projectFolder, 'merchants/demo'), join(home, 'merchants/demo'), { recursive: true });
});

afterAll(() => rm(home, { recursive: true }));

/** What the author of the demo reads once files are changed, as `file:line code message → hint`; the files are put back. */
async function told(edits: Readonly<Record<string, (text: string) => string>>): Promise<string[]> {
  const before: [path: string, text: string | undefined][] = [];
  for (const [file, edit] of Object.entries(edits)) {
    const path = join(home, file);
    const text = await readFile(path, 'utf8').catch(() => undefined);
    const edited = edit(text ?? '');
    expect(edited).not.toBe(text);
    before.push([path, text]);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, edited);
  }
  const { issues, untranslated } = await loadMerchants(join(home, 'merchants'), {
    ...{ flowsFolder: join(home, 'flows'), buildConnection: checkConnection, only: ['demo'] },
    show: (path) => relative(home, path),
  });
  for (const [path, text] of before) await (text === undefined ? rm(path) : writeFile(path, text));
  return [...issues, ...(untranslated.get('demo') ?? [])].map(
    ({ file, line, column, code, message, hint }) => `${file}:${line}:${column} ${code} ${message} → ${hint}`,
  );
}

const change =
  (from: string, to: string) =>
  (text: string): string =>
    text.replace(from, () => to);

const merchant = 'merchants/demo/merchant.yaml';
const edited = (from: string, to: string) => ({ [merchant]: change(from, to) });

test('the demo as it is has no issue', async () => {
  expect(await told({})).toEqual([]);
});

describe('a value of the policy is told where it is given, with what was meant', () => {
  test.each([
    [
      ['return.fee: 2.95 EUR', 'return.fee: 3,50 EUR', 'is not a valid money. → Write `3.50 EUR`.'],
      ['return.within: 14 days', 'return.within: 2 Wochen', 'is not a valid duration. → Write `14 days`.'],
    ],
    [
      ['return.fee: 2.95 EUR', 'return.fee: 2.95 €', 'is not a valid money. → Write `2.95 EUR`.'],
      ['refund.within: 30 days', 'refund.within: 30 Tage', 'is not a valid duration. → Write `30 days`.'],
    ],
    [
      ['return.fee: 2.95 EUR', 'return.fee: EUR 1.002,95', 'is not a valid money. → Write `1002.95 EUR`.'],
      [
        'return.within: 14 days',
        'return.within: 14',
        'is not a valid duration. → A duration needs a unit: write `14 days` or `14 hours`.',
      ],
    ],
  ] as const)('%j', async (...edits) => {
    const text = await readFile(join(home, merchant), 'utf8');
    const expected = edits.map(([from, to, words]) => {
      const line = text.slice(0, text.indexOf(from)).split('\n').length;
      const [, written = ''] = to.split(': ');
      return `${merchant}:${line}:${from.indexOf(':') + 5} type_mismatch \`${written}\` ${words}`;
    });
    const all = (before: string): string =>
      edits.reduce((each, [from, to]) => each.replace(from, to), before);
    expect((await told({ [merchant]: all })).sort()).toEqual(expected.sort());
  });

  test('a bound without its key, where a band is needed', async () => {
    const band = (text: string): string =>
      text.replace(/^( {2}cancel\.autoApprove:)\n(?: {4}.*\n)+/m, '$1 250 EUR\n');
    expect(await told({ [merchant]: band })).toEqual([
      expect.stringMatching(
        /^merchants\/demo\/merchant\.yaml:\d+:\d+ type_mismatch Expected a band, but `250 EUR` is not one\. → Write its limit as a key below it: `upTo: 250 EUR`\.$/,
      ),
    ]);
  });
});

test('a form of order numbers that could match one text alone is told, with the pattern that it stands for', async () => {
  const masks = [
    ['A-####', 'A-\\d{4}', ', as `#` stands for itself'],
    ['SO123456', 'SO\\d{6}', ''],
    ['ORNNNNN', 'OR\\d{5}', ''],
  ] as const;
  const patterns = [
    ...['W\\d{7}', 'A-[0-9]{4}', '#\\d+', 'X(12|34)', '##.+'],
    ...masks.map(([mask]) => mask),
  ];
  const issues = await told({
    [merchant]: (text) =>
      `${text}\nunderstanding:\n  orderNumbers:\n    patterns:\n${patterns.map((each) => `      - '${each}'\n`).join('')}`,
  });
  expect(issues).toEqual(
    masks.map(([mask, meant, why]): unknown =>
      expect.stringContaining(
        `order_number_pattern_invalid It matches the text \`${mask}\` alone${why}. → Write \`'${meant}'\`: `,
      ),
    ),
  );
});

describe('texts', () => {
  const german = 'flows/texts/de.yaml';

  test('a file with an issue lacks nothing besides', async () => {
    const issue = 'translation_wrong `${option.nummer}` is not in the sentence.';
    const issues = await told({ [german]: change('Nummer ${option.number}', 'Nummer ${option.nummer}') });
    expect(issues).toEqual([expect.stringContaining(`${german}:`)]);
    expect(issues[0]).toContain(issue);
  });

  test('nor one that YAML cannot read', async () => {
    const issues = await told({ [german]: (text) => `${text}a: b: c\n` });
    expect(issues).toEqual([expect.stringContaining('yaml_text_unquoted')]);
  });

  test('a style whose file has an issue is a style', async () => {
    const own = 'merchants/demo/texts/en.crisp.yaml';
    const issues = await told({
      [own]: () => 'Hello: [a]\n',
      ...edited('merchant: demo', 'style: crisp\nmerchant: demo'),
    });
    expect(issues).toEqual([expect.stringContaining(`${own}:1:8 flow_shape`)]);
  });

  test('a sentence that was changed in its flow alone is told at its old texts', async () => {
    const lines = async (file: string): Promise<number> =>
      (await readFile(join(home, file), 'utf8'))
        .split('\n')
        .findIndex((line) => line.includes('Which subscription is this about?')) + 1;
    const [de, deWarm, enWarm] = [german, 'flows/texts/de.warm.yaml', 'flows/texts/en.warm.yaml'];
    const from = 'Which subscription is this about?';
    const flow = 'flows/find-subscription.yaml';
    const line = await lines(flow);
    const styles = [`de.warm.yaml:${await lines(deWarm)}`, `en.warm.yaml:${await lines(enWarm)}`];
    expect(await told({ [flow]: change(from, 'Which of the subscriptions is it about?') })).toEqual([
      `${de}:${await lines(de)}:1 translation_missing No flow uses this sentence any more; find-subscription.yaml:${line} has "Which of the subscriptions is it about?" → Replace the old sentence with the new one here, and in ${styles.join(' and ')}, and check whether the translation still fits.`,
    ]);
  });

  test('a sentence that is new is told in its flow', async () => {
    const issues = await told({
      'flows/find-subscription.yaml': change('Which subscription is this about?', 'Please pick one.'),
    });
    expect(issues).toEqual([expect.stringContaining('flows/find-subscription.yaml:')]);
  });
});

test('behind a sub-flow that cannot be read, nothing that is read from it is a mistake', async () => {
  const issues = await told({
    'flows/find-subscription.yaml': change('Which subscription is this about?', 'Pick one: which?'),
  });
  expect(issues).toEqual([expect.stringContaining('flows/find-subscription.yaml:')]);
});

describe('tests under the name of a flow', () => {
  const tests = 'flow: find-order\n\ntests:\n  - name: found\n    then:\n      result: found\n';

  test.each([
    ['find-order_test', 'find-order'],
    ['find-order.tests', 'find-order'],
    ['test-find-order', 'find-order'],
    ['lookup', 'find-order'],
  ])('%s.yaml', async (name, flow) => {
    expect(await told({ [`merchants/demo/flows/${name}.yaml`]: () => tests })).toEqual([
      `merchants/demo/flows/${name}.yaml:3:1 file_name_ending The file contains tests, but because of its name it is read as a flow. → Rename it to \`${flow}.test.yaml\`.`,
    ]);
  });
});
