/** `wait`: for a time, until a moment, or for a day. */
import { describe, expect, test } from '@jest/globals';
import { stepOf } from '../support/demo.js';
import { irOf, issuesOf } from './support.js';

const end = '\n- end: { result: done }';
const day = '- id: day\n  ask: On which day?\n  answer: date\n';

describe('wait', () => {
  test('for a time, also of business', () => {
    expect(stepOf(irOf(`- wait: 2 hours${end}`), 'wait')).toMatchObject({ for: { ms: 7_200_000 } });
    expect(stepOf(irOf(`- wait: 2bd${end}`), 'wait')).toMatchObject({ for: { businessDays: 2 } });
  });

  test('until a moment, or until business begins on a day', () => {
    const { until, on } = stepOf(irOf(`- wait: \${inputs.since}${end}`), 'wait');
    expect([until, on]).toEqual([{ k: 'read', root: 'inputs', path: ['since'] }, undefined]);
    expect(stepOf(irOf(`${day}- wait: \${steps.day.answer}${end}`), 'wait').on).toEqual({
      k: 'read',
      root: 'steps',
      path: ['day', 'answer'],
    });
  });

  test('for nothing else, and for nothing that may be absent', () => {
    const issues = (value: string) => issuesOf(`- wait: \${${value}}${end}`).map(({ code }) => code);
    expect(issues('inputs.count')).toEqual(['type_mismatch']);
    expect(issues('inputs.order.expectedShipDate')).toEqual(['optional_unhandled']);
  });
});
