/** `retry` of a call: an interval and how often, both bounded. */
import { expect, test } from 'vitest';
import { codes, stepOf } from '../support/demo.js';
import { irOf, issuesOf } from './support.js';

const call = (retry: string): string => `- call: orders.find\n  retry: ${retry}\n- end: { result: done }`;

test('stands in the IR as milliseconds and a number', () => {
  const step = stepOf(irOf(call('{ every: 30 seconds, atMost: 5 }')), 'call');
  expect(step.retry).toEqual({ everyMs: 30_000, atMost: 5 });
});

test('is told at its key where it cannot be', () => {
  expect(codes(call('{ every: 30 seconds }'))).toEqual(['flow_shape']);
  expect(codes(call('{ every: 2 business days, atMost: 5 }'))).toEqual(['type_mismatch']);
  expect(codes(call('{ every: 1 minute, atMost: 0 }'))).toEqual(['type_mismatch']);
  expect(codes(call('{ every: 1 minute, atMost: 101 }'))).toEqual(['type_mismatch']);
  const [issue] = issuesOf(call('{ evry: 1 minute, every: 1 minute, atMost: 3 }'));
  expect(issue).toMatchObject({ code: 'key_unknown', hint: 'Did you mean `every`?' });
});
