/** A draft with a mistake stops no other flow's test: what compiles is tested, and the rest is told. */
import { describe, expect, test } from 'vitest';
import { printIssues } from '../../src/flows/print-issues.js';
import { runIn } from './support/run.js';

const flow = (name: string, steps: string): string =>
  `flow: ${name}\noutputs:\n  result: [done]\nsteps:\n${steps}\n  - end: { result: done }\n`;
const tests = (name: string, merchant = ''): string =>
  `flow: ${name}\n${merchant}tests:\n  - name: says hello\n    then:\n      said: [Hello.]\n      result: done\n`;

const home = 'merchants/demo/flows';
const right = {
  [`${home}/greet.yaml`]: flow('greet', '  - say: Hello.'),
  [`${home}/greet.test.yaml`]: tests('greet'),
};
const misspelt = { [`${home}/size.yaml`]: flow('size', '  - sya: Hello.') };
const unreadable = { [`${home}/size.yaml`]: 'flow: size\nsteps: [\n' };
const caller = { [`${home}/caller.yaml`]: flow('caller', '  - subflow: size\n  - say: Hello.') };

const summary = async (files: Readonly<Record<string, string>>) => {
  const { files: found, untested } = await runIn(files);
  const results = found.map(({ file, issues, tests: run }) => [
    file.slice(home.length + 1),
    issues.map(({ code, message }) => `${code} ${message}`),
    run.map(({ differences }) => differences.length),
  ]);
  return { results, untested };
};

const greeted = ['greet.test.yaml', [], [0]];

describe('a flow with issues', () => {
  test.each([
    ['one that cannot be read', unreadable],
    ['one that another flow calls', { ...unreadable, ...caller }],
  ])('beside the tested flow is told, and stops nothing: %s', async (_, draft) => {
    expect(await summary({ ...right, ...draft })).toEqual({
      results: [greeted],
      untested: [{ flow: 'size', asked: true }],
    });
  });

  test('with tests of its own is not tested, with its issues; the others are', async () => {
    const { results, untested } = await summary({
      ...right,
      ...misspelt,
      [`${home}/size.test.yaml`]: tests('size'),
    });
    expect(results).toEqual([
      greeted,
      [
        'size.test.yaml',
        ['flow_untested Not tested: size has errors.', 'step_kind_unknown There is no step kind `sya`.'],
        [],
      ],
    ]);
    expect(untested).toEqual([]);
  });

  test('that the tested flow calls is named as the reason, and is no unknown flow', async () => {
    const { files } = await runIn({
      ...unreadable,
      ...caller,
      [`${home}/caller.test.yaml`]: tests('caller'),
    });
    const issues = printIssues(files.flatMap((file) => file.issues));
    expect(issues).toContain('flow_untested Not tested: caller calls size, which has errors.');
    expect(issues).not.toContain('flow_unknown');
  });
});
