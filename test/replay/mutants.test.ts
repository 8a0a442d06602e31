/** The test of the replay test: a history that differs in one command is never taken for the present code's. */
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle, fixtures, replay } from './support/fixtures.js';
import { renumber } from './support/history-edits.js';
import { mutants, mutations } from './support/mutants.js';

describe('a changed command is caught', () => {
  const recorded = fixtures();
  const untouched = recorded.slice(0, 3).map(({ name, events }) => ({ name, events: renumber(events) }));
  let errors: Map<string, Error | undefined>;

  beforeAll(async () => {
    errors = await replay(await bundle(), [...untouched, ...mutants(recorded)]);
  });

  test('but not one that was edited and is the same', () => {
    expect(untouched.map(({ name }) => errors.get(name))).toEqual([undefined, undefined, undefined]);
  });

  test.each(Object.keys(mutations))('%s', (kind) => {
    expect(errors.get(kind)).toBeInstanceOf(DeterminismViolationError);
  });
});
