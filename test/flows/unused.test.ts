/** What a flow declares and never uses is told, where nothing else is wrong. */
import { expect, test } from 'vitest';
import { issuesOf, marked } from './steps/support.js';

const end = '- end: { result: done }';
const head = (policy: string): string =>
  `policy:\n  refund.limit: money\n${policy}outputs:\n  result: [done]`;

test('a result that no end gives', () => {
  expect(marked(issuesOf(end, 'outputs:\n  result: [done, lost]'))).toEqual(['result_unused at lost]']);
  expect(marked(issuesOf(end, 'outputs:\n  result:\n    done: {}\n    lost: {}'))).toEqual([
    'result_unused at lost: {}',
  ]);
  const some = `- if: inputs.count > 1\n  then:\n    - end: { result: lost }\n${end}`;
  expect(issuesOf(some, 'outputs:\n  result: [done, lost]')).toEqual([]);
});

test('not the result of a flow that always hands over', () => {
  expect(issuesOf('- handover: default\n- end: { result: handed_over }')).toEqual([]);
});

test('a value of the policy that nothing reads', () => {
  expect(marked(issuesOf(end, head('')))).toEqual(['policy_unused at refund.limit: money']);
  for (const reader of [
    '- say: Up to ${policy.refund.limit}.',
    '- if: policy.refund.limit > inputs.order.amount.orValue(money("1 EUR"))\n  then:\n    - end: { result: done }',
    '- each: "${[1].filter(n, policy.refund.limit > money(\\"1 EUR\\"))}"\n  atMost: 2\n  do:\n    - wait: 1 hour',
  ]) {
    expect(marked(issuesOf(`${reader}\n${end}`, head('')))).toEqual([]);
  }
});

test('nothing, while something else is wrong: it may be the reason', () => {
  expect(marked(issuesOf('- end: { result: dnoe }', head('')))).toEqual(['result_unknown at dnoe }']);
});
