/** Where a run may be: in its own workflow, or inlined in that of a caller. */
import { describe, expect, test } from 'vitest';
import { hostsOf } from '../../../src/platform/temporal/possible-hosts-of-run.js';

describe('the workflows in which a run may be', () => {
  const root = 'demo/c1/4f2a-wismo';

  test('are its own, and those of its callers up to the one that the conversation started', () => {
    expect(hostsOf(`${root}/where/1/find/12`)).toEqual([`${root}/where/1/find/12`, `${root}/where/1`, root]);
  });

  test('of a run that the conversation started: only its own', () => {
    expect(hostsOf(root)).toEqual([root]);
  });
});
