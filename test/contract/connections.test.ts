/** Every connection that exists, under the contract; docs/development/testing.md says how a new one joins. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runContract } from './connector.js';
import { demoConnections } from './demo.js';
import { faults } from './faults.js';
import { writtenConnections } from './written.js';

for (const contract of [...writtenConnections, ...demoConnections]) runContract(contract);

test('no connection of the demo is left out', () => {
  const there = readdirSync('merchants/demo/connections').filter((name) => name.endsWith('.yaml'));
  const driven = demoConnections.map(({ file }) => file.split('/').at(-1));
  expect(there.filter((name) => !driven.includes(name))).toEqual([]);
});

test('each fault has a name of its own', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});
