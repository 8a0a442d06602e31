/** What an author reads after a usual slip: one issue, which says what is wrong and what to write. */
import { describe, expect, test } from 'vitest';
import { compile, flowWith } from './support/demo.js';

const told = (steps: string): string[] =>
  compile([flowWith(`${steps}\n- end: { result: done }`)]).issues.map(
    ({ line, column, message, hint }) => `${line}:${column} ${message} ${hint}`,
  );

const asked = '- id: sure\n  ask: Sure?\n  answer: yes_or_no\n';
const needsList = 'Write a list of steps here.';
const elseAlone =
  '`else` belongs to `if` or `choose`, and this step has none. Remove the `- `, and align it with its `if` or `choose`.';
const answers = '`yes_or_no`, `text`, `date`, `amount`, `number`, `choice`, `choices`';

test.each([
  [
    'an answer compared with true',
    `${asked}- if: steps.sure.answer == true\n  then: []`,
    '14:9 A yes | no and a bool cannot be compared. The answer is a text: write `steps.sure.answer == "yes"`.',
  ],
  [
    'an answer compared with false, the other way round',
    `${asked}- if: false != steps.sure.answer\n  then: []`,
    '14:9 A bool and a yes | no cannot be compared. The answer is a text: write `steps.sure.answer == "no"`.',
  ],
  [
    'a step without a dash below then',
    '- if: has(inputs.number)\n  then:\n    say: Good.',
    `13:7 ${needsList} Start each step with \`- \`: \`- say: …\`.`,
  ],
  [
    'a sentence behind then',
    '- if: has(inputs.number)\n  then: Good.',
    `12:11 ${needsList} Write \`- say: Good.\`, with a colon.`,
  ],
  [
    'a step without a dash below a case',
    `${asked}- choose: steps.sure.answer\n  cases:\n    yes:\n      say: Good.\n    no: []`,
    `17:9 ${needsList} Start each step with \`- \`: \`- say: …\`.`,
  ],
  [
    'else with a dash, beside its if',
    '- if: has(inputs.number)\n  then:\n    - say: Good.\n- else:\n    - say: Bad.',
    `14:5 ${elseAlone}`,
  ],
  [
    'else with a dash, among the steps of then',
    '- if: has(inputs.number)\n  then:\n    - say: Good.\n    - else:\n        - say: Bad.',
    `14:9 ${elseAlone}`,
  ],
  [
    'else too far to the right',
    '- if: has(inputs.number)\n  then:\n    - say: Good.\n      else:\n        - say: Bad.',
    `14:9 ${elseAlone}`,
  ],
  [
    'a misspelt kind, with the parts of the right one',
    '- iff: has(inputs.number)\n  then: []\n  else: []',
    '11:5 There is no step kind `iff`. Did you mean `if`?',
  ],
  [
    'ask without answer',
    '- ask: Sure?',
    `11:5 \`answer\` is missing. Add \`answer:\` with one of ${answers}.`,
  ],
  [
    'a key in capitals is misspelt, and not missing too',
    '- if: has(inputs.number)\n  Then: []',
    '12:5 The key `Then` is not allowed here. Did you mean `then`?',
  ],
  [
    'an id in capitals',
    asked.replace('sure', 'Are-you_sure'),
    '11:9 `Are-you_sure` is not camelCase: write `areYouSure`. Use camelCase, and avoid reserved words.',
  ],
  [
    'a misspelt name in has, and the right one behind it',
    '- if: has(inputs.numbr) && inputs.number == "1"\n  then:\n    - say: Number ${inputs.number}.',
    '11:20 `inputs` has no field `numbr`. Did you mean `inputs.number`?',
  ],
  [
    'a misspelt name in has that ends the flow',
    '- if: "!has(inputs.numbr)"\n  then:\n    - end: { result: done }\n- say: Number ${inputs.number}.',
    '11:22 `inputs` has no field `numbr`. Did you mean `inputs.number`?',
  ],
  [
    'a value without its dollar sign',
    '- say: Order {inputs.order.number} is here.',
    '11:16 `{inputs.order.number}` is not a placeholder, and would be shown to the customer as it is. Write `${inputs.order.number}`.',
  ],
  [
    'a value of a step without its dollar sign, in a question',
    '- ask: Is it { steps.find.order }?\n  answer: yes_or_no',
    '11:16 `{ steps.find.order }` is not a placeholder, and would be shown to the customer as it is. Write `${steps.find.order}`.',
  ],
  [
    'a value without its dollar sign and braces',
    '- id: found\n  call: orders.get\n  inputs:\n    number: inputs.number',
    '14:15 Without `${…}`, `inputs.number` is used as a literal text. Write `${inputs.number}`.',
  ],
])('%s', (_, steps, issue) => {
  expect(told(steps)).toEqual([issue]);
});

describe('what is no slip', () => {
  test.each([
    ['other braces', '- say: Choose {a}, {size.large}, {} or {"steps"}.'],
    ['a right value between braces', '- say: "{${inputs.word}} and ${inputs.word}"'],
    [
      'a right has',
      '- if: has(inputs.number) && inputs.number == "1"\n  then:\n    - say: ${inputs.number}.',
    ],
  ])('%s', (_, steps) => {
    expect(told(steps)).toEqual([]);
  });

  test('a value that may be absent is still told where has is right', () => {
    expect(told('- if: has(inputs.order) && inputs.number == "1"\n  then: []')).toEqual([
      expect.stringContaining('inputs.number may be missing here.'),
    ]);
  });
});

test('a flow’s name in capitals is told as it would be right', () => {
  const { text } = flowWith('- end: { result: done }');
  const named = (name: string) =>
    compile([{ file: 'tried.yaml', text: text.replace('flow: tried', `flow: ${name}`) }]).issues[0]?.message;
  expect(named('RefundOrder')).toBe('`RefundOrder` is not kebab-case: write `refund-order`.');
  expect(named('1st')).toBe('`1st` is not kebab-case.');
});
