/** Promises of what the processes of an installation agree on. */
import { describe, expect, test } from 'vitest';
import { fresh, openClients, type Subject } from '../support/subject.js';

/** Proves them. */
export function installationPromises(subject: Subject): void {
  describe('an installation', () => {
    test('keeps one check value, the first of those that come at once, until it is replaced', async () => {
      await using clients = await openClients(subject, 3);
      const kept = await Promise.all(
        clients.map(({ installation }, at) => installation.secretCheck(`check ${at}`)),
      );
      expect(new Set(kept).size).toBe(1);
      const { installation } = clients[0]!;
      await installation.replaceSecretCheck('another');
      expect(await installation.secretCheck('check 0')).toBe('another');
    });

    test('lists its processes with what they have last said, until they leave', async () => {
      await using clients = await openClients(subject, 1);
      const { installation } = clients[0]!;
      const process = fresh('process');
      const own = async () => (await installation.processes()).filter((each) => each.process === process);
      await installation.live({ process, kind: 'worker', masterKeys: ['a'] });
      await installation.live({ process, kind: 'api', masterKeys: [] });
      await installation.live({ process, kind: 'worker', masterKeys: ['b', 'a'] });
      expect(await own()).toEqual([
        { process, kind: 'api', masterKeys: [] },
        { process, kind: 'worker', masterKeys: ['b', 'a'] },
      ]);
      await installation.leave({ process, kind: 'worker' });
      expect(await own()).toEqual([{ process, kind: 'api', masterKeys: [] }]);
    });
  });
}
