/** A test that promises something else than happens fails, and says what, where, and what came instead. */
import { describe, expect, test } from 'vitest';
import { runFile, told } from './support/run.js';

const head = `flow: refund-order
given:
  inputs:
    orderNumber: '1001'
    reason: damaged
    whole: 'true'
  policy:
    refund.autoApprove:
      upTo: 50 EUR
      reasons: [damaged]
  subflows:
    find-order:
      - found:
          order:
            number: '1001'
            status: delivered
            amount: 80 EUR
  operations:
    payments.quote_refund:
      - refundable:
          amount: 20 EUR
    payments.refund:
      - done
tests:
  - name: it pays
    when:
`;

/** Line of the first `then:` line of a test with one answer. */
const thenLine = head.split('\n').length + 2;
const yes = `      - customer: 'yes'\n`;

const differences = async (then: string, when = yes): Promise<string> => {
  const lines = then.split('\n').map((line) => `      ${line}`);
  return told(await runFile(`${head}${when}    then:\n${lines.join('\n')}\n`));
};

describe('what differs is told with its line, the expected and the actual', () => {
  test.each([
    [
      'said:\n  - Your €20.00 are coming.',
      '1 it pays: said 1 of 1 differs. | Your €20.00 are coming. | We’ve refunded €20.00. It can take a few days to show up in your account.',
    ],
    [
      'said:\n  - contains: We’ve refunded\n  - Goodbye.',
      '2 it pays: said 2 of 2 is missing: only 1 was said. | Goodbye.',
    ],
    [
      'said: []',
      '0 it pays: More was said than expected. | nothing more | We’ve refunded €20.00. It can take a few days to show up in your account.',
    ],
    [
      'asked:\n  - contains: Are you sure',
      '1 it pays: asked 1 of 1 differs. | … Are you sure … | Would you like me to refund €20.00 for order 1001?',
    ],
    [
      'called:\n  - payments.refund:\n      amount: 30 EUR',
      '1 it pays: `payments.refund` was not called like this. | payments.refund with amount 30.00 EUR | payments.quote_refund\npayments.refund with amount 20.00 EUR',
    ],
    [
      'called:\n  - payments.quote_refund',
      '1 it pays: `payments.refund` was called, but is not expected. | payments.refund with order "1001", amount 20.00 EUR, reason "damaged"',
    ],
    ['called:\n  - orders.get', '1 it pays: `payments.refund` was called, but is not expected.'],
    ['notCalled:\n  - payments.refund', '1 it pays: `payments.refund` was called.'],
    ['handedOver: default', '0 it pays: The handover differs. | service | it was not handed off'],
    ['waitsFor: approval', '0 it pays: It waits for something else. | approval | it ended as refunded'],
    ['result: declined', '0 it pays: The result differs. | declined | it ended as refunded'],
    ['outputs:\n  amount: 30 EUR', '1 it pays: The outputs differ. | amount 30.00 EUR | amount 20.00 EUR'],
    [
      'fails: internal',
      '0 it pays: It did not fail with this code. | failed: internal | it ended as refunded',
    ],
  ])('%s', async (then, expected) => {
    const [, offset = '', rest = ''] = /^(\d) (.*)$/s.exec(expected) ?? [];
    expect(await differences(then)).toContain(`${thenLine + Number(offset)} ${rest}`);
  });
});

describe('what a test cannot do is told at its place', () => {
  test('an answer that nobody asked for', async () => {
    const text = await differences('result: refunded', `${yes}      - customer: 'yes'\n`);
    expect(text).toBe(`${thenLine - 1} it pays: The run has already ended.`);
  });

  test('a decision that nobody asked for', async () => {
    expect(await differences('result: refunded', '      - approver: approved\n')).toContain(
      'No approval request is open.',
    );
  });

  test('an operation that the test says nothing of', async () => {
    const file = await runFile(
      head.replace('    payments.refund:\n      - done\n', '') + `${yes}    then:\n      result: refunded\n`,
    );
    expect(told(file)).toContain('`payments.refund` is called, but the test has no answer for it.');
  });

  test('an operation whose answers are for other inputs', async () => {
    const text = head.replace('      - done', '      - when:\n          amount: 99 EUR\n        done:');
    const file = await runFile(`${text}${yes}    then:\n      result: refunded\n`);
    expect(told(file)).toContain('none of its answers matches these inputs');
  });
});

test('what happened is told in order, with its time', async () => {
  const file = await runFile(`${head}      - after: 1 hour\n${yes}    then:\n      result: refunded\n`);
  expect(file.tests[0]?.story.map(({ is, at }) => [is, new Date(at).toISOString()])).toEqual([
    ['called', '2026-03-02T09:00:00.000Z'],
    ['asked', '2026-03-02T09:00:00.000Z'],
    ['customer', '2026-03-02T10:00:00.000Z'],
    ['called', '2026-03-02T10:00:00.000Z'],
    ['said', '2026-03-02T10:00:00.000Z'],
    ['ended', '2026-03-02T10:00:00.000Z'],
  ]);
});

test('a decision that comes before its escalation is told at its line, with the time from which it counts', async () => {
  const friday = head
    .replace('given:\n', 'given:\n  now: 2026-03-06 15:00\n')
    .replace('amount: 20 EUR', 'amount: 80 EUR');
  const when = `${yes}      - after: 20 hours\n      - approver: approved\n        by: team-lead\n`;
  const line = friday.split('\n').length + 2;
  const [test] = (
    await runFile(
      `${friday}${when}    then:\n      called:\n        - payments.refund\n      result: refunded\n`,
    )
  ).tests;
  expect(test?.differences).toMatchObject([
    {
      line,
      message:
        'The decision by `team-lead` has no effect: this role may decide only after the escalation, from 2026-03-09 15:00 CET.',
      hint: 'Add `- after: 52 hours` before it.',
    },
  ]);
  expect(test?.story.find(({ is }) => is === 'decided')).toMatchObject({
    refused: 'approval_wrong_role',
    from: Date.UTC(2026, 2, 9, 14),
  });
});
