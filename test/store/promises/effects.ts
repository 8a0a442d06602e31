/** Promises of effects rows. */
import { describe, expect, test } from '@jest/globals';
import { fresh, openClients, type Subject } from '../support/subject.js';

const write = () => {
  const id = { merchant: fresh('merchant'), workflowId: fresh('run'), step: 'refund', visit: 1 };
  return { id, row: { ...id, key: fresh('key'), operation: 'payments.refund', digest: 'd1' } };
};

/** Proves them. */
export function effectsPromises(subject: Subject): void {
  describe('effects', () => {
    test('of many attempts at once one begins the row, and all get its key and first sending', async () => {
      await using clients = await openClients(subject, 4);
      const { row } = write();
      const begun = await Promise.all(
        Array.from({ length: 20 }, (_, attempt) =>
          clients[attempt % 4]!.effects.begin({ ...row, key: attempt === 0 ? row.key : fresh('other') }),
        ),
      );
      expect(begun.filter((result) => result.fresh)).toHaveLength(1);
      expect(new Set(begun.map((result) => result.row.key)).size).toBe(1);
      expect(new Set(begun.map((result) => result.row.firstSentAt)).size).toBe(1);
    });

    test('a settled row keeps its answer: a late attempt can neither change nor take it back', async () => {
      await using clients = await openClients(subject, 1);
      const { effects } = clients[0]!;
      const { id, row } = write();
      await effects.begin(row);
      await effects.settle(id, 'done', { refund: 'r-1', lines: [null, 1] });
      await effects.settle(id, 'unknown', null);
      await effects.unsend(id);
      expect(await effects.find(id)).toMatchObject({
        state: 'done',
        answer: { refund: 'r-1', lines: [null, 1] },
        digest: 'd1',
      });
    });

    test('what was unknown can be resolved, and is counted until then', async () => {
      await using clients = await openClients(subject, 1);
      const { effects } = clients[0]!;
      const before = await effects.countUnknown();
      const { id, row } = write();
      await effects.begin(row);
      await effects.settle(id, 'unknown', null);
      expect(await effects.countUnknown()).toBe(before + 1);
      await effects.settle(id, 'refused', { code: 'paid_back' });
      expect(await effects.countUnknown()).toBe(before);
      expect(await effects.find(id)).toMatchObject({ state: 'refused' });
    });

    test('a write that never connected leaves no row, and each visit has its own', async () => {
      await using clients = await openClients(subject, 1);
      const { effects } = clients[0]!;
      const { id, row } = write();
      await effects.begin(row);
      await effects.begin({ ...row, visit: 2, key: fresh('key') });
      await effects.unsend(id);
      expect(await effects.find(id)).toBeUndefined();
      expect(await effects.find({ ...id, visit: 2 })).toMatchObject({ state: 'sending', answer: undefined });
    });

    test('an outcome without a beginning is a fault that is told', async () => {
      await using clients = await openClients(subject, 1);
      await expect(clients[0]!.effects.settle(write().id, 'done', null)).rejects.toMatchObject({
        code: 'internal',
      });
    });
  });
}
