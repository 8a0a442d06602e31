/** `wait`: for a time, until a moment, or for a day. */
import { describe, expect, test } from 'vitest';
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

  test('for what a system tells of a record, by what the system calls it', () => {
    const waiting = (more: string) =>
      irOf(`- id: came\n  wait:\n    event: orders.changed\n${more}${say}${end}`);
    const say = '\n- if: has(steps.came.status)\n  then:\n    - say: It is ${steps.came.status} now.';
    expect(stepOf(waiting('    for: inputs.order\n    atMost: 5bd'), 'await')).toMatchObject({
      ...{ event: 'orders.changed', atMost: { businessDays: 5 } },
      ref: { k: 'read', root: 'inputs', path: ['order', 'ref'] },
      outcomes: { expired: { default: true } },
    });
    const look = [
      '    or:\n      repeat:\n        - id: look\n          call: orders.get\n          inputs:',
      '            number: ${inputs.order.number}',
      '      until: steps.look.result == "found"\n      every: [10 minutes, 1 day]\n    atMost: 5 days',
    ].join('\n');
    const { look: found } = stepOf(waiting(`    for: inputs.order\n${look}`), 'await');
    expect(found).toMatchObject({ every: [{ ms: 600_000 }, { ms: 86_400_000 }] });
    expect(found?.do.steps).toMatchObject([{ kind: 'call', operation: 'orders.get' }]);
  });

  test('for no event that there is not, of no other record, and not by looks without end', () => {
    const issues = (more: string) =>
      issuesOf(`- wait:\n    ${more.replaceAll('; ', '\n    ')}${end}`).map(({ code }) => code);
    expect(issues('event: orders.chnged; for: inputs.order; atMost: 1 day')).toEqual(['event_not_known']);
    expect(issues('event: returns.received; for: inputs.order; atMost: 1 day')).toEqual(['type_mismatch']);
    expect(issues('event: orders.changed; for: inputs.count; atMost: 1 day')).toEqual(['type_mismatch']);
    const block = 'or: { repeat: [], until: inputs.count == 1, every: 1 minute }';
    expect(issues(`event: orders.changed; for: inputs.order; ${block}; atMost: 5 days`)).toEqual([
      'history_too_long',
    ]);
    expect(issues(`event: orders.changed; for: inputs.order; ${block}; atMost: 1 hour`)).toEqual([]);
    expect(issuesOf(`- wait: 1 day\n  outcomes: { expired: [] }${end}`).map(({ code }) => code)).toEqual([
      'outcome_unknown',
    ]);
  });

  test('for nothing else, and for nothing that may be absent', () => {
    const issues = (value: string) => issuesOf(`- wait: \${${value}}${end}`).map(({ code }) => code);
    expect(issues('inputs.count')).toEqual(['type_mismatch']);
    expect(issues('inputs.order.expectedShipDate')).toEqual(['optional_unhandled']);
  });
});
