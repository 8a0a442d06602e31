/** `fills` and `ifSaid` of an `ask`: which questions need not be asked, and which always are. */
import { describe, expect, test } from 'vitest';
import { codes, compile, stepOf } from '../support/demo.js';
import { irOf, issuesOf } from './support.js';

const options = '  options:\n    refund: My money back\n    other: A new one\n';
const end = '- end: { result: done }\n';
const ask = (answer: string, more: string): string =>
  `- id: what\n  ask: What would you like?\n  answer: ${answer}\n${more}`;
const lines = '  options: ${inputs.order.lines}\n  label: ${option.name}\n';
const chosen = '- choose: steps.what.answer\n  cases:\n    refund: []\n    other: []\n';

describe('what a question fills', () => {
  test.each([
    ['choice', options + '  fills: remedy\n', chosen],
    ['choices', lines + '  fills: lines\n', ''],
    ['number', '  fills: pieces\n', ''],
    ['amount', '  fills: amount\n', ''],
  ])('stands with `answer: %s`, in the IR too', (answer, more, rest) => {
    const steps = ask(answer, more) + rest + end;
    expect(codes(steps)).toEqual([]);
    expect(stepOf(irOf(steps), 'ask').fills).toMatch(/^[a-z]+$/u);
    expect(stepOf(irOf(steps), 'ask').ifSaid).toBeUndefined();
  });

  test.each(['yes_or_no', 'date'])('is refused with `answer: %s`, where it stands, with a hint', (answer) => {
    const [issue, ...others] = issuesOf(`${ask(answer, '  fills: slot\n')}${end}`);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'flow_shape', hint: 'Remove `fills`.' });
    expect(issue?.source?.slice(issue.column - 1)).toMatch(/^fills/u);
  });

  test.each(['My slot', 'Lines', '2nd'])('has a name in snake_case: %j is none', (name) => {
    expect(codes(`${ask('number', `  fills: ${name}\n`)}${end}`)).not.toEqual([]);
  });
});

describe('what is only looked for', () => {
  test('stands with `answer: choices` and `fills`, and gives a list that may be empty', () => {
    const steps = ask('choices', `${lines}  fills: lines\n  ifSaid: true\n`) + end;
    expect(codes(steps)).toEqual([]);
    expect(stepOf(irOf(steps), 'ask')).toMatchObject({ fills: 'lines', ifSaid: true });
  });

  test.each([
    ['choices without `fills`', ask('choices', `${lines}  ifSaid: true\n`)],
    ['a choice', `${ask('choice', `${options}  fills: remedy\n  ifSaid: true\n`)}${chosen}`],
    ['a number', ask('number', '  fills: pieces\n  ifSaid: true\n')],
    ['a yes', ask('yes_or_no', '  ifSaid: true\n')],
  ])('is refused with %s, where it stands, with a hint', (_, steps) => {
    const [issue, ...others] = issuesOf(steps + end);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'flow_shape', hint: 'Remove `ifSaid`.' });
    expect(issue?.source?.slice(issue.column - 1)).toMatch(/^ifSaid/u);
  });

  test('cannot be said not to be', () => {
    expect(codes(`${ask('choices', `${lines}  fills: lines\n  ifSaid: no\n`)}${end}`)).not.toEqual([]);
  });
});

describe('an empty list in the place of a list that is not there', () => {
  const codesOf = (input: string, other: string, then = ''): string[] =>
    compile([
      {
        file: 'tried.yaml',
        text:
          `flow: tried\ninputs:\n  given: ${input}\noutputs:\n  result: [done]\nsteps:\n` +
          `  - if: inputs.given.orValue(${other})${then}\n    then: []\n  - end: { result: done }\n`,
      },
    ]).issues.map(({ code }) => code);

  test.each(['list of OrderLine?', 'list of ChosenLine?', 'list of text?'])(
    'is one of its kind: %s',
    (input) => {
      expect(codesOf(input, '[]', '.size() > 0')).toEqual([]);
    },
  );

  test('is none in the place of what is no list', () => {
    expect(codesOf('text?', '[]', ' == ""')).not.toEqual([]);
    expect(codesOf('list of text?', '[1]', '.size() > 0')).not.toEqual([]);
  });
});
