/** What runs the pages of a newcomer's first hour: nothing that they show is passed over, and a page that lies is found. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pages } from './support.js';
import { changed, shows, type Step, stepsOf, told } from './walkthrough/steps.js';

/** Pages that are walked through, each by a test of its own. */
const walks: Readonly<Record<string, string>> = {
  'README.md': 'readme',
  'docs/authoring/add-a-flow.md': 'first-flow',
  'docs/integrating/first-hour.md': 'first-hour',
  'docs/integrating/integrate-your-api.md': 'integrate-your-api',
  'docs/integrating/over-http.md': 'over-http',
};

/** What is read in the first hour. */
const firstHour = pages.filter(({ path }) => Object.hasOwn(walks, path) || path.startsWith('docs/start/'));

const count = (steps: readonly Step[], kind: Step['kind']): number =>
  steps.filter((step) => step.kind === kind).length;

test('the pages have commands, files and changes', () => {
  const steps = firstHour.flatMap(stepsOf);
  expect(count(steps, 'command')).toBeGreaterThan(30);
  expect(count(steps, 'file')).toBeGreaterThan(4);
  expect(count(steps, 'change')).toBeGreaterThan(2);
});

test('those that tell a newcomer to do something are walked through', () => {
  const steps = firstHour.filter((each) => stepsOf(each).length > 0).map(({ path }) => path);
  expect(steps.sort()).toEqual(Object.keys(walks).sort());
  for (const [path, name] of Object.entries(walks))
    expect(readFileSync(`test/docs/${name}.test.ts`, 'utf8')).toContain(`await walk('${path}'`);
});

test('what they show and is run elsewhere is run there', () => {
  const elsewhere = firstHour.flatMap((each) =>
    stepsOf(each).flatMap((step) =>
      step.kind === 'elsewhere' ? [{ page: each.path, where: step.where, text: step.text.trim() }] : [],
    ),
  );
  expect(elsewhere).toEqual([
    { page: 'README.md', where: '.ci/run', text: 'npm ci' },
    { page: 'README.md', where: '.ci/run', text: 'npm test' },
  ]);
  for (const { where, text } of elsewhere)
    expect(readFileSync(where, 'utf8')).toMatch(new RegExp(`^${text}`, 'm'));
});

describe('a page that lies is found', () => {
  test('by another line, one too many and one too few; lines may be left out where it says so', () => {
    const printed = ['a', 'b', 'c'];
    expect(shows(['a', 'b', 'c'], printed)).toBe(true);
    expect(shows(['a', '…', 'c'], printed)).toBe(true);
    expect(shows(['…'], printed)).toBe(true);
    expect(shows(['…', 'b'], printed)).toBe(false);
    expect(shows(['a', 'b'], printed)).toBe(false);
    expect(shows(['a', 'x', 'c'], printed)).toBe(false);
    expect(shows([...printed, 'd'], printed)).toBe(false);
    expect(shows([], printed)).toBe(false);
  });

  test('by other words in a line, but for those that it leaves out', () => {
    expect(shows(['worker (…) is killed'], ['worker (4711) is killed'])).toBe(true);
    expect(shows(['worker (…) is killed'], ['worker (4711) is started'])).toBe(false);
    expect(shows(['a.c'], ['abc'])).toBe(false);
  });

  test('by another answer in a chat; what is typed is given to it', () => {
    const chat = 'A page.\n\n```console\n$ orderly chat demo\nyou> Hello\nGood day, 11021.\n```\n';
    const [step] = stepsOf({ path: 'page.md', text: chat });
    expect(step).toMatchObject({ command: 'orderly chat demo', typed: ['Hello'] });
    const shown = step?.kind === 'command' ? told(step.shown ?? []) : [];
    expect(shows(shown, ['> Hello', 'Good day, 11021.'])).toBe(true);
    expect(shows(shown, ['> Hello', 'Good day, 11022.'])).toBe(false);
  });

  test('by a change of what does not stand there', () => {
    expect(changed('a\nb\nc\n', ' a\n-b\n+x\n+y\n')).toBe('a\nx\ny\nc\n');
    expect(() => changed('a\nc\n', ' a\n-b\n+x\n')).toThrow('stands there not once');
  });

  test.each([
    ['output without a command', '```text\nready\n```\n', 'nobody runs this block'],
    ['a file without a name', 'Write:\n\n```yaml\nflow: x\n```\n', 'no file is named'],
    ['a language that nobody runs', '```ruby\nputs 1\n```\n', 'nobody runs this block'],
    ['output before the first command', '```console\nready\n```\n', 'no command prints this'],
  ])('by %s', (_, text, message) => {
    expect(() => stepsOf({ path: 'page.md', text: `A page.\n\n${text}` })).toThrow(message);
  });
});
