import { expect, test } from 'vitest';
import type { Idempotency } from '../../src/connectors/connector.js';
import { attemptOf, type AskAgain, type Happened, outcomeTable } from '../../src/connectors/outcome-table.js';

/** DESIGN §5, written out once more by hand: a change of the table must be a change of both. */
const expected: Record<Happened, Record<AskAgain, string>> = {
  answered: { read: 'done', key: 'done', natural: 'done', lookup: 'done', none: 'done' },
  refused: { read: 'refused', key: 'refused', natural: 'refused', lookup: 'refused', none: 'refused' },
  accepted: {
    read: 'accepted',
    key: 'accepted',
    natural: 'accepted',
    lookup: 'accepted',
    none: 'accepted',
  },
  unsent: { read: 'unsent', key: 'unsent', natural: 'unsent', lookup: 'unsent', none: 'unsent' },
  rate_limited: { read: 'later', key: 'later', natural: 'later', lookup: 'later', none: 'later' },
  unauthorized: { read: 'later', key: 'later', natural: 'later', lookup: 'later', none: 'later' },
  safe_status: { read: 'later', key: 'later', natural: 'later', lookup: 'later', none: 'later' },
  not_now: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
  system_error: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
  other_status: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
  fault: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
  answer_errors: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
  redirected: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
  cut: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
  unreadable: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
  wrong_shape: { read: 'later', key: 'unclear', natural: 'unclear', lookup: 'unclear', none: 'unclear' },
};

const cells = Object.entries(expected).flatMap(([what, row]) =>
  Object.entries(row).map(([again, is]) => [what as Happened, again as AskAgain, is] as const),
);

const idempotencies: Record<Idempotency['kind'], Idempotency> = {
  key: { kind: 'key', windowMs: 1 },
  natural: { kind: 'natural' },
  lookup: { kind: 'lookup', operation: 'payments.find_refund' },
  none: { kind: 'none' },
};

test('the table has the 80 cells of the design and no more', () => {
  expect(outcomeTable).toEqual(expected);
  expect(cells).toHaveLength(80);
});

test.each(cells)('%s × %s is %s', (what, again, is) => {
  const binding =
    again === 'read'
      ? { effect: 'read' as const, idempotency: idempotencies.none }
      : { effect: 'money' as const, idempotency: idempotencies[again] };
  const attempt =
    what === 'answered'
      ? attemptOf({ what, result: 'done', outputs: {} }, binding)
      : what === 'refused'
        ? attemptOf({ what, code: 'already_refunded' }, binding)
        : what === 'accepted'
          ? attemptOf({ what, reference: 'r1' }, binding)
          : attemptOf({ what, code: 'not_now', retryAfterMs: 5 }, binding);
  expect(attempt.is).toBe(is);
});
