/** A broken file of tests is not run: every mistake is told with its line, its column and what was meant. */
import { describe, expect, test } from 'vitest';
import { printIssues } from '../../src/flows/print-issues.js';
import { readFile, runFile, runIn, told } from './support/run.js';

const whole = `flow: find-order
given:
  inputs:
    orderNumber: '1001'
  operations:
    orders.get:
      - found:
          order:
            number: '1001'
            status: shipped
            amount: 80 EUR
            createdAt: 2026-03-01 09:30
tests:
  - name: found
    when:
      - after: 1 hour
    then:
      called:
        - orders.get:
            number: '1001'
      handedOver: default
      result: found
      outputs:
        order:
          number: '1001'
`;

/** The issues of the file with one thing changed. */
const issues = async (from: string, to: string): Promise<string> => {
  const text = whole.replace(from, to);
  if (text === whole) throw new Error(`nothing to replace: ${from}`);
  const { tests, issues: found } = await readFile(text);
  expect(tests).toEqual([]);
  return printIssues(found);
};

describe('a mistake is told where it stands', () => {
  test.each([
    ['flow: find-order', 'flow: find-ordr', '1:7 flow_unknown', 'Did you mean `find-order`?'],
    ['flow: find-order', 'flow: find-order\nmerchant: dmo', '2:11 merchant_unknown', 'Did you mean `demo`?'],
    ['    when:', '    wen:', '15:5 key_unknown', 'Did you mean `when`?'],
    ['    orderNumber:', '    orderNumbr:', '4:5 input_unknown', 'Did you mean `orderNumber`?'],
    ['    orders.get:', '    orders.gett:', '6:5 operation_not_known', 'Did you mean `orders.get`?'],
    ['      - found:', '      - fond:', '7:9 flow_test_answer_unknown', 'Did you mean `found`?'],
    ['          order:', '          ordr:', '8:11 output_unknown', 'Did you mean `order`?'],
    [
      '            status: shipped',
      '            statos: shipped',
      '10:13 field_unknown',
      'Did you mean `status`?',
    ],
    ['status: shipped', 'status: shiped', '10:21 value_unknown', 'Did you mean `shipped`?'],
    ['            status: shipped\n', '', '8:11 flow_test_value_missing', 'Add `status`: one of `open`'],
    ['80 EUR', '80 Euro', '11:21 type_mismatch', 'such as `50 EUR`'],
    ['2026-03-01 09:30', '01.03.2026', '12:24 type_mismatch', 'such as `2026-03-02 10:00`'],
    ['after: 1 hour', 'after: an hour', '16:16 type_mismatch', 'Write `3 days`'],
    [
      '- after: 1 hour',
      '- event: orders.changed\n        times: many',
      '17:16 type_mismatch',
      '`many` is not a whole number from 1 to 1000.',
    ],
    [
      '- after: 1 hour',
      '- after: 1 hour\n        times: 2',
      '16:9 flow_test_shape',
      '`times:` can only be used with `event:`',
    ],
    ['- after: 1 hour', '- approver: aproved', '16:19 flow_test_shape', 'Did you mean `approved`?'],
    [
      '- after: 1 hour',
      '- approver: approved\n        by: benn',
      '17:13 role_unknown',
      'Did you mean `ben`?',
    ],
    [
      '- after: 1 hour',
      '- after: 1 hour\n        customer: yes',
      '16:9 flow_test_shape',
      'each as a list item of its own',
    ],
    [
      "            number: '1001'\n      handed",
      "            numbr: '1001'\n      handed",
      '20:13 input_unknown',
      'Did you mean `number`?',
    ],
    [
      'given:',
      'given:\n  understands:\n    - { message: hm, intent: refund.statsu }',
      '4:30 value_unknown',
      'Did you mean `refund.status`?',
    ],
    ['handedOver: default', 'handedOver: defualt', '21:19 queue_unknown', 'Did you mean `default`?'],
    ['handedOver: default', 'waitsFor: custmer', '21:17 value_unknown', 'Did you mean `customer`?'],
    ['result: found', 'result: fond', '22:15 result_unknown', 'Did you mean `found`?'],
    [
      '        order:\n          number',
      '        ordre:\n          number',
      '24:9 output_unknown',
      'Did you mean `order`?',
    ],
  ])('%j → %j', async (from, to, place, hint) => {
    const text = await issues(from, to);
    expect(text).toContain(`tried.test.yaml:${place}`);
    expect(text).toContain(hint);
  });

  test('all of them at once', async () => {
    const text = await issues(
      'status: shipped\n            amount: 80 EUR',
      'status: shiped\n            amount: 80',
    );
    expect(text.match(/tried\.test\.yaml:\d+:\d+/g)).toEqual([
      'tried.test.yaml:10:21',
      'tried.test.yaml:11:21',
    ]);
  });
});

test('what YAML would cut or misread is told as in flows', async () => {
  expect(await issues('name: found', 'name: found #1')).toContain('yaml_comment');
  expect(await issues('name: found', 'name: *found')).toContain('yaml_text_unquoted');
});

test('an input that is missing is told, and a policy that the merchant does not have', async () => {
  const file = await runFile(`flow: refund-order
given:
  policy:
    refund.autoAprove:
      upTo: 50 EUR
tests:
  - name: nothing
    then:
      result: declined
`);
  expect(told(file)).toContain('tried.test.yaml:4:5 policy_unknown');
  expect(told(file)).toContain('Did you mean `refund.autoApprove`?');
  expect(told(file)).toContain('tried.test.yaml:7:11 input_missing');
});

test('a test for a merchant whose files are broken says what is broken', async () => {
  const { files } = await runIn({
    'merchants/demo/flows/own.yaml':
      'flow: own\noutputs:\n  result: [done]\nsteps:\n  - end: { result: dne }\n',
    'merchants/demo/flows/own.test.yaml':
      'flow: own\ntests:\n  - name: it ends\n    then:\n      result: done\n',
  });
  expect(told(files[0]!)).toContain('flows/own.yaml:5:20 result_unknown');
});

test('without any test there is an error, not a success', async () => {
  await expect(runIn({})).rejects.toMatchObject({ code: 'flow_tests_missing' });
});
