/** The table of situations says what customers read, in English and in German: each is played whole by a flow test. */
import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { TrackingStatus } from '../../src/commerce/shipments/tracking.js';
import { OrderStatus } from '../../src/commerce/orders/order.js';
import { page } from './support.js';

interface Situation {
  name: string;
  given: { language: string };
  then: { said: string[]; asked?: string[] };
}

const file = 'flows/where-is-my-order.situations.test.yaml';
const written = readFileSync(file, 'utf8');
const { tests } = parse(written) as { tests: Situation[] };

const cell = ({ then: { said, asked = [] } }: Situation): string =>
  [...said, ...asked].map((text) => text.replaceAll('\n', '<br>')).join(' · ');

const [situations = ''] = page('docs/authoring/where-is-my-order.md').text.split('\n## ');
const rows = situations
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').map((each) => each.trim()));

test('every situation has its row, with all that is said in both languages, and no row has no test', () => {
  const english = tests.filter(({ given }) => given.language === 'en');
  const german = new Map(
    tests.filter(({ given }) => given.language === 'de').map((each) => [each.name, each]),
  );
  const expected = english.map((each) => {
    const other = german.get(`${each.name}, in German`);
    return ['', each.name, cell(each), other === undefined ? 'no test in German' : cell(other), ''];
  });
  expect(german.size).toBe(english.length);
  expect(rows).toEqual(expected);
});

test('every state of an order and of a parcel is among them, and none is said in a system’s own word', () => {
  const states = new Set([...written.matchAll(/^ +status: (\w+)$/gm)].map(([, state]) => state));
  expect([...states].sort()).toEqual(
    [...new Set([...OrderStatus.options, ...TrackingStatus.options])].sort(),
  );
  expect(tests.map(cell).filter((text) => /\b[a-z]+_[a-z]+\b|\d{4}-\d{2}-\d{2}/i.test(text))).toEqual([]);
});
