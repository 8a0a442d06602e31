import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';
import { commandHost } from '../cli/run-cli.js';
import { everyCommand } from '../cli/listed.js';
import { tools } from '../../tools/tool.js';
import { blocks, pages } from './support.js';

const withoutCode = (text: string): string => text.replaceAll(/^```[^]*?^```$/gm, '');

/** The name that a heading has as the target of a link. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchors = (text: string): string[] =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

test('every link inside the documentation leads somewhere', () => {
  const broken = pages.flatMap(({ path, text }) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^https?:/.test(link))
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : normalize(join(dirname(path), file));
        if (!existsSync(target)) return true;
        return anchor !== undefined && !anchors(readFileSync(target, 'utf8')).includes(anchor);
      })
      .map((link) => `${path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('every page stands in the index of its folder', () => {
  const missing = pages
    .filter(({ path }) => path.startsWith('docs/') && path !== 'docs/README.md')
    .filter(({ path }) => {
      const folder = path.endsWith('/README.md') ? dirname(dirname(path)) : dirname(path);
      // A folder of one page's attachments has no index of its own: its pages stand in the one above.
      const index = existsSync(join(folder, 'README.md')) ? folder : dirname(folder);
      return !readFileSync(join(index, 'README.md'), 'utf8').includes(`](${relative(index, path)})`);
    })
    .map(({ path }) => path);
  expect(missing).toEqual([]);
});

test('no cell of a table has more than three links', () => {
  const crowded = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^\|.*\|$/gm)]
      .flatMap(([row]) => row.split('|'))
      .filter((cell) => (cell.match(/\]\(/g) ?? []).length > 3)
      .map((cell) => `${path}: ${cell.trim()}`),
  );
  expect(crowded).toEqual([]);
});

/** Whether a command of a page is told to make a file, or says that it has. */
const shownBy = (text: string, file: string): boolean =>
  blocks({ path: '', text }, 'console').some((block) => block.includes(file));

test('every file that the documentation names exists', () => {
  const missing = pages.flatMap(({ path, text }) =>
    [
      ...text.matchAll(
        /(?<![\w./>-])(?:test|tools|model|src|flows|merchants\/demo|demo\/(?:shop|carriers|scenes|stack))\/[\w./-]+\.(?:ts|yaml)\b/g,
      ),
    ]
      .map(([file]) => file)
      // What the page has its reader write is not there yet.
      .filter((file) => !existsSync(file) && !text.includes(`cat > ${file} `) && !shownBy(text, file))
      .map((file) => `${path}: ${file}`),
  );
  expect(missing).toEqual([]);
});

test('every page that the code names exists', () => {
  const sources = ['src', 'demo', 'model', 'tools', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .map((name) => join(folder, name)),
  );
  const named = sources.flatMap((file) => readFileSync(file, 'utf8').match(/\bdocs\/[\w/-]+\.md/g) ?? []);
  expect([...new Set(named)].filter((file) => !existsSync(file))).toEqual([]);
});

test('every script and tool that the documentation names exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  for (const { path, text } of pages.filter(({ path }) => path !== 'docs/reference/errors.md')) {
    for (const [, script = ''] of text.matchAll(/npm run (?:-s )?([a-z-]+)/g))
      expect([path, Object.keys(scripts)]).toEqual([path, expect.arrayContaining([script])]);
    for (const [, tool = ''] of text.matchAll(/npm run tool -- ([a-z-]+)/g))
      expect([path, Object.keys(tools)]).toEqual([path, expect.arrayContaining([tool])]);
  }
});

test('every command that documentation and code name exists', async () => {
  const commands = new Set((await everyCommand(commandHost())).map((words) => words.join(' ')));
  const isGroup = (word: string): boolean => [...commands].some((one) => one.startsWith(`${word} `));
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    // What is sealed is labelled `orderly …` as well.
    .filter((name) => name.endsWith('.ts') && !name.startsWith('security/keys'))
    .map((name) => ({ path: join('src', name), text: readFileSync(join('src', name), 'utf8') }));
  const unknown = [...pages, ...sources].flatMap(({ path, text }) =>
    [...text.matchAll(/(?:(?<!\\)`|^(?:\$ )?)orderly ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?(?=[\s`'),;:.]|$)/gm)]
      .filter(([, first = '', second]) => !isKnown(first, second))
      .map(([whole]) => `${path}: ${whole}`),
  );
  expect(unknown).toEqual([]);

  function isKnown(first: string, second: string | undefined): boolean {
    if (!commands.has(first)) return false;
    return second === undefined || !isGroup(first) || commands.has(`${first} ${second}`);
  }
});
