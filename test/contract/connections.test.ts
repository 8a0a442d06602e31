/** A connection of each protocol, with a key and without, under the contract; docs/development/testing.md says how a new one joins. */
import { expect, test } from 'vitest';
import { runContract } from './connector.js';
import { faults } from './faults.js';
import { writtenConnections } from './written.js';

for (const contract of writtenConnections) runContract(contract);

test('each fault has a name of its own', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});
