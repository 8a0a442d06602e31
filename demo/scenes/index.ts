/** The scenes of the demo in their order: a line each. */
import { cancelled, moved, replaced, takenOff, tooLate } from './orders.js';
import { notVerified, pickOne, twoParcels } from './questions.js';
import {
  approved,
  insideBand,
  rejected,
  twoConversations,
  typedIntoTemporal,
  workerKilled,
} from './refunds.js';
import type { Scene } from './scene.js';
import { changed, ended, paused } from './subscriptions.js';

/** All scenes. */
export const scenes: readonly Scene[] = [
  twoParcels,
  pickOne,
  insideBand,
  approved,
  workerKilled,
  rejected,
  typedIntoTemporal,
  notVerified,
  twoConversations,
  cancelled,
  tooLate,
  moved,
  takenOff,
  replaced,
  paused,
  ended,
  changed,
];

/** The same with a visitor at the desk: what stops the worker or waits for an agent is over before they get that far. */
export const besideVisitor: readonly Scene[] = [
  ...new Set([workerKilled, approved, rejected, typedIntoTemporal, twoConversations, ...scenes]),
];
