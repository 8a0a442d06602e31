/** Promises of the audit trail. */
import { describe, expect, test } from 'vitest';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function auditTrailPromises(subject: Subject): void {
  describe('audit trail', () => {
    test('the last entries of one merchant come first, with their details', async () => {
      await using clients = await openClients(subject, 1);
      const { audit } = clients[0]!;
      const merchant = fresh('merchant');
      const entry = {
        merchant,
        at: 5,
        actor: 'anna',
        action: 'approve',
        subject: 'request',
        details: { amount: 5, deep: [{ a: null }] },
      };
      for (const outcome of ['one', 'two', 'three']) await audit.record({ ...entry, outcome });
      await audit.record({ ...entry, merchant: fresh('merchant'), outcome: 'theirs' });
      const listed = await audit.list(merchant, 2);
      expect(listed.map(({ outcome }) => outcome)).toEqual(['three', 'two']);
      expect(listed[0]).toEqual({
        id: expect.any(Number),
        at: 5,
        actor: 'anna',
        action: 'approve',
        subject: 'request',
        outcome: 'three',
        details: entry.details,
      });
    });
  });
}
