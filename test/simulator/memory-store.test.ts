/** The store in memory keeps the promises of the real one, as far as calls need it. */
import { describe } from 'vitest';
import { memoryStore } from '../../src/simulator/memory-store.js';
import type { Store } from '../../src/store/store.js';
import { auditTrailPromises } from '../store/promises/audit-trail.js';
import { effectsPromises } from '../store/promises/effects.js';
import { reservationsPromises } from '../store/promises/reservations.js';
import { verificationsPromises } from '../store/promises/verifications.js';
import type { Subject } from '../store/support/subject.js';

describe('in memory', () => {
  const subject: Subject = {
    url: () => {
      throw new Error('there is no database');
    },
    // The promises below ask for nothing else of a store.
    shared: { ...memoryStore(() => Date.now()), [Symbol.asyncDispose]: () => Promise.resolve() } as Store,
  };
  effectsPromises(subject);
  reservationsPromises(subject);
  verificationsPromises(subject);
  auditTrailPromises(subject);
});
