/** The test of the replay test: a history that differs in one command is never taken for the present code's. */
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bundle, fixtures, replay } from './support/fixtures.js';
import { mutants, mutations } from './support/mutants.js';

describe('a changed command is caught', () => {
  let errors: Map<string, Error | undefined>;

  beforeAll(async () => {
    errors = await replay(await bundle(), mutants(fixtures()));
  });

  test.each(Object.keys(mutations))('%s', (kind) => {
    expect(errors.get(kind)).toBeInstanceOf(DeterminismViolationError);
  });
});
