/** Merchants of several systems: a sample of what `npm run tool -- mixtures` plays, and what their folders say. */
import { expect, test } from 'vitest';
import { mixtures, over } from '../mixtures/mixture.js';
import { playMixture } from '../mixtures/play.js';
import { systems } from '../mixtures/systems.js';

test('each mixture names systems that there are', () => {
  expect(mixtures.map(({ name }) => name)).toContain('own-shop-adyen');
  for (const { systems: named } of mixtures)
    expect(named.filter((name) => systems[name] === undefined)).toEqual([]);
});

test('a file over another changes what it says, takes out what is null, and leaves the rest', () => {
  const file = '# a comment\na: &x { b: 1, c: 2 }\nd: *x\ne: 3\nf: [1]\n';
  const changed = over(file, 'd: { b: 9 }\ne: null\nf: [2]\ng: { h: 4 }\n');
  expect(changed).toContain('# a comment');
  expect(changed).toContain('b: 9');
  expect(changed).not.toContain('e:');
  expect(changed).toMatch(/f: \[ ?2 ?\]/);
  expect(changed).toContain('h: 4');
});

test('an own shop that pays back at Adyen: paid by webhook, and told of what comes back', async () => {
  const mixture = mixtures.find(({ name }) => name === 'own-shop-adyen')!;
  const played = ['refund-order', 'where-is-my-order', 'refund-failed'];
  const column = await playMixture(mixture, played);
  for (const flow of [...played, 'find-order', 'customer-service'])
    expect([flow, column.get(flow)]).toEqual([flow, { is: 'passed' }]);
});
