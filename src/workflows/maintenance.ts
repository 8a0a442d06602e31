/** The scheduled maintenance: settles writes whose runs are gone. */
import { run } from './activity-options.js';

/** One round. */
export async function maintenance(): Promise<void> {
  await run('sweepEffects', 'Settle writes whose runs have ended', {});
}
