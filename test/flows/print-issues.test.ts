/** Issues are printed as a compiler prints them. */
import { expect, test } from 'vitest';
import type { Issue } from '../../src/contracts/issue.js';
import { printIssue, printIssues } from '../../src/flows/print-issues.js';

const bare: Issue = {
  file: 'flows/a.yaml',
  line: 3,
  column: 9,
  code: 'flow_unknown',
  message: 'The flow `b` does not exist.',
  hint: 'Did you mean `c`?',
  path: 'steps[0].subflow',
};
const issue: Issue = { ...bare, source: '  - subflow: b' };

test('place, code and message; the line with a caret; the hint', () => {
  expect(printIssue(issue)).toBe(
    [
      'flows/a.yaml:3:9 flow_unknown The flow `b` does not exist.',
      '      - subflow: b',
      '            ^',
      '    Did you mean `c`?',
    ].join('\n'),
  );
});

test('without a line there is no caret', () => {
  expect(printIssue(bare)).toBe(
    'flows/a.yaml:3:9 flow_unknown The flow `b` does not exist.\n    Did you mean `c`?',
  );
});

test('the caret stands under its place in long lines and behind tabs', () => {
  const long = printIssue({ ...issue, column: 301, source: `${'x'.repeat(300)}Y${'x'.repeat(100)}` }).split(
    '\n',
  );
  expect(long[1]?.[long[2]?.indexOf('^') ?? -1]).toBe('Y');
  expect(long[1]?.length).toBeLessThan(130);
  expect(printIssue({ ...issue, column: 3, source: '\t\tY' }).split('\n')[2]).toBe('    \t\t^');
});

test('issues come in the order of files and lines', () => {
  const printed = printIssues([issue, { ...issue, line: 1 }, { ...issue, file: 'a.yaml' }]);
  expect(printed.match(/^\S+:\d+:\d+/gm)).toEqual(['a.yaml:3:9', 'flows/a.yaml:1:9', 'flows/a.yaml:3:9']);
});
