/** `orderly knowledge`: entries are checked and tested, and pages become drafts that nobody is told. */
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commandHost, temporaryFolder } from './run-cli.js';

const inHost = commandHost();
const demo = fileURLToPath(new URL('../../merchants/demo', import.meta.url));

/** A folder with `merchants/demo`, with these entries of its knowledge, and the way to run a command in it. */
async function workspace(...topics: string[]) {
  const folder = await temporaryFolder();
  const merchant = join(folder.path, 'merchants', 'demo');
  const knowledge = join(merchant, 'knowledge');
  await mkdir(knowledge, { recursive: true });
  await cp(join(demo, 'connections'), join(merchant, 'connections'), { recursive: true });
  await cp(join(demo, 'merchant.yaml'), join(merchant, 'merchant.yaml'));
  for (const topic of topics)
    await cp(join(demo, 'knowledge', `${topic}.yaml`), join(knowledge, `${topic}.yaml`));
  const run = (...args: string[]) => inHost(['knowledge', ...args], { cwd: folder.path });
  return { path: folder.path, knowledge, run, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('entries are counted, and an issue is told with its place', async () => {
  await using space = await workspace('return-cost', 'return-how');
  expect(await space.run('check')).toMatchObject({ code: 0, stdout: 'demo: 2 entries\n' });
  const file = join(space.knowledge, 'return-cost.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('${policy.return.fee}', '${policy.return.price}'));
  const { code, stdout } = await space.run('check', '--json');
  expect(code).toBe(1);
  const { issues } = JSON.parse(stdout) as { issues: unknown[] };
  expect(issues).toMatchObject([{ file: 'merchants/demo/knowledge/return-cost.yaml', path: 'answer.en' }]);
});

test('questions of a file are right, wrong or without an answer', async () => {
  await using space = await workspace('return-cost', 'opening-hours', 'jobs');
  const file = join(space.path, 'questions.jsonl');
  const line = (text: string, wants: string): string => `${JSON.stringify({ text, wants })}\n`;
  const right = line('Are returns free?', 'return-cost') + line('Is it oak?', 'none');
  await writeFile(file, `${right}${line('I want to return this', 'return-cost')}`);
  const { code, stdout } = await space.run('test', file);
  expect(stdout).toMatch(/^none {3}"I want to return this" did not find return-cost\n/u);
  expect(stdout).toMatch(/2 right, 0 wrong, 1 without an answer\n$/u);
  expect(code).toBe(0);
  await writeFile(file, line('Are returns free?', 'jobs'));
  const mistold = await space.run('test', file, '--json');
  expect(mistold.code).toBe(1);
  expect(JSON.parse(mistold.stdout)).toMatchObject({ right: 0, wrong: 1, none: 0 });
  await writeFile(file, 'Is a return free?\n');
  expect(await space.run('test', file)).toMatchObject({ code: 1, stdout: '' });
});

test('each phrase is asked of the knowledge without it', async () => {
  await using space = await workspace('return-cost', 'opening-hours');
  const { stdout } = await space.run('test', '--json');
  const { right, wrong, questions } = JSON.parse(stdout) as Record<string, number> & { questions: unknown[] };
  expect(questions).toHaveLength(26);
  expect(right).toBeGreaterThanOrEqual(22);
  expect(wrong).toBe(0);
});

test('headings with a text become drafts, which nobody is told until a person moves them', async () => {
  await using space = await workspace('return-cost');
  const pages = join(space.path, 'pages');
  await mkdir(pages);
  const page =
    '---\ntitle: Help\n---\n# Help\n\n## Do you engrave names?\n\nYes, **up to** ten letters.\nSee [our page](https://shop.example/engraving).\n\n' +
    '```\n## no heading\n```\n\n## Empty\n\n## Größen für Kissen?\nEs gibt ${policy.x} zwei.\n';
  await writeFile(join(pages, 'help.md'), page);
  const { code, stdout } = await space.run('import', pages, '--language', 'en', '--json');
  const drafts = join(space.knowledge, 'drafts');
  expect({ code, names: (await readdir(drafts)).sort() }).toEqual({
    code: 0,
    names: ['do-you-engrave-names.yaml', 'groessen-fuer-kissen.yaml'],
  });
  expect(JSON.parse(stdout)).toMatchObject({ kept: [] });
  const draft = await readFile(join(drafts, 'do-you-engrave-names.yaml'), 'utf8');
  expect(draft).toContain('en: Yes, up to ten letters. See our page (https://shop.example/engraving).');
  expect(await readFile(join(drafts, 'groessen-fuer-kissen.yaml'), 'utf8')).not.toContain('${');
  // A draft is no entry, and a second import leaves it as it is.
  const checked = await space.run('check', '--json');
  expect(JSON.parse(checked.stdout)).toMatchObject({ issues: [], entries: { demo: 1 } });
  expect((JSON.parse(checked.stdout) as { drafts: string[] }).drafts).toHaveLength(2);
  const again = await space.run('import', pages, '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({ drafts: [], kept: { length: 2 } });
  // Taken over, it lacks the other language.
  await rename(join(drafts, 'do-you-engrave-names.yaml'), join(space.knowledge, 'do-you-engrave-names.yaml'));
  const taken = await space.run('check', '--json');
  expect(taken.code).toBe(1);
  const { issues } = JSON.parse(taken.stdout) as { issues: { code: string }[] };
  expect(new Set(issues.map(({ code: each }) => each))).toEqual(new Set(['knowledge_language_missing']));
});

test('a folder that is not there, or has no pages, is told in a line', async () => {
  await using space = await workspace('return-cost');
  expect((await space.run('import', join(space.path, 'none'))).stderr).toContain('does not exist');
  const { code, stderr } = await space.run('import', space.path);
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no heading') as string,
  });
});
