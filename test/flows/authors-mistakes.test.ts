/**
 * What people who are no programmers get wrong in their first hours, each as they write it, and what they read: one issue for one
 * mistake, at its place, in words that say what to write.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { compile, flowWith, projectFolder, shipped } from './support/demo.js';

const mistakes = z
  .array(
    z.strictObject({
      name: z.string(),
      steps: z.string(),
      whole: z.boolean().optional(),
      head: z.string().optional(),
      told: z.array(z.string()),
    }),
  )
  .parse(parse(await readFile(join(projectFolder, 'test/flows/authors-mistakes/mistakes.yaml'), 'utf8')));

const few = shipped.filter(({ file }) => file === 'find-order.yaml');
const end = '\n- end: { result: done }';

describe('in a flow', () => {
  test.each(mistakes.map((mistake) => [mistake.name, mistake] as const))(
    '%s',
    (_, { steps, head, whole, told }) => {
      const source = whole === true ? { file: 'tried.yaml', text: steps } : flowWith(`${steps}${end}`, head);
      const flows = /subflow|find-order/.test(steps) ? [source, ...few] : [source];
      const issues = compile(flows).issues.map(
        ({ line, column, code, message, hint }) => `${line}:${column} ${code} ${message} → ${hint}`,
      );
      expect(issues).toEqual(told);
    },
  );

  test('there are as many as people have made', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(47);
  });
});

/** A merchant's folder as it comes from an author's computer. */
async function issuesIn(files: Readonly<Record<string, string | Uint8Array>>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-authors-'));
  try {
    const demo = join(projectFolder, 'merchants', 'demo');
    await mkdir(join(folder, 'demo'), { recursive: true });
    for (const part of ['merchant.yaml', 'connections'])
      await cp(join(demo, part), join(folder, 'demo', part), { recursive: true });
    await mkdir(join(folder, 'shipped'));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, 'demo', path)), { recursive: true });
      await writeFile(join(folder, 'demo', path), content);
    }
    const options = {
      flowsFolder: join(folder, 'shipped'),
      buildConnection: checkConnection,
      only: ['demo'],
    };
    const show = (path: string): string => relative(join(folder, 'demo'), path);
    const { issues } = await loadMerchants(folder, { ...options, show });
    return issues.map(
      ({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const greet =
  'flow: greet\noutputs:\n  result: [done]\nsteps:\n  - say: Für Größe und Maß.\n  - end: { result: done }\n';
const latin = Buffer.from(greet, 'latin1');
const notUtf8 = 'yaml_syntax The file is not in UTF-8: this character cannot be read.';
const notRead = (ending: string): string => `file_name_ending Files that end in \`${ending}\` are not read.`;

describe('in a file', () => {
  test.each([
    [
      'a flow in Latin-1, which old editors call ANSI',
      { 'flows/greet.yaml': latin },
      `flows/greet.yaml:5:11 ${notUtf8}`,
    ],
    [
      'a flow in UTF-16, which Windows calls Unicode',
      { 'flows/greet.yaml': Buffer.from(`\ufeff${greet}`, 'utf16le') },
      'flows/greet.yaml:1:1 yaml_syntax The file is not in UTF-8: it looks like UTF-16.',
    ],
    [
      'a flow that was saved twice in two encodings',
      { 'flows/greet.yaml': Buffer.from(Buffer.from(greet).toString('latin1')) },
      'flows/greet.yaml:5:11 yaml_syntax `Ã¼` is one character that was saved in the wrong encoding.',
    ],
    [
      'texts in Latin-1',
      { 'texts/de.yaml': Buffer.from('Hello.: Schönen Tag.\n', 'latin1') },
      `texts/de.yaml:1:12 ${notUtf8}`,
    ],
    [
      'a connection in Latin-1',
      { 'connections/own.yaml': Buffer.from('connection: own\n# für uns\n', 'latin1') },
      `connections/own.yaml:2:4 ${notUtf8}`,
    ],
    [
      'an ending that Windows hides',
      { 'flows/greet.yaml.txt': greet },
      `flows/greet.yaml.txt:1:1 ${notRead('.txt')}`,
    ],
    ['the short ending', { 'flows/greet.yml': greet }, `flows/greet.yml:1:1 ${notRead('.yml')}`],
    ['an ending in capitals', { 'flows/greet.YAML': greet }, `flows/greet.YAML:1:1 ${notRead('.YAML')}`],
    [
      'a text from a word processor',
      { 'flows/greet.docx': greet },
      `flows/greet.docx:1:1 ${notRead('.docx')}`,
    ],
    ['texts with the wrong ending', { 'texts/de.yaml.txt': '' }, `texts/de.yaml.txt:1:1 ${notRead('.txt')}`],
    [
      'tests with the wrong ending',
      { 'flows/greet.test.yml': '' },
      `flows/greet.test.yml:1:1 ${notRead('.yml')}`,
    ],
    [
      'a connection with the wrong ending',
      { 'connections/own.yml': '' },
      `connections/own.yml:1:1 ${notRead('.yml')}`,
    ],
    [
      'a merchant’s file with the wrong ending',
      { 'merchant.yaml.txt': '' },
      `merchant.yaml.txt:1:1 ${notRead('.txt')}`,
    ],
    [
      'a folder within the flows',
      { 'flows/drafts/greet.yaml': greet },
      'flows/drafts/greet.yaml:1:1 file_name_ending Folders inside `flows` are not read.',
    ],
  ])('%s', async (_, files, told) => {
    expect(await issuesIn(files)).toEqual([told]);
  });

  test('what is meant for nobody is not told: notes, backups, schemas, tests in a folder', async () => {
    const files = {
      ...{
        'flows/README.md': '# Notes',
        'flows/greet.yaml~': greet,
        'flows/.DS_Store': '',
        'flows/greet.yaml.orig': greet,
      },
      ...{
        'connections/order.graphql': 'query Q { a }',
        'flows/tests/greet.test.yaml': '',
        'flows/greet.yaml': greet.replaceAll('\n', '\r\n'),
      },
    };
    expect(await issuesIn(files)).toEqual([]);
  });
});
