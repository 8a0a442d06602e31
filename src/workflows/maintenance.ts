/**
 * The scheduled maintenance: settles writes whose runs are gone, takes up events that were only kept, and forgets
 * what is kept no longer.
 */
import { run } from './activity-options.js';

/** One round. */
export async function maintenance(): Promise<void> {
  await run('sweepEffects', 'Settle writes whose runs have ended', {});
  await run('takeEvents', 'Take up events that nobody has', {});
  await run('forgetExpired', 'Forget conversations whose time is over', {});
}
