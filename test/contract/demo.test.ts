/** Every connection of the demo, under the contract. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runContract } from './connector.js';
import { demoConnections } from './demo.js';

for (const contract of demoConnections) runContract(contract);

test('no connection of the demo is left out', () => {
  const there = readdirSync('merchants/demo/connections').filter((name) => name.endsWith('.yaml'));
  const driven = demoConnections.map(({ file }) => file.split('/').at(-1));
  expect(there.filter((name) => !driven.includes(name))).toEqual([]);
});
