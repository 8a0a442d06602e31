/** Local tries of one merchant: a few at a time, and the ordinary activity always. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { onTheSpot } from '../../src/activities/limit-local-activities.js';

const most = 20;

/** Runs an activity as a local one, or as an ordinary one. */
const run = (
  activity: (request: { merchant: string }) => Promise<string>,
  merchant: string,
  isLocal = true,
): Promise<string> => new MockActivityEnvironment({ isLocal }).run(activity, { merchant });

test('the twenty-first local try of a merchant is turned away; others, and ordinary ones, are not', async () => {
  const local = onTheSpot();
  let answer = (): void => undefined;
  const answers = new Promise<void>((resolve) => (answer = resolve));
  const slow = local(async (_: { merchant: string }) => {
    await answers;
    return 'slow';
  });
  const quick = local(async (_: { merchant: string }) => Promise.resolve('quick'));
  const underWay = Array.from({ length: most }, () => run(slow, 'a'));
  await expect(run(quick, 'a')).rejects.toMatchObject({ type: 'busy', nonRetryable: true });
  expect(await run(quick, 'b')).toBe('quick');
  expect(await run(quick, 'a', false)).toBe('quick');
  answer();
  expect(await Promise.all(underWay)).toEqual(Array.from({ length: most }, () => 'slow'));
  expect(await run(quick, 'a')).toBe('quick');
});
