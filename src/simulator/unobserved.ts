/** What is played is neither logged nor counted: its story says what happened. */
import type { Dependencies } from '../activities/dependencies.js';

const silent = (): void => undefined;

/** A log and metrics that keep nothing. */
export const unobserved: Pick<Dependencies, 'log' | 'metrics'> = {
  log: { debug: silent, info: silent, warn: silent, error: silent },
  metrics: {
    ...{ operationCalled: silent, verificationFailed: silent, verificationAlarm: silent },
    ...{ approvalDecided: silent, eventTaken: silent, messageLeft: silent, voucherRejected: silent },
    ...{ runUnknown: silent, writeContradicted: silent },
  },
};
