/** Promises of published flows. */
import { describe, expect, test } from 'vitest';
import type { FlowIr } from '../../../src/contracts/ir.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

// The store keeps an IR as it is and looks into none of its fields.
const irOf = (title: string) =>
  ({ flow: 'refund-order', title, nul: 'a\u0000b', steps: [{ z: 1, a: [null] }] }) as unknown as FlowIr;

/** Proves them. */
export function flowVersionsPromises(subject: Subject): void {
  describe('flow versions', () => {
    test('the last published is current; an older one comes back only where that is meant, and all stay readable', async () => {
      await using clients = await openClients(subject, 1);
      const { flowVersions } = clients[0]!;
      const merchant = fresh('merchant');
      const publish = (hash: string, options?: { back: boolean }) =>
        flowVersions.publish({ merchant, flow: 'refund-order', hash, ir: irOf(hash) }, options);
      for (const hash of ['one', 'two', 'one']) await publish(hash);
      expect(await flowVersions.current(merchant, 'refund-order')).toEqual({ hash: 'two', ir: irOf('two') });
      await publish('one', { back: true });
      expect(await flowVersions.current(merchant, 'refund-order')).toEqual({ hash: 'one', ir: irOf('one') });
      expect(await flowVersions.get(merchant, 'two')).toEqual(irOf('two'));
    });

    test('all flows of a merchant are read in their current versions', async () => {
      await using clients = await openClients(subject, 1);
      const { flowVersions } = clients[0]!;
      const merchant = fresh('merchant');
      for (const [flow, hash] of [
        ['refund-order', 'one'],
        ['cancel-order', 'two'],
        ['refund-order', 'three'],
      ] as const)
        await flowVersions.publish({ merchant, flow, hash, ir: irOf(hash) });
      await flowVersions.publish({ merchant: fresh('merchant'), flow: 'other', hash: 'x', ir: irOf('x') });
      expect(await flowVersions.all(merchant)).toEqual([irOf('two'), irOf('three')]);
    });

    test('an IR comes back byte for byte, so that its hash still fits', async () => {
      await using clients = await openClients(subject, 1);
      const { flowVersions } = clients[0]!;
      const merchant = fresh('merchant');
      await flowVersions.publish({ merchant, flow: 'refund-order', hash: 'h', ir: irOf('ä€𝄞') });
      expect(JSON.stringify(await flowVersions.get(merchant, 'h'))).toBe(JSON.stringify(irOf('ä€𝄞')));
    });

    test('a hash of another merchant or none is not found', async () => {
      await using clients = await openClients(subject, 1);
      const { flowVersions } = clients[0]!;
      await flowVersions.publish({
        merchant: fresh('merchant'),
        flow: 'refund-order',
        hash: 'theirs',
        ir: irOf('x'),
      });
      expect(await flowVersions.get(fresh('merchant'), 'theirs')).toBeUndefined();
      expect(await flowVersions.current(fresh('merchant'), 'refund-order')).toBeUndefined();
    });

    test('workers that publish the same flow at once publish one version', async () => {
      await using clients = await openClients(subject, 3);
      const merchant = fresh('merchant');
      await Promise.all(
        [...clients, ...clients].map((client) =>
          client.flowVersions.publish({ merchant, flow: 'refund-order', hash: 'same', ir: irOf('same') }),
        ),
      );
      expect((await clients[0]!.flowVersions.current(merchant, 'refund-order'))?.hash).toBe('same');
    });
  });
}
