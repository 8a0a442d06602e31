/**
 * The scheduled maintenance: settles writes whose runs are gone, takes up events that were only kept, and forgets
 * what is kept no longer.
 */
import { run } from './activity-options.js';
import { fewTries } from './retry-policy.js';

/** One round; what fails in it holds up nothing else, and is shown as the round's failure. */
export async function maintenance(): Promise<void> {
  const all = await Promise.allSettled([
    run('reconcileEffects', 'Settle writes whose runs have ended', {}, fewTries),
    run('takeEvents', 'Process events that are waiting', {}, fewTries),
    run('forgetExpired', 'Delete conversations whose retention period has ended', {}, fewTries),
  ]);
  const failed = all.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
