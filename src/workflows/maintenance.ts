/** The scheduled maintenance: settles writes whose runs are gone, and forgets what is kept no longer. */
import { run } from './activity-options.js';

/** One round. */
export async function maintenance(): Promise<void> {
  await run('sweepEffects', 'Settle writes whose runs have ended', {});
  await run('forgetExpired', 'Forget conversations whose time is over', {});
}
