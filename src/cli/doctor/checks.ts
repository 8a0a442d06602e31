/** The registry of what `orderly doctor` checks, a line an area. */
import type { Check } from './check.js';
import { networkChecks } from './network.js';
import { settingsChecks } from './settings.js';
import { storeChecks } from './store.js';
import { temporalChecks } from './temporal.js';
import { waitingChecks } from './waiting.js';

/** All checks, in the order in which they are printed. */
export const checks: readonly Check[] = [
  ...settingsChecks,
  ...storeChecks,
  ...temporalChecks,
  ...networkChecks,
  ...waitingChecks,
];
