/** The systems of a test: what an answer of the script is for, and what uses it up. */
import { describe, expect, test } from 'vitest';
import { readFile, runFile, told } from './support/run.js';
import { printIssues } from '../../src/flows/print-issues.js';

const refund = (operations: string, rest: string, given = ''): string => `flow: refund-order
tests:
  - name: it
    given:
      inputs: { orderNumber: '1001', reason: damaged, whole: true }
      policy: { refund.autoApprove: { upTo: 50 EUR, perCustomer: 2/30d, reasons: [damaged] } }
${given}      operations:
        orders.get:
          - found:
              order: { number: '1001', status: delivered, amount: 80 EUR, customerEmail: mia@mail.example }
${operations}${rest}`;

const quoted = (...amounts: string[]): string =>
  `        payments.quote_refund:\n${amounts.map((amount) => `          - refundable: { amount: ${amount} }\n`).join('')}`;

const paid = '        payments.refund:\n          - done\n';
const played = async (text: string): Promise<string> => told(await runFile(text));

describe('an answer is used up by the call that it is for', () => {
  test('the offer that is read again before the sending is the one that the customer was told', async () => {
    const rest = `    when:
      - customer: 'yes'
    then:
      called:
        - payments.refund: { amount: 40 EUR }
      result: refunded
`;
    expect(await played(refund(`${quoted('40 EUR', '10 EUR')}${paid}`, rest))).toBe('');
  });

  test('a stranger who is mistaken is compared with the same record again', async () => {
    const text = `flow: find-order
tests:
  - name: it
    given:
      customer: unauthenticated
      inputs: { orderNumber: '1001' }
      operations:
        orders.get:
          - found:
              order: { number: '1001', status: shipped, customerEmail: mia@mail.example }
          - not_found
    when:
      - customer: somebody@else.example
      - customer: mia@mail.example
    then:
      result: found
`;
    expect(await played(text)).toBe('');
  });

  test('a system that is busy gives the next answer to the next attempt, at the product’s own intervals', async () => {
    const busy = '        payments.refund:\n          - not_now\n          - not_now\n          - done\n';
    const rest = `    when:
      - customer: 'yes'
    then:
      result: refunded
`;
    const file = await runFile(refund(`${quoted('40 EUR')}${busy}`, rest));
    expect(told(file)).toBe('');
    const moments = file.tests[0]?.story.map(({ at }) => at) ?? [];
    expect(Math.max(...moments) - Math.min(...moments)).toBe(3000);
  });
});

describe('what a system accepts is settled later', () => {
  const accepted = (settled: string): string =>
    `        payments.refund:\n          - accepted: ${settled}\n`;

  test.each([
    ['{ after: 2 hours, then: done }', 'result: refunded'],
    ['{ after: 2 hours, then: { done: { refundRef: r7 } } }', 'result: refunded'],
    ['{ then: refused }', 'handedOver: default'],
    ['{ after: 6 hours, then: done }', 'waitsFor: event'],
    ['{ then: pending }', 'waitsFor: event'],
  ])('%s: %s', async (settled, then) => {
    const rest = `    when:\n      - customer: 'yes'\n      - after: 5 hours\n    then:\n      ${then}\n`;
    expect(await played(refund(`${quoted('40 EUR')}${accepted(settled)}`, rest))).toBe('');
  });

  test.each([
    ['{ after: 2 hours }', 'flow_test_shape'],
    ['{ after: soon, then: done }', 'type_mismatch'],
    ['{ after: 2 hours, then: dne }', 'flow_test_answer_unknown'],
    ['{ after: 2 hours, then: unknown }', 'flow_test_answer_unknown'],
    ['{ after: 2 hours, than: done }', 'flow_test_shape'],
  ])('%s is told: %s', async (settled, code) => {
    const rest = '    then:\n      result: refunded\n';
    const { issues } = await readFile(refund(`${quoted('40 EUR')}${accepted(settled)}`, rest));
    expect(printIssues(issues)).toContain(code);
  });
});

describe('what the product never does is told', () => {
  test.each(['unknown', 'accepted', 'superseded'])('a read that ends as %s', async (name) => {
    const rest = '    then:\n      result: refunded\n';
    const { issues } = await readFile(
      refund(`        payments.quote_refund:\n          - ${name}\n${paid}`, rest),
    );
    expect(printIssues(issues)).toContain(`\`payments.quote_refund\` never has the result \`${name}\``);
  });

  test('a refund whose offer the test does not say', async () => {
    const rest = `    when:\n      - customer: 'yes'\n    then:\n      result: refunded\n`;
    expect(await played(refund(paid, rest))).toContain('`payments.quote_refund` is called');
  });
});

test('an approver signs what is asked for: a limit counts, and a role has none', async () => {
  const rest = `    when:
      - customer: 'yes'
      - approver: approved
        by: anna
      - approver: approved
        by: refund-approver
    then:
      result: refunded
`;
  const dear = refund(`${quoted('400 EUR')}${paid}`, rest).replace('amount: 80 EUR', 'amount: 500 EUR');
  const file = await runFile(dear);
  expect(told(file)).toBe('');
  const decided = file.tests[0]?.story.flatMap((each) =>
    each.is === 'decided' ? [[each.by, each.refused]] : [],
  );
  expect(decided).toEqual([
    ['anna', 'approval_over_limit'],
    ['refund-approver', undefined],
  ]);
});
